// Where two JSON values differ, part by part: `requires.all[1].mode`, before and after. Lists are compared place by place. Linear in the
// size of the two; an explicit stack, since a value may be nested deeper than the call stack is.
import type { Json } from '#domain/facts/types.ts';

export interface ChangedPart {
  /** Empty for the whole. */
  readonly path: string;
  /** Undefined: there was none. */
  readonly before: Json | undefined;
  /** Undefined: there is none any more. */
  readonly after: Json | undefined;
}

/** In order of path; keys in the order of `before`, then of `after`. A key that holds undefined counts as absent. */
export const changedParts = (before: Json | undefined, after: Json | undefined): readonly ChangedPart[] => {
  const found: ChangedPart[] = [];
  const pending: ChangedPart[] = [{ path: '', before, after }];
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const { path, before: was, after: is } = part;
    if (was === is) continue;
    const inner =
      isList(was) && isList(is) ? listParts(path, was, is) : isObject(was) && isObject(is) ? keyParts(path, was, is) : undefined;
    if (inner === undefined) found.push(part);
    else for (const one of inner.toReversed()) pending.push(one);
  }
  return found;
};

type JsonObject = { readonly [key: string]: Json };

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

const listParts = (path: string, was: readonly Json[], is: readonly Json[]): readonly ChangedPart[] =>
  Array.from({ length: Math.max(was.length, is.length) }, (_, index) => ({
    path: `${path}[${index}]`,
    before: was[index],
    after: is[index],
  }));

const keyParts = (path: string, was: JsonObject, is: JsonObject): readonly ChangedPart[] =>
  [...new Set([...Object.keys(was), ...Object.keys(is)])].map((key) => ({
    path: stepTo(path, key),
    before: Object.hasOwn(was, key) ? was[key] : undefined,
    after: Object.hasOwn(is, key) ? is[key] : undefined,
  }));

const stepTo = (path: string, key: string): string => {
  const step = /^[\w:@-]+$/.test(key) ? key : `[${JSON.stringify(key)}]`;
  return path === '' || step.startsWith('[') ? `${path}${step}` : `${path}.${step}`;
};
