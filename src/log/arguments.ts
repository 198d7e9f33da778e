// What every adapter refuses from its caller: broken invariants, so they throw rather than answer.
import type { Instant } from '#domain/time/instant.ts';
import type { AnyFact, ExpectedRevision } from './event-log.ts';

const FIRST = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Throws unless an append has a stream, something to append and a revision that can exist. O(1). */
export const checkAppend = (
  stream: string,
  expected: ExpectedRevision,
  facts: readonly AnyFact[],
  recordedAt: Instant | readonly Instant[],
): void => {
  checkStream(stream);
  if (facts.length === 0) throw new TypeError(`an append to ${stream} has no facts`);
  if (expected !== 'none') checkWhole('expected revision', expected);
  const times = typeof recordedAt === 'number' ? [recordedAt] : recordedAt;
  if (typeof recordedAt !== 'number' && times.length !== facts.length) throw new TypeError(`not one recordedAt for each fact of ${stream}`);
  for (const at of times)
    if (!Number.isInteger(at) || at < FIRST || at > LAST)
      throw new TypeError(`recordedAt is not a whole number of milliseconds in the years 0000 to 9999: ${at}`);
};

export const checkStream = (stream: string): void => {
  if (stream === '') throw new TypeError('a stream has an empty name');
};

/** Throws unless `value` is absent or a whole number from 0. */
export const checkWhole = (what: string, value: number | undefined): void => {
  if (value !== undefined && (!Number.isSafeInteger(value) || value < 0))
    throw new RangeError(`${what} is not a whole number from 0: ${value}`);
};
