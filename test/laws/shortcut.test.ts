// The plain evaluator's one shortcut: settling only what is touched, and what follows from it, gives the same story as settling everybody at every instant: levels, faults,
// facts without effect, and the losses that latches and start-ups are owed to.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { replay, type Replay } from '../oracles/plain/replay.ts';
import { arbitraryHistory } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const told = ({ timeline, faults, inapplicable, world }: Replay): unknown => ({
  timeline: [...timeline],
  faults: faults.map(({ name, component, ended, origin }) => [name, component, ended, origin?.name]),
  inapplicable: inapplicable.map(({ recorded, why }) => [recorded.fact.id, why]),
  losses: [...world.states].map(([id, { loss, requirementLoss, latch, startingSince, levelSince }]) => [
    id,
    [loss, requirementLoss, latch].map((one) => [one?.at, one?.cause?.name]),
    startingSince,
    levelSince,
  ]),
});

spec('laws/shortcut [property]', (test) => {
  test('what is not touched would find what it found before', () =>
    holds(
      fc.property(arbitraryHistory({ maxFacts: 20, dense: true }), ({ facts }) => {
        assert.equal(told(replay(facts, { until: 80 })), told(replay(facts, { until: 80, settleAll: true })));
      }),
      { runs: runs(150, 2_000) },
    ));
});
