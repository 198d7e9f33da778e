// Every outcome of a sweep, whichever way it is evaluated, against the whole model replayed with those failures alone: models with cycles,
// all gates and timers, standbys that switch by themselves, releases by hand and what requires something absent.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import type { Level } from '#domain/impact/scale.ts';
import { partEvaluator, type Outcomes, type SweepPart } from '#domain/simulate/sweep.ts';
import { partsOf } from '#domain/simulate/sweep-plan.ts';
import { sweepJob } from '#domain/simulate/sweep-job.ts';
import type { ComponentDefinition, ScaleDefinition } from '#domain/topology/definition.ts';
import type { Definitions } from '../oracles/failures.ts';
import { sweepRow } from '../oracles/sweep-row.ts';
import { arbitraryMember, FIVE, THREE } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const IDS = ['a', 'b', 'c', 'd', 'e'];
const SETS = [...IDS.map((id) => [id]), ...IDS.flatMap((one, index) => IDS.slice(index + 1).map((other) => [one, other]))];

interface Sample {
  readonly scale: ScaleDefinition;
  readonly definitions: Definitions;
  readonly level: Level;
  readonly lasting: number | undefined;
}

const samples: fc.Arbitrary<Sample> = fc.constantFrom(FIVE, THREE).chain((scale) =>
  fc.record({
    scale: fc.constant(scale),
    level: fc.integer({ min: 1, max: scale.levels.length - 1 }),
    lasting: fc.constantFrom(undefined, 1, 4, 7 * 86_400_000),
    definitions: fc.record(
      Object.fromEntries(
        IDS.map((id): [string, fc.Arbitrary<ComponentDefinition>] => [
          id,
          fc.record({
            requires: fc.option(arbitraryMember([...IDS, 'nowhere'], scale, 2), { nil: undefined, freq: 4 }),
            holdUp: fc.constantFrom(undefined, undefined, 3),
            recharge: fc.constantFrom(undefined, 2),
            startUp: fc.constantFrom(undefined, undefined, 2),
            restart: fc.constantFrom(undefined, undefined, 'manual' as const),
          }),
        ]),
      ),
    ),
  }),
);

spec('laws/sweep-row [property]', (test) => {
  let [passes, replays] = [0, 0];

  test('a row is what a replay of the whole model with its failures alone comes to', () =>
    holds(
      fc.property(samples, ({ definitions, scale, level, lasting }) => {
        const job = sweepJob({
          definitions: new Map(Object.entries(definitions)),
          scale,
          classOf: () => 1,
          classes: 2,
          level,
          lasting,
        });
        const [part] = partsOf(
          SETS.map((set) => set.map((id) => IDS.indexOf(id))),
          'pass',
        ) as [SweepPart];
        const evaluate = partEvaluator(job);
        const passed = evaluate(part);
        const replayed = passed.unsure.includes(1) ? evaluate({ ...part, by: 'replay' }) : undefined;
        SETS.forEach((failed, scenario) => {
          const row = sweepRow(definitions, scale, failed, level, lasting);
          const expected = [row.down.length, row.worse.length, row.down.length, ...row.time];
          const told = (outcomes: Outcomes): readonly number[] => [
            outcomes.down[scenario] ?? 0,
            outcomes.worse[scenario] ?? 0,
            outcomes.components[scenario] ?? 0,
            ...outcomes.time.subarray(scenario * row.time.length, (scenario + 1) * row.time.length),
          ];
          if (replayed !== undefined) {
            replays++;
            assert.equal(told(replayed), expected, `${failed.join(' and ')} replayed`);
            const lost = IDS.filter((_, index) => (((replayed.lost[scenario] ?? 0) >>> index) & 1) === 1);
            assert.equal(lost, row.down);
          }
          if (passed.unsure[scenario] === 1) return;
          passes++;
          assert.equal(told(passed), expected, `${failed.join(' and ')} in a pass`);
        });
      }),
      { runs: runs(150, 20_000) },
    ));

  test('both ways were taken', () => {
    assert.ok(passes > 100 && replays > 100, `${passes} by passes, ${replays} by replays`);
  });
});
