// The evaluator against the tick simulator (test/oracles): the same level of every component at every unit of time.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { replay } from '#domain/impact/replay.ts';
import { nameOf } from '#domain/impact/scale.ts';
import { simulate } from '../oracles/tick-simulator.ts';
import { arbitraryHistory, type History } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const UNTIL = 60;

const evaluated = ({ facts }: History): Record<string, string> => {
  const { timeline, scale } = replay(facts, { until: UNTIL });
  const lanes: Record<string, string> = {};
  for (const [id, intervals] of timeline) {
    const lane = Array.from({ length: UNTIL }, () => '-');
    for (const { from, to, level } of intervals) lane.fill(nameOf(scale, level), from, to);
    lanes[id] = abridged(lane);
  }
  return lanes;
};

const simulated = ({ facts, scale }: History): Record<string, string> =>
  Object.fromEntries([...simulate(facts, scale, UNTIL)].map(([id, lane]) => [id, abridged(lane.map((level) => level ?? '-'))]));

/** `0 up 5 down`: the units at which the level changes. */
const abridged = (lane: readonly string[]): string =>
  lane.flatMap((level, now) => (now === 0 || lane[now - 1] !== level ? [`${now} ${level}`] : [])).join(' ');

const agree = (history: History): void => {
  assert.equal(evaluated(history), simulated(history));
};

spec('laws/tick-simulator [property]', (test) => {
  test('without cycles every level is the simulated one at every unit of time', () =>
    holds(fc.property(arbitraryHistory({ cycles: false }), agree), { runs: runs(150, 20_000) }));

  test('with cycles every level is the simulated one at every unit of time', () =>
    holds(fc.property(arbitraryHistory({ maxComponents: 4 }), agree), { runs: runs(100, 20_000) }));
});
