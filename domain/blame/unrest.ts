// When a component was not at rest: not up, a fault of its own open, a reserve filling again, a standby off its first member, or an observation
// that hides what is derived. Between such times nothing is left of what happened before, so that faults on either side of a quiet instant
// have nothing to do with each other. Never too little; for a reserve that fills, too much. Folds a replay by looking on.
import { UP } from '../impact/scale.ts';
import type { Replay } from '../impact/replay.ts';
import type { ComponentState, World } from '../impact/state.ts';
import type { Duration, Instant, Interval } from '../time/instant.ts';
import { normalise, type Intervals } from '../time/intervals.ts';
import type { ComponentId } from '../topology/definition.ts';

export interface UnrestWatch {
  readonly during: (world: World, from: Instant, to: Instant) => void;
  /** Of a component, once the replay is over. */
  readonly of: (replayed: Replay, recharge: Duration) => (component: ComponentId) => readonly Interval[];
}

/** `components`: those whose standbys and observations are looked at. O(these) an instant. */
export const unrestWatch = (components: readonly ComponentId[]): UnrestWatch => {
  const hidden = new Map<ComponentId, Interval[]>();
  return {
    during(world, from, to) {
      for (const id of components) {
        const state = world.states.get(id);
        if (state === undefined || !isHidden(state)) continue;
        const own = hidden.get(id);
        if (own === undefined) hidden.set(id, [{ from, to }]);
        else own.push({ from, to });
      }
    },
    of: (replayed, recharge) => {
      const open = new Map<ComponentId, Interval[]>();
      for (const { component, began, ended } of replayed.faults) {
        const from = began.fact.occurredAt.best;
        const own = open.get(component) ?? [];
        own.push({ from, to: ended ?? replayed.until });
        open.set(component, own);
      }
      const lengthened = ({ from, to }: Interval): Interval => ({ from, to: to + recharge });
      return (component) =>
        [
          ...(replayed.timeline.get(component) ?? []).filter(({ level }) => level !== UP),
          ...(open.get(component) ?? []),
          ...(hidden.get(component) ?? []),
        ].map(lengthened);
    },
  };
};

const isHidden = (state: ComponentState): boolean => {
  if (state.derived !== state.level) return true;
  for (const standby of state.standbys.values()) if (standby.active !== 0) return true;
  return false;
};

/** When any of several components was not at rest. */
export const unrestOf = (components: Iterable<ComponentId>, of: (component: ComponentId) => readonly Interval[]): Intervals =>
  normalise([...components].flatMap(of));
