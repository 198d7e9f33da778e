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
  /** How many components are not in it: nobody can read a picture of thousands. */
  readonly leftOut: number;
}

/** The most components a picture shows. */
const MOST = 150;

/** `wanted`: those to show, the most telling first; with what they require directly. Where there are too many, the first of them and causes. */
export const graphAt = (world: World, wanted: Iterable<ComponentId>, catalogue: Catalogue, at: Instant): GraphAt => {
  const chosen = [...wanted];
  const requires = (id: ComponentId): readonly ComponentId[] => world.states.get(id)?.component.requires ?? [];
  const all = new Set([...chosen, ...chosen.flatMap(requires)]);
  const shown = all.size <= MOST ? all : mostTelling([...all], world);
  return {
    at,
    scale: world.scale,
    nodes: [...shown].map((id): GraphNode => {
      const absent = !world.states.has(id);
      return { id, name: displayName(catalogue, id, at), level: levelIn(world, id), role: roleIn(world, id), absent };
    }),
    edges: [...shown].flatMap((id) => requires(id).flatMap((other) => (shown.has(other) ? [[id, other] as const] : []))),
    leftOut: all.size - shown.size,
  };
};

/** Two thirds go to the first, the rest to causes further on. */
const mostTelling = (all: readonly ComponentId[], world: World): ReadonlySet<ComponentId> => {
  const first = all.slice(0, (2 * MOST) / 3);
  const causes = all.slice(first.length).filter((id) => roleIn(world, id) === 'cause');
  return new Set([...first, ...causes.slice(0, MOST - first.length)]);
};
