// The dependency graph people and importers work on, as a graphology graph: an edge runs from a component to each one it requires.
// A required component that does not exist stands in it as a node marked `absent`.
import { DirectedGraph } from 'graphology';
import type { ComponentId } from './definition.ts';

export interface NodeAttributes {
  readonly absent?: true;
}

export type DependencyGraph = DirectedGraph<NodeAttributes>;

interface Requiring {
  readonly id: ComponentId;
  readonly requires: readonly ComponentId[];
}

/** The node of a component. Marked, since the graph keeps neighbours by name in plain objects, where `constructor` is taken. */
const nodeOf = (id: ComponentId): string => `@${id}`;

/** The component of a node. */
export const componentAt = (node: string): ComponentId => node.slice(1);

/** O(components + requirements). */
export const dependencyGraph = (components: Iterable<Requiring>): DependencyGraph => {
  const graph: DependencyGraph = new DirectedGraph<NodeAttributes>();
  const all = [...components];
  for (const { id } of all) graph.addNode(nodeOf(id));
  for (const { id, requires } of all) {
    for (const required of requires) {
      if (!graph.hasNode(nodeOf(required))) graph.addNode(nodeOf(required), { absent: true });
      graph.addDirectedEdge(nodeOf(id), nodeOf(required));
    }
  }
  return graph;
};
