// Sweeps against the replay of each scenario by itself: what 32 scenarios of a pass come to is what each comes to alone, and every pair that
// takes down more than its halves is found.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { compileScale, type Level } from '#domain/impact/scale.ts';
import { lossNetwork, type LossNetwork } from '#domain/simulate/loss-network.ts';
import { lossPass } from '#domain/simulate/loss-pass.ts';
import { lossCounter, singly, type Classes } from '#domain/simulate/losses.ts';
import { pairCandidates } from '#domain/simulate/pairs.ts';
import type { ComponentDefinition, ScaleDefinition } from '#domain/topology/definition.ts';
import { compileComponent, type Component } from '#domain/topology/model.ts';
import { choosesInCycle } from '#domain/simulate/sweep-job.ts';
import { activesAtRest, levelsAfter, type Definitions } from '../oracles/failures.ts';
import { arbitraryMember, FIVE, THREE } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const IDS = ['a', 'b', 'c', 'd', 'e', 'f'];
const NAMED = [...IDS, 'nowhere'];

interface Sample {
  readonly scale: ScaleDefinition;
  readonly definitions: Definitions;
  readonly level: Level;
}

/** Models with cycles, all gates, and (`standbys`) standbys; hold-ups and start-ups, which make no difference in the end. */
const samples = (standbys: boolean): fc.Arbitrary<Sample> =>
  fc.constantFrom(FIVE, THREE).chain((scale) =>
    fc.record({
      scale: fc.constant(scale),
      level: fc.integer({ min: 1, max: scale.levels.length - 1 }),
      definitions: fc.record(
        Object.fromEntries(
          IDS.map((id): [string, fc.Arbitrary<ComponentDefinition>] => [
            id,
            fc.record({
              requires: fc.option(arbitraryMember(NAMED, scale, 2, { standbys }), { nil: undefined, freq: 4 }),
              holdUp: fc.constantFrom(undefined, undefined, 3),
              startUp: fc.constantFrom(undefined, undefined, 2),
            }),
          ]),
        ),
      ),
    }),
  );

const componentsOf = ({ definitions, scale }: Sample): ReadonlyMap<string, Component> => {
  const compiled = compileScale(scale);
  return new Map(Object.entries(definitions).map(([id, definition]) => [id, compileComponent(id, definition, compiled)]));
};

const networkOf = (sample: Sample): LossNetwork => {
  const { definitions, scale, level } = sample;
  return lossNetwork(componentsOf(sample), compileScale(scale), level, activesAtRest(definitions, scale));
};

const SETS = [...IDS.map((id) => [id]), ...IDS.flatMap((one, index) => IDS.slice(index + 1).map((other) => [one, other]))];

/** Levels by component in one lane of a pass. */
const levelsIn = (network: LossNetwork, bits: Int32Array, lane: number): readonly Level[] =>
  network.components.map((_, component) => {
    const at = (network.nodeOf[component] ?? 0) * network.levels.length;
    return network.levels.reduce((level, of, plane) => ((((bits[at + plane] ?? 0) >>> lane) & 1) === 1 ? of : level), 0);
  });

const ONE_CLASS: Classes = { count: 2, of: new Uint8Array(IDS.length).fill(1) };

spec('laws/sweep [property]', (test) => {
  test('a lane of a pass comes to what a replay of its scenario alone comes to, unless it says that a standby would switch', () =>
    holds(
      fc.property(samples(true), (sample) => {
        const network = networkOf(sample);
        const pass = lossPass(network);
        SETS.forEach((failed, lane) => {
          for (const id of failed) pass.fail(IDS.indexOf(id), sample.level, 1 << lane);
        });
        pass.run();
        // of a standby in a cycle a pass tells nothing: a sweep replays every scenario of such a model
        if (choosesInCycle(componentsOf(sample))) return;
        // a cycle through a standby that is moved by hand may find another way to rest
        const atRest = levelsAfter(sample.definitions, sample.scale, [], sample.level);
        if (IDS.some((id, index) => atRest.get(id) !== levelsIn(network, pass.base, 0)[index])) return;
        const switching = pass.switching();
        SETS.forEach((failed, lane) => {
          if (((switching >>> lane) & 1) === 1) return;
          const expected = levelsAfter(sample.definitions, sample.scale, failed, sample.level);
          assert.equal(
            levelsIn(network, pass.bits, lane),
            IDS.map((id) => expected.get(id)),
            failed.join(' and '),
          );
        });
      }),
      { runs: runs(150, 20_000) },
    ));

  test('what is counted of single failures is what is lost beyond the model at rest', () =>
    holds(
      fc.property(samples(false), (sample) => {
        const network = networkOf(sample);
        const planes = network.levels.length;
        const { counts } = lossCounter(network, ONE_CLASS)(singly(Int32Array.from(IDS.keys()), sample.level));
        const atRest = levelsAfter(sample.definitions, sample.scale, [], sample.level);
        IDS.forEach((id, scenario) => {
          const after = levelsAfter(sample.definitions, sample.scale, [id], sample.level);
          const expected = network.levels.map(
            (level) => IDS.filter((each) => (after.get(each) ?? 0) >= level && (atRest.get(each) ?? 0) < level).length,
          );
          assert.equal([...counts.subarray(scenario * 2 * planes + planes, scenario * 2 * planes + 2 * planes)], expected, id);
        });
      }),
      { runs: runs(100, 10_000) },
    ));

  test('every pair that takes down more than its halves is a candidate', () =>
    holds(
      fc.property(samples(false), (sample) => {
        const network = networkOf(sample);
        const candidates = pairCandidates(network, Int32Array.from(IDS.keys()), sample.level, ONE_CLASS);
        const found = new Set([...candidates.first].map((one, index) => `${IDS[one]} ${IDS[candidates.second[index] ?? 0]}`));
        const downAfter = (failed: readonly string[]): ReadonlySet<string> => {
          const after = levelsAfter(sample.definitions, sample.scale, failed, sample.level);
          return new Set(IDS.filter((id) => after.get(id) === sample.scale.levels.length - 1));
        };
        const alone = new Map(IDS.map((id) => [id, downAfter([id])]));
        for (const [one = '', other = ''] of SETS.slice(IDS.length)) {
          const [first, second] = [alone.get(one) ?? new Set(), alone.get(other) ?? new Set()];
          const together = downAfter([one, other]);
          const more = [...together].some((id) => !first.has(id) && !second.has(id));
          if (more) assert.ok(found.has(`${one} ${other}`), `${one} and ${other}`);
        }
      }),
      { runs: runs(100, 10_000) },
    ));
});
