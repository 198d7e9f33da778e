// Sets of instants as sorted, disjoint, non-touching half-open intervals (S4.1). `normalise` makes one of anything; the other functions
// take and give only such lists and run in one pass, O(n + m). Whether a list is normalised is not checked.
import type { Duration, Instant, Interval } from './instant.ts';

/** A normalised set: sorted, and between any two intervals there is a gap. */
export type Intervals = readonly Interval[];

/** Sorts, drops empty intervals, joins those that touch or overlap. O(n log n). */
export const normalise = (intervals: Iterable<Interval>): Intervals => {
  const sorted = [...intervals].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of sorted) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
};

/** What is in both. */
export const intersect = (a: Intervals, b: Intervals): Intervals => {
  const common: Interval[] = [];
  for (let i = 0, j = 0; ;) {
    const [left, right] = [a[i], b[j]];
    if (left === undefined || right === undefined) return common;
    const [from, to] = [Math.max(left.from, right.from), Math.min(left.to, right.to)];
    if (from < to) common.push({ from, to });
    if (left.to < right.to) i++;
    else j++;
  }
};

/** What of a span is in none of them. */
export const without = (span: Interval, set: Intervals): Intervals => {
  const left: Interval[] = [];
  let at = span.from;
  for (const { from, to } of clip(set, span)) {
    if (at < from) left.push({ from: at, to: from });
    at = to;
  }
  if (at < span.to) left.push({ from: at, to: span.to });
  return left;
};

export const totalLength = (intervals: Intervals): Duration => intervals.reduce((sum, { from, to }) => sum + to - from, 0);

/** Index of the first of the rising, disjoint intervals that ends after `at`. O(log n). */
export const firstEndingAfter = (intervals: readonly Interval[], at: Instant): number => {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((intervals[middle]?.to ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The parts within a span of rising, disjoint intervals that may carry more; what they carry stays. O(log n + parts). */
export const clip = <T extends Interval>(intervals: readonly T[], { from, to }: Interval): readonly T[] => {
  const within: T[] = [];
  for (let i = firstEndingAfter(intervals, from); ; i++) {
    const interval = intervals[i];
    if (interval === undefined || interval.from >= to) return within;
    within.push({ ...interval, from: Math.max(interval.from, from), to: Math.min(interval.to, to) });
  }
};
