// Latches (S3.3), each history worked by hand. The host requires the mains and is restarted by hand.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { at, down, ended, lane, MINUTE, run } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const MANUAL: ComponentDefinition = { requires: 'mains', restart: 'manual' };

const host = (facts: readonly Fact[], definition = MANUAL): string => lane(run({ mains: {}, host: definition }, facts), 'host');
const lost = (from: number, to: number, level = 'down'): readonly Fact[] => [
  down(from, 'mains', `f${from}`, level),
  ended(to, 'mains', `f${from}`),
];

spec('domain/impact/latch [unit]', (test) => {
  test('it stays down after its requirement is back, until it is released', () => {
    assert.is(host(lost(10, 20)), 'up 10 down');
    assert.is(host([...lost(10, 20), ended(50, 'host')]), 'up 10 down 50 up');
  });

  test('it is latched by down alone', () => {
    assert.is(host(lost(10, 20, 'unknown')), 'up 10 unknown 20 up');
    assert.is(host([...lost(10, 20, 'degraded'), ...lost(20, 30)]), 'up 10 degraded 20 down');
  });

  test('what a reserve hides latches nothing', () => {
    assert.is(host(lost(10, 20), { ...MANUAL, holdUp: 15 * MINUTE }), 'up 10 at-risk 20 up');
    assert.is(host(lost(10, 40), { ...MANUAL, holdUp: 15 * MINUTE }), 'up 10 at-risk 25 down');
  });

  test('it is latched also while a fault of its own holds it down', () => {
    const facts = [down(5, 'host', 'own'), ...lost(10, 20), ended(30, 'host', 'own'), ended(40, 'host')];
    assert.is(host(facts), 'up 5 down 40 up');
  });

  test('the end of a named fault releases nothing', () => {
    assert.is(host([...lost(10, 20), down(15, 'host', 'own'), ended(30, 'host', 'own')]), 'up 10 down');
  });

  test('released while its requirement is down, it comes back with it, after its start-up', () => {
    assert.is(host([...lost(10, 30), ended(20, 'host')]), 'up 10 down 30 up');
    assert.is(host([...lost(10, 30), ended(20, 'host')], { ...MANUAL, startUp: 4 * MINUTE }), 'up 10 down 34 up');
  });

  test('released after its requirement is back, it needs no start-up', () => {
    assert.is(host([...lost(10, 30), ended(40, 'host')], { ...MANUAL, startUp: 20 * MINUTE }), 'up 10 down 40 up');
  });

  test('a release does not outlast the next loss', () => {
    assert.is(host([...lost(10, 30), ended(20, 'host'), ...lost(50, 60)]), 'up 10 down 30 up 50 down');
  });

  test('said to work at the very instant of a loss, it is latched by that', () => {
    assert.is(host([down(5, 'host', 'own'), ...lost(10, 20), ended(10, 'host')]), 'up 5 down');
  });

  test('one that is declared while its requirement is down is not latched', () => {
    const facts = [...lost(0, 20), at(10, 'ComponentDeclared', { component: 'host', definition: MANUAL })];
    assert.is(lane(run({ mains: {} }, facts), 'host'), '10 down 20 up');
  });

  test('a standby that switches in no time spares the latches behind it', () => {
    const components = {
      a: {},
      b: {},
      s: { requires: { standby: ['a', 'b'], mode: 'automatic' } },
      host: { requires: 's', restart: 'manual' },
    } as const;
    assert.is(lane(run(components, [down(10, 'a')]), 'host'), 'up 10 at-risk');
  });

  test('a latch holds down what requires it, and latches it in turn', () => {
    const components = { mains: {}, host: MANUAL, app: { requires: 'host' }, guard: { requires: 'host', restart: 'manual' } } as const;
    const result = run(components, [...lost(10, 20), ended(50, 'host')]);
    assert.is(lane(result, 'app'), 'up 10 down 50 up');
    assert.is(lane(result, 'guard'), 'up 10 down');
  });
});
