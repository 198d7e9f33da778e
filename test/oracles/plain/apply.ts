// Applies one fact to the world (S3.4, S3.5, S2.4, S5.5). A fact that cannot be applied has no effect; the answer says why, in the
// words with which a decision would refuse it. The fold never throws on a fact.
import type { FactOf, Recorded } from '#domain/facts/fact.ts';
import { didYouMean } from '#domain/refusal.ts';
import type { Instant } from '#domain/time/instant.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { ComponentDefinition, ComponentId } from '#domain/topology/definition.ts';
import { compileComponent, modelOf, type Component } from '#domain/topology/model.ts';
import type { StandbyNode } from '#domain/topology/requirement.ts';
import { fullHoldUp, resized } from '#domain/impact/reserve.ts';
import { levelNamed, UP } from '#domain/impact/scale.ts';
import { afterRevision, atFirst, moveByFact } from './standby.ts';
import type { ComponentState, Fault, StandbyState, World } from './state.ts';

/** Why a fact has no effect; undefined where it has one. */
export type Inapplicable = string | undefined;

/** Replaces the model's components and what the world remembers of them, once for all facts of the model at one instant. */
export const applyModel = (world: World, facts: readonly Recorded[], now: Instant): readonly (readonly [Recorded, string])[] => {
  const components = new Map(world.model.components);
  const inapplicable: (readonly [Recorded, string])[] = [];
  let changed = false;
  for (const recorded of facts) {
    const { fact } = recorded;
    if (fact.type === 'ComponentDeclared' || fact.type === 'ComponentRevised') {
      declare(world, components, fact.data.component, fact.data.definition, now);
      changed = true;
    } else if (fact.type === 'ComponentRetired') {
      const known = components.delete(fact.data.component);
      world.states.delete(fact.data.component);
      if (!known) inapplicable.push([recorded, unknownComponent(world, fact.data.component, now)]);
      changed ||= known;
    }
  }
  if (changed) world.model = modelOf(components);
  return inapplicable;
};

const declare = (
  world: World,
  components: Map<ComponentId, Component>,
  id: ComponentId,
  definition: ComponentDefinition,
  now: Instant,
): void => {
  const component = compileComponent(id, definition, world.scale);
  const before = world.states.get(id);
  components.set(id, component);
  if (before === undefined) world.states.set(id, atRest(component, world, now));
  else revise(before, component, now);
};

/** S3.5: reserves full, not latched, nothing starting. */
const atRest = (component: Component, world: World, now: Instant): ComponentState => ({
  component,
  since: now,
  faults: [],
  latch: undefined,
  startingSince: undefined,
  holdUp: fullHoldUp(component.holdUp, component.recharge, world.scale.down, now),
  standbys: new Map(component.standbys.map((gate) => [gate.place, atFirst(gate, now)])),
  requirement: UP,
  requirementSince: now,
  seen: UP,
  seenWithoutStarts: UP,
  level: UP,
  levelSince: now,
  derived: UP,
  derivedSince: now,
  observations: new Map(),
  requirementLoss: undefined,
  loss: undefined,
  fresh: true,
  worksAgainAt: undefined,
});

const revise = (state: ComponentState, component: Component, now: Instant): void => {
  const before = new Map(state.component.standbys.map((gate) => [gate.place, gate]));
  state.standbys = new Map(
    component.standbys.map((gate): [string, StandbyState] => {
      const [old, standby] = [before.get(gate.place), state.standbys.get(gate.place)];
      return [gate.place, old === undefined || standby === undefined ? atFirst(gate, now) : afterRevision(gate, old, standby, now)];
    }),
  );
  state.holdUp = resized(state.holdUp, component.holdUp, component.recharge, now);
  if (!component.restartsByHand) state.latch = undefined;
  state.component = component;
};

/** That there is no such component at this instant, and which may have been meant. */
export const unknownComponent = (world: World, id: ComponentId, now: Instant): string =>
  `there is no component "${id}" at ${formatInstant(now)}${didYouMean(id, world.states.keys())}`;

