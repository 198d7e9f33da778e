// The timeline of changes: every turn of a component from one level to another within a span, with what it is owed to (replay).
// Folds a replay's transitions, instant by instant; costs what changes.
import { firstCause } from '#domain/blame/first-cause.ts';
import { replay } from '#domain/impact/replay.ts';
import { UP, type Level, type Scale } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { GONE } from '#domain/impact/transitions.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Model } from '#domain/topology/model.ts';
import { catalogueOf, displayName } from '#domain/facts/catalogue.ts';
import { approximateInstants } from './approximate.ts';

export interface LevelChange {
  readonly at: Instant;
  readonly component: ComponentId;
  readonly name: string;
  /** Undefined: it came into being. */
  readonly before: Level | undefined;
  /** Undefined: it ceased to exist. */
  readonly level: Level | undefined;
  readonly cause: Fault | undefined;
}

export interface Changes extends Interval {
  /** Instants whose time is not known exactly. */
  readonly approximate: ReadonlySet<Instant>;
  readonly scale: Scale;
  readonly rows: readonly LevelChange[];
}

/** In order of time, at one instant in the order of settling. Declarations of components that are up are no changes; that one ceases to exist is. */
export const changesWithin = (
  facts: readonly Recorded[],
  { from, to }: Interval,
  progress?: (done: number, total: number) => void,
): Changes => {
  const catalogue = catalogueOf(facts);
  const levels = new Map<ComponentId, Level>();
  const rows: LevelChange[] = [];
  const inOrderOfSettling = settlingSorter();
  const { scale } = replay(facts, {
    until: to,
    ...(progress === undefined ? {} : { progress }),
    during: (world, at, _to, { firstTransition }) => {
      const { transitions, graph } = world.kernel;
      const found: LevelChange[] = [];
      for (let turn = firstTransition; turn < transitions.count; turn++) {
        const [component, level] = [graph.names[transitions.component[turn] ?? -1], transitions.level[turn]];
        if (component === undefined || level === undefined) continue;
        const before = levels.get(component);
        if (level === GONE) {
          levels.delete(component);
          if (at >= from && before !== undefined)
            found.push({ at, component, name: displayName(catalogue, component, at - 1), before, level: undefined, cause: undefined });
          continue;
        }
        levels.set(component, level);
        if (at < from || level === (before ?? UP)) continue;
        const cause = level === UP ? undefined : firstCause(world, component);
        found.push({ at, component, name: displayName(catalogue, component, at), before, level, cause });
      }
      for (const one of found.length > 1 ? inOrderOfSettling(found, world.model) : found) rows.push(one);
    },
  });
  return { from, to, approximate: approximateInstants(facts), scale, rows };
};

/** By the model's order, so that the same graph tells its turns in the same order whatever its history. A model's places are found once. */
const settlingSorter = (): ((rows: readonly LevelChange[], model: Model) => readonly LevelChange[]) => {
  let known: Model['order'] | undefined;
  let place: ReadonlyMap<ComponentId, number> = new Map();
  return (rows, { order }) => {
    if (order !== known) {
      known = order;
      place = new Map(order.flat().map(({ id }, index) => [id, index]));
    }
    return rows.toSorted((a, b) => (place.get(a.component) ?? 0) - (place.get(b.component) ?? 0));
  };
};
