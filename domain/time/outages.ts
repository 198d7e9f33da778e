// Outages as stretches of a timeline at `countFrom` or worse (S7): joined where they touch, cut only by what leaves the denominator or
// stands in a column of its own. Whether the service was agreed to be there makes no difference to where one begins and ends.
import type { Level } from '../impact/scale.ts';
import type { Duration, Instant, Interval } from './instant.ts';
import { firstEndingAfter } from './intervals.ts';
import type { ServiceHours } from './service-calendar.ts';
import { OUT, type Timeline } from './timeline.ts';

/** An outage as it touches a period; `from` and `to` are its own, not the period's. */
export interface Outage extends Interval {
  /** Its length within the period, 24 × 7. */
  readonly raw: Duration;
  /** Its agreed service time within the period. */
  readonly counted: Duration;
  /** Its agreed service time from its own begin to its own end. */
  readonly whole: Duration;
  /** Not over yet: `to` is now. */
  readonly open: boolean;
}

export interface Run extends Interval {
  readonly open: boolean;
}

/** All outages of a timeline; one that reaches `openAt` is still open. O(segments). */
export const outagesOf = (timeline: Timeline, countFrom: Level, openAt: Instant | undefined): readonly Run[] => {
  const runs: { from: Instant; to: Instant; open: boolean }[] = [];
  for (let i = 0; i < timeline.count; i++) {
    const countsAs = timeline.countsAs[i] ?? OUT;
    if (countsAs >= OUT || countsAs < countFrom) continue;
    const [from, to] = [timeline.from[i] ?? 0, timeline.to[i] ?? 0];
    const last = runs.at(-1);
    const open = to === openAt;
    if (last?.to === from) [last.to, last.open] = [to, open];
    else runs.push({ from, to, open });
  }
  return runs;
};

/** The outages that touch a period. O(log outages + those). */
export const outagesWithin = (runs: readonly Run[], period: Interval, hours: ServiceHours): readonly Outage[] => {
  const within: Outage[] = [];
  for (let i = firstEndingAfter(runs, period.from); ; i++) {
    const run = runs[i];
    if (run === undefined || run.from >= period.to) return within;
    const from = Math.max(run.from, period.from);
    const to = Math.min(run.to, period.to);
    const counted = hours.timeBetween(from, to);
    const whole = to - from < run.to - run.from ? hours.timeBetween(run.from, run.to) : counted;
    within.push({ from: run.from, to: run.to, raw: to - from, counted, whole, open: run.open && run.to <= period.to });
  }
};

/** How many outages took agreed service time, and the longest of them. */
export const countedOutages = (outages: readonly Outage[]): { readonly count: number; readonly longest: Duration } => {
  const lengths = outages.map(({ counted }) => counted).filter((length) => length > 0);
  return { count: lengths.length, longest: lengths.reduce((longest, length) => Math.max(longest, length), 0) };
};
