// A part of the dependency graph as it stood at an instant: components with their levels, which of them are causes (a fault of their own
// is open, or an observation counts as one) and which only symptoms, and who requires whom among them. O(part).
import { displayName, type Catalogue } from '#domain/facts/catalogue.ts';
import { ownFaults } from '#domain/blame/first-cause.ts';
import { UP, type Level, type Scale } from '#domain/impact/scale.ts';
import { levelIn, type World } from '#domain/impact/state.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface GraphNode {
  readonly id: ComponentId;
  readonly name: string;
  readonly level: Level;
  readonly role: 'cause' | 'symptom' | undefined;
  readonly absent: boolean;
}

export interface GraphAt {
  readonly at: Instant;
  readonly scale: Scale;
  readonly nodes: readonly GraphNode[];
  /** Who requires, and what. */
  readonly edges: readonly (readonly [ComponentId, ComponentId])[];
}

/** `wanted`: those to show; with what they require directly. */
export const graphAt = (world: World, wanted: Iterable<ComponentId>, catalogue: Catalogue, at: Instant): GraphAt => {
  const chosen = [...wanted];
  const requires = (id: ComponentId): readonly ComponentId[] => world.states.get(id)?.component.requires ?? [];
  const shown = new Set([...chosen, ...chosen.flatMap(requires)]);
  return {
    at,
    scale: world.scale,
    nodes: [...shown].map((id): GraphNode => {
      const state = world.states.get(id);
      const level = levelIn(world, id);
      const role = level === UP ? undefined : state !== undefined && ownFaults(state).length > 0 ? 'cause' : 'symptom';
      return { id, name: displayName(catalogue, id, at), level, role, absent: state === undefined };
    }),
    edges: [...shown].flatMap((id) => requires(id).flatMap((other) => (shown.has(other) ? [[id, other] as const] : []))),
  };
};
