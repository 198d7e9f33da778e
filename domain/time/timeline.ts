// What each stretch of a service's history counts as under a policy (S7): levels with short intervals absorbed, cut at now, at the edges
// of the records and of planned downtime. Built once, in O(spans + records + planned); periods are then counted from it.
import { UP, type Level, type Scale } from '../impact/scale.ts';
import type { Treatment } from './definitions.ts';
import type { Duration, Instant, Interval } from './instant.ts';
import type { Intervals } from './intervals.ts';
import type { Policy } from './policy.ts';

/** A stretch of time at one level. */
export interface LevelSpan extends Interval {
  readonly level: Level;
}

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

/** Segments of the time in which the component existed, until `now`. Sorted and disjoint; gaps are absence. */
export const timelineOf = (history: History, policy: Policy, scale: Scale, now: Instant): readonly Segment[] => {
  const segments: Segment[] = [];
  let lastKnown: Level | undefined;
  const recorded = cutter(history.records);
  const planned = cutter(history.planned);
  const levels = absorbBlips(untilNow(history.levels, now), policy.blips);
  for (const { from, to, level } of levels) {
    for (let at = from; at < to;) {
      const isRecorded = recorded.isInside(at);
      const end = Math.min(to, recorded.edge);
      if (!isRecorded) {
        segments.push({ from: at, to: end, column: 'noData', countsAs: treated(policy.noData, lastKnown, scale) });
        at = end;
        continue;
      }
      if (level !== scale.unknown) lastKnown = level;
      const countsAs = level === scale.unknown ? treated(policy.unknown, lastKnown, scale) : level;
      while (at < end) {
        const isPlanned = planned.isInside(at);
        const until = Math.min(end, planned.edge);
        segments.push({
          from: at,
          to: until,
          column: isPlanned ? 'planned' : level,
          countsAs: isPlanned ? plannedAs(policy.maintenance, countsAs) : countsAs,
        });
        at = until;
      }
    }
  }
  return segments;
};

const treated = (treatment: Treatment, lastKnown: Level | undefined, scale: Scale): CountsAs => {
  switch (treatment) {
    case 'excluded':
      return 'out';
    case 'up':
      return UP;
    case 'down':
      return scale.down;
    case 'last':
      return lastKnown ?? 'out';
  }
};

const plannedAs = (maintenance: Policy['maintenance'], countsAs: CountsAs): CountsAs => {
  switch (maintenance) {
    case 'excluded':
      return 'out';
    case 'up':
      return UP;
    case 'down':
      return countsAs;
    case 'separate':
      return 'aside';
  }
};

const untilNow = (levels: readonly LevelSpan[], now: Instant): readonly LevelSpan[] =>
  levels.filter(({ from }) => from < now).map((span) => (span.to <= now ? span : { ...span, to: now }));

/**
 * Gives each interval shorter than `shortest` the level of its neighbours where these touch it and are equal; the earliest first, then on
 * with what that made. Joins touching spans of one level.
 */
const absorbBlips = (levels: readonly LevelSpan[], shortest: Duration): readonly LevelSpan[] => {
  const kept: LevelSpan[] = [];
  for (const span of levels) {
    const last = kept.at(-1);
    const before = kept.at(-2);
    if (last?.to === span.from && last.level === span.level) {
      kept[kept.length - 1] = { ...last, to: span.to };
    } else if (last?.to === span.from && before?.to === last.from && before.level === span.level && last.to - last.from < shortest) {
      kept.splice(-2, 2, { ...before, to: span.to });
    } else {
      kept.push(span);
    }
  }
  return kept;
};

interface Cutter {
  /** Whether an instant lies in the set. Asked of rising instants only. */
  readonly isInside: (at: Instant) => boolean;
  /** Where that changes next. */
  readonly edge: Instant;
}

/** Walks a normalised set along rising instants. One pass over the set in all. */
const cutter = (set: Intervals): Cutter => {
  let next = 0;
  const walk = {
    edge: Number.NEGATIVE_INFINITY,
    isInside: (at: Instant): boolean => {
      let interval = set[next];
      while (interval !== undefined && interval.to <= at) interval = set[++next];
      const inside = interval !== undefined && interval.from <= at;
      walk.edge = interval === undefined ? Number.POSITIVE_INFINITY : inside ? interval.to : interval.from;
      return inside;
    },
  };
  return walk;
};
