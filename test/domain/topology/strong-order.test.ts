// The order of a graph of integers: before what its edges lead to, cycles together.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { strongOrder } from '#domain/topology/strong-order.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const orderOf = (nodes: number, edges: readonly (readonly [number, number])[]): readonly number[] => {
  const start = new Int32Array(nodes + 1);
  const to: number[] = [];
  for (let node = 0; node < nodes; node++) {
    to.push(...edges.filter(([from]) => from === node).map(([, target]) => target));
    start[node + 1] = to.length;
  }
  return [...strongOrder(nodes, { start, to: Int32Array.from(to) })];
};

const reachable = (from: number, edges: readonly (readonly [number, number])[]): ReadonlySet<number> => {
  const reached = new Set<number>();
  const pending = [from];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    for (const [, target] of edges.filter(([source]) => source === node)) {
      if (reached.has(target)) continue;
      reached.add(target);
      pending.push(target);
    }
  }
  return reached;
};

spec('domain/topology/strong-order [unit]', (test) => {
  test('a chain stands in its order, a cycle together', () => {
    assert.equal(
      orderOf(4, [
        [3, 1],
        [1, 0],
        [0, 2],
      ]),
      [3, 1, 0, 2],
    );
    const order = orderOf(4, [
      [2, 0],
      [0, 3],
      [3, 0],
      [3, 1],
    ]);
    assert.equal([order[0], order[3]], [2, 1]);
  });

  test('whoever is before another and is reached from it is in a cycle with it, and nobody else stands between two of a cycle', () =>
    holds(
      fc.property(fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 14 }), (edges) => {
        const order = orderOf(8, edges);
        assert.equal(
          order.toSorted((a, b) => a - b),
          [0, 1, 2, 3, 4, 5, 6, 7],
        );
        const reach = order.map((node) => reachable(node, edges));
        order.forEach((node, index) => {
          for (let later = index + 1; later < order.length; later++) {
            if (reach[later]?.has(node) !== true) continue;
            for (let between = index; between <= later; between++)
              assert.ok(between === index || (reach[index]?.has(order[between] ?? -1) === true && reach[between]?.has(node) === true));
          }
        });
      }),
    ));
});
