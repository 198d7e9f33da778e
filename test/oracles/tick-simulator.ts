// An oracle for the evaluator: time advances one unit after another, and at every unit every component is computed anew from the
// rules (S2, S3, S4.2, S5.3), with counters instead of computed instants. Slow and obvious on purpose; small whole times only.
// Written from the rules alone, without the evaluator. Hold-up and recharge lengths divide 720720 (1…16), so reserves are exact.
import { isA, type Fact, type FactOf, type Recorded } from '#domain/facts/fact.ts';
import type { ComponentDefinition, LevelName, ScaleDefinition } from '#domain/topology/definition.ts';
import { causeOf, rememberLosses, resolveOrigins } from './tick-blame.ts';
import { atRest, FULL, standbysOf, type Fault, type State, type World } from './tick-state.ts';
import { keepClocks, moveTo, ownMove, revisedStandbys } from './tick-standby.ts';
import { atBestAtRisk, countedLevel, downOf, namedIn, standbysIn, type Surroundings } from './tick-requirement.ts';

/** What one look at a component finds. */
interface Look {
  readonly level: number;
  readonly derived: number;
  readonly requirement: number;
  readonly sees: number;
}

/** What a component is at a unit of time: its level, and the fact of the fault it is owed to (`?`: none). */
export interface Moment {
  readonly level: LevelName;
  readonly cause: string;
}

/** Each component at every unit of time from 0 up to, not including, `until`; undefined where it does not exist. */
export const simulate = (
  facts: readonly Recorded[],
  scale: ScaleDefinition,
  until: number,
): ReadonlyMap<string, readonly (Moment | undefined)[]> => {
  const world: World = new Map();
  const lanes = new Map<string, (Moment | undefined)[]>();
  const ordered = [...facts].sort(foldOrder);
  const everBegun: Fault[] = [];
  for (let now = 0; now < until; now++) {
    for (const state of world.values()) passUnit(state, scale);
    const batch = ordered.filter((recorded) => instantOf(recorded) === now);
    const endsOfBegins: FactOf<'OutageEnded'>[] = [];
    for (const { fact } of batch) apply(world, fact, now, endsOfBegins, scale);
    for (const state of world.values()) state.faults = state.faults.filter((fault) => fault.endsAt !== now);
    for (const recorded of batch) {
      if (isA(recorded, 'OutageBegan')) begin(world, recorded, everBegun, now, scale);
      if (isA(recorded, 'StatusObserved')) observe(world, recorded, everBegun, now, scale);
      if (isA(recorded, 'ObservationReleased')) world.get(recorded.fact.data.component)?.said.delete(recorded.fact.data.vantage);
    }
    for (const state of world.values()) fallSilent(state, now, scale);
    for (const { data } of endsOfBegins) endBegun(world.get(data.component), data.fault);
    for (const state of world.values()) state.faults = state.faults.filter((fault) => fault.endsAt !== now);
    for (const group of groupsInOrder(world)) {
      settle(world, group, now, scale);
      rememberLosses(world, group, now, scale);
    }
    resolveOrigins(world, everBegun);
    for (const [id, state] of world) {
      const lane = lanes.get(id) ?? Array.from({ length: until }, () => undefined);
      lane[now] = { level: scale.levels[state.level] ?? '', cause: causeOf(world, id, scale) };
      lanes.set(id, lane);
    }
  }
  return lanes;
};

const instantOf = (recorded: Recorded): number => recorded.fact.occurredAt?.best ?? 0;

const MODEL: readonly string[] = ['ComponentDeclared', 'ComponentRevised', 'ComponentRetired'];

const foldOrder = (a: Recorded, b: Recorded): number => {
  const rank = ({ fact }: Recorded): number => (MODEL.includes(fact.type) ? 0 : fact.type === 'OutageEnded' ? 1 : 2);
  const keys = (r: Recorded): readonly number[] => [instantOf(r), rank(r), r.fact.reportedAt ?? r.recordedAt, r.recordedAt];
  for (const [index, key] of keys(a).entries()) if (key !== keys(b)[index]) return key - (keys(b)[index] ?? 0);
  return a.stream === b.stream ? a.revision - b.revision : a.stream < b.stream ? -1 : 1;
};

/** One unit of time passes: reserves drain or fill by what the requirement was during it (S3.1). */
const passUnit = (state: State, scale: ScaleDefinition): void => {
  const { holdUp = 0, recharge = 0 } = state.definition;
  for (const length of [holdUp, recharge]) if (length > 0 && FULL % length !== 0) throw new Error(`${length} does not divide ${FULL}`);
  for (const level of scale.levels.keys()) {
    const reserve = state.reserves[level] ?? 0;
    if (holdUp === 0 || (state.requirement <= level && recharge === 0)) state.reserves[level] = FULL;
    else if (state.requirement > level) state.reserves[level] = Math.max(0, reserve - FULL / holdUp);
    else state.reserves[level] = Math.min(FULL, reserve + FULL / recharge);
  }
};

