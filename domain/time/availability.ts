// Availability figures of one service by one policy (S7): exact, in integer milliseconds and ratios. The columns of a period add up to
// it, 24 × 7 and in agreed service time alike. The hours are looked at once for each segment of the history, and then for the edges of each
// period; a period costs O(log history + segments in it).
// An outage belongs to every period it touches, with its length there. Whether history and hours fit together is not checked.
import { UP, type Scale } from '../impact/scale.ts';
import type { Duration, Instant, Interval } from './instant.ts';
import { outagesOf, outagesWithin, type Outage, type Run } from './outages.ts';
import type { Policy } from './policy.ts';
import { add, compare, divide, multiply, ofNumber, ratio, subtractRatio, ZERO, type Ratio } from './ratio.ts';
import type { ServiceHours } from './service-calendar.ts';
import { Tally, type Columns } from './tally.ts';
import { ABSENT, AHEAD, firstSegmentAfter, OUT, timelineOf, type History } from './timeline.ts';

export interface Figures {
  readonly period: Interval;
  readonly raw: Columns;
  readonly counted: Columns;
  /** Agreed service time that the policy lets into the figure. */
  readonly denominator: Duration;
  /** Time at `countFrom` or worse, unweighted: 24 × 7, and in agreed service time. */
  readonly rawDowntime: Duration;
  readonly countedDowntime: Duration;
  /** Counted time by the weights, in milliseconds. */
  readonly weightedDowntime: Ratio;
  /** Share of the denominator, 0…1. No data: nothing that counts lies in the period. */
  readonly availability: Ratio | 'no data';
  /** At full service with lost redundancy; 0 on a scale without that role. */
  readonly rawAtRisk: Duration;
  readonly countedAtRisk: Duration;
  /** Stretches at `countFrom` or worse that touch the period, in order. */
  readonly outages: readonly Outage[];
  /** An outage in the period is still open and counted to now. */
  readonly soFar: boolean;
}

export interface CountingInput {
  readonly history: History;
  readonly hours: ServiceHours;
  readonly policy: Policy;
  readonly scale: Scale;
  readonly now: Instant;
}

/** Prepares a service's history and gives the figures of any period of it. */
export const counterOf = (input: CountingInput): ((period: Interval) => Figures) => {
  const { history, hours, policy, scale, now } = input;
  const timeline = timelineOf(history, policy, scale, now);
  const { count: segments, from, to, column, countsAs } = timeline;
  const served = new Float64Array(segments);
  for (let i = 0; i < segments; i++) served[i] = hours.timeBetween(from[i] ?? 0, to[i] ?? 0);
  const current = history.levels.findLast((span) => span.from <= now && now < span.to);
  const goesOn = current !== undefined && (current.from < now || (current.level >= policy.countFrom && current.level !== scale.unknown));
  let outages: readonly Run[] | undefined;
  const outagesIn = (period: Interval): readonly Outage[] => {
    outages ??= outagesOf(timeline, policy.countFrom, goesOn ? now : undefined);
    return outagesWithin(outages, period, hours);
  };
  const firstExisted = history.levels[0]?.from;
  const tally = new Tally(scale);
  return (period) => {
    tally.empty();
    const elapsed = Math.min(period.to, now);
    let at = period.from;
    for (let i = firstSegmentAfter(timeline, period.from); i < segments; i++) {
      const [begins, ends] = [from[i] ?? 0, to[i] ?? 0];
      if (begins >= elapsed) break;
      const begin = Math.max(begins, period.from);
      const end = Math.min(ends, period.to);
      if (at < begin) countAbsence(tally, at, begin, firstExisted, input);
      const isWhole = begin === begins && end === ends;
      tally.count(column[i] ?? UP, countsAs[i] ?? UP, end - begin, isWhole ? (served[i] ?? 0) : hours.timeBetween(begin, end));
      at = end;
    }
    if (at < elapsed) countAbsence(tally, at, elapsed, firstExisted, input);
    if (period.to > now) {
      const begin = Math.max(now, period.from);
      const asUp = policy.edge === 'whole' && current !== undefined;
      tally.count(AHEAD, asUp ? UP : OUT, period.to - begin, hours.timeBetween(begin, period.to));
    }
    return new CountedFigures(tally, period, policy, scale, outagesIn);
  };
};

/** Time in which the component did not exist: before it first did by the policy, later out of the count. */
const countAbsence = (
  tally: Tally,
  from: Instant,
  to: Instant,
  firstExisted: Instant | undefined,
  { hours, policy }: CountingInput,
): void => {
  const birth = firstExisted === undefined ? to : Math.min(Math.max(firstExisted, from), to);
  const before = policy.beforeExistence === 'in' && firstExisted !== undefined ? UP : OUT;
  if (from < birth) tally.count(ABSENT, before, birth - from, hours.timeBetween(from, birth));
  if (birth < to) tally.count(ABSENT, OUT, to - birth, hours.timeBetween(birth, to));
};

/** Figures whose shares and outages are worked out when somebody asks for them: their times are known without. */
class CountedFigures implements Figures {
  readonly period: Interval;
  readonly raw: Columns;
  readonly counted: Columns;
  readonly denominator: Duration;
  readonly rawDowntime: Duration;
  readonly countedDowntime: Duration;
  readonly rawAtRisk: Duration;
  readonly countedAtRisk: Duration;
  private readonly countedAs: readonly Duration[];
  private readonly aside: Duration;
  private readonly weights: readonly Ratio[];
  private readonly list: (period: Interval) => readonly Outage[];
  private weighted: Ratio | undefined;
  private share: Ratio | 'no data' | undefined;
  private listed: readonly Outage[] | undefined;

  constructor(tally: Tally, period: Interval, policy: Policy, { atRisk }: Scale, list: (period: Interval) => readonly Outage[]) {
    this.period = period;
    this.raw = tally.columns('raw');
    this.counted = tally.columns('served');
    this.aside = tally.aside;
    this.denominator = tally.servedFrom(UP) + this.aside;
    this.rawDowntime = tally.rawFrom(policy.countFrom);
    this.countedDowntime = tally.servedFrom(policy.countFrom);
    this.rawAtRisk = atRisk === undefined ? 0 : (this.raw.levels[atRisk] ?? 0);
    this.countedAtRisk = atRisk === undefined ? 0 : (this.counted.levels[atRisk] ?? 0);
    this.countedAs = tally.countedAs();
    this.weights = policy.weights;
    this.list = list;
    this.weighted = undefined;
    this.share = undefined;
    this.listed = undefined;
  }

  get weightedDowntime(): Ratio {
    this.weighted ??= this.countedAs.reduce((sum, time, level) => {
      const weight = this.weights[level] ?? ZERO;
      return time > 0 && weight.numerator > 0n ? add(sum, multiply(ratio(time), weight)) : sum;
    }, ZERO);
    return this.weighted;
  }

  get availability(): Ratio | 'no data' {
    this.share ??=
      this.denominator === 0
        ? 'no data'
        : divide(subtractRatio(ratio(this.denominator - this.aside), this.weightedDowntime), ratio(this.denominator));
    return this.share;
  }

  get outages(): readonly Outage[] {
    this.listed ??= this.list(this.period);
    return this.listed;
  }

  get soFar(): boolean {
    return this.outages.some(({ open }) => open);
  }
}

/** Whether an availability meets a target in percent, compared exactly, before any rounding. */
export const meetsTarget = (availability: Ratio, target: number): boolean =>
  compare(multiply(availability, ratio(100)), ofNumber(target)) >= 0;
