// When a component was not at rest: not up, a fault of its own open, a reserve filling again, a standby off its first member, or an observation
// that hides what is derived. Between such times nothing is left of what happened before, so that faults on either side of a quiet instant
// have nothing to do with each other. Never too little; for a reserve that fills, too much. Folds a replay by looking on, at whomever an
// instant touched.
import { choicesOf } from '../impact/choices.ts';
import { exists } from '../impact/kernel.ts';
import type { Replay } from '../impact/replay.ts';
import type { Moment } from '../impact/run.ts';
import { UP } from '../impact/scale.ts';
import { derivedLevel } from '../impact/sight.ts';
import type { World } from '../impact/world.ts';
import type { Duration, Instant, Interval } from '../time/instant.ts';
import { normalise, type Intervals } from '../time/intervals.ts';
import type { ComponentId } from '../topology/definition.ts';

export interface UnrestWatch {
  readonly during: (world: World, from: Instant, to: Instant, moment: Moment) => void;
  /** Of a component, once the replay is over. `recharge`: how long a reserve takes to fill. */
  readonly of: (replayed: Replay, recharge: Duration) => (component: ComponentId) => readonly Interval[];
}

/** To be called for every instant of a replay, from its beginning. */
export const unrestWatch = (): UnrestWatch => {
  const closed = new Map<ComponentId, Interval[]>();
  const since = new Map<number, Instant>();
  const turn = ({ kernel }: World, component: number, from: Instant): void => {
    const began = since.get(component);
    const hidden = exists(kernel, component) && isHidden(kernel, component);
    if (hidden === (began !== undefined)) return;
    if (began === undefined) {
      since.set(component, from);
      return;
    }
    since.delete(component);
    const name = kernel.graph.names[component] as string;
    const own = closed.get(name);
    if (own === undefined) closed.set(name, [{ from: began, to: from }]);
    else own.push({ from: began, to: from });
  };
  return {
    during(world, from, _to, { touched, settled }) {
      for (const component of touched) turn(world, component, from);
      for (const component of settled) turn(world, component, from);
    },
    of: (replayed, recharge) => {
      const hidden = new Map(closed);
      for (const [component, from] of since) {
        const name = replayed.world.kernel.graph.names[component] as string;
        hidden.set(name, [...(hidden.get(name) ?? []), { from, to: replayed.until }]);
      }
      const open = new Map<ComponentId, Interval[]>();
      for (const { component, began, ended } of replayed.faults) {
        const stretch = { from: began.fact.occurredAt.best, to: ended ?? replayed.until };
        const own = open.get(component);
        if (own === undefined) open.set(component, [stretch]);
        else own.push(stretch);
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

const isHidden = (kernel: World['kernel'], component: number): boolean =>
  derivedLevel(kernel, component) !== kernel.components.level[component] ||
  choicesOf(kernel, component).some((choice) => kernel.choices.active[choice] !== 0);

/** When any of several components was not at rest. */
export const unrestOf = (components: Iterable<ComponentId>, of: (component: ComponentId) => readonly Interval[]): Intervals =>
  normalise([...components].flatMap(of));