/** Opens a fault (S3.4). `order` is its place in fold order. */
export const begin = (world: World, recorded: Recorded<FactOf<'OutageBegan'>>, order: number, now: Instant): Fault | string => {
  const { component, level: levelName, fault: name } = recorded.fact.data;
  const state = world.states.get(component);
  if (state === undefined) return unknownComponent(world, component, now);
  const level = levelNamed(world.scale, levelName);
  if (level <= UP) {
    const worse = world.scale.names.slice(1).join(', ');
    return level < 0
      ? `"${levelName}" is not a level; an outage is at one of ${worse}`
      : `an outage at level "${levelName}" is none; it must be at one of ${worse}`;
  }
  const open = name === undefined ? undefined : state.faults.find((fault) => fault.name === name);
  if (open !== undefined) {
    return `fault "${name}" of ${component} is open already, since ${formatInstant(open.began.fact.occurredAt.best)}; end it first, or give this one another name`;
  }
  const fault: Fault = { name: name ?? recorded.fact.id, component, level, began: recorded, order };
  state.faults = [...state.faults, fault];
  return fault;
};

/** Ends one fault, if it is still open. */
export const endFault = (world: World, fault: Fault, now: Instant): void => {
  const state = world.states.get(fault.component);
  if (state === undefined || !state.faults.includes(fault)) return;
  fault.ended = now;
  state.faults = state.faults.filter((open) => open !== fault);
};

/** S3.4: it works again. Ends all open faults, the latch and a start-up. */
export const worksAgain = (world: World, component: ComponentId, now: Instant): Inapplicable => {
  const state = world.states.get(component);
  if (state === undefined) return unknownComponent(world, component, now);
  const held = state.faults.length > 0 || state.latch !== undefined || state.startingSince !== undefined;
  if (!held && state.derived !== world.scale.down) {
    const seen = state.level === world.scale.down ? '; it is only observed so: record what is seen now, or release the observation' : '';
    return `${component} is not down at ${formatInstant(now)}: no fault of it is open, and it waits neither for a release nor for a start-up${seen}`;
  }
  for (const fault of state.faults) fault.ended = now;
  state.faults = [];
  state.latch = undefined;
  state.startingSince = undefined;
  state.worksAgainAt = now;
  return undefined;
};

/** The open fault of that name, for an `OutageEnded` that names it. */
export const openFault = (world: World, component: ComponentId, name: string): Fault | undefined =>
  world.states.get(component)?.faults.find((fault) => fault.name === name);

/** Moves standby gates by fact: all that have `to` as a member, or (going back, `to` left out) every one to its first. */
export const moveStandbys = (world: World, recorded: Recorded<FactOf<'FailedOver' | 'FailedBack'>>, now: Instant): Inapplicable => {
  const { component, to } = recorded.fact.data;
  const state = world.states.get(component);
  if (state === undefined) return unknownComponent(world, component, now);
  if (to !== undefined && !world.states.has(to)) return unknownComponent(world, to, now);
  const gates = state.component.standbys.filter((gate) => to === undefined || indexOf(gate, to) >= 0);
  if (gates.length === 0) {
    return state.component.standbys.length === 0
      ? `${component} requires nothing by a standby, so there is nothing to fail over or back`
      : `no standby of ${component} has "${to}" as a member; it can move to ${state.component.standbys.flatMap((gate) => gate.members.map((member) => member.label)).join(', ')}`;
  }
  for (const gate of gates) {
    const standby = state.standbys.get(gate.place);
    if (standby !== undefined) moveByFact(gate, standby, to === undefined ? 0 : indexOf(gate, to), now);
  }
  return undefined;
};

const indexOf = (gate: StandbyNode, to: ComponentId): number =>
  gate.members.findIndex((member) => member.node.kind === 'component' && member.node.id === to);
