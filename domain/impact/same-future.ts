// Whether a component has the same future in two runs over one model, given that the same facts follow: level and requirement, open faults,
// latch, start-up, reserves, standbys, observations, and the causes that any of these may yet be owed to. What is only told of the past (since
// when it is at its level, when it was last lost) may differ. Never yes too often; for reserves too large for doubles, seldom enough.
// O(what stands open at the component).
import { choicesOf } from './choices.ts';
import { LATCHED, NO_FAULT, type Kernel } from './kernel.ts';
import { tracksLevel } from './holds.ts';
import { reservesAgree } from './reserves.ts';
import type { Instant } from '../time/instant.ts';

const ALIKE = ['marks', 'own', 'level', 'required', 'requirement', 'seen', 'seenBare'] as const;

/** Both have folded everything up to `now`, included. */
export const sameFuture = (one: Kernel, other: Kernel, component: number, now: Instant): boolean => {
  for (const name of ALIKE) if (one.components[name][component] !== other.components[name][component]) return false;
  return (
    sameFaults(one, other, component) &&
    sameHold(one, other, component, now) &&
    sameChoices(one, other, component, now) &&
    sameSight(one, other, component)
  );
};

/** Rows of two runs that tell of one fault. */
const sameFault = (one: Kernel, other: Kernel, a: number, b: number): boolean => {
  if (a === NO_FAULT || b === NO_FAULT) return a === b;
  return (
    one.recorded[a] === other.recorded[b] && one.faults.level[a] === other.faults.level[b] && one.faults.began[a] === other.faults.began[b]
  );
};

const sameFaults = (one: Kernel, other: Kernel, component: number): boolean => {
  let a = one.components.fault[component] as number;
  let b = other.components.fault[component] as number;
  while (a !== NO_FAULT && b !== NO_FAULT) {
    if (!sameFault(one, other, a, b)) return false;
    a = one.faults.next[a] as number;
    b = other.faults.next[b] as number;
  }
  return a === b;
};

const sameHold = (one: Kernel, other: Kernel, component: number, now: Instant): boolean => {
  const a = one.components.hold[component] as number;
  const b = other.components.hold[component] as number;
  if (a < 0 || b < 0) return a === b;
  const [own, others] = [one.holds, other.holds];
  const starting = own.startingSince[a] as number;
  if (!Object.is(starting, others.startingSince[b])) return false;
  // What a loss is owed to matters while it may still hold the component.
  const lasting = !Number.isNaN(starting) || one.components.seen[component] === one.down || one.components.seenBare[component] === one.down;
  if (lasting && !sameFault(one, other, own.lostCause[a] as number, others.lostCause[b] as number)) return false;
  if (
    ((one.components.marks[component] as number) & LATCHED) !== 0 &&
    !sameFault(one, other, own.latchCause[a] as number, others.latchCause[b] as number)
  )
    return false;
  if (tracksLevel(one, a) && !sameFault(one, other, own.lossCause[a] as number, others.lossCause[b] as number)) return false;
  return reservesAgree([one, a], [other, b], now);
};

const sameChoices = (one: Kernel, other: Kernel, component: number, now: Instant): boolean => {
  const [own, others] = [choicesOf(one, component), choicesOf(other, component)];
  return own.length === others.length && own.every((choice, index) => sameChoice(one, other, choice, others[index] as number, now));
};

const sameChoice = (one: Kernel, other: Kernel, a: number, b: number, now: Instant): boolean => {
  const [own, others] = [one.choices, other.choices];
  const active = own.active[a] as number;
  if (active !== others.active[b] || own.waits[a] !== others.waits[b] || !Object.is(own.switchingSince[a], others.switchingSince[b]))
    return false;
  // At one instant a gate switches by itself at most once.
  if ((own.switchedAt[a] === now) !== (others.switchedAt[b] === now)) return false;
  const [first, second] = [own.firstPick[a] as number, others.firstPick[b] as number];
  const members = one.graph.gates.members[own.gate[a] as number] as number;
  for (let index = 0; index < members; index++) {
    if (own.waits[a] === 1 && one.picks.waitedOn[first + index] !== other.picks.waitedOn[second + index]) return false;
    const [since, since2] = [one.picks.betterSince[first + index] as number, other.picks.betterSince[second + index] as number];
    if (Number.isNaN(since) !== Number.isNaN(since2)) return false;
    // Clocks of fail-back run from the later of both, and only for members before the active one.
    if (index < active && !Object.is(Math.max(since, own.movedAt[a] as number), Math.max(since2, others.movedAt[b] as number)))
      return false;
  }
  return true;
};

const sameSight = (one: Kernel, other: Kernel, component: number): boolean => {
  const [own, others] = [one.sights.get(component), other.sights.get(component)];
  if (own === undefined || others === undefined) return own === others;
  if (own.derived !== others.derived || own.level !== others.level || own.standing.size !== others.standing.size) return false;
  const after = others.standing.entries();
  for (const [vantage, standing] of own.standing) {
    const [named, theirs] = after.next().value ?? [];
    if (named !== vantage || theirs === undefined) return false;
    if (standing.level !== theirs.level || standing.binding !== theirs.binding || standing.overdueAt !== theirs.overdueAt) return false;
    if (!sameFault(one, other, standing.fault, theirs.fault)) return false;
  }
  return true;
};
