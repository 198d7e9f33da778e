// What follows from failures: every interval of a branch in which a component is worse than full service and was not so in the base, in order
// of time, then as the components are given. O(intervals · log intervals).
import { UP, type Level } from '#domain/impact/scale.ts';
import type { LevelInterval, Timeline } from '#domain/impact/timeline.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface CascadeRow extends Interval {
  readonly component: ComponentId;
  readonly level: Level;
  /** It is still so at the span's end. */
  readonly open: boolean;
}

export const cascadeOf = (components: Iterable<ComponentId>, base: Timeline, branch: Timeline, span: Interval): readonly CascadeRow[] =>
  [...components]
    .flatMap((component) => {
      const intervals = branch.get(component) ?? [];
      const known = new Set((base.get(component) ?? []).map(keyOf));
      return intervals
        .filter((interval) => interval.level !== UP && interval.from < span.to && interval.to > span.from && !known.has(keyOf(interval)))
        .map(({ from, to, level }): CascadeRow => ({ component, from, to: Math.min(to, span.to), level, open: to > span.to }));
    })
    .toSorted((a, b) => a.from - b.from);

const keyOf = ({ from, to, level }: LevelInterval): string => `${from} ${to} ${level}`;
