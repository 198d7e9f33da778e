// The tick simulator's `first-cause` (S8), read straight from the rule: the faults behind a component's level, from the component
// downwards. Two readings where the rule is silent, for levels that are no downtime: what a reserve hides is followed for the
// `at-risk` it brings, and so is every member of a manual standby gate that is at best `at-risk`. A start-up under a latch is the latch's.
import type { Member, ScaleDefinition } from '#domain/topology/definition.ts';
import { countedParts, downOf, impaired, levelBefore, partsOf, placeOf, scoreOf, type Surroundings } from './tick-requirement.ts';
import type { Fault, State, World } from './tick-state.ts';

/** The fact of the fault the component's level is owed to; `-` where it is up, `?` where no fault explains it. */
export const causeOf = (world: World, id: string, scale: ScaleDefinition): string => {
  if (world.get(id)?.level === 0) return '-';
  let found = earliest(behind(world, id, scale, new Set()));
  const passed = new Set<Fault>();
  while (found?.origin && !passed.has(found)) {
    passed.add(found);
    found = passed.has(found.origin) ? found : found.origin;
  }
  return found?.recorded.fact.id ?? '?';
};

const reported = ({ recorded }: Fault): number => recorded.fact.reportedAt ?? recorded.recordedAt;

const earliest = (faults: readonly Fault[]): Fault | undefined =>
  [...faults].sort((a, b) => a.beganAt - b.beganAt || reported(a) - reported(b) || a.place - b.place)[0];

const behind = (world: World, id: string, scale: ScaleDefinition, visited: Set<string>): readonly Fault[] => {
  const state = world.get(id);
  if (state === undefined || visited.has(id)) return [];
  visited.add(id);
  if (state.level === 0) return [];
  const observed = [...state.said.values()]
    .filter(({ binding, fault }) => binding && fault.level > state.derived)
    .map(({ fault }) => fault);
  const own = [...state.faults, ...observed].filter((fault) => fault.level >= state.level);
  const held = state.latchedAt !== undefined ? state.latchedBy : state.startingSince === undefined ? undefined : state.lostBy;
  return [...own, ...(held === undefined ? [] : [held]), ...(follows(state, scale) ? behindRequirement(world, state, scale, visited) : [])];
};

const follows = (state: State, scale: ScaleDefinition): boolean => {
  if (state.level === 0) return false;
  const ownWorst = Math.max(0, ...state.faults.map(({ level }) => level));
  const onReserve = state.sees < state.requirement && scale.levels[state.level] === scale.roles.atRisk && ownWorst < state.level;
  return state.sees >= state.level || onReserve;
};

const behindRequirement = (world: World, state: State, scale: ScaleDefinition, visited: Set<string>): readonly Fault[] => {
  const around: Surroundings = { scale, standbys: state.standbys, levelOf: (id) => world.get(id)?.level ?? downOf(scale) };
  const visit = (member: Member, place: string): readonly Fault[] => {
    if (typeof member === 'string') return behind(world, member, scale, visited);
    if ('on' in member) return behind(world, member.on, scale, visited);
    const level = levelBefore(member, place, around);
    const levels = countedParts(member, place, around);
    const active = around.standbys.get(place)?.active ?? 0;
    return partsOf(member).flatMap((part, index) => {
      const counts = levels[index] ?? 0;
      const answers =
        'score' in member
          ? scoreOf(part, counts, scale) > scoreOf(part, 0, scale)
          : counts > 0 &&
            counts >= level &&
            (!('standby' in member) || member.mode === 'automatic' || index === active || !impaired(level, scale));
      return answers ? visit(part, placeOf(member, place, index)) : [];
    });
  };
  return state.definition.requires === undefined ? [] : visit(state.definition.requires, '');
};

/** Keeps, once a part has settled, whose fault the losses of this instant are. */
export const rememberLosses = (world: World, group: readonly string[], now: number, scale: ScaleDefinition): void => {
  const down = downOf(scale);
  for (const id of group) {
    const state = world.get(id) as State;
    if (state.sees !== down || state.before.sees === down) continue;
    state.lostBy = earliest(behindRequirement(world, state, scale, new Set()));
    if (state.latchedAt === now) state.latchedBy = state.lostBy;
  }
  for (const id of group) {
    const state = world.get(id) as State;
    if (state.level === down && state.before.level !== down) state.downBy = earliest(behind(world, id, scale, new Set()));
  }
};

/** Finds what the faults just begun came from, with this instant settled. */
export const resolveOrigins = (world: World, everBegun: readonly Fault[]): void => {
  for (const fault of everBegun) {
    if (fault.origin !== undefined) continue;
    const { data } = fault.recorded.fact;
    const from = 'consequenceOf' in data ? data.consequenceOf : undefined;
    let origin: Fault | undefined;
    if (typeof from === 'string') origin = everBegun.find(({ recorded }) => recorded.fact.id === from);
    else if (from !== undefined && 'loss' in from) origin = world.get(from.loss)?.downBy;
    else if (from !== undefined)
      origin = everBegun.findLast(({ name, recorded }) => name === from.fault && recorded.fact.data.component === from.component);
    fault.origin = origin === undefined || origin === fault ? null : origin;
  }
};
