// Which member a standby gate is on (S2.4), in columns: switch-over and fail-back by themselves, moves by fact, and the clocks behind them.
// A fail-back clock counts from when its member came back, or, where people moved the gate since, from that; the gate's own moves leave it alone. O(members) where a clock may start or a choice be due.
import { giveBack, grow, take } from '../topology/columns.ts';
import type { StandbyNode } from '../topology/requirement.ts';
import type { Instant } from '../time/instant.ts';
import { recountStandby } from './counting.ts';
import { CHOOSES, type Kernel } from './kernel.ts';

const NO_CHOICES: readonly number[] = [];

/** The choices of a component's gates, in the order in which inner ones stand before outer ones. */
export const choicesOf = ({ choiceLists, components }: Kernel, component: number): readonly number[] =>
  ((components.marks[component] as number) & CHOOSES) === 0 ? NO_CHOICES : (choiceLists.get(component) ?? NO_CHOICES);

/** Gives a standby gate its choice, on its first member. */
export const addChoice = (kernel: Kernel, gate: number, node: StandbyNode): number => {
  const { choices, choiceBlocks, picks, pickBlocks, graph } = kernel;
  const choice = take(choiceBlocks, 1);
  grow(choices, choiceBlocks.used);
  const firstPick = take(pickBlocks, node.members.length);
  grow(picks, pickBlocks.used);
  graph.gates.rule[gate] = choice;
  choices.gate[choice] = gate;
  choices.automatic[choice] = node.automatic ? 1 : 0;
  choices.failsBack[choice] = node.failsBack ? 1 : 0;
  choices.switchover[choice] = node.switchover;
  choices.failbackDelay[choice] = node.failbackDelay;
  choices.active[choice] = 0;
  choices.movedAt[choice] = kernel.now;
  choices.switchingSince[choice] = NaN;
  choices.switchedAt[choice] = NaN;
  choices.waits[choice] = 0;
  choices.firstPick[choice] = firstPick;
  picks.betterSince.fill(NaN, firstPick, firstPick + node.members.length);
  return choice;
};

export const dropChoice = ({ choices, choiceBlocks, pickBlocks, graph }: Kernel, choice: number): void => {
  giveBack(pickBlocks, choices.firstPick[choice] as number, graph.gates.members[choices.gate[choice] as number] as number);
  giveBack(choiceBlocks, choice, 1);
};

/** What a choice was on, so that it can go on after a revision. */
export interface KeptChoice {
  readonly labels: readonly string[];
  readonly active: number;
  readonly movedAt: Instant;
  readonly switchingSince: number;
  readonly switchedAt: number;
  readonly betterSince: readonly number[];
}

export const keptChoice = ({ choices, picks }: Kernel, choice: number, node: StandbyNode): KeptChoice => ({
  labels: node.members.map(({ label }) => label),
  active: choices.active[choice] as number,
  movedAt: choices.movedAt[choice] as number,
  switchingSince: choices.switchingSince[choice] as number,
  switchedAt: choices.switchedAt[choice] as number,
  betterSince: node.members.map((_, index) => picks.betterSince[(choices.firstPick[choice] as number) + index] as number),
});

/** After a revision: on the same member if that is still one, clocks of members that remain kept; else at rest. */
export const goOn = ({ choices, picks }: Kernel, choice: number, node: StandbyNode, before: KeptChoice): void => {
  const active = node.members.findIndex(({ label }) => label === before.labels[before.active]);
  if (active < 0) return;
  choices.active[choice] = active;
  choices.movedAt[choice] = before.movedAt;
  choices.switchingSince[choice] = before.switchingSince;
  choices.switchedAt[choice] = before.switchedAt;
  const first = choices.firstPick[choice] as number;
  node.members.forEach(({ label }, index) => (picks.betterSince[first + index] = before.betterSince[before.labels.indexOf(label)] ?? NaN));
};

/** A fact moves the gate; it ends a switch-over that runs, even when the gate is on that member already. */
export const moveByFact = (kernel: Kernel, choice: number, to: number): void => {
  const { choices } = kernel;
  choices.switchingSince[choice] = NaN;
  choices.waits[choice] = 0;
  if (to === choices.active[choice]) return;
  choices.movedAt[choice] = kernel.now;
  move(kernel, choice, to);
};

const move = (kernel: Kernel, choice: number, to: number): void => {
  const { choices } = kernel;
  choices.active[choice] = to;
  choices.switchingSince[choice] = NaN;
  recountStandby(kernel, choices.gate[choice] as number);
};

