// The timeline of changes: every turn of a component from one level to another within a span, with what it is owed to (replay).
// Folds a replay by looking on.
import { firstCause } from '#domain/blame/first-cause.ts';
import { replay } from '#domain/impact/replay.ts';
import { UP, type Level, type Scale } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { catalogueOf, displayName } from '#domain/facts/catalogue.ts';
import { approximateInstants } from './approximate.ts';

export interface LevelChange {
  readonly at: Instant;
  readonly component: ComponentId;
  readonly name: string;
  /** Undefined: it came into being. */
  readonly before: Level | undefined;
  readonly level: Level;
  readonly cause: Fault | undefined;
}

export interface Changes extends Interval {
  /** Instants whose time is not known exactly. */
  readonly approximate: ReadonlySet<Instant>;
  readonly scale: Scale;
  readonly rows: readonly LevelChange[];
}

/** In order of time, at one instant in the order of settling. Declarations of components that are up are no changes. */
export const changesWithin = (
  facts: readonly Recorded[],
  { from, to }: Interval,
  progress?: (done: number, total: number) => void,
): Changes => {
  const catalogue = catalogueOf(facts);
  const levels = new Map<ComponentId, Level>();
  const rows: LevelChange[] = [];
  const { scale } = replay(facts, {
    until: to,
    ...(progress === undefined ? {} : { progress }),
    during: (world, at) => {
      for (const group of world.model.order) {
        for (const { id: component } of group) {
          const level = world.states.get(component)?.level;
          if (level === undefined) continue;
          const before = levels.get(component);
          levels.set(component, level);
          if (at < from || level === (before ?? UP)) continue;
          const cause = level === UP ? undefined : firstCause(world, component);
          rows.push({ at, component, name: displayName(catalogue, component, at), before, level, cause });
        }
      }
    },
  });
  return { from, to, approximate: approximateInstants(facts), scale, rows };
};