/** Everything but begins. Silent rules: declaring what exists revises it, revising what does not exist declares it. */
const apply = (world: World, fact: Fact, now: number, endsOfBegins: FactOf<'OutageEnded'>[], scale: ScaleDefinition): void => {
  if (!('component' in fact.data)) return;
  const id = fact.data.component;
  const state = world.get(id);
  if (fact.type === 'ComponentDeclared' || fact.type === 'ComponentRevised') {
    if (state === undefined) world.set(id, atRest(fact.data.definition, now, scale));
    else revise(state, fact.data.definition);
  }
  if (state === undefined) return;
  if (fact.type === 'ComponentRetired') world.delete(id);
  if (fact.type === 'OutageEnded') end(state, fact, now, endsOfBegins);
  if (fact.type === 'FailedOver' && world.has(fact.data.to)) failTo(state, fact.data.to, now);
  if (fact.type === 'FailedBack' && (fact.data.to === undefined || world.has(fact.data.to))) failTo(state, fact.data.to, now);
};

const revise = (state: State, definition: ComponentDefinition): void => {
  state.definition = definition;
  state.standbys = revisedStandbys(state.standbys, standbysOf(definition));
  if (definition.restart !== 'manual') Object.assign(state, { latchedAt: undefined, latchedBy: undefined });
  if ((definition.holdUp ?? 0) === 0) state.reserves = state.reserves.map(() => FULL);
};

const end = (state: State, fact: FactOf<'OutageEnded'>, now: number, endsOfBegins: FactOf<'OutageEnded'>[]): void => {
  const { fault } = fact.data;
  if (fault === undefined) {
    state.faults = [];
    Object.assign(state, { latchedAt: undefined, latchedBy: undefined });
    state.startingSince = undefined;
    state.releasedAt = now;
  } else if (state.faults.some(({ name }) => name === fault)) state.faults = state.faults.filter(({ name }) => name !== fault);
  else endsOfBegins.push(fact);
};

/** S5.3: an end that found nothing open ends the one of its name that begins at its instant; the others were open before. */
const endBegun = (state: State | undefined, name: string | undefined): void => {
  if (state !== undefined) state.faults = state.faults.filter((fault) => fault.name !== name);
};

const begin = (world: World, recorded: Recorded<FactOf<'OutageBegan'>>, everBegun: Fault[], now: number, scale: ScaleDefinition): void => {
  const { id, data } = recorded.fact;
  const state = world.get(data.component);
  const name = data.fault ?? id;
  if (state === undefined || state.faults.some((open) => open.name === name)) return;
  const endsAt = data.duration === undefined ? Infinity : now + data.duration;
  const fault: Fault = {
    name,
    recorded,
    place: everBegun.length,
    level: scale.levels.indexOf(data.level),
    beganAt: now,
    endsAt,
    origin: undefined,
  };
  state.faults.push(fault);
  everBegun.push(fault);
};

/** S5.7: a vantage speaks; what it said before is over. */
const observe = (
  world: World,
  recorded: Recorded<FactOf<'StatusObserved'>>,
  everBegun: Fault[],
  now: number,
  scale: ScaleDefinition,
): void => {
  const { id, data } = recorded.fact;
  const state = world.get(data.component);
  const level = scale.levels.indexOf(data.level);
  if (state === undefined || level < 0) return;
  const fault: Fault = { name: id, recorded, place: everBegun.length, level, beganAt: now, endsAt: Infinity, origin: null };
  const binding = data.binding ?? data.account === undefined;
  state.said.set(data.vantage, { fault, binding, expectedBy: now + (data.expectEvery ?? Infinity) });
  if (binding) everBegun.push(fault);
};

/** S5.7: nothing has come within the time in which something was expected. A scale on which nothing is unknown has no word for it. */
const fallSilent = (state: State, now: number, scale: ScaleDefinition): void => {
  for (const [vantage, said] of [...state.said]) {
    if (now < said.expectedBy) continue;
    state.said.delete(vantage);
    const { unknown } = scale.roles;
    if (unknown === undefined) continue;
    const fault = { ...said.fault, level: scale.levels.indexOf(unknown), beganAt: now };
    state.said.set(vantage, { ...said, fault, expectedBy: Infinity });
  }
};

const failTo = (state: State, to: string | undefined, now: number): void => {
  for (const standby of state.standbys.values()) {
    const target = to === undefined ? 0 : standby.names.indexOf(to);
    if (target >= 0) moveTo(standby, target, now, 'people');
  }
};

/** Strongly connected parts, what is required before what requires it. */
const groupsInOrder = (world: World): readonly (readonly string[])[] => {
  const reached = new Map<string, Set<string>>();
  for (const id of world.keys()) {
    const found = new Set<string>();
    const pending = [id];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      const requires = world.get(next)?.definition.requires;
      for (const required of requires === undefined ? [] : namedIn(requires)) {
        if (!world.has(required) || found.has(required)) continue;
        found.add(required);
        pending.push(required);
      }
    }
    reached.set(id, found);
  }
  const together = (a: string, b: string): boolean => a === b || (reached.get(a)?.has(b) === true && reached.get(b)?.has(a) === true);
  const ids = [...world.keys()].sort();
  const groups = ids
    .filter((id) => ids.find((other) => together(id, other)) === id)
    .map((id) => ids.filter((other) => together(id, other)));
  // Whoever requires a part reaches all that the part reaches, the part itself, and itself.
  const size = (group: readonly string[]): number => new Set([...group, ...(reached.get(group[0] ?? '') ?? [])]).size;
  return groups.sort((a, b) => size(a) - size(b));
};

