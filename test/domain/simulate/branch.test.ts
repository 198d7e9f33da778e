// Branches of a history (S9.2): what is a consequence keeps its lag, and does not happen where what it came from does not.
import * as assert from 'uvu/assert';
import { branchOf, type Change } from '#domain/simulate/branch.ts';
import { at, declared, down, lane, MINUTE, minute, recorded } from '../../support/history.ts';
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

  test('a fault that did not happen takes what came from it along, and its end finds nothing to do', () => {
    const { branch, assumptions } = branchOf(facts, [{ kind: 'without', fact: 'fact-4' }], minute(300));
    assert.equal([lane(branch, 'mains'), lane(branch, 'ups'), lane(branch, 'disk'), lane(branch, 'app')], ['up', 'up', 'up', 'up']);
    assert.ok(assumptions.includes('one of them finds nothing to do and does nothing'));
  });

  test('a fault moved takes what came from it along, and an end moved ends it sooner', () => {
    const { branch } = branchOf(facts, [{ kind: 'move', fact: 'fact-4', to: minute(10) }], minute(300));
    assert.equal([lane(branch, 'ups'), lane(branch, 'disk')], ['up 10 at-risk 40 down 120 up', 'up 45 down']);
    const sooner = branchOf(facts, [{ kind: 'move', fact: 'fact-7', to: minute(20) }], minute(300));
    assert.equal([lane(sooner.branch, 'ups'), lane(sooner.branch, 'disk')], ['up 0 at-risk 20 up', 'up']);
  });

  test('a consequence moved stands where it is put, while what it came from happens', () => {
    const moved: Change = { kind: 'move', fact: 'fact-5', to: minute(50) };
    assert.is(lane(branchOf(facts, [moved], minute(300)).branch, 'disk'), 'up 50 down');
    assert.is(lane(branchOf(facts, [moved, { kind: 'without', fact: 'fact-4' }], minute(300)).branch, 'disk'), 'up');
  });

  test('a component added is there from the beginning, and others may be set to require it', () => {
    const changes: readonly Change[] = [
      { kind: 'add', component: 'generator', definition: {} },
      { kind: 'revise', component: 'ups', revised: (definition) => ({ ...definition, requires: { any: ['mains', 'generator'] } }) },
    ];
    assert.is(lane(branchOf(facts, changes, minute(300)).branch, 'ups'), 'up 0 at-risk 120 up');
  });

  test('of several losses with the same fault at work a consequence hangs on the one of the same number', () => {
    const flapping = recorded([
      ...declared({ mains: {}, feed: {}, host: { requires: { all: ['mains', 'feed'] } }, disk: {} }),
      down(0, 'mains', 'cut', 'degraded'),
      at(0, 'OutageBegan', {
        component: 'host',
        level: 'down',
        fault: 'weak',
        duration: 5 * MINUTE,
        consequenceOf: { component: 'mains', fault: 'cut' },
      }),
      at(10, 'OutageBegan', {
        component: 'host',
        level: 'down',
        fault: 'weak',
        duration: 5 * MINUTE,
        consequenceOf: { component: 'mains', fault: 'cut' },
      }),
      at(12, 'OutageBegan', { component: 'disk', level: 'down', fault: 'worn', consequenceOf: { loss: 'host' } }),
    ]);
    const { base, branch } = branchOf(flapping, [], minute(60));
    assert.equal([lane(base, 'disk'), lane(branch, 'disk')], ['up 12 down', 'up 12 down']);
  });

  test('a ring of consequences is left as it is', () => {
    const ring = recorded([
      ...declared({ hen: {}, egg: {} }),
      at(0, 'OutageBegan', { component: 'hen', level: 'down', fault: 'h', consequenceOf: { component: 'egg', fault: 'e' } }),
      at(0, 'OutageBegan', { component: 'egg', level: 'down', fault: 'e', consequenceOf: { component: 'hen', fault: 'h' } }),
    ]);
    assert.is(lane(branchOf(ring, [], minute(60)).branch, 'hen'), 'up 0 down');
  });
});
