// Laws of replay (S2.5, S4.1, S5.3, S10): determinism, the order of facts, shifts in time, names, and the shape of timelines.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { replay } from '#domain/impact/replay.ts';
import { exactly } from '#domain/time/instant.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { arbitraryHistory, relabelled, renumbered, type History } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { story } from '../support/story.ts';

const UNTIL = 60;
const history = arbitraryHistory({ maxComponents: 5, dense: true });
const many = { runs: runs(40, 5_000) };

const instantOf = ({ fact }: Recorded): number => fact.occurredAt?.best ?? 0;
const componentOf = ({ fact }: Recorded): string => ('component' in fact.data ? fact.data.component : '');

/** The facts in an order that only keeps those of one component at one instant as they were. */
const shuffled = ({ facts }: History): fc.Arbitrary<readonly Recorded[]> =>
  fc.array(fc.nat(), { minLength: facts.length, maxLength: facts.length }).map((keys) => {
    const clusters = new Map<string, Recorded[]>();
    for (const recorded of facts) {
      const key = `${instantOf(recorded)} ${componentOf(recorded)}`;
      clusters.set(key, [...(clusters.get(key) ?? []), recorded]);
    }
    const pending = [...clusters.values()];
    const order: Recorded[] = [];
    for (const key of keys) {
      const ready = pending.filter((cluster) => cluster.length > 0);
      const next = ready[key % ready.length]?.shift();
      if (next !== undefined) order.push(next);
    }
    return order;
  });

spec('laws/replay [property]', (test) => {
  test('the same facts give the same replay', () =>
    holds(
      fc.property(history, ({ facts }) => {
        const [once, again] = [replay(facts, { until: UNTIL }), replay(facts, { until: UNTIL })];
        assert.equal([...once.timeline], [...again.timeline]);
        assert.equal(once.inapplicable, again.inapplicable);
      }),
      many,
    ));

  test('facts may be handed over in any order', () =>
    holds(
      fc.property(history, fc.infiniteStream(fc.nat()), ({ facts }, keys) => {
        const sortKeys = new Map(facts.map((recorded) => [recorded, keys.next().value as number]));
        const mixed = facts.toSorted((a, b) => (sortKeys.get(a) ?? 0) - (sortKeys.get(b) ?? 0));
        assert.equal(story(mixed, UNTIL), story(facts, UNTIL));
        assert.equal(replay(mixed, { until: UNTIL }).inapplicable, replay(facts, { until: UNTIL }).inapplicable);
      }),
      many,
    ));

  test('the order in which lines were recorded matters only among facts of one component at one instant', () => {
    const withOrders = history.chain((given) => fc.tuple(fc.constant(given), shuffled(given)));
    return holds(
      fc.property(withOrders, ([given, order]) => {
        assert.equal(levels(renumbered(order)), levels(given.facts));
      }),
      many,
    );
  });

  test('shifting all instants shifts everything by as much', () =>
    holds(
      fc.property(history, fc.integer({ min: -(10 ** 12), max: 2 * 10 ** 12 }), ({ facts }, by) => {
        const shifted = facts.map((recorded): Recorded => {
          return { ...recorded, fact: { ...recorded.fact, occurredAt: exactly(instantOf(recorded) + by) } };
        });
        assert.equal(story(shifted, UNTIL + by, by), story(facts, UNTIL));
      }),
      many,
    ));

  test('other names for the components change nothing', () =>
    holds(
      fc.property(history, fc.shuffledSubarray(['c0', 'c1', 'c2', 'c3', 'c4'], { minLength: 5 }), (given, names) => {
        const rename = (id: string): string => names[Number(id.slice(1))] ?? id;
        const told = Object.entries(story(given.facts, UNTIL)).map(([id, line]) => [rename(id), line]);
        assert.equal(story(relabelled(given.facts, rename), UNTIL), Object.fromEntries(told));
      }),
      many,
    ));

  test('intervals cover the time a component exists, none is empty, and neighbours differ', () =>
    holds(
      fc.property(history, ({ facts }) => {
        const exists = existence(facts);
        for (const [id, intervals] of replay(facts, { until: UNTIL }).timeline) {
          const covered: boolean[] = Array.from({ length: UNTIL }, () => false);
          for (const [index, { from, to, level }] of intervals.entries()) {
            assert.ok(from < to, `${id}: [${from}, ${to}) is empty`);
            const before = intervals[index - 1];
            if (before !== undefined) assert.ok(before.to <= from, `${id}: overlap at ${from}`);
            if (before?.to === from) assert.is.not(before.level, level, `${id}: the same level on both sides of ${from}`);
            covered.fill(true, from, to);
          }
          assert.equal(covered, exists.get(id), `${id}: other time than it existed`);
        }
      }),
      many,
    ));
});

const levels = (facts: readonly Recorded[]): unknown => [...replay(facts, { until: UNTIL }).timeline].sort(([a], [b]) => (a < b ? -1 : 1));

/** At which units each component exists, from the facts of the model alone. */
const existence = (facts: readonly Recorded[]): ReadonlyMap<string, readonly boolean[]> => {
  const exists = new Map<string, boolean[]>();
  for (const recorded of facts.toSorted((a, b) => instantOf(a) - instantOf(b) || order(a, b))) {
    const { fact } = recorded;
    if (!fact.type.startsWith('Component')) continue;
    const lane = exists.get(componentOf(recorded)) ?? Array.from({ length: UNTIL }, () => false);
    exists.set(componentOf(recorded), lane.fill(fact.type !== 'ComponentRetired', instantOf(recorded)));
  }
  return exists;
};

const order = (a: Recorded, b: Recorded): number =>
  (a.fact.reportedAt ?? a.recordedAt) - (b.fact.reportedAt ?? b.recordedAt) || a.revision - b.revision;
