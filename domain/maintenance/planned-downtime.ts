// The time a component was down because of planned maintenance alone (S6): it is worse than full service, would be no better had only the
// planned faults existed, and would be better had only the others. Where both together are enough, and only together, it is not planned.
// Time at `unknown` is no downtime. O(intervals of the three histories).
import type { Level, Scale } from '../impact/scale.ts';
import type { LevelInterval } from '../impact/timeline.ts';
import { normalise, type Intervals } from '../time/intervals.ts';

type Levels = readonly LevelInterval[];

/** Of one component: as it was, and as it would have been with the planned faults, and with the others. */
export const plannedDowntime = (was: Levels, planned: Levels, unplanned: Levels, scale: Scale): Intervals => {
  const found: { from: number; to: number }[] = [];
  const [inPlanned, inUnplanned] = [levelAlong(planned), levelAlong(unplanned)];
  for (const { from, to, level } of was) {
    if (level < scale.impaired || level === scale.unknown) continue;
    for (let at = from; at < to;) {
      const [one, other] = [inPlanned(at), inUnplanned(at)];
      const end = Math.min(to, one.until, other.until);
      if (one.level >= level && other.level < level) found.push({ from: at, to: end });
      at = end;
    }
  }
  return normalise(found);
};

/** The level at rising instants, and until when it stays; where it does not exist, the best. */
const levelAlong = (levels: Levels): ((at: number) => { readonly level: Level; readonly until: number }) => {
  let next = 0;
  return (at) => {
    let interval = levels[next];
    while (interval !== undefined && interval.to <= at) interval = levels[++next];
    if (interval === undefined) return { level: 0, until: Infinity };
    return interval.from <= at ? { level: interval.level, until: interval.to } : { level: 0, until: interval.from };
  };
};
