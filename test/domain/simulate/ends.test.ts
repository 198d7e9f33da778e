// Uncertain times at their ends: an order that facts state is kept, and where it is said to be exact, no times within the ranges give less
// or more downtime.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { combinations, isExact, longest, shortest, takenAt, uncertainFacts } from '#domain/simulate/ends.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { compileComponent, type Component } from '#domain/topology/model.ts';
import { at, declared, MINUTE, minute, recorded } from '../../support/history.ts';
import { holds } from '../../support/property.ts';
import { runs } from '../../support/sizes.ts';
import { spec } from '../../support/spec.ts';

const SCALE = compileScale(DEFAULT_SCALE);
const SPAN = { from: minute(-1_000), to: minute(1_000) };

type Components = Readonly<Record<string, ComponentDefinition>>;

/** A fact somewhere between two minutes. */
const between = (fact: Fact, earliest: number, latest: number): Fact => ({
  ...fact,
  occurredAt: { best: minute(Math.floor((earliest + latest) / 2)), earliest: minute(earliest), latest: minute(latest) },
});
const began = (component: string, fault: string, earliest: number, latest = earliest, level = 'down'): Fact =>
  between(at(0, 'OutageBegan', { component, level, fault }), earliest, latest);
const ended = (component: string, fault: string | undefined, earliest: number, latest = earliest): Fact =>
  between(at(0, 'OutageEnded', { component, ...(fault === undefined ? {} : { fault }) }), earliest, latest);

const facts = (components: Components, ...told: readonly Fact[]): readonly Recorded[] => recorded([...declared(components), ...told]);

/** Minutes down. */
const downtime = (history: readonly Recorded[], component: string): number =>
  (replay(history, { until: SPAN.to }).timeline.get(component) ?? [])
    .filter(({ level }) => level === SCALE.down)
    .reduce((sum, { from, to }) => sum + to - from, 0) / MINUTE;

const exact = (components: Components, component: string, ...told: readonly Fact[]): boolean => {
  const compiled = new Map<string, Component>(
    Object.entries(components).map(([id, definition]) => [id, compileComponent(id, definition, SCALE)]),
  );
  return isExact(component, uncertainFacts(facts(components, ...told), SPAN), (id) =>
    [compiled.get(id)].filter((one) => one !== undefined),
  );
};

const times = (history: readonly Recorded[]): readonly number[] =>
  history.flatMap(({ fact }) =>
    fact.type === 'OutageBegan' || fact.type === 'OutageEnded' ? [(fact.occurredAt.best - minute(0)) / MINUTE] : [],
  );

