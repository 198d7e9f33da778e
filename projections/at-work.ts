// For each component the stretches in which it was worse than `up`, each with all the faults at work behind it (S8), consequences not
// passed on. Neighbouring rows of a component differ in level or faults. Folds a replay by looking on; costs a search for faults for each
// component below `up` that an instant may have given another level or other faults.
import { faultsAtWork } from '#domain/blame/first-cause.ts';
import { exists } from '#domain/impact/kernel.ts';
import { affectedWalk } from '#domain/impact/reach.ts';
import { replay, type Replay } from '#domain/impact/replay.ts';
import { UP, type Level } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface Impairment extends Interval {
  readonly component: ComponentId;
  readonly level: Level;
  /** By the facts that began them. */
  readonly faults: ReadonlyMap<FactId, Fault>;
  /** A standby of it is on another than its first member. */
  readonly onStandby: boolean;
}

export interface AtWork {
  readonly replayed: Replay;
  /** In order of time within each component; components in the order in which they first fell. */
  readonly byComponent: ReadonlyMap<ComponentId, readonly Impairment[]>;
  /** The stretches each fault was at work in, in the order of `byComponent`. */
  readonly byFault: ReadonlyMap<FactId, readonly Impairment[]>;
  /** Every fault ever at work, and those that never were, by the facts that began them. */
  readonly faults: ReadonlyMap<FactId, Fault>;
}

export const atWorkUntil = (facts: readonly Recorded[], until: Instant, progress?: (done: number, total: number) => void): AtWork => {
  const rows = new Map<ComponentId, Impairment[]>();
  const open = new Map<ComponentId, Omit<Impairment, 'to'>>();
  const eachAffected = affectedWalk();
  const close = (component: ComponentId, to: Instant): void => {
    const last = open.get(component);
    if (last === undefined) return;
    open.delete(component);
    rows.get(component)?.push({ ...last, to });
  };
  let end: Instant = until;
  const replayed = replay(facts, {
    until,
    ...(progress === undefined ? {} : { progress }),
    during: (world, from, to, moment) => {
      const { graph, components } = world.kernel;
      end = to;
      for (const component of moment.touched) if (!exists(world.kernel, component)) close(graph.names[component] as ComponentId, from);
      eachAffected(world, moment, (place) => {
        const component = graph.names[place] as ComponentId;
        const level = components.level[place] as Level;
        if (level === UP) return close(component, from);
        const faults = new Map([...faultsAtWork(world, component)].map((fault) => [fault.began.fact.id, fault]));
        const last = open.get(component);
        const onStandby = [...(world.states.get(component)?.standbys.values() ?? [])].some(({ active }) => active !== 0);
        if (last?.level === level && last.onStandby === onStandby && sameKeys(last.faults, faults)) return;
        close(component, from);
        if (!rows.has(component)) rows.set(component, []);
        open.set(component, { component, from, level, faults, onStandby });
      });
    },
  });
  for (const component of [...open.keys()]) close(component, end);
  return { replayed, byComponent: rows, ...byFaults(replayed, rows) };
};

const byFaults = (replayed: Replay, byComponent: ReadonlyMap<ComponentId, readonly Impairment[]>): Pick<AtWork, 'byFault' | 'faults'> => {
  const byFault = new Map<FactId, Impairment[]>();
  const faults = new Map(replayed.faults.map((fault) => [fault.began.fact.id, fault]));
  for (const rows of byComponent.values()) {
    for (const row of rows) {
      for (const [id, fault] of row.faults) {
        if (!faults.has(id)) faults.set(id, fault);
        const own = byFault.get(id);
        if (own === undefined) byFault.set(id, [row]);
        else own.push(row);
      }
    }
  }
  return { byFault, faults };
};

const sameKeys = (one: ReadonlyMap<FactId, unknown>, other: ReadonlyMap<FactId, unknown>): boolean =>
  one.size === other.size && [...one.keys()].every((key) => other.has(key));
