// Start-ups (S3.2), each history worked by hand. The host requires the mains and starts in 4 minutes.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { at, down, ended, lane, MINUTE, run } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const FOUR: ComponentDefinition = { requires: 'mains', startUp: 4 * MINUTE };

const host = (facts: readonly Fact[], definition = FOUR): string => lane(run({ mains: {}, host: definition }, facts), 'host');
const lost = (from: number, to: number, level = 'down'): readonly Fact[] => [
  down(from, 'mains', `f${from}`, level),
  ended(to, 'mains', `f${from}`),
];

spec('domain/impact/start-up [unit]', (test) => {
  test('it stays down for its start-up once its requirement is back', () => {
    assert.is(host(lost(0, 10)), 'up 0 down 14 up');
  });

  test('a new loss starts it over, also one at the instant it would have been over', () => {
    assert.is(host([...lost(0, 10), ...lost(12, 20)]), 'up 0 down 24 up');
    assert.is(host([...lost(0, 10), ...lost(14, 20)]), 'up 0 down 24 up');
  });

  test('a requirement that is back and lost again at one instant starts nothing', () => {
    assert.is(host([...lost(0, 10), ...lost(10, 20)]), 'up 0 down 24 up');
  });

  test('a requirement that was less than down needs no start-up, one that comes back degraded does', () => {
    assert.is(host(lost(0, 10, 'unknown')), 'up 0 unknown 10 up');
    assert.is(host([...lost(0, 10), ...lost(10, 20, 'degraded')]), 'up 0 down 14 degraded 20 up');
  });

  test('what a reserve hides needs no start-up', () => {
    assert.is(host(lost(0, 10), { ...FOUR, holdUp: 15 * MINUTE }), 'up 0 at-risk 10 up');
    assert.is(host(lost(0, 20), { ...FOUR, holdUp: 15 * MINUTE }), 'up 0 at-risk 15 down 24 up');
  });

  test('the end of an own fault needs no start-up', () => {
    assert.is(host([down(0, 'host', 'own'), ended(10, 'host', 'own')]), 'up 0 down 10 up');
  });

  test('a start-up runs beside a fault of its own', () => {
    assert.is(host([...lost(0, 10), down(5, 'host', 'own'), ended(12, 'host', 'own')]), 'up 0 down 14 up');
    assert.is(host([...lost(0, 10), down(5, 'host', 'own'), ended(20, 'host', 'own')]), 'up 0 down 20 up');
  });

  test('a fact that says it works again ends its start-up', () => {
    assert.is(host([...lost(0, 10), ended(12, 'host')]), 'up 0 down 12 up');
    assert.is(host([...lost(0, 10), ended(10, 'host')]), 'up 0 down 10 up');
  });

  test('said while its requirement is down, it still starts up with it', () => {
    assert.is(host([...lost(0, 10), ended(5, 'host')]), 'up 0 down 14 up');
  });

  test('one that is declared while its requirement is down starts up with it', () => {
    const facts = [...lost(0, 10), at(5, 'ComponentDeclared', { component: 'host', definition: FOUR })];
    assert.is(lane(run({ mains: {} }, facts), 'host'), '5 down 14 up');
  });

  test('along a chain one start-up follows another', () => {
    const result = run({ mains: {}, host: FOUR, app: { requires: 'host', startUp: 6 * MINUTE } }, lost(0, 10));
    assert.is(lane(result, 'app'), 'up 0 down 20 up');
  });

  test('inside a cycle start-ups run side by side', () => {
    const components = {
      mains: {},
      a: { requires: { all: ['mains', 'b'] }, startUp: 3 * MINUTE },
      b: { requires: 'a', startUp: 5 * MINUTE },
      app: { requires: 'a', startUp: 2 * MINUTE },
    };
    const result = run(components, lost(0, 10));
    assert.is(lane(result, 'a'), 'up 0 down 15 up');
    assert.is(lane(result, 'b'), 'up 0 down 15 up');
    assert.is(lane(result, 'app'), 'up 0 down 17 up');
  });

  test('one that requires itself starts up like any other', () => {
    const result = run({ mains: {}, a: { requires: { all: ['mains', 'a'] }, startUp: 3 * MINUTE } }, lost(0, 10));
    assert.is(lane(result, 'a'), 'up 0 down 13 up');
  });
});
