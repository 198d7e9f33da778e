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

/** O(components + requirements). */
export const dependencyGraph = (components: Iterable<Requiring>): DependencyGraph => {
  const graph: DependencyGraph = new DirectedGraph<NodeAttributes>();
  const all = [...components];
  for (const { id } of all) graph.addNode(id);
  for (const { id, requires } of all) {
    for (const required of requires) {
      if (!graph.hasNode(required)) graph.addNode(required, { absent: true });
      graph.addDirectedEdge(id, required);
    }
  }
  return graph;
};
