// Guards what is parsed by recursion, and keys that JavaScript would take for something else. Walks without recursion, O(size).
import { pathText, type Path, type Problem } from '#wire/problem.ts';

/** Deeper than any model written by people; well within what a recursive parser stands. */
const DEEPEST = 100;

/** The first part of a JSON value that is nested too deeply or has a key that cannot be kept. */
export const unsafePart = (value: unknown): Problem | undefined => {
  const pending: { readonly value: object; readonly path: Path }[] = [];
  const push = (inner: unknown, path: Path): void => {
    if (typeof inner === 'object' && inner !== null) pending.push({ value: inner, path });
  };
  push(value, []);
  for (let part = pending.pop(); part !== undefined; part = pending.pop()) {
    const { path } = part;
    if (path.length >= DEEPEST) return { path: path.slice(0, 8), sentence: `is nested more than ${DEEPEST} deep: flatten it` };
    if (Array.isArray(part.value)) {
      part.value.forEach((item: unknown, index) => push(item, [...path, index]));
    } else {
      if (Object.hasOwn(part.value, '__proto__'))
        return { path, sentence: 'has a key "__proto__", which cannot be kept: name it otherwise' };
      for (const [key, inner] of Object.entries(part.value)) push(inner, [...path, key]);
    }
  }
  return undefined;
};

/** `place: path`, or either alone. */
export const placed = (place: string, path: Path): string => (path.length === 0 ? place : `${place} ${pathText(path)}`);

/** More problems than this are not worth reading at once. */
export const MOST_PROBLEMS = 20;
