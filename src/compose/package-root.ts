// Where this package stands, from source and built alike: the nearest folder upwards that holds package.json.
import { existsSync } from 'node:fs';

const rootFrom = (start: URL): URL => {
  let at = start;
  while (!existsSync(new URL('package.json', at))) {
    const up = new URL('..', at);
    if (up.href === at.href) throw new Error(`no package.json above ${start.href}`);
    at = up;
  }
  return at;
};

export const packageRoot: URL = rootFrom(new URL('.', import.meta.url));