spec('domain/simulate/ends [unit]', (test) => {
  test('the shortest begins late and ends early, the longest the other way round', () => {
    const history = facts({ a: {} }, began('a', 'f', 0, 10), ended('a', 'f', 20, 30));
    const uncertain = uncertainFacts(history, SPAN);
    assert.equal(times(takenAt(history, shortest(uncertain))), [10, 20]);
    assert.equal(times(takenAt(history, longest(uncertain))), [0, 30]);
  });

  test('an end that would come before its begin is put at one instant with it', () => {
    const crossing = facts({ a: {} }, began('a', 'f', 0, 30), ended('a', 'f', 10, 40));
    assert.equal(times(takenAt(crossing, shortest(uncertainFacts(crossing, SPAN)))), [10, 10]);
    const certainEnd = facts({ a: {} }, began('a', 'f', 0, 30), ended('a', 'f', 20));
    assert.equal(times(takenAt(certainEnd, shortest(uncertainFacts(certainEnd, SPAN)))), [20, 20]);
    const release = facts({ a: {} }, began('a', 'f', 0, 30), ended('a', undefined, 20));
    assert.equal(times(takenAt(release, shortest(uncertainFacts(release, SPAN)))), [20, 20, 20]);
    assert.is(downtime(takenAt(release, shortest(uncertainFacts(release, SPAN))), 'a'), 0);
    assert.is(downtime(takenAt(release, longest(uncertainFacts(release, SPAN))), 'a'), 20);
  });

  test('all combinations up to twelve facts, then a sample that is the same each time', () => {
    const told = (count: number): readonly Recorded[] =>
      facts({ a: {} }, ...Array.from({ length: count }, (_, index) => began('a', `f${index}`, 0, 10)));
    assert.is(combinations(uncertainFacts(told(3), SPAN)).length, 8);
    assert.is(new Set(combinations(uncertainFacts(told(12), SPAN)).map((ends) => [...ends.values()].join())).size, 4_096);
    const [one, again] = [combinations(uncertainFacts(told(40), SPAN)), combinations(uncertainFacts(told(40), SPAN))];
    assert.is(one.length, 254);
    assert.equal(one, again);
    assert.ok(new Set(one.map((ends) => [...ends.values()].join())).size > 250);
  });

  test('choices between the uncertain and the service make it a search', () => {
    const uncertain = [began('a', 'f', 0, 10), ended('a', 'f', 20, 30)];
    const chain = (middle: ComponentDefinition): Components => ({ a: {}, b: {}, m: middle, s: { requires: 'm' } });
    assert.ok(exact(chain({ requires: 'a', holdUp: MINUTE, startUp: MINUTE }), 's', ...uncertain));
    assert.not.ok(exact(chain({ requires: 'a', restart: 'manual' }), 's', ...uncertain));
    assert.not.ok(exact(chain({ requires: { standby: ['a', 'b'], mode: 'automatic' } }), 's', ...uncertain));
    assert.ok(exact(chain({ requires: { standby: ['b', 'a'], mode: 'manual' } }), 's', ...uncertain));
    assert.ok(exact(chain({ requires: 'b', restart: 'manual' }), 's', ...uncertain));
    assert.not.ok(exact(chain({ requires: 'a' }), 's', began('a', 'f', 0), ended('a', undefined, 20, 30)));
  });

  const ranges = fc.tuple(
    fc.integer({ min: 0, max: 40 }),
    fc.integer({ min: 0, max: 20 }),
    fc.integer({ min: 0, max: 30 }),
    fc.integer({ min: 0, max: 20 }),
  );
  const lengths = fc.constantFrom(0, 0, 3, 10).map((minutes) => minutes * MINUTE);
  const scene = fc.record({
    faults: fc.array(fc.tuple(fc.constantFrom('a', 'b', 'm'), ranges), { minLength: 1, maxLength: 4 }),
    gate: fc.constantFrom<ComponentDefinition['requires']>(
      'a',
      { all: ['a', 'b'] },
      { any: ['a', 'b'] },
      { all: [{ on: 'a', effect: 'soft' }, 'b'] },
    ),
    holdUp: lengths,
    recharge: lengths,
    startUp: lengths,
    picks: fc.array(fc.array(fc.integer({ min: 0, max: 1_000 }), { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 6 }),
  });

  test('where it is exact, no times within the ranges give less or more downtime', () =>
    holds(
      fc.property(scene, ({ faults, gate, holdUp, recharge, startUp, picks }) => {
        const components: Components = { a: {}, b: {}, m: { requires: gate, holdUp, recharge, startUp }, s: { requires: 'm', startUp } };
        const told = faults.flatMap(([component, [from, early, length, late]], index) => [
          began(component, `f${index}`, from, from + early),
          ended(component, `f${index}`, from + early + length, from + early + length + late),
        ]);
        const history = facts(components, ...told);
        const uncertain = uncertainFacts(history, SPAN);
        assert.ok(exact(components, 's', ...told));
        const [least, most] = [downtime(takenAt(history, shortest(uncertain)), 's'), downtime(takenAt(history, longest(uncertain)), 's')];
        for (const pick of picks) {
          const chosen = new Map(
            uncertain.map(({ fact }, index) => {
              const { earliest, latest } = fact.occurredAt;
              return [fact.id, earliest + Math.floor(((latest - earliest) * (pick[index % pick.length] ?? 0)) / 1_000)] as const;
            }),
          );
          const down = downtime(takenAt(history, chosen), 's');
          assert.ok(least <= down && down <= most, `${least} ≤ ${down} ≤ ${most}`);
        }
      }),
      { runs: runs(300, 20_000) },
    ));
});
