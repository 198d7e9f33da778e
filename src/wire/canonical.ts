// RFC 8785: the one JSON text of a value, whatever the order of its keys. Keys whose value is undefined are left out. JSON.stringify
// writes strings and numbers as the RFC asks, so putting keys in order is all that is left; where an object cannot hold its keys in
// that order (names like array indexes) the library writes it. About a fifth of the library's time.
import canonicalize from 'canonicalize';

/** The package is CommonJS and its types claim a default export inside what is the function itself. */
const serialise = canonicalize as unknown as (value: unknown) => string | undefined;

/** Throws for what JSON cannot say: undefined, NaN, infinities. */
export const canonical = (value: unknown): string => {
  const ordered = inOrder(value);
  const text = ordered === NO_ORDER ? serialise(value) : JSON.stringify(ordered);
  if (text === undefined) throw new Error('a value without a JSON form has no canonical text');
  return text;
};

const NO_ORDER = Symbol('an object that cannot hold its keys in order');
const INDEX = /^(?:0|[1-9]\d*)$/;

/** The same value with the keys of every object in order; itself where they are already. */
const inOrder = (value: unknown): unknown => {
  if (typeof value === 'number') return Number.isFinite(value) ? value : NO_ORDER;
  if (typeof value !== 'object' || value === null) return value;
  return Array.isArray(value) ? listInOrder(value) : objectInOrder(value as Record<string, unknown>);
};

const listInOrder = (list: readonly unknown[]): unknown => {
  let copy: unknown[] | undefined;
  for (let index = 0; index < list.length; index++) {
    const ordered = inOrder(list[index]);
    if (ordered === NO_ORDER) return NO_ORDER;
    if (ordered !== list[index]) (copy ??= [...list])[index] = ordered;
  }
  return copy ?? list;
};

const objectInOrder = (object: Readonly<Record<string, unknown>>): unknown => {
  const keys = Object.keys(object);
  let sorted = true;
  let last = '';
  for (const key of keys) {
    if (key < last) sorted = false;
    if (isOutOfOrder(key)) return NO_ORDER;
    last = key;
  }
  if (!sorted) keys.sort();
  let copy: Record<string, unknown> | undefined = sorted ? undefined : {};
  for (const key of keys) {
    const value = object[key];
    const ordered = typeof value === 'string' ? value : inOrder(value);
    if (ordered === NO_ORDER) return NO_ORDER;
    if (copy === undefined && ordered !== value) copy = { ...object };
    if (copy !== undefined) copy[key] = ordered;
  }
  return copy ?? object;
};

/** Names that objects put first (array indexes), and names that mean something to an object or to JSON.stringify. */
const isOutOfOrder = (key: string): boolean => {
  const first = key.charCodeAt(0);
  return first < 0x3a ? INDEX.test(key) : key === '__proto__' || key === 'toJSON';
};
