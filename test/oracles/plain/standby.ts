// Which member a standby gate is on (S2.4): switch-over and fail-back by themselves, moves by fact, and the clocks behind them.
// A fail-back clock counts from when its member came back, or, where people moved the gate since, from that; the gate's own moves leave it alone.
import type { Instant } from '#domain/time/instant.ts';
import type { StandbyNode } from '#domain/topology/requirement.ts';
import type { Level, Scale } from '#domain/impact/scale.ts';
import type { StandbyState } from './state.ts';

/** A gate at rest, on its first member. */
export const atFirst = (gate: StandbyNode, now: Instant): StandbyState => ({
  active: 0,
  label: gate.members[0]?.label ?? '',
  movedAt: now,
  switchingSince: undefined,
  betterSince: gate.members.map(() => undefined),
  switchedAt: undefined,
  waitingAt: undefined,
});

/** The gate after a revision: on the same member if that is still one, clocks of members that remain kept; else at rest. */
export const afterRevision = (gate: StandbyNode, before: StandbyNode, state: StandbyState, now: Instant): StandbyState => {
  const active = gate.members.findIndex((member) => member.label === state.label);
  if (active < 0) return atFirst(gate, now);
  const clockOf = (label: string): Instant | undefined => state.betterSince[before.members.findIndex((member) => member.label === label)];
  return { ...state, active, betterSince: gate.members.map((member) => clockOf(member.label)), waitingAt: undefined };
};

/** A fact moves the gate; it ends a switch-over that runs, even when the gate is on that member already. */
export const moveByFact = (gate: StandbyNode, state: StandbyState, to: number, now: Instant): void => {
  state.switchingSince = undefined;
  state.waitingAt = undefined;
  if (to === state.active) return;
  state.movedAt = now;
  move(gate, state, to);
};

const move = (gate: StandbyNode, state: StandbyState, to: number): void => {
  state.active = to;
  state.label = gate.members[to]?.label ?? '';
  state.switchingSince = undefined;
};

const wantsToSwitch = (gate: StandbyNode, state: StandbyState, levels: readonly Level[], scale: Scale): boolean =>
  gate.automatic && levels[state.active] === scale.down && levels.some((level) => level < scale.down);

/** When the member at `index`, which stands before the active one, may be failed back to, as far as its clock goes. */
const failbackAt = (gate: StandbyNode, state: StandbyState, index: number, now: Instant): Instant =>
  Math.max(state.betterSince[index] ?? now, state.movedAt) + gate.failbackDelay;

const failbackMember = (gate: StandbyNode, state: StandbyState, levels: readonly Level[], now: Instant, scale: Scale): number => {
  const activeLevel = levels[state.active] ?? scale.down;
  return levels.findIndex(
    (level, index) => index < state.active && level < scale.down && level <= activeLevel && failbackAt(gate, state, index, now) <= now,
  );
};

/**
 * Makes the choice that is due at `now` given the members' levels, if one is. At most one an instant.
 * Returns whether the gate moved.
 */
export const chooseIfDue = (gate: StandbyNode, state: StandbyState, levels: readonly Level[], now: Instant, scale: Scale): boolean => {
  if (state.switchedAt === now || isWaiting(state, levels)) return false;
  const to = dueMember(gate, state, levels, now, scale);
  if (to === undefined) return false;
  move(gate, state, to);
  state.switchedAt = now;
  return true;
};

const dueMember = (gate: StandbyNode, state: StandbyState, levels: readonly Level[], now: Instant, scale: Scale): number | undefined => {
  if (wantsToSwitch(gate, state, levels, scale) && (state.switchingSince ?? now) + gate.switchover <= now) {
    return levels.findIndex((level) => level < scale.down);
  }
  if (!gate.failsBack) return undefined;
  const member = failbackMember(gate, state, levels, now, scale);
  return member < 0 ? undefined : member;
};

const isWaiting = (state: StandbyState, levels: readonly Level[]): boolean =>
  state.waitingAt !== undefined && state.waitingAt.every((level, index) => level === levels[index]);

/** Starts and stops the gate's clocks, once the members' levels at `now` are final. */
export const keepClocks = (gate: StandbyNode, state: StandbyState, levels: readonly Level[], now: Instant, scale: Scale): void => {
  state.betterSince = levels.map((level, index) => (level < scale.down ? (state.betterSince[index] ?? now) : undefined));
  if (!isWaiting(state, levels)) state.waitingAt = undefined;
  if (state.switchedAt === now && dueMember(gate, state, levels, now, scale) !== undefined) state.waitingAt = levels;
  const runs = state.waitingAt === undefined && wantsToSwitch(gate, state, levels, scale);
  state.switchingSince = runs ? (state.switchingSince ?? now) : undefined;
};

/** The next instant after `now` at which a choice may fall due, if a clock runs. */
export const nextChoice = (gate: StandbyNode, state: StandbyState, now: Instant): Instant | undefined => {
  const due: Instant[] = [];
  if (state.switchingSince !== undefined) due.push(state.switchingSince + gate.switchover);
  if (gate.failsBack) {
    for (let index = 0; index < state.active; index++) {
      if (state.betterSince[index] !== undefined) due.push(failbackAt(gate, state, index, now));
    }
  }
  const ahead = due.filter((at) => at > now);
  return ahead.length === 0 ? undefined : Math.min(...ahead);
};
