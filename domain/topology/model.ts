// The model in force at one instant: every component compiled, and the order in which they settle. A model is immutable; a change
// of the graph makes a new one (O(components + requirements); the compiled, patched graph is the fast kernel's affair).
import type { Scale } from '../impact/scale.ts';
import { pushTo } from '../grouped.ts';
import type { Duration } from '../time/instant.ts';
import type { ComponentDefinition, ComponentId } from './definition.ts';
import { dependencyGraph } from './graph.ts';
import { settlingOrder } from './order.ts';
import { compileRequirement, componentsOf, gatesInsideOut, type GateMember, type StandbyNode } from './requirement.ts';

export interface Component extends Times {
  readonly id: ComponentId;
  readonly definition: ComponentDefinition;
  readonly requirement: GateMember | undefined;
  /** What the requirement names, each once. */
  readonly requires: readonly ComponentId[];
  /** Inner gates before outer ones. */
  readonly standbys: readonly StandbyNode[];
}

/** What lasts inside a component (S3). */
export interface Times {
  readonly holdUp: Duration;
  readonly recharge: Duration;
  readonly startUp: Duration;
  readonly restartsByHand: boolean;
}

export interface Model {
  readonly components: ReadonlyMap<ComponentId, Component>;
  /** Groups in which each is required only by itself and by later ones; more than one in a group, or a self-requirement, is a cycle. */
  readonly order: readonly (readonly Component[])[];
  /** Where in `order` each component settles. */
  readonly placeOf: ReadonlyMap<ComponentId, number>;
  /** The components that require each one; absent ones are required too. */
  readonly dependents: ReadonlyMap<ComponentId, readonly ComponentId[]>;
}

export const compileComponent = (id: ComponentId, definition: ComponentDefinition, scale: Scale): Component => {
  const requirement = definition.requires === undefined ? undefined : compileRequirement(definition.requires, scale);
  const gates = requirement === undefined ? [] : gatesInsideOut(requirement);
  return {
    id,
    definition,
    requirement,
    requires: requirement === undefined ? [] : componentsOf(requirement),
    standbys: gates.filter((gate) => gate.kind === 'standby'),
    ...timesOf(definition),
  };
};

export const timesOf = ({ holdUp = 0, recharge = 0, startUp = 0, restart }: ComponentDefinition): Times => ({
  holdUp,
  recharge,
  startUp,
  restartsByHand: restart === 'manual',
});

export const modelOf = (components: ReadonlyMap<ComponentId, Component>): Model => {
  const order = settlingOrder(dependencyGraph(components.values()))
    .map((group) => group.flatMap((id) => components.get(id) ?? []))
    .filter((group) => group.length > 0);
  const placeOf = new Map(order.flatMap((group, place) => group.map(({ id }) => [id, place] as const)));
  const dependents = new Map<ComponentId, ComponentId[]>();
  for (const { id, requires } of components.values()) {
    for (const required of requires) pushTo(dependents, required, id);
  }
  return { components, order, placeOf, dependents };
};

/** Compiles a whole model from definitions. */
export const compileModel = (definitions: ReadonlyMap<ComponentId, ComponentDefinition>, scale: Scale): Model =>
  modelOf(new Map([...definitions].map(([id, definition]) => [id, compileComponent(id, definition, scale)])));

/** Whether the group requires itself: a cycle of any length. */
export const isCycle = (group: readonly Component[]): boolean =>
  group.length > 1 || (group[0] !== undefined && group[0].requires.includes(group[0].id));
