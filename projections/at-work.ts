// For each component the stretches in which it was worse than `up`, each with all the faults at work behind it (S8), consequences not
// passed on. Neighbouring rows of a component differ in level or faults. Folds a replay by looking on; costs a search for faults for each
// component below `up` in each span of time.
import { faultsAtWork } from '#domain/blame/first-cause.ts';
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
}

export interface AtWork {
  readonly replayed: Replay;
  /** In order of time within each component. */
  readonly byComponent: ReadonlyMap<ComponentId, readonly Impairment[]>;
}

export const atWorkUntil = (facts: readonly Recorded[], until: Instant, progress?: (done: number, total: number) => void): AtWork => {
  const rows = new Map<ComponentId, Impairment[]>();
  const replayed = replay(facts, {
    until,
    ...(progress === undefined ? {} : { progress }),
    during: (world, from, to) => {
      for (const [component, { level }] of world.states) {
        if (level === UP) continue;
        const faults = new Map([...faultsAtWork(world, component)].map((fault) => [fault.began.fact.id, fault]));
        const own = rows.get(component) ?? [];
        const last = own.at(-1);
        if (last !== undefined && last.to === from && last.level === level && sameKeys(last.faults, faults))
          own[own.length - 1] = { ...last, to };
        else own.push({ component, from, to, level, faults });
        rows.set(component, own);
      }
    },
  });
  return { replayed, byComponent: rows };
};

const sameKeys = (one: ReadonlyMap<FactId, unknown>, other: ReadonlyMap<FactId, unknown>): boolean =>
  one.size === other.size && [...one.keys()].every((key) => other.has(key));
