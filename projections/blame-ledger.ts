// The faults at work behind the levels of some components (S8), in rows: neighbouring rows of a component differ in level or in faults;
// together they cover exactly its time below `up`. Every rule that shares out downtime instant by instant reads from it. Folds a replay by
// looking on; costs a search for causes for each component below `up` in each span of time.
import { byBegin, faultsAtWork } from '#domain/blame/first-cause.ts';
import { UP, type Level } from '#domain/impact/scale.ts';
import type { Fault, World } from '#domain/impact/state.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface AtWorkRow extends Interval {
  readonly level: Level;
  /** In the order in which they began; none: no recorded fault explains it. */
  readonly faults: readonly Fault[];
}

export interface AtWorkLedger {
  readonly during: (world: World, from: Instant, to: Instant) => void;
  /** In order of time. */
  readonly rowsOf: (component: ComponentId) => readonly AtWorkRow[];
}

export const atWorkLedger = (components: readonly ComponentId[]): AtWorkLedger => {
  const rows = new Map<ComponentId, AtWorkRow[]>(components.map((id) => [id, []]));
  return {
    during(world, from, to) {
      for (const [component, own] of rows) {
        const level = world.states.get(component)?.level;
        if (level === undefined || level === UP) continue;
        const faults = [...faultsAtWork(world, component)].sort(byBegin);
        const last = own.at(-1);
        if (last?.to === from && last.level === level && areSame(last.faults, faults)) own[own.length - 1] = { ...last, to };
        else own.push({ from, to, level, faults });
      }
    },
    rowsOf: (component) => rows.get(component) ?? [],
  };
};

const areSame = (some: readonly Fault[], others: readonly Fault[]): boolean =>
  some.length === others.length && some.every((fault, index) => fault === others[index]);
