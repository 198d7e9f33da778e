// Settles one instant, plainly: every group of components from what is required to what requires it, each recomputed until nothing
// changes (S2.6, S3, S4.2). In a cycle: greatest fixpoint, then choices due, then latches, and again. Its one shortcut, not to look where
// nothing can have changed, can be switched off (a law holds it to the same answer). O(touched groups · size · levels) an instant.
// Reserves are those of domain/impact/reserve.ts, in BigInt: the tick simulator is their oracle, and the kernel counts most of its own in doubles.
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Component } from '#domain/topology/model.ts';
import type { Instant } from '#domain/time/instant.ts';
import { atBestAtRisk, memberLevel, memberLevels, type GateView } from './gate.ts';
import { observedLevel } from './observed.ts';
import { drained, seenThrough } from '#domain/impact/reserve.ts';
import { UP, type Level } from '#domain/impact/scale.ts';
import { chooseIfDue, keepClocks } from './standby.ts';
import { activeIn, levelIn, type ComponentState, type Fault, type World } from './state.ts';

/** First cause of what a component finds in its requirement, or of its own level; from domain/blame. */
export interface Causes {
  ofRequirement(world: World, id: ComponentId): Fault | undefined;
  ofLevel(world: World, id: ComponentId): Fault | undefined;
}

/**
 * Brings components to their final level at `now`: those of `touched`, and whatever follows from them. Whoever is not touched, and requires
 * nothing whose level changes, would find what it found before. Default: every component.
 */
export const settle = (
  world: World,
  now: Instant,
  causes: Causes,
  touched: Iterable<ComponentId> = world.model.components.keys(),
): Settled => {
  const { order, placeOf, dependents } = world.model;
  const pending = new Uint8Array(order.length);
  let next = order.length;
  const mark = (id: ComponentId): void => {
    const place = placeOf.get(id);
    if (place === undefined) return;
    pending[place] = 1;
    next = Math.min(next, place);
  };
  for (const id of touched) mark(id);

  const changed: ComponentState[] = [];
  const settled: ComponentId[] = [];
  for (; next < order.length; next++) {
    if (pending[next] === 0) continue;
    const group = order[next] ?? [];
    settled.push(...group.map(({ id }) => id));
    for (const state of settleAndKeep(world, group, now, causes)) {
      changed.push(state);
      // What requires it settles later; what stands in its own cycle has settled with it.
      for (const dependent of dependents.get(state.component.id) ?? []) pending[placeOf.get(dependent) ?? next] = 1;
    }
  }
  return { changed, settled };
};

/** What settling an instant came to, in the order of settling. */
export interface Settled {
  /** Those whose level changed, or which are new. */
  readonly changed: readonly ComponentState[];
  /** Everybody who was looked at. */
  readonly settled: readonly ComponentId[];
}

/** Settles one group for good at this instant; returns its members whose level changed, or which are new. */
const settleAndKeep = (world: World, group: readonly Component[], now: Instant, causes: Causes): readonly ComponentState[] => {
  const states = group.flatMap((component) => world.states.get(component.id) ?? []);
  const found = settleGroup(world, states, now);
  const before = states.map((state) => (state.fresh ? undefined : state.level));
  const seenBefore = states.map((state) => (state.fresh ? UP : state.seen));
  states.forEach((state) => keep(state, found, now));
  states.forEach((state, index) => {
    recordLosses(world, state, before[index], seenBefore[index] ?? UP, now, causes);
    runClocks(world, state, now);
  });
  return states.filter((state, index) => before[index] !== state.level);
};

/** What a group's members find at an instant. */
interface Finding {
  readonly level: Level;
  readonly derived: Level;
  readonly requirement: Level;
  readonly seen: Level;
  readonly seenWithoutStarts: Level;
  readonly startingSince: Instant | undefined;
  readonly latched: boolean;
}
type Findings = ReadonlyMap<ComponentId, Finding>;

const settleGroup = (world: World, states: readonly ComponentState[], now: Instant): Findings => {
  const latched = new Set(states.filter((state) => state.latch !== undefined).map((state) => state.component.id));
  for (;;) {
    const unstarted = fixpoint(world, states, now, latched, () => false);
    const starting = new Map(
      states.map((state) => [state.component.id, startingSince(state, seen(world, state, unstarted, now), now, world)]),
    );
    const levels = fixpoint(world, states, now, latched, (id) => starting.get(id) !== undefined);

    const moved = states.filter((state) => chooseIn(world, state, levels, now)).length > 0;
    if (moved) continue;
    const lost = states.filter((state) => isLost(world, state, seen(world, state, levels, now)) && !latched.has(state.component.id));
    lost.forEach((state) => latched.add(state.component.id));
    if (lost.length > 0) continue;

    return new Map(
      states.map((state) => {
        const id = state.component.id;
        return [
          id,
          {
            level: levels.get(id) ?? world.scale.down,
            derived: derivedLevel(world, state, levels, now, latched.has(id) || starting.get(id) !== undefined),
            requirement: requirementLevel(world, state, levels),
            seen: seen(world, state, levels, now),
            seenWithoutStarts: seen(world, state, unstarted, now),
            startingSince: starting.get(id),
            latched: latched.has(id),
          },
        ];
      }),
    );
  }
};

type Levels = ReadonlyMap<ComponentId, Level>;