/** Brings one strongly connected part to rest at this instant (S4.2). */
const settle = (world: World, group: readonly string[], now: number, scale: ScaleDefinition): void => {
  for (;;) {
    const would = looks(world, group, scale, () => false);
    const since = new Map(group.map((id) => [id, startingSince(world.get(id) as State, would.get(id) as Look, now, scale)]));
    const is = looks(world, group, scale, (id) => since.get(id) !== undefined);
    const around = (id: string): Surroundings => surroundings(world, world.get(id) as State, scale, is);
    // All choosing at once, so that no component's name matters; the levels they look at stand.
    if (group.filter((id) => chooses(world.get(id) as State, around(id), now)).length > 0) continue;
    const latching = group.filter((id) => latchesNow(world.get(id) as State, is.get(id) as Look, now, scale));
    for (const id of latching) (world.get(id) as State).latchedAt = now;
    if (latching.length > 0) continue;

    for (const id of group) {
      const state = world.get(id) as State;
      const { requires } = state.definition;
      for (const [place, standby] of state.standbys) if (requires !== undefined) keepClocks(requires, place, standby, around(id), now);
      const look = is.get(id) as Look;
      const wouldSeeDown = would.get(id)?.sees === downOf(scale);
      Object.assign(state, { before: { level: state.level, sees: state.sees }, ...look });
      Object.assign(state, { wouldSeeDown, startingSince: since.get(id) });
    }
    return;
  }
};

/** S3.2: from the instant at which what it would see, were nobody in its cycle starting, is better than down again. */
const startingSince = (state: State, would: Look, now: number, scale: ScaleDefinition): number | undefined => {
  const { startUp = 0 } = state.definition;
  const began = state.wouldSeeDown ? (state.releasedAt === now ? undefined : now) : state.startingSince;
  return would.sees === downOf(scale) || began === undefined || now >= began + startUp ? undefined : began;
};

const latchesNow = (state: State, { sees }: Look, now: number, scale: ScaleDefinition): boolean => {
  const turnsDown = sees === downOf(scale) && state.sees !== downOf(scale);
  return state.definition.restart === 'manual' && state.latchedAt === undefined && turnsDown && state.declaredAt !== now;
};

const chooses = (state: State, around: Surroundings, now: number): boolean => {
  const { requires } = state.definition;
  if (requires === undefined) return false;
  for (const [place] of standbysIn(requires, '')) {
    const standby = state.standbys.get(place);
    if (standby !== undefined && ownMove(requires, place, standby, around, now)) return true;
  }
  return false;
};

const surroundings = (world: World, state: State, scale: ScaleDefinition, inGroup: ReadonlyMap<string, Look>): Surroundings => ({
  scale,
  standbys: state.standbys,
  levelOf: (id) => inGroup.get(id)?.level ?? world.get(id)?.level ?? downOf(scale),
});

/** The best looks consistent with each other: from everything up, worsened until nothing changes (S2.6). */
const looks = (
  world: World,
  group: readonly string[],
  scale: ScaleDefinition,
  starting: (id: string) => boolean,
): ReadonlyMap<string, Look> => {
  let found = new Map(group.map((id): [string, Look] => [id, { level: 0, derived: 0, requirement: 0, sees: 0 }]));
  for (;;) {
    const next = new Map(group.map((id): [string, Look] => [id, lookAt(world, world.get(id) as State, scale, found, starting(id))]));
    const same = group.every((id) => JSON.stringify(next.get(id)) === JSON.stringify(found.get(id)));
    if (same) return next;
    found = next;
  }
};

const lookAt = (world: World, state: State, scale: ScaleDefinition, found: ReadonlyMap<string, Look>, starting: boolean): Look => {
  const down = downOf(scale);
  const { requires, holdUp = 0 } = state.definition;
  const requirement = requires === undefined ? 0 : countedLevel(requires, '', surroundings(world, state, scale, found));
  let sees = 0;
  while (requirement > sees && (holdUp === 0 || state.reserves[sees] === 0)) sees++;
  const own = Math.max(0, ...state.faults.map(({ level }) => level));
  const derived = Math.max(
    own,
    state.latchedAt !== undefined || starting ? down : 0,
    sees < requirement ? atBestAtRisk(sees, scale) : sees,
  );
  const observed = [...state.said.values()].filter(({ binding }) => binding).map(({ fault }) => fault.level);
  return { level: observed.length > 0 ? Math.max(...observed) : derived, derived, requirement, sees };
};
