// Availability figures of one service by one policy (S7): exact, in integer milliseconds and ratios. The columns of a period add up to
// it, 24 × 7 and in agreed service time alike. The hours are looked at once for each segment of the history, and then for the edges of each
// period; a period costs O(log history + segments in it).
// An outage belongs to every period it touches, with its length there. Whether history and hours fit together is not checked.
import { UP, type Level, type Scale } from '../impact/scale.ts';
import type { Duration, Instant, Interval } from './instant.ts';
import { firstEndingAfter } from './intervals.ts';
import { outagesOf, outagesWithin, type Outage } from './outages.ts';
import type { Policy } from './policy.ts';
import { add, compare, divide, multiply, ofNumber, ratio, subtractRatio, ZERO, type Ratio } from './ratio.ts';
import type { ServiceHours } from './service-calendar.ts';
import { timelineOf, type CountsAs, type History, type Segment } from './timeline.ts';

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
  const { history, hours, policy, scale, now } = input;
  const segments = timelineOf(history, policy, scale, now);
  const served = new Float64Array(segments.length);
  segments.forEach(({ from, to }, index) => (served[index] = hours.timeBetween(from, to)));
  const current = history.levels.find(({ from, to }) => from <= now && now < to);
  const goesOn = current !== undefined && (current.from < now || (current.level >= policy.countFrom && current.level !== scale.unknown));
  const outages = outagesOf(segments, policy.countFrom, goesOn ? now : undefined);
  const firstExisted = history.levels[0]?.from;
  return (period) => {
    const tally = tallyOf(scale);
    const elapsed = Math.min(period.to, now);
    let at = period.from;
    for (let i = firstEndingAfter(segments, period.from); ; i++) {
      const segment = segments[i];
      if (segment === undefined || segment.from >= elapsed) break;
      const from = Math.max(segment.from, period.from);
      const to = Math.min(segment.to, period.to);
      if (at < from) countAbsence(tally, at, from, firstExisted, input);
      const whole = from === segment.from && to === segment.to;
      count(tally, segment.column, segment.countsAs, to - from, whole ? (served[i] ?? 0) : hours.timeBetween(from, to));
      at = to;
    }
    if (at < elapsed) countAbsence(tally, at, elapsed, firstExisted, input);
    if (period.to > now) {
      const from = Math.max(now, period.from);
      const asUp = policy.edge === 'whole' && current !== undefined;
      count(tally, 'ahead', asUp ? UP : 'out', period.to - from, hours.timeBetween(from, period.to));
    }
    return figuresOf(tally, period, policy, scale, () => outagesWithin(outages, period, hours));
  };
};

/** What a period is made of, as it is added up. */
interface Tally {
  readonly raw: MutableColumns;
  readonly counted: MutableColumns;
  /** Time, and service time, that counts as each level. */
  readonly rawAs: Duration[];
  readonly countedAs: Duration[];
  denominator: Duration;
  aside: Duration;
}

const tallyOf = (scale: Scale): Tally => ({
  raw: noColumns(scale),
  counted: noColumns(scale),
  rawAs: scale.names.map(() => 0),
  countedAs: scale.names.map(() => 0),
  denominator: 0,
  aside: 0,
});

const count = (tally: Tally, column: Segment['column'], countsAs: CountsAs, raw: Duration, served: Duration): void => {
  put(tally.raw, column, raw);
  put(tally.counted, column, served);
  if (countsAs === 'out') return;
  tally.denominator += served;
  if (countsAs === 'aside') {
    tally.aside += served;
    return;
  }
  tally.rawAs[countsAs] = (tally.rawAs[countsAs] ?? 0) + raw;
  tally.countedAs[countsAs] = (tally.countedAs[countsAs] ?? 0) + served;
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
  const before = policy.beforeExistence === 'in' && firstExisted !== undefined ? UP : 'out';
  if (from < birth) count(tally, 'absent', before, birth - from, hours.timeBetween(from, birth));
  if (birth < to) count(tally, 'absent', 'out', to - birth, hours.timeBetween(birth, to));
};

const figuresOf = (tally: Tally, period: Interval, policy: Policy, scale: Scale, list: () => readonly Outage[]): Figures => {
  const { raw, counted, countedAs, denominator, aside } = tally;
  let weightedDowntime = ZERO;
  for (let level = 0; level < countedAs.length; level++) {
    const [time, weight] = [countedAs[level] ?? 0, policy.weights[level] ?? ZERO];
    if (time > 0 && weight.numerator > 0n) weightedDowntime = add(weightedDowntime, multiply(ratio(time), weight));
  }
  const unavailable = aside === 0 ? weightedDowntime : add(weightedDowntime, ratio(aside));
  return new CountedFigures(
    {
      period,
      raw,
      counted,
      denominator,
      rawDowntime: atOrWorse(tally.rawAs, policy.countFrom),
      countedDowntime: atOrWorse(countedAs, policy.countFrom),
      weightedDowntime,
      availability: denominator === 0 ? 'no data' : divide(subtractRatio(ratio(denominator), unavailable), ratio(denominator)),
      rawAtRisk: scale.atRisk === undefined ? 0 : (raw.levels[scale.atRisk] ?? 0),
      countedAtRisk: scale.atRisk === undefined ? 0 : (counted.levels[scale.atRisk] ?? 0),
    },
    list,
  );
};

/** Figures whose outages are listed when somebody asks for them: their times are known without. */
class CountedFigures implements Figures {
  readonly period: Interval;
  readonly raw: Columns;
  readonly counted: Columns;
  readonly denominator: Duration;
  readonly rawDowntime: Duration;
  readonly countedDowntime: Duration;
  readonly weightedDowntime: Ratio;
  readonly availability: Ratio | 'no data';
  readonly rawAtRisk: Duration;
  readonly countedAtRisk: Duration;
  private readonly list: () => readonly Outage[];
  private listed: readonly Outage[] | undefined;

  constructor(times: Omit<Figures, 'outages' | 'soFar'>, list: () => readonly Outage[]) {
    this.period = times.period;
    this.raw = times.raw;
    this.counted = times.counted;
    this.denominator = times.denominator;
    this.rawDowntime = times.rawDowntime;
    this.countedDowntime = times.countedDowntime;
    this.weightedDowntime = times.weightedDowntime;
    this.availability = times.availability;
    this.rawAtRisk = times.rawAtRisk;
    this.countedAtRisk = times.countedAtRisk;
    this.list = list;
    this.listed = undefined;
  }

  get outages(): readonly Outage[] {
    this.listed ??= this.list();
    return this.listed;
  }

  get soFar(): boolean {
    return this.outages.some(({ open }) => open);
  }
}

const atOrWorse = (times: readonly Duration[], level: Level): Duration => {
  let sum = 0;
  for (let at = level; at < times.length; at++) sum += times[at] ?? 0;
  return sum;
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

/** Whether an availability meets a target in percent, compared exactly, before any rounding. */
export const meetsTarget = (availability: Ratio, target: number): boolean =>
  compare(multiply(availability, ratio(100)), ofNumber(target)) >= 0;
