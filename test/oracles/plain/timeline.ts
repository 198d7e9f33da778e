// What a replay leaves behind: for each component the half-open intervals at each level, from its declaration to the replay's end.
// Neighbouring intervals differ in level; together they cover exactly the time the component existed. No interval is empty.
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Level } from '#domain/impact/scale.ts';

export interface LevelInterval extends Interval {
  readonly level: Level;
}

export type Timeline = ReadonlyMap<ComponentId, readonly LevelInterval[]>;

export interface TimelineBuilder {
  /** The component is at `level` from `at` on. */
  turn(id: ComponentId, at: Instant, level: Level): void;
  /** The component exists no longer. */
  retire(id: ComponentId, at: Instant): void;
  finish(at: Instant): Timeline;
}

export const timelineBuilder = (): TimelineBuilder => {
  const closed = new Map<ComponentId, LevelInterval[]>();
  const open = new Map<ComponentId, { readonly from: Instant; readonly level: Level }>();
  const close = (id: ComponentId, to: Instant): void => {
    const current = open.get(id);
    if (current !== undefined && current.from < to) closed.get(id)?.push({ from: current.from, to, level: current.level });
    open.delete(id);
  };
  return {
    turn(id, at, level) {
      close(id, at);
      const intervals = closed.get(id) ?? [];
      closed.set(id, intervals);
      // Retired and declared again at one instant, it may go on as it was.
      const last = intervals.at(-1);
      const goesOn = last !== undefined && last.to === at && last.level === level;
      if (goesOn) intervals.pop();
      open.set(id, { from: goesOn ? last.from : at, level });
    },
    retire: close,
    finish(at) {
      for (const id of [...open.keys()]) close(id, at);
      return closed;
    },
  };
};
