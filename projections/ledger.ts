// The ledger of impairment: for each component asked for, the intervals it was worse than `up`, each with the fault it is owed to under
// `first-cause` (S8). Neighbouring rows of a component differ in level or cause; together they cover exactly its time below `up`.
// Folds a replay by looking on (`during`); costs a first-cause search for each component below `up` in each span of time.
import { firstCause } from '#domain/blame/first-cause.ts';
import { UP, type Level } from '#domain/impact/scale.ts';
import type { Fault, World } from '#domain/impact/state.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface LedgerRow extends Interval {
  readonly component: ComponentId;
  readonly level: Level;
  /** Undefined: unattributed; no recorded fault explains it. */
  readonly cause: Fault | undefined;
}

export interface Ledger {
  readonly during: (world: World, from: Instant, to: Instant) => void;
  /** In order of time within each component, components in the order in which they first fell. */
  readonly rows: () => readonly LedgerRow[];
}

/** A ledger of the components for which `wanted` holds; default: all. */
export const ledgerOf = (wanted: (id: ComponentId) => boolean = () => true): Ledger => {
  const rows = new Map<ComponentId, LedgerRow[]>();
  return {
    during(world, from, to) {
      for (const [component, { level }] of world.states) {
        if (level === UP || !wanted(component)) continue;
        const cause = firstCause(world, component);
        const own = rows.get(component) ?? [];
        const last = own.at(-1);
        if (last !== undefined && last.to === from && last.level === level && last.cause === cause) own[own.length - 1] = { ...last, to };
        else own.push({ component, from, to, level, cause });
        rows.set(component, own);
      }
    },
    rows: () => [...rows.values()].flat(),
  };
};
