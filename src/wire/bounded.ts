// Reads a value by a schema though it may be wrong in more places than the schema's library can list: a list or an object with hundreds of
// thousands of bad members overruns its call stack. Then only the first members of each are read, whose problems are enough to tell. O(size).
import type * as z from 'zod';

/** So many members of a list or an object; each may be wrong in some ways. */
const MOST_MEMBERS = 10_000;

/** What `read` makes of a value; where it is wrong in too many places, of its beginning. */
export const readBounded = <T>(
  read: (value: unknown) => z.ZodSafeParseResult<T>,
  value: unknown,
): z.ZodSafeParseResult<T> | { readonly success: false; readonly error: undefined } => {
  try {
    return read(value);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const part = read(beginningOf(value));
  return part.success ? { success: false, error: undefined } : part;
};

const beginningOf = (value: unknown): unknown => {
  const holder: { root?: unknown } = {};
  const pending: { readonly value: unknown; readonly put: (made: unknown) => void }[] = [{ value, put: (made) => (holder.root = made) }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value: whole, put } = next;
    if (typeof whole !== 'object' || whole === null) {
      put(whole);
    } else if (Array.isArray(whole)) {
      const made: unknown[] = [];
      put(made);
      whole.slice(0, MOST_MEMBERS).forEach((member: unknown, index) => pending.push({ value: member, put: (one) => (made[index] = one) }));
    } else {
      const entries = Object.entries(whole).slice(0, MOST_MEMBERS);
      const copy: Record<string, unknown> = Object.fromEntries(entries);
      put(copy);
      for (const [key, member] of entries) pending.push({ value: member, put: (one) => (copy[key] = one) });
    }
  }
  return holder.root;
};
