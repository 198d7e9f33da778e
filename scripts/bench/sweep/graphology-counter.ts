// The peer: what one package's failure takes down, counted over a graphology graph, as one would with the library at hand. A package that
// alone makes a group points to whom it is needed by; other groups are nodes of their own, lost with the last of their members.
import { DirectedGraph } from 'graphology';
import type { PackageGraph } from '../../debian/graph.ts';

/** How many packages one failure takes down beside itself that are not down at rest. */
export const graphologyCounter = ({ names, groups, unresolved }: PackageGraph): ((failed: number) => number) => {
  const graph = new DirectedGraph<{ size: number }>();
  names.forEach((_, one) => graph.addNode(`${one}`, { size: 1 }));
  groups.forEach((needed, one) => {
    needed.forEach((members, index) => {
      const distinct = [...new Set(members)];
      if (distinct.length === 1) graph.mergeEdge(`${distinct[0]}`, `${one}`);
      else {
        const group = `${one}.${index}`;
        graph.addNode(group, { size: distinct.length });
        for (const member of distinct) graph.addEdge(`${member}`, group);
        graph.addEdge(group, `${one}`);
      }
    });
  });
  /** Adds to `lost` what is lost with `first`; `missing` counts members lost by group. */
  const spread = (first: readonly string[], lost: Set<string>, missing: Map<string, number>, before?: Spread): void => {
    const pending = [...first];
    for (const one of first) lost.add(one);
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      graph.forEachOutNeighbor(node, (next, { size }) => {
        if (lost.has(next) || before?.lost.has(next) === true) return;
        if (size > 1) {
          const gone = (missing.get(next) ?? before?.missing.get(next) ?? 0) + 1;
          missing.set(next, gone);
          if (gone < size) return;
        }
        lost.add(next);
        pending.push(next);
      });
    }
  };
  const atRest: Spread = { lost: new Set(), missing: new Map() };
  spread(
    [...unresolved].map((one) => `${one}`),
    atRest.lost,
    atRest.missing,
  );
  return (failed) => {
    if (atRest.lost.has(`${failed}`)) return 0;
    const lost = new Set<string>();
    spread([`${failed}`], lost, new Map(), atRest);
    let packages = -1;
    for (const node of lost) if (!node.includes('.')) packages++;
    return packages;
  };
};

interface Spread {
  readonly lost: Set<string>;
  readonly missing: Map<string, number>;
}
