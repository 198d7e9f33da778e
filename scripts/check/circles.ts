// Circles of imports, those of types included: files of a circle can only be read, moved and understood together. Each is told once, at its
// first file, with the way round. O(files + imports).
import { DirectedGraph } from 'graphology';
import { stronglyConnected } from '#domain/topology/order.ts';
import { targetOf, type Breach } from './room-rules.ts';
import type { SourceFile } from './source-file.ts';

/** A breach for each circle, in the order of paths. */
export const circlesOf = (files: readonly SourceFile[]): readonly Breach[] => {
  const graph = new DirectedGraph<object, { readonly line: number }>();
  for (const { path } of files) graph.addNode(path);
  for (const { path, imports } of files)
    for (const { specifier, line } of imports) {
      const target = specifier === undefined ? undefined : targetOf(path, specifier);
      if (target !== undefined && graph.hasNode(target) && !graph.hasEdge(path, target)) graph.addEdge(path, target, { line });
    }
  return stronglyConnected(graph)
    .filter(([first, second]) => second !== undefined || graph.hasEdge(first, first))
    .map((circle) => breachOf(graph, circle.toSorted()))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
};

const breachOf = (graph: DirectedGraph<object, { readonly line: number }>, circle: readonly string[]): Breach => {
  const [path] = circle as [string];
  const [next, ...onward] = wayBack(graph, path, new Set(circle));
  return {
    rule: 'no-circle',
    path,
    line: graph.getEdgeAttribute(path, next, 'line'),
    said: `imports ${next}${onward.map((step) => `, which imports ${step}`).join('')}`,
    why: 'files that import each other in a circle are one file in several places: what both need goes into one that needs neither',
  };
};

/** The shortest way from a file round to itself, without its begin. */
const wayBack = (graph: DirectedGraph, path: string, circle: ReadonlySet<string>): readonly [string, ...string[]] => {
  const cameFrom = new Map<string, string>();
  const queue = [path];
  for (const at of queue)
    for (const next of graph.outNeighbors(at).toSorted()) {
      if (!circle.has(next) || cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      queue.push(next);
    }
  const way: [string, ...string[]] = [path];
  for (let at = cameFrom.get(path) as string; at !== path; at = cameFrom.get(at) as string) way.unshift(at);
  return way;
};
