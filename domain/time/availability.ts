// Availability figures of one service by one policy (S7): exact, in integer milliseconds and ratios. The columns of a period add up to
// it, 24 × 7 and in agreed service time alike. A period costs O(log history + segments in it), each segment one look at the hours.
// An outage belongs to every period it touches, with its length there. Whether history and hours fit together is not checked.
import { UP, type Scale } from '../impact/scale.ts';
import type { Duration, Instant, Interval } from './instant.ts';
import { clip } from './intervals.ts';
import { outagesOf, outagesWithin, type Outage, type Run } from './outages.ts';
import type { Policy } from './policy.ts';
import { add, compare, divide, multiply, ofNumber, ratio, subtractRatio, ZERO, type Ratio } from './ratio.ts';
import type { ServiceHours } from './service-calendar.ts';
import { timelineOf, type History, type Segment } from './timeline.ts';

/** The period, apart: time at each level (by index), planned downtime, no records, not in existence, not yet passed. */
export interface Columns {
  readonly levels: readonly Duration[];
  readonly planned: Duration;
  readonly noData: Duration;
  readonly absent: Duration;
  readonly ahead: Duration;
}

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
  const { history, policy, scale, now } = input;
  const segments = timelineOf(history, policy, scale, now);
  const current = history.levels.find(({ from, to }) => from <= now && now < to);
  const goesOn = current !== undefined && (current.from < now || (current.level >= policy.countFrom && current.level !== scale.unknown));
  const outages = outagesOf(segments, policy.countFrom, goesOn ? now : undefined);
  const firstExisted = history.levels[0]?.from;
  return (period) => {
    const whole = clip(segments, period);
    const filled = [...withAbsence(whole, { from: period.from, to: Math.min(period.to, now) }, firstExisted, policy)];
    if (period.to > now) {
      const asUp = policy.edge === 'whole' && current !== undefined;
      filled.push({ from: Math.max(now, period.from), to: period.to, column: 'ahead', countsAs: asUp ? UP : 'out' });
    }
    return figuresOf(input, period, filled, outages);
  };
};

const figuresOf = (
  { hours, policy, scale }: CountingInput,
  period: Interval,
  segments: readonly Segment[],
  outages: readonly Run[],
): Figures => {
  const raw = noColumns(scale);
  const counted = noColumns(scale);
  const countedAs: Duration[] = scale.names.map(() => 0);
  let denominator = 0;
  let aside = 0;
  for (const { from, to, column, countsAs } of segments) {
    const time = hours.timeBetween(from, to);
    put(raw, column, to - from);
    put(counted, column, time);
    if (countsAs === 'out') continue;
    denominator += time;
    if (countsAs === 'aside') aside += time;
    else countedAs[countsAs] = (countedAs[countsAs] ?? 0) + time;
  }
  const weightedDowntime = countedAs.reduce((sum, time, level) => add(sum, multiply(ratio(time), policy.weights[level] ?? ZERO)), ZERO);
  const unavailable = add(weightedDowntime, ratio(aside));
  const within = outagesWithin(outages, period, hours);
  return {
    period,
    raw,
    counted,
    denominator,
    rawDowntime: within.reduce((sum, outage) => sum + outage.raw, 0),
    countedDowntime: within.reduce((sum, outage) => sum + outage.counted, 0),
    weightedDowntime,
    availability: denominator === 0 ? 'no data' : divide(subtractRatio(ratio(denominator), unavailable), ratio(denominator)),
    rawAtRisk: scale.atRisk === undefined ? 0 : (raw.levels[scale.atRisk] ?? 0),
    countedAtRisk: scale.atRisk === undefined ? 0 : (counted.levels[scale.atRisk] ?? 0),
    outages: within,
    soFar: within.some(({ open }) => open),
  };
};

interface MutableColumns {
  levels: Duration[];
  planned: Duration;
  noData: Duration;
  absent: Duration;
  ahead: Duration;
}

const noColumns = (scale: Scale): MutableColumns => ({ levels: scale.names.map(() => 0), planned: 0, noData: 0, absent: 0, ahead: 0 });

const put = (columns: MutableColumns, column: Segment['column'], time: Duration): void => {
  if (typeof column === 'number') columns.levels[column] = (columns.levels[column] ?? 0) + time;
  else columns[column] += time;
};

const withAbsence = function* (
  segments: readonly Segment[],
  span: Interval,
  firstExisted: Instant | undefined,
  policy: Policy,
): Iterable<Segment> {
  const absence = (from: Instant, to: Instant): Segment[] => {
    const birth = firstExisted === undefined ? to : Math.min(Math.max(firstExisted, from), to);
    const before = policy.beforeExistence === 'in' && firstExisted !== undefined ? UP : 'out';
    const parts: Segment[] = [
      { from, to: birth, column: 'absent', countsAs: before },
      { from: birth, to, column: 'absent', countsAs: 'out' },
    ];
    return parts.filter((part) => part.from < part.to);
  };
  let at = span.from;
  for (const segment of segments) {
    yield* absence(at, segment.from);
    yield segment;
    at = segment.to;
  }
  yield* absence(at, span.to);
};

/** Whether an availability meets a target in percent, compared exactly, before any rounding. */
export const meetsTarget = (availability: Ratio, target: number): boolean =>
  compare(multiply(availability, ratio(100)), ofNumber(target)) >= 0;
