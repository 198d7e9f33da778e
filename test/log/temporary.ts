// A directory for the logs of one test file, gone when its process ends.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Answers a new path for a log at each call. */
export const temporaryPlaces = (): (() => string) => {
  const directory = mkdtempSync(join(tmpdir(), 'knockon-log-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  let made = 0;
  return () => join(directory, `${++made}.db`);
};
