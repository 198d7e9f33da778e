// The tick simulator's standby gates (S2.4): the moves a gate makes by itself, and the clocks that wait for them.
import type { Member, StandbyGate } from '#domain/topology/definition.ts';
import { countedParts, downOf, nameOfPart, partsOf, type Standby, type Standbys, type Surroundings } from './tick-requirement.ts';

export const freshStandby = (gate: StandbyGate): Standby => ({
  gate,
  names: gate.standby.map(nameOfPart),
  active: 0,
  switchingSince: undefined,
  betterSince: gate.standby.map(() => undefined),
  movedAt: -Infinity,
  movedByItselfAt: undefined,
  stuckOn: undefined,
});

/** S3.5: a gate at the same place stays on its active member, with its clocks, if that is still one. */
export const revisedStandbys = (before: Standbys, gates: readonly (readonly [string, StandbyGate])[]): Standbys =>
  new Map(
    gates.map(([place, gate]) => {
      const fresh = freshStandby(gate);
      const old = before.get(place);
      const active = fresh.names.indexOf(old?.names[old.active] ?? '');
      if (old === undefined || active < 0) return [place, fresh];
      const was = fresh.names.map((name) => old.names.indexOf(name));
      fresh.active = active;
      fresh.switchingSince = old.switchingSince;
      fresh.betterSince = was.map((index) => old.betterSince[index]);
      fresh.movedAt = old.movedAt;
      return [place, fresh];
    }),
  );

/** Moves the gate. People leave or pass over whatever stands before the new active member; by itself it does not. A switch-over that runs ends. */
export const moveTo = (standby: Standby, target: number, now: number, by: 'people' | 'itself'): void => {
  standby.switchingSince = undefined;
  standby.stuckOn = undefined;
  if (target === standby.active) return;
  if (by === 'people') standby.movedAt = now;
  standby.active = target;
};

const partAt = (requires: Member, place: string, around: Surroundings): readonly number[] => {
  let member = requires;
  for (const index of place.split('/').filter((_part, at) => at > 0 && at % 2 === 0)) member = partsOf(member)[Number(index)] as Member;
  return countedParts(member, place, around);
};

/** Which member it would move to by itself now, if any: the end of a switch-over, or a fail-back that is due. */
const wants = (standby: Standby, levels: readonly number[], around: Surroundings, now: number): number | undefined => {
  const { gate, active } = standby;
  const down = downOf(around.scale);
  const activeLevel = levels[active] ?? down;
  const another = levels.findIndex((level, index) => index !== active && level < down);
  const since = standby.switchingSince ?? now;
  if (gate.mode === 'automatic' && activeLevel === down && another >= 0 && now - since >= (gate.switchover ?? 0)) return another;
  if (gate.failback !== 'automatic') return undefined;
  const back = levels.findIndex((level, index) => {
    const clock = Math.max(standby.betterSince[index] ?? now, standby.movedAt);
    return index < active && level <= activeLevel && level < down && now - clock >= (gate.failbackDelay ?? 0);
  });
  return back < 0 ? undefined : back;
};

/** Makes the move that is due at this instant, at most one by itself; whether it did. */
export const ownMove = (requires: Member, place: string, standby: Standby, around: Surroundings, now: number): boolean => {
  const levels = partAt(requires, place, around);
  if (standby.movedByItselfAt === now || standby.stuckOn === levels.join()) return false;
  const target = wants(standby, levels, around, now);
  if (target === undefined) return false;
  moveTo(standby, target, now, 'itself');
  standby.movedByItselfAt = now;
  return true;
};

/** Once this instant is settled: clocks run on what is, not on what was passed through. */
export const keepClocks = (requires: Member, place: string, standby: Standby, around: Surroundings, now: number): void => {
  const levels = partAt(requires, place, around);
  const down = downOf(around.scale);
  const stuck = standby.movedByItselfAt === now && wants(standby, levels, around, now) !== undefined;
  if (stuck) standby.stuckOn = levels.join();
  else if (standby.stuckOn !== levels.join()) standby.stuckOn = undefined;
  const another = levels.some((level, index) => index !== standby.active && level < down);
  const switching = standby.gate.mode === 'automatic' && levels[standby.active] === down && another;
  standby.switchingSince = switching ? (standby.switchingSince ?? now) : undefined;
  standby.betterSince = levels.map((level, index) => (level < down ? (standby.betterSince[index] ?? now) : undefined));
};
