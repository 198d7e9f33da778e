// A part of the dependency graph as it stood at an instant: components with their levels, which of them are causes and which only
// symptoms (as in explanations), and who requires whom among them. O(part).
import { displayName, type Catalogue } from '#domain/facts/catalogue.ts';
import { roleIn, type Role } from '#domain/impact/explanation.ts';
import type { Level, Scale } from '#domain/impact/scale.ts';
import { levelIn, type World } from '#domain/impact/world.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface GraphNode {
  readonly id: ComponentId;
  readonly name: string;
  readonly level: Level;
  readonly role: Role | undefined;
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
      const absent = !world.states.has(id);
      return { id, name: displayName(catalogue, id, at), level: levelIn(world, id), role: roleIn(world, id), absent };
    }),
    edges: [...shown].flatMap((id) => requires(id).flatMap((other) => (shown.has(other) ? [[id, other] as const] : []))),
  };
};
