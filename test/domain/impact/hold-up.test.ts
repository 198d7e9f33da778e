// Reserves (S3.1), each history worked by hand. The ups requires the mains; minutes unless said.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { at, down, ended, lane, MINUTE, run, START } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const TEN: ComponentDefinition = { requires: 'mains', holdUp: 10 * MINUTE };
const SLOW: ComponentDefinition = { ...TEN, recharge: 20 * MINUTE };

const ups = (definition: ComponentDefinition, facts: readonly Fact[]): string => lane(run({ mains: {}, ups: definition }, facts), 'ups');
const lost = (from: number, to?: number, level = 'down'): readonly Fact[] => [
  down(from, 'mains', `f${from}`, level),
  ...(to === undefined ? [] : [ended(to, 'mains', `f${from}`)]),
];

spec('domain/impact/hold-up [unit]', (test) => {
  test('a loss shorter than the reserve is seen as a risk alone', () => {
    assert.is(ups(TEN, lost(0, 5)), 'up 0 at-risk 5 up');
    assert.is(ups(TEN, lost(0, 20)), 'up 0 at-risk 10 down 20 up');
  });

  test('a loss that ends at the instant the reserve is empty is never seen', () => {
    assert.is(ups(TEN, lost(0, 10)), 'up 0 at-risk 10 up');
  });

  test('a reserve without a recharge time is full again at once', () => {
    assert.is(ups(TEN, [...lost(0, 9), ...lost(10, 19)]), 'up 0 at-risk 9 up 10 at-risk 19 up');
  });

  test('a loss that goes on under another fault drains the reserve on', () => {
    assert.is(ups(TEN, [...lost(0, 8), ...lost(8, 20)]), 'up 0 at-risk 10 down 20 up');
  });

  test('an empty reserve that recharges for part of its time carries for that part', () => {
    // Empty at 10, six of twenty minutes of charging: three of ten.
    assert.is(ups(SLOW, [...lost(0, 10), ...lost(16)]), 'up 0 at-risk 10 up 16 at-risk 19 down');
  });

  test('a reserve drained in part charges from there, and never over full', () => {
    // Six left at 4, eight at 8.
    assert.is(ups(SLOW, [...lost(0, 4), ...lost(8)]), 'up 0 at-risk 4 up 8 at-risk 16 down');
    assert.is(ups(SLOW, [...lost(0, 4), ...lost(60)]), 'up 0 at-risk 4 up 60 at-risk 70 down');
  });

  test('what is left of a reserve is exact, and empty at the end of its last millisecond', () => {
    // 3 ms that recharge in 7: after one of them 3/7 ms is left to drain.
    const ms = 1 / MINUTE;
    const result = run({ mains: {}, ups: { requires: 'mains', holdUp: 3, recharge: 7 } }, [...lost(0, 3 * ms), ...lost(4 * ms)]);
    assert.equal(
      result.timeline
        .get('ups')
        ?.map(({ from }) => from - START)
        .slice(1),
      [0, 3, 4, 5],
    );
  });

  test('each level has a reserve of its own', () => {
    // Worse than up since 0, worse than degraded since 4.
    const facts = [...lost(0, undefined, 'degraded'), ...lost(4, 15)];
    assert.is(ups(TEN, facts), 'up 0 at-risk 10 degraded 14 down 15 degraded');
  });

  test('an empty reserve shows at once what the requirement is', () => {
    const facts = [...lost(0, 20), ...lost(20, 30, 'degraded')];
    assert.is(ups(TEN, facts), 'up 0 at-risk 10 down 20 degraded 30 up');
  });

  test('a requirement at risk is seen late too', () => {
    assert.is(ups(TEN, lost(0, 20, 'at-risk')), 'up 0 at-risk 20 up');
  });

  test('a reserve hides the requirement, not a fault of its own', () => {
    assert.is(ups(TEN, [...lost(0, 8), down(2, 'ups', 'own'), ended(4, 'ups', 'own')]), 'up 0 at-risk 2 down 4 at-risk 8 up');
  });

  test('one that is declared while its requirement is down starts full', () => {
    const facts = [...lost(0), at(5, 'ComponentDeclared', { component: 'ups', definition: TEN })];
    assert.is(lane(run({ mains: {} }, facts), 'ups'), '5 at-risk 15 down');
  });
});
