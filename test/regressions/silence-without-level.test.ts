// On a scale without `unknown` a silence says nothing and so is no fault; leaving it out made an observation of full service hide a later fault.
import * as assert from 'uvu/assert';
import { branchOf } from '#domain/simulate/branch.ts';
import { BEGINNING, exactly } from '#domain/time/instant.ts';
import { THREE } from '../support/arbitrary-history.ts';
import { at, declared, lane, MINUTE, minute, recorded } from '../support/history.ts';
import { spec } from '../support/spec.ts';

const scale = {
  id: 'scale',
  type: 'ScaleDefined',
  v: 1,
  occurredAt: exactly(BEGINNING),
  data: { name: 'default', definition: THREE },
} as const;
const seen = at(5, 'StatusObserved', { component: 'app', level: 'ok', vantage: 'probe', binding: true, expectEvery: 5 * MINUTE }, 'seen');
const cut = at(20, 'OutageBegan', { component: 'app', level: 'dead', fault: 'cut' }, 'cut');

spec('regressions/silence without a level [unit]', (test) => {
  test('a fault after a silence is there with it and without it', () => {
    const { base, branch } = branchOf(
      recorded([scale, ...declared({ app: {} }), seen, cut]),
      [{ kind: 'without', fact: 'seen' }],
      minute(60),
    );
    assert.is(lane(base, 'app'), 'ok 20 dead');
    assert.is(lane(branch, 'app'), 'ok 20 dead');
  });
});
