// How far a simulation of injected failures has to be followed: from the first failure until nothing follows from the failures any
// more. One replay, bounded by a year after the last failure's end.
import type { Recorded } from '../facts/fact.ts';
import type { Instant, Interval } from '../time/instant.ts';
import { branchOf, type Change } from './branch.ts';

const YEAR = 366 * 86_400_000;

/** Until the last failure has ended and the last level has turned in which base and branch differ. */
export const horizonOf = (facts: readonly Recorded[], changes: readonly Change[]): Interval => {
  const failures = changes.filter((change) => change.kind === 'fail');
  const from = failures.reduce((first, { at }) => Math.min(first, at), Number.POSITIVE_INFINITY);
  const end = failures.reduce((last, { at, for: lasting = 1 }) => Math.max(last, at + lasting), from + 1);
  const { base, branch } = branchOf(facts, changes, end + YEAR);
  return { from, to: lastDifference(base.timeline, branch.timeline, end) };
};

type Turns = ReadonlyMap<string, readonly { readonly from: Instant; readonly level: number }[]>;

const lastDifference = (base: Turns, branch: Turns, end: Instant): Instant => {
  let last = end;
  for (const [id, intervals] of branch) {
    const same = new Set((base.get(id) ?? []).map(({ from, level }) => `${from} ${level}`));
    for (const { from, level } of intervals) if (!same.has(`${from} ${level}`)) last = Math.max(last, from);
  }
  return last;
};
