// Blame by `first-cause` (S8): of all faults still at work behind a component's level, the one that began first (then: was reported
// first, then fold order). Found from the component downwards: its own faults at its level or worse; what a latch or a start-up is
// owed to; and, where what it sees of its requirement is as bad as itself, the members that make the requirement what it is.
// While a reserve hides the loss, the requirement is followed too, so that `at-risk` on a battery has its cause.
// A consequence is passed on to what it came from. O(what stands behind the component): walked over the compiled graph (impact/behind.ts).
import { reportedAt } from '../facts/fact.ts';
import { eachFaultBehind, eachResponsible, firstBehind, follows, passedOn as passedOnRow } from '../impact/behind.ts';
import { faultObject } from '../impact/fault-table.ts';
import { exists, NO_FAULT, type Kernel } from '../impact/kernel.ts';
import { beganAt, type ComponentState, type Fault } from '../impact/state.ts';
import type { World } from '../impact/world.ts';
import type { ComponentId } from '../topology/definition.ts';

const numberNow = ({ graph }: Kernel, id: ComponentId): readonly number[] => {
  const component = graph.indexOf.get(id);
  return component === undefined ? [] : [component];
};

/** Faults at work behind the level a component is at now; empty where only an absent component explains it. */
export const faultsAtWork = ({ kernel }: World, id: ComponentId): ReadonlySet<Fault> => {
  const found = new Set<Fault>();
  eachFaultBehind(kernel, numberNow(kernel, id), (fault) => found.add(faultObject(kernel, fault)));
  return found;
};

/** Which component's levels a requirement owes its level to. */
export const followed = ({ kernel }: World, state: ComponentState): readonly ComponentId[] => {
  const found: ComponentId[] = [];
  for (const component of numberNow(kernel, state.component.id)) {
    if (exists(kernel, component) && follows(kernel, component))
      eachResponsible(kernel, component, (next) => found.push(kernel.graph.names[next] as string));
  }
  return found;
};

/** Its own faults at its level or worse: the open ones, and what is observed of it (S5.7). */
export const ownFaults = ({ faults, observations, derived, level }: ComponentState): readonly Fault[] => {
  const observed = [...observations.values()].flatMap((one) => (one.binding && one.level > derived ? [one.fault] : []));
  return [...faults, ...observed].filter((fault) => fault.level >= level);
};

/** What a latch or a start-up that holds the component down is owed to. */
export const heldBy = (state: ComponentState): Fault | undefined => {
  if (state.latch !== undefined) return state.latch.cause;
  return state.startingSince === undefined ? undefined : state.requirementLoss?.cause;
};

/** Earliest of the faults: began, then was reported, then fold order. */
export const firstOf = (faults: Iterable<Fault>): Fault | undefined => {
  let found: Fault | undefined;
  for (const fault of faults) if (found === undefined || byBegin(fault, found) < 0) found = fault;
  return found;
};

/** The order of {@link firstOf}. */
export const byBegin = (a: Fault, b: Fault): number =>
  beganAt(a) - beganAt(b) || reportedAt(a.began) - reportedAt(b.began) || a.order - b.order;

/** What a consequence came from, and so on to the last; a ring of consequences ends where it closes. */
export const passedOn = (fault: Fault): Fault => {
  const seen = new Set<Fault>([fault]);
  let root = fault;
  while (root.origin !== undefined && !seen.has(root.origin)) {
    root = root.origin;
    seen.add(root);
  }
  return root;
};

/** The fault a component's present level is owed to; undefined: unattributed. */
export const firstCause = ({ kernel }: World, id: ComponentId): Fault | undefined => {
  const found = firstBehind(kernel, numberNow(kernel, id));
  return found === NO_FAULT ? undefined : faultObject(kernel, passedOnRow(kernel, found));
};
