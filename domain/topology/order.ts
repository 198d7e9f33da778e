// The order in which components settle: strongly connected groups, what is required before what requires it (S4.2).
// Tarjan's algorithm finds the groups (strong-order.ts, without recursion); Kahn's sorts the condensed graph.
// Ties follow the order in which components stand in the graph, so the result is the same every time. O(nodes + edges).
import type { DirectedGraph } from 'graphology';
import type { ComponentId } from './definition.ts';
import { componentAt, type DependencyGraph } from './graph.ts';
import { strongGroups } from './strong-order.ts';

/** The strongly connected groups of a graph, those that edges lead to before those they come from. O(nodes + edges), however deep. @internal the check for circles of imports asks for it, too */
export const stronglyConnected = (graph: DirectedGraph): readonly (readonly string[])[] => {
  const nodes = graph.nodes();
  const numberOf = new Map(nodes.map((node, index) => [node, index]));
  const start = new Int32Array(nodes.length + 1);
  const to = new Int32Array(graph.size);
  let edges = 0;
  nodes.forEach((node, index) => {
    graph.forEachOutNeighbor(node, (next) => {
      to[edges++] = numberOf.get(next) as number;
    });
    start[index + 1] = edges;
  });
  const { order, ends } = strongGroups(nodes.length, { start, to });
  const groups: string[][] = [];
  let group: string[] = [];
  order.forEach((number, place) => {
    group.push(nodes[number] as string);
    if (ends[place] === 0) return;
    groups.push(group);
    group = [];
  });
  return groups.toReversed();
};

/** Groups of ids; a group of several, or one that requires itself, is a cycle. */
export const settlingOrder = (graph: DependencyGraph): readonly (readonly ComponentId[])[] => {
  const groups = stronglyConnected(graph).map((nodes) => nodes.toSorted());
  const groupOf = new Map<ComponentId, number>();
  groups.forEach((ids, index) => ids.forEach((id) => groupOf.set(id, index)));

  const waitingFor = groups.map(() => 0);
  const dependents = groups.map((): number[] => []);
  graph.forEachDirectedEdge((_edge, _attributes, dependent, required) => {
    const [from, to] = [groupOf.get(required), groupOf.get(dependent)];
    if (from === undefined || to === undefined || from === to) return;
    dependents[from]?.push(to);
    waitingFor[to] = (waitingFor[to] ?? 0) + 1;
  });

  const ready = waitingFor.flatMap((count, index) => (count === 0 ? [index] : []));
  const order: (readonly ComponentId[])[] = [];
  for (let next = 0; next < ready.length; next++) {
    const index = ready[next] as number;
    order.push((groups[index] ?? []).map(componentAt));
    for (const dependent of dependents[index] ?? []) {
      waitingFor[dependent] = (waitingFor[dependent] ?? 0) - 1;
      if (waitingFor[dependent] === 0) ready.push(dependent);
    }
  }
  return order;
};
