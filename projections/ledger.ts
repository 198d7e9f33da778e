// The ledger of impairment: for each component asked for, the intervals it was worse than `up`, each with the fault it is owed to under
// `first-cause` (S8). Neighbouring rows of a component differ in level or cause; together they cover exactly its time below `up`.
// Folds a replay by looking on (`during`); costs a first-cause search for each component that an instant may have given another level or cause.
import { firstCause } from '#domain/blame/first-cause.ts';
import { exists } from '#domain/impact/kernel.ts';
import { affectedWalk } from '#domain/impact/reach.ts';
import type { Moment } from '#domain/impact/run.ts';
import { UP, type Level } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { World } from '#domain/impact/world.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface LedgerRow extends Interval {
  readonly component: ComponentId;
  readonly level: Level;
  /** Undefined: unattributed; no recorded fault explains it. */
  readonly cause: Fault | undefined;
}

export interface Ledger {
  /** To be called for every instant of a replay, from its beginning. */
  readonly during: (world: World, from: Instant, to: Instant, moment: Moment) => void;
  /** In order of time within each component, components in the order in which they first fell. */
  readonly rows: () => readonly LedgerRow[];
  /** Those of one component. O(they). */
  readonly of: (component: ComponentId) => readonly LedgerRow[];
}

/** A ledger of the components for which `wanted` holds; default: all. */
export const ledgerOf = (wanted: (id: ComponentId) => boolean = () => true): Ledger => {
  const closed = new Map<ComponentId, LedgerRow[]>();
  const open = new Map<ComponentId, Omit<LedgerRow, 'to'>>();
  const eachAffected = affectedWalk();
  let end: Instant = 0;
  const turn = (component: ComponentId, from: Instant, level: Level, cause: Fault | undefined): void => {
    const last = open.get(component);
    if (last?.level === level && last.cause === cause) return;
    if (last !== undefined) closed.get(component)?.push({ ...last, to: from });
    if (level === UP) {
      open.delete(component);
      return;
    }
    open.set(component, { component, from, level, cause });
    if (!closed.has(component)) closed.set(component, []);
  };
  const of = (id: ComponentId): readonly LedgerRow[] => [...(closed.get(id) ?? []), ...withEnd(open.get(id), end)];
  return {
    during(world, from, to, moment) {
      const { graph, components } = world.kernel;
      end = to;
      for (const component of moment.touched) {
        const id = graph.names[component] as ComponentId;
        if (!exists(world.kernel, component) && open.has(id)) turn(id, from, UP, undefined);
      }
      eachAffected(world, moment, (component) => {
        const id = graph.names[component] as ComponentId;
        if (!wanted(id)) return;
        const level = components.level[component] ?? UP;
        turn(id, from, level, level === UP ? undefined : firstCause(world, id));
      });
    },
    rows: () => [...closed.keys()].flatMap(of),
    of,
  };
};

const withEnd = (row: Omit<LedgerRow, 'to'> | undefined, to: Instant): readonly LedgerRow[] => (row === undefined ? [] : [{ ...row, to }]);
