// What has changed among the facts that are folded since the history last held: facts that count from now on, or no longer do, each at an
// instant, in columns. O(log changes) to find, O(n log n) to put in order where they did not arrive so.
import type { Instant } from '#domain/time/instant.ts';
import type { Entries } from './segments.ts';

/** By instant, then number. `counts`: 1 from now on, 0 no longer. */
export interface Changes {
  readonly at: Float64Array;
  readonly number: Int32Array;
  readonly counts: Uint8Array;
}

export interface Entry {
  readonly at: Instant;
  readonly number: number;
}

export const NO_CHANGES: Changes = { at: new Float64Array(), number: new Int32Array(), counts: new Uint8Array() };

/** Several lots of changes as one, in order; where they are about one fact at one instant, the later lot comes later. */
export const inOrder = (lots: readonly Changes[]): Changes => {
  const length = lots.reduce((sum, { at }) => sum + at.length, 0);
  const [at, number, counts] = [new Float64Array(length), new Int32Array(length), new Uint8Array(length)];
  let place = 0;
  for (const lot of lots) {
    at.set(lot.at, place);
    number.set(lot.number, place);
    counts.set(lot.counts, place);
    place += lot.at.length;
  }
  const before = (a: number, b: number): number =>
    (at[a] as number) - (at[b] as number) || (number[a] as number) - (number[b] as number) || a - b;
  let sorted = true;
  for (let index = 1; index < length && sorted; index++) sorted = before(index - 1, index) <= 0;
  if (sorted) return { at, number, counts };
  const order = Uint32Array.from({ length }, (_, index) => index).sort(before);
  return {
    at: Float64Array.from(order, (index) => at[index] as number),
    number: Int32Array.from(order, (index) => number[index] as number),
    counts: Uint8Array.from(order, (index) => counts[index] as number),
  };
};

/** The first change at or after an instant. */
export const firstFrom = ({ at: instants }: Changes, at: Instant): number => {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Entries with the changes `[first, end)` made to them, in order; a change made already makes none, and the last one holds. */
export function* merged(standing: Entries | undefined, changes: Changes, first: number, end: number): Generator<Entry> {
  const length = standing?.at.length ?? 0;
  let [row, next] = [0, first];
  while (row < length || next < end) {
    const at = Math.min(row < length ? (standing?.at[row] as number) : Infinity, next < end ? (changes.at[next] as number) : Infinity);
    const numbers = [
      row < length && standing?.at[row] === at ? (standing.number[row] as number) : Infinity,
      next < end && changes.at[next] === at ? (changes.number[next] as number) : Infinity,
    ];
    const number = Math.min(...numbers);
    let counts = numbers[0] === number;
    if (counts) row++;
    for (; next < end && changes.at[next] === at && changes.number[next] === number; next++) counts = changes.counts[next] === 1;
    if (counts) yield { at, number };
  }
}

export const columnsOf = (changes: readonly { readonly at: Instant; readonly number: number; readonly counts: number }[]): Changes => ({
  at: Float64Array.from(changes, ({ at }) => at),
  number: Int32Array.from(changes, ({ number }) => number),
  counts: Uint8Array.from(changes, ({ counts }) => counts),
});
