// Settles a cycle, or a component with clocks or choices, as the rules say (S2.6, S3, S4.2): the greatest fixpoint (from all at their best,
// worsened until nothing changes), once without start-ups to see which begin or go on, and on with them; then choices due, then latches, and
// again until there are none; then losses and their causes, and the clocks. O(cycle + its gates' changes), a queue instead of recursion.
import { firstBehind, firstBehindRequirement } from './behind.ts';
import { chooseIfDue, choicesOf, keepClocks, nextChoiceAt } from './choices.ts';
import { passOn, passOnWithin, wait } from './counting.ts';
import { tracksLevel, tracksRequirement } from './holds.ts';
import { BY_HAND, FRESH, LATCHED, noteSettled, OBSERVED, type Kernel } from './kernel.ts';
import { drain, nextEmptyAt, seenBy } from './reserves.ts';
import { UP, type Level } from './scale.ts';
import { nextSilenceAt, UNSEEN } from './sight.ts';
import { setTimer, stopTimer } from './timer-heap.ts';
import { note } from './transitions.ts';

/** Level before it settles of a component that has never settled. */
const NO_LEVEL = 255;

/** Settles the whole group of a component for good at this instant. */
export const settleGroup = (kernel: Kernel, head: number): void => {
  const { graph, components } = kernel;
  const members = kernel.members;
  members.length = 0;
  let member = head;
  do {
    members.push(member);
    components.before[member] = ((components.marks[member] as number) & FRESH) === 0 ? (components.level[member] as number) : NO_LEVEL;
    member = graph.nodes.nextInGroup[member] as number;
  } while (member !== head);
  kernel.settling = graph.nodes.rank[head] as number;

  do findLevels(kernel);
  while (chooseAll(kernel) || latchAll(kernel));

  let lost = false;
  for (const one of members) lost = keep(kernel, one) || lost;
  if (lost) rememberCauses(kernel);
  for (const one of members) runClocks(kernel, one);
  kernel.settling = -1;
  for (const one of members) {
    if (components.before[one] === components.level[one]) continue;
    note(kernel.transitions, one, kernel.now, components.level[one] as number);
    passOn(kernel, one);
  }
};

/** The best levels consistent with each other: without start-ups, and then with those that begin or go on. */
const findLevels = (kernel: Kernel): void => {
  const { members, components, holds } = kernel;
  for (const member of members) {
    if (components.level[member] === UP && components.before[member] !== NO_LEVEL) continue;
    components.level[member] = UP;
    spread(kernel, member);
  }
  for (const member of members) wait(kernel, member);
  worsen(kernel, false);
  let starts = false;
  for (const member of members) {
    const hold = components.hold[member] as number;
    components.trialBare[member] = seenOf(kernel, member);
    if (hold < 0) continue;
    const since = startingSince(kernel, member, hold, components.trialBare[member]);
    holds.trialSince[hold] = since;
    if (Number.isNaN(since)) continue;
    starts = true;
    wait(kernel, member);
  }
  if (starts) worsen(kernel, true);
};

/** Passes a level on inside the cycle, if there is one. */
const spread = (kernel: Kernel, member: number): void => {
  if (kernel.graph.nodes.cyclic[member] === 1) passOnWithin(kernel, member);
};

/** Looks at everybody who waits in the cycle, and at whoever counts worse through them, until nobody waits. */
const worsen = (kernel: Kernel, withStarts: boolean): void => {
  const { components, queue } = kernel;
  // As long as the cycle and no longer: whoever waits stands in it once.
  for (let next = 0; next < kernel.queueSize; next++) {
    const member = queue[next % queue.length] as number;
    components.queued[member] = 0;
    const level = levelOf(kernel, member, withStarts);
    if (level === components.level[member]) continue;
    components.level[member] = level;
    spread(kernel, member);
  }
  kernel.queueSize = 0;
};

const seenOf = (kernel: Kernel, member: number): Level => {
  const required = kernel.components.required[member] as number;
  const hold = kernel.components.hold[member] as number;
  return hold < 0 ? required : seenBy(kernel, hold, required);
};

/** The level that counts: what is observed, else what is derived. */
const levelOf = (kernel: Kernel, member: number, withStarts: boolean): Level => {
  if (((kernel.components.marks[member] as number) & OBSERVED) === 0) return derivedNow(kernel, member, withStarts);
  const observed = kernel.sights.get(member)?.level ?? UNSEEN;
  return observed === UNSEEN ? derivedNow(kernel, member, withStarts) : observed;
};

const derivedNow = (kernel: Kernel, member: number, withStarts: boolean): Level => {
  const { components, holds, atRisk, down } = kernel;
  const hold = components.hold[member] as number;
  if (((components.marks[member] as number) & LATCHED) !== 0) return down;
  if (withStarts && hold >= 0 && !Number.isNaN(holds.trialSince[hold])) return down;
  const required = components.required[member] as number;
  const sees = hold < 0 ? required : seenBy(kernel, hold, required);
  return Math.max(components.own[member] as number, sees, sees < required ? atRisk : UP);
};

