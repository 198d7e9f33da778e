// When a component was not at rest: not up, a fault of its own open, a reserve in use or filling again, a standby off its first member, or an
// observation that hides what is derived. Between such times nothing is left of what happened before, so that faults on either side of a quiet instant
// have nothing to do with each other. Never too little; for a reserve that fills, too much. Folds a replay by looking on, at whomever an
// instant touched.
import { choicesOf } from '../impact/choices.ts';
import { exists, NO_FAULT } from '../impact/kernel.ts';
import type { Replay } from '../impact/replay.ts';
import type { Moment } from '../impact/run.ts';
import { UP } from '../impact/scale.ts';
import { derivedLevel } from '../impact/sight.ts';
import type { World } from '../impact/world.ts';
import type { BranchApart } from '../simulate/branch.ts';
import { BEGINNING, type Duration, type Instant, type Interval } from '../time/instant.ts';
import { clip, normalise, type Intervals } from '../time/intervals.ts';
import type { ComponentId } from '../topology/definition.ts';

export type Unrest = (component: ComponentId) => readonly Interval[];

export interface UnrestWatch {
  readonly during: (world: World, from: Instant, to: Instant, moment: Moment) => void;
  /** When a component was busy in a span that was looked at, given whether it was when that began. */
  readonly busyIn: (component: ComponentId, span: Interval, before: boolean) => readonly Interval[];
}

/** To be called for every instant of a replay, or of a span of it. */
export const unrestWatch = (): UnrestWatch => {
  const turns = new Map<ComponentId, { readonly at: Instant; readonly busy: boolean }[]>();
  const look = ({ kernel }: World, component: number, at: Instant): void => {
    const name = kernel.graph.names[component] as string;
    const busy = exists(kernel, component) && isBusy(kernel, component);
    const own = turns.get(name);
    if (own === undefined) turns.set(name, [{ at, busy }]);
    else if (own.at(-1)?.busy !== busy) own.push({ at, busy });
  };
  return {
    during(world, from, _to, { touched, settled }) {
      for (const component of touched) look(world, component, from);
      for (const component of settled) look(world, component, from);
    },
    busyIn(component, { from, to }, before) {
      const found: Interval[] = [];
      let since = before ? from : undefined;
      for (const { at, busy } of turns.get(component) ?? []) {
        if (busy) since ??= at;
        else if (since !== undefined) {
          found.push({ from: since, to: at });
          since = undefined;
        }
      }
      return since === undefined ? found : [...found, { from: since, to }];
    },
  };
};

/** Of a replay that was looked at from its beginning. `recharge`: how long a reserve takes to fill. */
export const unrestIn = ({ timeline, until }: Replay, watch: UnrestWatch, recharge: Duration): Unrest =>
  whenever(timeline, recharge, (component) => watch.busyIn(component, { from: BEGINNING, to: until }, false));

/** Of a branch that was looked at only while it may be another than its base, and of that base from its beginning. */
export const unrestApart = (
  { base, branch, from, met }: BranchApart,
  [whole, apart]: readonly [base: UnrestWatch, branch: UnrestWatch],
  recharge: Duration,
): Unrest =>
  whenever(branch.timeline, recharge, (component) => {
    const always = whole.busyIn(component, { from: BEGINNING, to: base.until }, false);
    const before = clip(always, { from: BEGINNING, to: from });
    return [
      ...before,
      ...apart.busyIn(component, { from, to: met }, before.at(-1)?.to === from),
      ...clip(always, { from: met, to: base.until }),
    ];
  });

const whenever =
  (timeline: Replay['timeline'], recharge: Duration, busy: Unrest): Unrest =>
  (component) => {
    const found: Interval[] = [];
    for (const { from, to, level } of timeline.get(component) ?? []) if (level !== UP) found.push({ from, to: to + recharge });
    for (const { from, to } of busy(component)) found.push({ from, to: to + recharge });
    return found;
  };

/**
 * A fault of its own is open, a reserve holds it above what it requires (which may be nobody's level: an absent component has none), an
 * observation hides what is derived, or a standby is off its first member.
 */
const isBusy = (kernel: World['kernel'], component: number): boolean =>
  kernel.components.fault[component] !== NO_FAULT ||
  (kernel.components.requirement[component] as number) > (kernel.components.level[component] as number) ||
  derivedLevel(kernel, component) !== kernel.components.level[component] ||
  choicesOf(kernel, component).some((choice) => kernel.choices.active[choice] !== 0);

/** When any of several components was not at rest. */
export const unrestOf = (components: Iterable<ComponentId>, of: Unrest): Intervals => normalise([...components].flatMap(of));
