// What change of the model would explain what was observed, against every single change tried by a replay of its own (test/oracles/explained-by.ts):
// on small random models of which one requirement or one delay is not as it was in truth, seen as it was in truth.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { exactly } from '#domain/time/instant.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { contradictionsIn, disagreement } from '#projections/contradictions.ts';
import { wouldExplain, type ModelChange } from '#projections/would-explain.ts';
import { everySingleChange, keyOf, triedBy, withChange } from '../oracles/explained-by.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'] as const;
const SPAN = { from: 0, to: 60 };
const LONGEST = 8;

const recorded = (facts: readonly Fact[]): readonly Recorded[] =>
  facts.map((fact, revision) => ({
    fact: { ...fact, id: `fact-${revision}` },
    stream: fact.type === 'ComponentDeclared' ? 'model' : 'others',
    revision,
    position: String(revision),
    recordedAt: 1_000,
  }));

const definitionOf = (place: number): fc.Arbitrary<ComponentDefinition> => {
  if (place === 0) return fc.constant({});
  const below = fc.subarray([...IDS.slice(0, place)], { minLength: 1, maxLength: Math.min(2, place) });
  return fc.record({
    requires: fc
      .option(fc.tuple(fc.constantFrom('all', 'any'), below), { nil: undefined, freq: 4 })
      .map((made) => (made === undefined ? undefined : made[0] === 'all' ? { all: made[1] } : { any: made[1] })),
    holdUp: fc.constantFrom(undefined, undefined, 3),
    startUp: fc.constantFrom(undefined, undefined, 2),
  });
};

interface Case {
  readonly facts: readonly Recorded[];
  readonly truth: ModelChange;
}

const arbitraryCase: fc.Arbitrary<Case> = fc
  .record({
    definitions: fc.tuple(...IDS.map((_, place) => definitionOf(place))),
    faults: fc.array(
      fc.record({ component: fc.constantFrom(...IDS), at: fc.integer({ min: 1, max: 45 }), lasting: fc.integer({ min: 1, max: 12 }) }),
      { minLength: 1, maxLength: 4 },
    ),
    seen: fc.constantFrom(...IDS.slice(2)),
    truth: fc.nat(),
  })
  .chain(({ definitions, faults, seen, truth }) => {
    const happened: readonly Fact[] = [
      ...IDS.map((component, place): Fact => {
        const data = { component, definition: definitions[place] ?? {} };
        return { id: '', type: 'ComponentDeclared', v: 1, occurredAt: exactly(-10), data };
      }),
      ...faults.map(({ component, at, lasting }): Fact => {
        const data = { component, level: 'down', duration: lasting };
        return { id: '', type: 'OutageBegan', v: 1, occurredAt: exactly(at), data };
      }),
    ];
    const changes = everySingleChange(recorded(happened), LONGEST);
    const change = changes[truth % Math.max(1, changes.length)];
    if (change === undefined) return fc.constant<Case | undefined>(undefined);
    const { timeline, scale } = replay(withChange(recorded(happened), change), { until: SPAN.to });
    // Somebody who looks all the time and says so at each turn; not binding.
    let before = false;
    const observed = (timeline.get(seen) ?? []).flatMap(({ from, level }): Fact[] => {
      const impaired = level >= scale.impaired;
      if (impaired === before) return [];
      before = impaired;
      const data = { component: seen, level: impaired ? 'down' : 'up', vantage: 'users', binding: false };
      return [{ id: '', type: 'StatusObserved', v: 1, occurredAt: exactly(from), data }];
    });
    const first: Fact = {
      id: '',
      type: 'StatusObserved',
      v: 1,
      occurredAt: exactly(-5),
      data: { component: seen, level: 'up', vantage: 'users', binding: false },
    };
    return fc.constant<Case | undefined>({ facts: recorded([...happened, first, ...observed]), truth: change });
  })
  .filter((made) => made !== undefined);

spec('projections/would-explain [law]', (test) => {
  test('what is told is what a replay of the changed model gives, it helps, and the most helpful stands first', () =>
    holds(
      fc.property(arbitraryCase, ({ facts }) => {
        const rows = contradictionsIn(facts, SPAN);
        const told = wouldExplain(facts, SPAN, rows);
        const lefts = triedBy(
          facts,
          SPAN,
          told.map(({ change }) => change),
        );
        told.forEach(({ explained, left }, index) => {
          assert.is(left, lefts[index]?.left);
          assert.is(explained, disagreement(rows) - left);
          assert.ok(explained > 0);
          assert.ok(index === 0 || (told[index - 1]?.explained ?? 0) >= explained);
        });
        assert.is(new Set(told.map(({ change }) => keyOf(change))).size, told.length);
      }),
      { runs: runs(50, 5_000) },
    ));

  test('no single change explains more than the best that is told', () =>
    holds(
      fc.property(arbitraryCase, ({ facts, truth }) => {
        const rows = contradictionsIn(facts, SPAN);
        const before = disagreement(rows);
        if (before === 0) return;
        const best = Math.min(before, ...triedBy(facts, SPAN, everySingleChange(facts, LONGEST)).map(({ left }) => left));
        const [told] = wouldExplain(facts, SPAN, rows);
        assert.ok(
          (told?.left ?? before) <= best,
          `${told === undefined ? 'nothing' : keyOf(told.change)} leaves ${told?.left ?? before}, ${keyOf(truth)} leaves ${best}`,
        );
      }),
      { runs: runs(60, 3_000) },
    ));
});