/** S3.2: a start-up begins when the loss is over, runs while it stays over, and is not needed where a fact says it works now. NaN: none. */
const startingSince = ({ components, holds, now, down }: Kernel, member: number, hold: number, sees: Level): number => {
  const startUp = holds.startUp[hold] as number;
  if (sees === down || startUp === 0 || ((components.marks[member] as number) & FRESH) !== 0) return NaN;
  if (components.seenBare[member] === down) return holds.worksAgainAt[hold] === now ? NaN : now;
  const since = holds.startingSince[hold] as number;
  return now < since + startUp ? since : NaN;
};

/** Makes the choices due, at most one a component, an inner gate's before an outer's, all on the levels found; whether there was one. */
const chooseAll = (kernel: Kernel): boolean => {
  let moved = false;
  for (const member of kernel.members) {
    for (const choice of choicesOf(kernel, member)) {
      if (!chooseIfDue(kernel, choice)) continue;
      moved = true;
      break;
    }
  }
  return moved;
};

/** S3.3: whoever sees its requirement turn `down` now is latched; whether there was one. */
const latchAll = (kernel: Kernel): boolean => {
  const { components, members, holds, down, now } = kernel;
  let latched = false;
  for (const member of members) {
    const marks = components.marks[member] as number;
    if ((marks & (BY_HAND | LATCHED | FRESH)) !== BY_HAND) continue;
    if (components.seen[member] === down || seenOf(kernel, member) !== down) continue;
    components.marks[member] = marks | LATCHED;
    holds.latchAt[components.hold[member] as number] = now;
    latched = true;
  }
  return latched;
};

/** Keeps what a member found; whether a loss happened whose cause is asked for. */
const keep = (kernel: Kernel, member: number): boolean => {
  const { components, holds, now, down } = kernel;
  const hold = components.hold[member] as number;
  const fresh = components.before[member] === NO_LEVEL;
  const required = components.required[member] as number;
  const sees = seenOf(kernel, member);
  const lost = sees === down && components.seen[member] !== down;
  const fell = components.level[member] === down && components.before[member] !== down;
  if (fresh || components.level[member] !== components.before[member]) components.levelSince[member] = now;
  if (fresh || required !== components.requirement[member]) components.requirementSince[member] = now;
  if (lost) components.lostAt[member] = now;
  if (fell) components.lossAt[member] = now;
  components.requirement[member] = required;
  components.seen[member] = sees;
  components.seenBare[member] = components.trialBare[member] as number;
  noteSettled(kernel, member);
  keepDerived(kernel, member);
  if (hold < 0) return false;
  holds.startingSince[hold] = holds.trialSince[hold] as number;
  return (lost && tracksRequirement(kernel, hold)) || (fell && tracksLevel(kernel, hold));
};

const keepDerived = (kernel: Kernel, member: number): void => {
  const sight = kernel.sights.get(member);
  if (sight === undefined) return;
  const derived = derivedNow(kernel, member, true);
  if (derived !== sight.derived || kernel.components.before[member] === NO_LEVEL) sight.derivedSince = kernel.now;
  sight.derived = derived;
};

/** The first causes of this instant's losses, member by member in the order of their names, so that no other order decides. */
const rememberCauses = (kernel: Kernel): void => {
  const { components, holds, members, now, graph } = kernel;
  const named = [...members].sort((a, b) => ((graph.names[a] as string) < (graph.names[b] as string) ? -1 : 1));
  for (const member of named) {
    const hold = components.hold[member] as number;
    if (hold < 0) continue;
    if (components.lostAt[member] === now && tracksRequirement(kernel, hold)) {
      holds.lostCause[hold] = firstBehindRequirement(kernel, member);
      if (holds.latchAt[hold] === now) holds.latchCause[hold] = holds.lostCause[hold];
    }
    if (components.lossAt[member] === now && tracksLevel(kernel, hold)) holds.lossCause[hold] = firstBehind(kernel, [member]);
  }
};

/** Starts and stops the clocks, now that what they look at is final. */
const runClocks = (kernel: Kernel, member: number): void => {
  const { components, timers } = kernel;
  const marks = components.marks[member] as number;
  const hold = components.hold[member] as number;
  components.marks[member] = marks & ~FRESH;
  if (hold >= 0) drain(kernel, hold, components.requirement[member] as number);
  for (const choice of choicesOf(kernel, member)) keepClocks(kernel, choice);
  const next = nextTimerOf(kernel, member);
  if (next === Infinity) stopTimer(timers, member);
  else setTimer(timers, member, next);
};

/** The first instant after now at which something happens to a component by itself; Infinity: nothing does. */
export const nextTimerOf = (kernel: Kernel, member: number): number => {
  const { components, holds, now } = kernel;
  const marks = components.marks[member] as number;
  const hold = components.hold[member] as number;
  let next = Infinity;
  if (hold >= 0) {
    next = nextEmptyAt(kernel, hold);
    const over = (holds.startingSince[hold] as number) + (holds.startUp[hold] as number);
    if (over > now && over < next) next = over;
  }
  if ((marks & OBSERVED) !== 0) next = Math.min(next, nextSilenceAt(kernel, member));
  for (const choice of choicesOf(kernel, member)) next = Math.min(next, nextChoiceAt(kernel, choice));
  return next;
};
