// What every adapter refuses from its caller: broken invariants, so they throw rather than answer.
import type { AnyFact, ExpectedRevision } from './event-log.ts';

/** Throws unless an append has a stream, something to append and a revision that can exist. O(1). */
export const checkAppend = (stream: string, expected: ExpectedRevision, facts: readonly AnyFact[], recordedAt: number): void => {
  checkStream(stream);
  if (facts.length === 0) throw new TypeError(`an append to ${stream} has no facts`);
  if (expected !== 'none') checkWhole('expected revision', expected);
  if (!Number.isSafeInteger(recordedAt)) throw new TypeError(`recordedAt is not a whole number of milliseconds: ${recordedAt}`);
};

export const checkStream = (stream: string): void => {
  if (stream === '') throw new TypeError('a stream has an empty name');
};

/** Throws unless `value` is absent or a whole number from 0. */
export const checkWhole = (what: string, value: number | undefined): void => {
  if (value !== undefined && (!Number.isSafeInteger(value) || value < 0))
    throw new RangeError(`${what} is not a whole number from 0: ${value}`);
};