/** The best assignment consistent with every rule: from all at their best, recomputed until nothing changes. */
const fixpoint = (
  world: World,
  states: readonly ComponentState[],
  now: Instant,
  latched: ReadonlySet<ComponentId>,
  isStarting: (id: ComponentId) => boolean,
): Levels => {
  const levels = new Map<ComponentId, Level>(states.map((state) => [state.component.id, UP]));
  for (let changed = true; changed;) {
    changed = false;
    for (const state of states) {
      const { id } = state.component;
      const level = observedLevel(state) ?? derivedLevel(world, state, levels, now, latched.has(id) || isStarting(id));
      if (level !== levels.get(id)) {
        levels.set(id, level);
        changed = true;
      }
    }
  }
  return levels;
};

/** S3, but for what is observed in its place (S5.7). `held`: it is latched or starting up. */
const derivedLevel = (world: World, state: ComponentState, levels: Levels, now: Instant, held: boolean): Level =>
  Math.max(ownLevel(state), held ? world.scale.down : UP, throughRequirement(world, state, levels, now));

/** A component's own condition: the worst of its open faults (S3.4). */
export const ownLevel = (state: ComponentState): Level => state.faults.reduce((worst, fault) => Math.max(worst, fault.level), UP);

/** A component's view of the group's levels under trial and of everything settled before. */
export const viewOf = (world: World, state: ComponentState, levels?: Levels): GateView => ({
  scale: world.scale,
  levelOf: (id) => levels?.get(id) ?? levelIn(world, id),
  activeOf: (gate) => activeIn(state, gate.place),
});

const requirementLevel = (world: World, state: ComponentState, levels: Levels): Level => {
  const { requirement } = state.component;
  return requirement === undefined ? UP : memberLevel(requirement, viewOf(world, state, levels));
};

const seen = (world: World, state: ComponentState, levels: Levels, now: Instant): Level =>
  seenThrough(state.holdUp, requirementLevel(world, state, levels), now);

/** What it sees of its requirement; at best at risk while its reserve hides something worse (S3.1). */
const throughRequirement = (world: World, state: ComponentState, levels: Levels, now: Instant): Level => {
  const requirement = requirementLevel(world, state, levels);
  const sees = seenThrough(state.holdUp, requirement, now);
  return sees < requirement ? atBestAtRisk(sees, world.scale) : sees;
};

/** S3.2: a start-up begins when the loss is over, runs while it stays over, and is not needed where a fact says it works now. */
const startingSince = (state: ComponentState, sees: Level, now: Instant, world: World): Instant | undefined => {
  const { startUp } = state.component;
  const { down } = world.scale;
  if (sees === down || state.fresh || startUp === 0) return undefined;
  if (state.seenWithoutStarts === down) return state.worksAgainAt === now ? undefined : now;
  return state.startingSince !== undefined && now < state.startingSince + startUp ? state.startingSince : undefined;
};

/** S3.3: what it sees turns `down` now. */
const isLost = (world: World, state: ComponentState, sees: Level): boolean =>
  state.component.restartsByHand && !state.fresh && sees === world.scale.down && state.seen !== world.scale.down;

/** The first choice due in a component, an inner gate's before an outer's. */
const chooseIn = (world: World, state: ComponentState, levels: Levels, now: Instant): boolean =>
  state.component.standbys.some((gate) => {
    const standby = state.standbys.get(gate.place);
    return standby !== undefined && chooseIfDue(gate, standby, memberLevels(gate, viewOf(world, state, levels)), now, world.scale);
  });

const keep = (state: ComponentState, found: Findings, now: Instant): void => {
  const finding = found.get(state.component.id);
  if (finding === undefined) throw new Error(`${state.component.id} was not settled`);
  if (state.fresh || finding.level !== state.level) state.levelSince = now;
  if (state.fresh || finding.derived !== state.derived) state.derivedSince = now;
  if (state.fresh || finding.requirement !== state.requirement) state.requirementSince = now;
  state.level = finding.level;
  state.derived = finding.derived;
  state.requirement = finding.requirement;
  state.seen = finding.seen;
  state.seenWithoutStarts = finding.seenWithoutStarts;
  state.startingSince = finding.startingSince;
  if (finding.latched && state.latch === undefined) state.latch = { at: now, cause: undefined };
};

const recordLosses = (
  world: World,
  state: ComponentState,
  before: Level | undefined,
  seenBefore: Level,
  now: Instant,
  causes: Causes,
): void => {
  const { down } = world.scale;
  const { id } = state.component;
  if (state.seen === down && seenBefore !== down) state.requirementLoss = { at: now, cause: causes.ofRequirement(world, id) };
  if (state.latch?.at === now && state.requirementLoss?.at === now) state.latch = state.requirementLoss;
  if (state.level === down && before !== down) state.loss = { at: now, cause: causes.ofLevel(world, id) };
};

const runClocks = (world: World, state: ComponentState, now: Instant): void => {
  state.holdUp = drained(state.holdUp, state.requirement, now);
  const view = viewOf(world, state);
  for (const gate of state.component.standbys) {
    const standby = state.standbys.get(gate.place);
    if (standby !== undefined) keepClocks(gate, standby, memberLevels(gate, view), now, world.scale);
  }
  state.fresh = false;
};
