// When what failed is back and in which order to work: small cases, and the engine itself as the oracle of the instants.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { recoveryOf, type Recovery, type Urgency } from '#domain/simulate/recovery.ts';
import type { ComponentDefinition, Member } from '#domain/topology/definition.ts';
import { compileModel } from '#domain/topology/model.ts';
import { at, MINUTE, minute, run } from '../../support/history.ts';
import { holds } from '../../support/property.ts';
import { runs } from '../../support/sizes.ts';
import { spec } from '../../support/spec.ts';

const SCALE = compileScale(DEFAULT_SCALE);

type Components = Readonly<Record<string, ComponentDefinition>>;

/** Lengths in minutes; `urgent`: impact and objective by service. */
const recover = (
  components: Components,
  failed: Readonly<Record<string, number>>,
  urgent: Readonly<Record<string, readonly [impact: number, objective: number]>> = {},
): Recovery =>
  recoveryOf(
    compileModel(new Map(Object.entries(components)), SCALE),
    SCALE,
    new Map(Object.entries(failed).map(([id, minutes]) => [id, minutes * MINUTE])),
    (id): Urgency | undefined => {
      const [impact, objective] = urgent[id] ?? [];
      return impact === undefined || objective === undefined ? undefined : { impact, objective: objective * MINUTE };
    },
  );

const told = ({ steps }: Recovery): readonly string[] =>
  steps.map(({ component, from, back }) => `${component} ${from / MINUTE}-${back / MINUTE}`);
const order = ({ steps }: Recovery): readonly string[] => steps.map(({ component }) => component);

const members = (ids: readonly string[]): fc.Arbitrary<Member> => {
  const leaf = fc.oneof(
    fc.constantFrom(...ids),
    fc.record({
      on: fc.constantFrom(...ids),
      effect: fc.constantFrom('soft' as const, 'hard' as const),
      weight: fc.integer({ min: 1, max: 3 }),
    }),
  );
  const list = fc.array(leaf, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    leaf,
    list.map((all) => ({ all })),
    list.map((any) => ({ any })),
    fc.tuple(list, fc.integer({ min: 1, max: 4 })).map(([of, atLeast]) => ({ atLeast: Math.min(atLeast, of.length), of })),
    fc.tuple(list, list).map(([all, any]) => ({ all: [...all, { any }] })),
  );
};

/** Small models, with cycles, of which some fail for some minutes. */
const disasters = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, index) => `c${index}`);
  const definition: fc.Arbitrary<ComponentDefinition> = fc.record(
    { requires: members(ids), startUp: fc.integer({ min: 0, max: 4 }).map((minutes) => minutes * MINUTE) },
    { requiredKeys: [] },
  );
  return fc.record({
    components: fc
      .tuple(...ids.map(() => definition))
      .map((all) => Object.fromEntries(all.map((one, index) => [ids[index] as string, one]))),
    failed: fc.dictionary(fc.constantFrom(...ids), fc.integer({ min: 1, max: 9 }), { minKeys: 1 }),
  });
});

spec('domain/simulate/recovery [unit]', (test) => {
  test('a start-up follows what it waits for, and the slowest chain is the critical path', () => {
    const recovery = recover(
      {
        power: {},
        host: { requires: 'power', startUp: 5 * MINUTE },
        db: { requires: 'host', startUp: 10 * MINUTE },
        web: { requires: 'host' },
        lamp: { requires: 'power' },
      },
      { power: 60 },
    );
    assert.equal(told(recovery), ['power 0-60', 'lamp 60-60', 'host 60-65', 'web 65-65', 'db 65-75']);
    assert.equal(recovery.criticalPath, ['power', 'host', 'db']);
  });

  test('one member of a redundant gate is enough, and the later one is not waited for', () => {
    const recovery = recover({ a: {}, b: {}, farm: { requires: { any: ['a', 'b'] } } }, { a: 30, b: 90 });
    assert.equal(told(recovery), ['a 0-30', 'farm 30-30', 'b 0-90']);
    assert.equal(recovery.criticalPath, ['b']);
  });

  test('impact comes before objective, and objective before length', () => {
    const components = {
      a: {},
      b: {},
      c: {},
      slow: { requires: 'a', service: {} },
      soon: { requires: 'b', service: {} },
      grave: { requires: 'c', service: {} },
    };
    const failed = { a: 1, b: 50, c: 90 };
    assert.equal(order(recover(components, failed, { slow: [1, 600], soon: [1, 60], grave: [2, 6000] })), [
      'c',
      'grave',
      'b',
      'soon',
      'a',
      'slow',
    ]);
  });

  test('what nothing urgent needs comes last', () => {
    assert.equal(order(recover({ spare: {}, a: {}, s: { requires: 'a' } }, { spare: 1, a: 60 }, { s: [1, 60] })), ['a', 's', 'spare']);
  });

  test('a soft member is not waited for', () => {
    assert.equal(told(recover({ a: {}, s: { requires: { on: 'a', effect: 'soft' } } }, { a: 60 })), ['a 0-60']);
  });

  test('a cycle is reported, and its members start side by side', () => {
    const recovery = recover(
      { p: {}, a: { requires: { all: ['p', 'b'] }, startUp: 3 * MINUTE }, b: { requires: 'a', startUp: 7 * MINUTE } },
      { p: 10 },
    );
    assert.equal(
      recovery.cycles.map((cycle) => cycle.toSorted()),
      [['a', 'b']],
    );
    assert.is(recovery.steps.length, 3);
  });

  test('what is started by hand says so', () => {
    const { steps } = recover({ a: {}, host: { requires: 'a', restart: 'manual' }, web: { requires: 'host' } }, { a: 5 });
    assert.equal(
      steps.map(({ work }) => work),
      ['repair', 'start by hand', 'starts by itself'],
    );
  });

  test('the engine, told the same failures and repairs, has everything back at the same instants', () =>
    holds(
      fc.property(disasters, ({ components, failed }) => {
        const recovery = recover(components, failed);
        const replayed = run(components, [
          ...Object.keys(failed).map((component) => at(0, 'OutageBegan', { component, level: 'down', fault: 'f' })),
          ...Object.entries(failed).map(([component, minutes]) => at(minutes, 'OutageEnded', { component, fault: 'f' })),
        ]);
        const backs = new Map(recovery.steps.map(({ component, back }) => [component, back]));
        for (const id of Object.keys(components)) {
          const down = (replayed.timeline.get(id) ?? []).findLast(({ level }) => level === SCALE.down);
          const back = down === undefined ? 0 : down.to - minute(0);
          assert.is(backs.get(id) ?? 0, back, id);
        }
      }),
      { runs: runs(2_000, 50_000) },
    ));

  test('everything comes after what it waits for, and the critical path ends with the last to be back', () =>
    holds(
      fc.property(disasters, ({ components, failed }) => {
        const { steps, criticalPath } = recover(components, failed);
        const last = Math.max(...steps.map(({ back }) => back));
        assert.is(steps.find(({ component }) => component === criticalPath.at(-1))?.back, last);
        assert.is(new Set(order({ steps, criticalPath, cycles: [] })).size, steps.length);
      }),
    ));
});
