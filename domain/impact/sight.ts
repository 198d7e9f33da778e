// What monitors and people see of a component (S5.7): kept for each vantage until it speaks again, is released, or falls silent. The worst of
// the binding ones stands in place of the derived level; one that is worse than that counts as a fault. Nothing here touches what is derived:
// faults, latches, reserves and clocks go on. Only components that somebody has observed have a sight. O(vantages of the component).
import type { FactOf, Recorded } from '../facts/fact.ts';
import { addRow, faultObject, markEnded } from './fault-table.ts';
import { beganWith, BINDING, OBSERVED, UNHEARD, type Kernel, type Sight, type Standing } from './kernel.ts';
import { isBinding } from './observed.ts';
import { levelNamed, type Level } from './scale.ts';
import type { SightState } from './snapshot-state.ts';
import type { Observation } from './state.ts';

export const UNSEEN = 255;

/** Lets a vantage speak. A level that is none has no effect. */
export const observe = (kernel: Kernel, component: number, began: Recorded<FactOf<'StatusObserved'>>): void => {
  const { vantage, expectEvery } = began.fact.data;
  const level = levelNamed(kernel.scale, began.fact.data.level);
  if (level < 0) return;
  const binding = isBinding(began.fact);
  releaseVantage(kernel, component, vantage);
  const fault = addRow(kernel, component, level, began, binding ? BINDING : UNHEARD);
  const overdueAt = expectEvery === undefined ? Infinity : kernel.now + expectEvery;
  put(kernel, component, vantage, { level, binding, fault, overdueAt });
};

/** Nothing stands at the vantage any more. */
export const releaseVantage = (kernel: Kernel, component: number, vantage: string): void => {
  const sight = kernel.sights.get(component);
  const standing = sight?.standing.get(vantage);
  if (sight === undefined || standing === undefined) return;
  markEnded(kernel, standing.fault, kernel.now);
  sight.standing.delete(vantage);
  sight.level = worstOf(sight);
};

/** Once the facts of this instant are applied: whoever is overdue says `unknown` from now on; on a scale without it, nothing. */
export const fallSilent = (kernel: Kernel, component: number): void => {
  const { scale, now, faults } = kernel;
  for (const [vantage, standing] of [...(kernel.sights.get(component)?.standing ?? [])]) {
    if (standing.overdueAt > now) continue;
    releaseVantage(kernel, component, vantage);
    if (scale.unknown === undefined) continue;
    const fault = addRow(kernel, component, scale.unknown, beganWith(kernel, standing.fault), UNHEARD);
    faults.began[fault] = now;
    faults.order[fault] = faults.order[standing.fault] as number;
    put(kernel, component, vantage, { ...standing, level: scale.unknown, fault, overdueAt: Infinity });
  }
};

const put = (kernel: Kernel, component: number, vantage: string, standing: Standing): void => {
  const { components, sights } = kernel;
  let sight = sights.get(component);
  if (sight === undefined) {
    const [derived, derivedSince] = [components.level[component] as number, components.levelSince[component] as number];
    sight = { derived, derivedSince, level: UNSEEN, standing: new Map() };
    sights.set(component, sight);
    components.marks[component] = (components.marks[component] as number) | OBSERVED;
    kernel.cycleVersion++;
  }
  sight.standing.set(vantage, standing);
  sight.level = worstOf(sight);
};

const worstOf = ({ standing }: Sight): number => {
  let worst = -1;
  for (const { binding, level } of standing.values()) if (binding && level > worst) worst = level;
  return worst < 0 ? UNSEEN : worst;
};

/** What is derived of a component, whatever is observed of it. */
export const derivedLevel = ({ components, sights }: Kernel, component: number): Level =>
  sights.get(component)?.derived ?? (components.level[component] as number);

/** Calls for each observation that counts as a fault: binding, and worse than what is derived. */
export const eachObservedFault = ({ sights }: Kernel, component: number, at: (fault: number) => void): void => {
  const sight = sights.get(component);
  if (sight === undefined) return;
  for (const { binding, level, fault } of sight.standing.values()) if (binding && level > sight.derived) at(fault);
};

/** The first instant after now at which a vantage falls silent; Infinity: none does. */
export const nextSilenceAt = ({ sights, now }: Kernel, component: number): number => {
  let next = Infinity;
  for (const { overdueAt } of sights.get(component)?.standing.values() ?? []) if (overdueAt > now && overdueAt < next) next = overdueAt;
  return next;
};

/** The observations as readers see them. */
export const observationsOf = (kernel: Kernel, component: number): ReadonlyMap<string, Observation> =>
  new Map(
    [...(kernel.sights.get(component)?.standing ?? [])].map(([vantage, { level, binding, fault, overdueAt }]) => [
      vantage,
      { vantage, level, binding, fault: faultObject(kernel, fault), overdueAt: overdueAt === Infinity ? undefined : overdueAt },
    ]),
  );

/** What is observed of a component as a snapshot has it. */
export const restoreSight = (kernel: Kernel, component: number, { derived, derivedSince, standing }: SightState): void => {
  for (const { vantage, level, binding, fault, overdueAt } of standing)
    put(kernel, component, vantage, { level, binding, fault, overdueAt: overdueAt ?? Infinity });
  const sight = kernel.sights.get(component) ?? { derived, derivedSince, level: UNSEEN, standing: new Map<string, Standing>() };
  sight.derived = derived;
  sight.derivedSince = derivedSince;
  kernel.sights.set(component, sight);
  kernel.components.marks[component] = (kernel.components.marks[component] as number) | OBSERVED;
};