/** Makes the choice that is due now given the members' levels, if one is, at most one an instant; whether the gate moved. */
export const chooseIfDue = (kernel: Kernel, choice: number): boolean => {
  const { choices, now } = kernel;
  if (choices.switchedAt[choice] === now || isWaiting(kernel, choice)) return false;
  const to = dueMember(kernel, choice);
  if (to < 0) return false;
  move(kernel, choice, to);
  choices.switchedAt[choice] = now;
  return true;
};

const firstSlotOf = ({ choices, graph }: Kernel, choice: number): number => graph.gates.firstSlot[choices.gate[choice] as number] as number;

const membersOf = ({ choices, graph }: Kernel, choice: number): number => graph.gates.members[choices.gate[choice] as number] as number;

const wantsToSwitch = (kernel: Kernel, choice: number): boolean => {
  const { choices, slots, down, counts, levels } = kernel;
  if (choices.automatic[choice] === 0) return false;
  if ((slots.level[firstSlotOf(kernel, choice) + (choices.active[choice] as number)] as number) !== down) return false;
  const gate = choices.gate[choice] as number;
  return (counts.weight[gate * levels + down] as number) < membersOf(kernel, choice);
};

/** When the member at `index`, which stands before the active one, may be failed back to, as far as its clock goes. */
const failbackAt = ({ choices, picks, now }: Kernel, choice: number, index: number): number => {
  const since = picks.betterSince[(choices.firstPick[choice] as number) + index] as number;
  return Math.max(Number.isNaN(since) ? now : since, choices.movedAt[choice] as number) + (choices.failbackDelay[choice] as number);
};

/** The member to move to now; -1: none. */
const dueMember = (kernel: Kernel, choice: number): number => {
  const { choices, slots, down, now } = kernel;
  const first = firstSlotOf(kernel, choice);
  if (wantsToSwitch(kernel, choice)) {
    const since = choices.switchingSince[choice] as number;
    if ((Number.isNaN(since) ? now : since) + (choices.switchover[choice] as number) <= now) {
      let index = 0;
      while (slots.level[first + index] === down) index++;
      return index;
    }
  }
  if (choices.failsBack[choice] === 0) return -1;
  const active = choices.active[choice] as number;
  const activeLevel = slots.level[first + active] as number;
  for (let index = 0; index < active; index++) {
    const level = slots.level[first + index] as number;
    if (level < down && level <= activeLevel && failbackAt(kernel, choice, index) <= now) return index;
  }
  return -1;
};

const isWaiting = (kernel: Kernel, choice: number): boolean => {
  const { choices, picks, slots } = kernel;
  if (choices.waits[choice] === 0) return false;
  const [slot, pick] = [firstSlotOf(kernel, choice), choices.firstPick[choice] as number];
  for (let index = 0; index < membersOf(kernel, choice); index++)
    if (picks.waitedOn[pick + index] !== slots.level[slot + index]) return false;
  return true;
};

/** Starts and stops the gate's clocks, once the members' levels at this instant are final. */
export const keepClocks = (kernel: Kernel, choice: number): void => {
  const { choices, picks, slots, down, now } = kernel;
  const [slot, pick, members] = [firstSlotOf(kernel, choice), choices.firstPick[choice] as number, membersOf(kernel, choice)];
  for (let index = 0; index < members; index++) {
    if (slots.level[slot + index] === down) picks.betterSince[pick + index] = NaN;
    else if (Number.isNaN(picks.betterSince[pick + index])) picks.betterSince[pick + index] = now;
  }
  if (!isWaiting(kernel, choice)) choices.waits[choice] = 0;
  if (choices.switchedAt[choice] === now && dueMember(kernel, choice) >= 0) {
    choices.waits[choice] = 1;
    for (let index = 0; index < members; index++) picks.waitedOn[pick + index] = slots.level[slot + index] as number;
  }
  if (choices.waits[choice] === 1 || !wantsToSwitch(kernel, choice)) choices.switchingSince[choice] = NaN;
  else if (Number.isNaN(choices.switchingSince[choice])) choices.switchingSince[choice] = now;
};

/** The next instant after now at which a choice may fall due; Infinity where no clock runs. */
export const nextChoiceAt = (kernel: Kernel, choice: number): number => {
  const { choices, picks, now } = kernel;
  let next = Infinity;
  const since = choices.switchingSince[choice] as number;
  if (!Number.isNaN(since)) {
    const at = since + (choices.switchover[choice] as number);
    if (at > now) next = at;
  }
  if (choices.failsBack[choice] === 0) return next;
  const pick = choices.firstPick[choice] as number;
  for (let index = 0; index < (choices.active[choice] as number); index++) {
    if (Number.isNaN(picks.betterSince[pick + index])) continue;
    const at = failbackAt(kernel, choice, index);
    if (at > now && at < next) next = at;
  }
  return next;
};
