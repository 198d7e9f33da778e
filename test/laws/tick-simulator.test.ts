// The evaluator against the tick simulator (test/oracles): at every unit of time every component is at the same level, owed to the
// same fault by `first-cause`.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { simulate } from '../oracles/tick-simulator.ts';
import { arbitraryHistory, type History } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { story } from '../support/story.ts';

const UNTIL = 60;

/** `0 up - 5 down fact-3`: the units at which the level or its cause changes. */
const simulated = ({ facts, scale }: History): Record<string, string> =>
  Object.fromEntries(
    [...simulate(facts, scale, UNTIL)].map(([id, lane]) => {
      const moments = lane.map((moment) => (moment === undefined ? '' : `${moment.level} ${moment.cause}`));
      const changes = moments.flatMap((moment, now) => (now === 0 || moments[now - 1] !== moment ? [`${now} ${moment}`] : []));
      return [id, changes.join(', ')];
    }),
  );

const agree = (history: History): void => {
  assert.equal(story(history.facts, UNTIL), simulated(history));
};

spec('laws/tick-simulator [property]', (test) => {
  test('without cycles the evaluator and the simulator tell the same story', () =>
    holds(fc.property(arbitraryHistory({ cycles: false }), agree), { runs: runs(60, 20_000) }));

  test('with cycles the evaluator and the simulator tell the same story', () =>
    holds(fc.property(arbitraryHistory({ maxComponents: 4 }), agree), { runs: runs(50, 20_000) }));

  test('with many facts and lengths they tell the same story', () => {
    const dense = arbitraryHistory({ maxComponents: 4, maxFacts: 20, dense: true });
    return holds(fc.property(dense, agree), { runs: runs(40, 20_000) });
  });
});
