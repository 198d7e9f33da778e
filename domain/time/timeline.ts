// What each stretch of a service's history counts as under a policy (S7): its levels, short intervals absorbed, cut at now and at the edges
// of the records and of planned downtime. Columns, not objects, since every figure is added up from them. Built once, in
// O(spans + records + planned); periods are then counted from it.
import { UP, type Level, type Scale } from '../impact/scale.ts';
import type { Treatment } from './definitions.ts';
import type { Instant, Interval } from './instant.ts';
import type { Intervals } from './intervals.ts';
import { runsOf, type LevelSpan } from './level-runs.ts';
import type { Policy } from './policy.ts';

export interface History {
  /** Sorted and disjoint; together they are the component's existence. The last may run on beyond now. */
  readonly levels: readonly LevelSpan[];
  /** Where records exist and are complete (S5.6), normalised. Outside there is no data. */
  readonly records: Intervals;
  /** The time of planned downtime (S6), normalised. */
  readonly planned: Intervals;
}

/** `out` leaves the denominator; `aside` stays in it and is neither up nor an outage. */
export type CountsAs = Level | 'out' | 'aside';

/** A level's index where the column is a level. Columns never overlap and together make up the period. */
export type Column = Level | 'planned' | 'noData' | 'absent' | 'ahead';

export interface Segment extends Interval {
  readonly column: Column;
  readonly countsAs: CountsAs;
}

/** Numbers of what is no level; a scale has at most sixteen of these. */
export const PLANNED = 16;
export const NO_DATA = 17;
export const ABSENT = 18;
export const AHEAD = 19;
export const OUT = 16;
export const ASIDE = 17;

/** Segments 0…count − 1 of the time in which the component existed, until now. Sorted and disjoint; gaps are absence. */
export interface Timeline {
  readonly count: number;
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** A level, `PLANNED` or `NO_DATA`. */
  readonly column: Uint8Array;
  /** A level, `OUT` or `ASIDE`. */
  readonly countsAs: Uint8Array;
}

export const timelineOf = (history: History, policy: Policy, scale: Scale, now: Instant): Timeline => {
  const runs = runsOf(history.levels, now, policy.blips);
  // Each edge of the records and of planned time cuts one segment in two at most.
  const most = runs.count + 2 * (history.records.length + history.planned.length);
  const from = new Float64Array(most);
  const to = new Float64Array(most);
  const column = new Uint8Array(most);
  const countsAs = new Uint8Array(most);
  let count = 0;
  let lastKnown: Level | undefined;
  const recorded = new Cutter(history.records);
  const planned = new Cutter(history.planned);
  const add = (begin: Instant, end: Instant, stands: number, counts: number): void => {
    from[count] = begin;
    to[count] = end;
    column[count] = stands;
    countsAs[count++] = counts;
  };
  for (let run = 0; run < runs.count; run++) {
    const level = runs.level[run] ?? UP;
    const over = runs.to[run] ?? 0;
    for (let at = runs.from[run] ?? 0; at < over;) {
      const isRecorded = recorded.isInside(at);
      const end = Math.min(over, recorded.edge);
      if (!isRecorded) {
        add(at, end, NO_DATA, treated(policy.noData, lastKnown, scale));
        at = end;
        continue;
      }
      if (level !== scale.unknown) lastKnown = level;
      const counts = level === scale.unknown ? treated(policy.unknown, lastKnown, scale) : level;
      while (at < end) {
        const isPlanned = planned.isInside(at);
        const until = Math.min(end, planned.edge);
        if (isPlanned) add(at, until, PLANNED, plannedAs(policy.maintenance, counts));
        else add(at, until, level, counts);
        at = until;
      }
    }
  }
  return { count, from, to, column, countsAs };
};

/** The segments one by one, in words. */
export const segmentsOf = ({ count, from, to, column, countsAs }: Timeline): readonly Segment[] =>
  Array.from({ length: count }, (_, i) => ({
    from: from[i] ?? 0,
    to: to[i] ?? 0,
    column: column[i] === PLANNED ? 'planned' : column[i] === NO_DATA ? 'noData' : (column[i] ?? UP),
    countsAs: countsAs[i] === OUT ? 'out' : countsAs[i] === ASIDE ? 'aside' : (countsAs[i] ?? UP),
  }));

/** The first segment that ends after an instant. O(log segments). */
export const firstSegmentAfter = ({ count, to }: Timeline, at: Instant): number => {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((to[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};

const treated = (treatment: Treatment, lastKnown: Level | undefined, scale: Scale): number => {
  switch (treatment) {
    case 'excluded':
      return OUT;
    case 'up':
      return UP;
    case 'down':
      return scale.down;
    case 'last':
      return lastKnown ?? OUT;
  }
};

const plannedAs = (maintenance: Policy['maintenance'], countsAs: number): number => {
  switch (maintenance) {
    case 'excluded':
      return OUT;
    case 'up':
      return UP;
    case 'down':
      return countsAs;
    case 'separate':
      return ASIDE;
  }
};

/** Walks a normalised set along rising instants: one pass over the set in all. */
class Cutter {
  /** Where being inside changes next. */
  edge: Instant = Number.NEGATIVE_INFINITY;
  private readonly set: Intervals;
  private next = 0;

  constructor(set: Intervals) {
    this.set = set;
  }

  /** Whether an instant lies in the set. Asked of rising instants only. */
  isInside(at: Instant): boolean {
    if (at < this.edge) return this.inside;
    let interval = this.set[this.next];
    while (interval !== undefined && interval.to <= at) interval = this.set[++this.next];
    this.inside = interval !== undefined && interval.from <= at;
    this.edge = interval === undefined ? Number.POSITIVE_INFINITY : this.inside ? interval.to : interval.from;
    return this.inside;
  }

  private inside = false;
}
