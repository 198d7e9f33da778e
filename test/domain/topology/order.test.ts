// The order in which components settle (S4.2).
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { compileModel, isCycle, type Model } from '#domain/topology/model.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const model = (requires: Readonly<Record<string, readonly string[]>>): Model =>
  compileModel(
    new Map(Object.entries(requires).map(([id, all]) => [id, all.length === 0 ? {} : { requires: { all } }])),
    compileScale(DEFAULT_SCALE),
  );

const groups = (requires: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  model(requires).order.map((group) => group.map(({ id }) => id).join('+'));

spec('domain/topology/order [unit]', (test) => {
  test('what is required comes before what requires it', () => {
    assert.equal(groups({ app: ['host', 'db'], db: ['host'], host: ['ups'], ups: [] }), ['ups', 'host', 'db', 'app']);
  });

  test('the members of a cycle settle together', () => {
    assert.equal(groups({ app: ['b'], a: ['b'], b: ['c', 'mains'], c: ['a'], mains: [] }), ['mains', 'a+b+c', 'app']);
  });

  test('one that requires itself is a cycle, one that does not is none', () => {
    const cycles = model({ a: ['a'], b: ['a'], c: ['d'], d: ['c'] })
      .order.filter(isCycle)
      .map((group) => group.map(({ id }) => id).join('+'));
    assert.equal(cycles.toSorted(), ['a', 'c+d']);
  });

  test('a component that is required but absent is in no group', () => {
    assert.equal(groups({ app: ['nowhere'] }), ['app']);
  });

  test('in any graph each group is required only by itself and by later ones, and everything is in one', () => {
    const graph = fc.integer({ min: 1, max: 9 }).chain((size) => {
      const ids = Array.from({ length: size }, (_, index) => `c${index}`);
      return fc.record(Object.fromEntries(ids.map((id) => [id, fc.subarray(ids, { maxLength: Math.min(3, size) })])));
    });
    return holds(
      fc.property(graph, (requires) => {
        const { order } = model(requires);
        const settled = new Set<string>();
        for (const group of order) {
          for (const { id } of group) settled.add(id);
          for (const component of group)
            for (const required of component.requires) assert.ok(settled.has(required), `${component.id} before ${required}`);
        }
        assert.is(settled.size, Object.keys(requires).length);
        assert.is(order.flat().length, settled.size);
      }),
    );
  });
});
