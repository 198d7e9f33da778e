// Branches of a history (S9.2): what is a consequence keeps its lag, and does not happen where what it came from does not.
import * as assert from 'uvu/assert';
import { branchOf, type Change } from '#domain/simulate/branch.ts';
import { at, declared, lane, MINUTE, minute, recorded } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const facts = recorded([
  ...declared({ mains: {}, ups: { requires: 'mains', holdUp: 30 * MINUTE }, disk: {}, app: {} }),
  at(0, 'OutageBegan', { component: 'mains', level: 'down', fault: 'cut' }),
  at(35, 'OutageBegan', { component: 'disk', level: 'down', fault: 'worn', consequenceOf: { loss: 'ups' } }),
  at(45, 'OutageBegan', { component: 'app', level: 'down', fault: 'kept-off', consequenceOf: { component: 'disk', fault: 'worn' } }),
  at(120, 'OutageEnded', { component: 'mains', fault: 'cut' }),
]);
const holdingFor = (minutes: number): readonly Change[] => [
  { kind: 'revise', component: 'ups', revised: (definition) => ({ ...definition, holdUp: minutes * MINUTE }) },
];

spec('domain/simulate/branch [unit]', (test) => {
  test('a consequence of a loss, and one of that consequence, keep their lags', () => {
    const { base, branch } = branchOf(facts, holdingFor(60), minute(300));
    assert.equal([lane(base, 'ups'), lane(branch, 'ups')], ['up 0 at-risk 30 down 120 up', 'up 0 at-risk 60 down 120 up']);
    assert.equal([lane(base, 'disk'), lane(branch, 'disk')], ['up 35 down', 'up 65 down']);
    assert.equal([lane(base, 'app'), lane(branch, 'app')], ['up 45 down', 'up 75 down']);
  });

  test('where the loss does not happen nothing that came from it does, and that is said', () => {
    const { branch, assumptions } = branchOf(facts, holdingFor(180), minute(300));
    assert.equal([lane(branch, 'ups'), lane(branch, 'disk'), lane(branch, 'app')], ['up 0 at-risk 120 up', 'up', 'up']);
    assert.is(assumptions.filter((sentence) => sentence.includes('does not happen')).length, 2);
  });

  test('an injected failure ends after its length and leaves the base as it was', () => {
    const failure: Change = { kind: 'fail', component: 'app', at: minute(-60), for: 20 * MINUTE, level: 'degraded' };
    const { base, branch } = branchOf(facts, [failure], minute(0));
    assert.equal([lane(base, 'app'), lane(branch, 'app')], ['up', 'up -60 degraded -40 up']);
  });
});
