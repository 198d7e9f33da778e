// The owners of an instant by each rule (S8), and how shares are shown in whole milliseconds.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { faultsAtWork } from '#domain/blame/first-cause.ts';
import { ownersOf, type OwnerRule } from '#domain/blame/rules.ts';
import { apportioned, SharedTime } from '#domain/blame/shares.ts';
import { shapley } from '#domain/blame/shapley.ts';
import type { Fact } from '#domain/facts/fact.ts';
import type { Fault } from '#domain/impact/state.ts';
import { add, ratio, ZERO, type Ratio } from '#domain/time/ratio.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { at, down, ended, minute, run } from '../../support/history.ts';
import { holds } from '../../support/property.ts';
import { runs } from '../../support/sizes.ts';
import { spec } from '../../support/spec.ts';

const components: Readonly<Record<string, ComponentDefinition>> = { a: {}, b: {}, c: {}, app: { requires: { all: ['a', 'b', 'c'] } } };

/** Names of the owners of app's downtime at a minute. */
const owners = (rule: OwnerRule, facts: readonly Fact[], minutes: number): readonly string[] => {
  let found: readonly Fault[] = [];
  run(components, facts, {
    until: minute(100),
    during: (world, from, to) => {
      if (from <= minute(minutes) && minute(minutes) < to) found = [...faultsAtWork(world, 'app')];
    },
  });
  return ownersOf(rule, found).map(({ name }) => name);
};

const overlapping = [
  down(0, 'a', 'first'),
  down(5, 'b', 'second'),
  ended(20, 'a', 'first'),
  ended(30, 'b', 'second'),
  down(10, 'c', 'slow', 'degraded'),
];

spec('domain/blame/rules [unit]', (test) => {
  test('the first cause is the one that began first, the last to recover the one that ends last', () => {
    assert.equal(owners('first-cause', overlapping, 15), ['first']);
    assert.equal(owners('last-to-recover', overlapping, 15), ['second']);
    assert.equal(owners('first-cause', overlapping, 25), ['second']);
  });

  test('one that never ends is the last to recover, and of two that end together the first to begin', () => {
    assert.equal(owners('last-to-recover', [down(0, 'a', 'open'), down(5, 'b', 'over'), ended(20, 'b', 'over')], 10), ['open']);
    const together = [down(5, 'b', 'later'), down(0, 'a', 'sooner'), ended(20, 'a', 'sooner'), ended(20, 'b', 'later')];
    assert.equal(owners('last-to-recover', together, 10), ['sooner']);
  });

  test('an equal split is among all at work, a fault of a better level not being one of them', () => {
    assert.equal(owners('equal-split', overlapping, 15), ['first', 'second']);
    assert.equal(owners('equal-split', overlapping, 2), ['first']);
  });

  test('a consequence counts as what it came from, by every rule', () => {
    const facts = [
      down(0, 'a', 'trip'),
      at(5, 'OutageBegan', { component: 'b', level: 'down', fault: 'damage', consequenceOf: { component: 'a', fault: 'trip' } }),
      down(8, 'c', 'other'),
      ended(10, 'a', 'trip'),
    ];
    assert.equal(owners('equal-split', facts, 9), ['trip', 'other']);
    assert.equal(owners('first-cause', facts, 15), ['trip']);
    assert.equal(owners('last-to-recover', facts, 15), ['trip']);
  });

  test('where no fault is at work nobody owns', () => {
    for (const rule of ['first-cause', 'last-to-recover', 'equal-split'] as const) assert.equal(ownersOf(rule, []), []);
  });
});

spec('domain/blame/shares [unit]', (test) => {
  test('time shared by three is told in thirds, and as whole milliseconds by the largest remainder', () => {
    const shares = [1, 2, 3].map((sharers) => {
      const time = new SharedTime();
      time.add(7, sharers);
      return time.exact();
    });
    assert.equal(shares, [ratio(7), ratio(7, 2), ratio(7, 3)]);
    assert.equal(apportioned([ratio(1, 3), ratio(1, 3), ratio(1, 3)], 1), [1, 0, 0]);
    assert.equal(apportioned([ratio(5, 2), ratio(5, 4), ratio(5, 4)], 5), [3, 1, 1]);
    assert.equal(apportioned([ratio(-1, 2), ratio(3, 2)], 1), [0, 1]);
  });

  test('what is shown adds up, each less than a millisecond from its share', () =>
    holds(
      fc.property(fc.array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: 1, max: 9 })), { maxLength: 8 }), (parts) => {
        const shares = parts.map(([time, sharers]) => ratio(time, sharers));
        const sum = shares.reduce(add, ZERO);
        const rest = ratio(
          sum.denominator === 1n ? 0n : sum.denominator - (((sum.numerator % sum.denominator) + sum.denominator) % sum.denominator),
          sum.denominator,
        );
        const all = [...shares, rest];
        const total = Number(all.reduce(add, ZERO).numerator);
        const shown = apportioned(all, total);
        assert.is(
          shown.reduce((whole, part) => whole + part, 0),
          total,
        );
        shown.forEach((part, index) => {
          const exact = all[index] as Ratio;
          assert.ok(Math.abs(part - Number(exact.numerator) / Number(exact.denominator)) < 1);
        });
      }),
      { runs: runs(200, 20_000) },
    ));
});

spec('domain/blame/shapley [unit]', (test) => {
  test('two that are each enough share equally, and one that changes nothing has no share', () => {
    const { shares } = shapley(3, (present) => [present.includes(0) || present.includes(1) ? 10 : 0]);
    assert.equal(shares, [[ratio(5)], [ratio(5)], [ZERO]]);
  });

  test('two that are only together enough share equally, too', () => {
    const { shares } = shapley(2, (present) => [present.length === 2 ? 7 : 0]);
    assert.equal(shares, [[ratio(7, 2)], [ratio(7, 2)]]);
  });

  test('the glove game: of a left glove and two right ones the left one is worth two thirds', () => {
    const { shares } = shapley(3, (present) => [present.includes(0) && present.length > 1 ? 6 : 0]);
    assert.equal(shares, [[ratio(4)], [ratio(1)], [ratio(1)]]);
  });

  test('nobody playing, nobody has a share', () => {
    assert.equal(shapley(0, () => [3]).shares, []);
  });
});
