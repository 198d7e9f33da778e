// What redundancy is left, against plain replays of everything known with one more failure in it; and by hand.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { foldedAt } from '#domain/facts/fold-order.ts';
import { replay, scaleOf } from '#domain/impact/replay.ts';
import { LOOKED_AT, redundancyOf } from '#domain/simulate/one-more.ts';
import { exactly } from '#domain/time/instant.ts';
import { arbitraryHistory } from '../support/arbitrary-history.ts';
import { declared, down, minute, MINUTE, recorded } from '../support/history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

/** The spans in which a component is down from just after `at`, with one more failure or none. */
const downAfter = (facts: readonly Recorded[], id: string, at: number, failed?: string): readonly (readonly [number, number])[] => {
  const scale = scaleOf(facts);
  const fact = {
    id: 'more',
    type: 'OutageBegan',
    v: 1,
    occurredAt: exactly(at + 1),
    data: { component: failed, level: scale.names[scale.down], fault: 'one more' },
  } as Fact;
  const more: readonly Recorded[] =
    failed === undefined ? [] : [{ fact, stream: `component-${failed}`, revision: 1000, position: '9999', recordedAt: 1000 }];
  const until = at + 1 + LOOKED_AT;
  const { timeline } = replay([...facts.filter((one) => foldedAt(one) <= at), ...more], { until });
  return (timeline.get(id) ?? [])
    .filter(({ level, to }) => level === scale.down && to > at + 1)
    .map(({ from, to }) => [Math.max(from, at + 1) - at - 1, to >= until ? Infinity : to - Math.max(from, at + 1)]);
};

const agree = (facts: readonly Recorded[], at: number): void => {
  const { world } = replay(
    facts.filter((one) => foldedAt(one) <= at),
    { until: at + 1 },
  );
  const scale = scaleOf(facts);
  for (const [id, { level }] of world.states) {
    const found = redundancyOf(facts, id, at);
    if (level === scale.down) {
      assert.is(found, 'down');
      continue;
    }
    assert.ok(typeof found === 'object');
    const anyway = downAfter(facts, id, at)[0]?.[0];
    assert.is(found.goesDownAnyway, anyway === undefined ? undefined : anyway + 1, `${id} anyway`);
    const behind = new Set([id]);
    for (const one of behind) for (const next of world.states.get(one)?.component.requires ?? []) behind.add(next);
    behind.delete(id);
    const tried = [...behind].filter((one) => world.states.has(one) && world.states.get(one)?.level !== scale.down);
    assert.equal(new Set(found.tried), new Set(tried));
    for (const failed of tried) {
      const first = downAfter(facts, id, at, failed)[0];
      const counts = first !== undefined && first[0] < (anyway ?? Infinity);
      const said = found.takenDownBy.find(({ component }) => component === failed);
      assert.equal(said === undefined ? undefined : [said.after, said.lasts ?? Infinity], counts ? first : undefined, `${failed} of ${id}`);
    }
  }
};

spec('laws/one more failure [property]', (test) => {
  test('is what a replay of everything with one more failure says', () =>
    holds(
      fc.property(arbitraryHistory({ observations: false }), fc.integer({ min: 0, max: 30 }), ({ facts }, at) => {
        agree(facts, at);
      }),
      { runs: runs(100, 3000) },
    ));

  const MODEL = {
    mains: {},
    ups: { requires: 'mains', holdUp: 30 * MINUTE },
    a: { requires: 'ups' },
    b: {},
    shop: { requires: { any: ['a', 'b'] } },
    office: { requires: { standby: ['a', 'b'], mode: 'automatic', switchover: 5 * MINUTE } },
  } as const;
  const left = (facts: readonly Fact[], id: string): unknown => {
    const found = redundancyOf(recorded([...declared(MODEL), ...facts]), id, minute(10));
    return typeof found === 'string' ? found : found.takenDownBy.map(({ component, after, lasts }) => [component, after, lasts]);
  };

  test('of two that each suffice, one may fail; of the one left, nothing behind it may, a battery buys time', () => {
    assert.equal(left([], 'shop'), []);
    assert.equal(left([down(5, 'b', 'f')], 'shop'), [
      ['a', 0, undefined],
      ['ups', 0, undefined],
      ['mains', 30 * MINUTE, undefined],
    ]);
    assert.is(left([down(5, 'b', 'f'), down(5, 'a', 'f')], 'shop'), 'down');
  });

  test('a standby that has to switch is down meanwhile', () => {
    const said = left([], 'office') as readonly (readonly unknown[])[];
    assert.equal(
      new Map(said.map(([component, ...rest]) => [component, rest])),
      new Map([
        ['a', [0, 5 * MINUTE]],
        ['ups', [0, 5 * MINUTE]],
        ['mains', [30 * MINUTE, 5 * MINUTE]],
      ]),
    );
  });

  test('a monitor that agrees with the model hides no failure, and fails with what it watches', () => {
    const facts = ['a', 'b', 'shop'].map((component) => ({
      id: `seen-${component}`,
      type: 'StatusObserved',
      v: 1,
      occurredAt: exactly(minute(1)),
      data: { component, level: 'up', vantage: 'probe' },
    })) as unknown as readonly Fact[];
    const said = left([...facts, down(5, 'b', 'f')], 'shop') as readonly (readonly unknown[])[];
    // b is seen up against its fault: nothing it says is set aside, so b still carries the shop
    assert.equal(said, []);
    assert.equal((left(facts.slice(0, 1).concat(down(5, 'b', 'f')), 'shop') as readonly unknown[]).length, 3);
  });
});
