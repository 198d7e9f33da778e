// Faults once found in the evaluator, each reduced to its least.
import * as assert from 'uvu/assert';
import { BEGINNING } from '#domain/time/instant.ts';
import { at, lane, MINUTE, run, START } from '../support/history.ts';
import { spec } from '../support/spec.ts';

spec('regressions/replay [unit]', (test) => {
  test('a fault whose stated duration is nothing leaves no trace', () => {
    const result = run({ a: {} }, [
      at(0, 'OutageBegan', { component: 'a', level: 'down', duration: 0 }),
      at(10, 'OutageBegan', { component: 'a', level: 'degraded', duration: MINUTE }),
    ]);
    assert.is(lane(result, 'a'), 'up 10 degraded 11 up');
  });

  // One of two milliseconds is left, so half; half of three is one and a half, which is empty at the end of the second one.
  test('a revision keeps exactly the share of a reserve', () => {
    const result = run({ mains: {}, ups: { requires: 'mains', holdUp: 2 } }, [
      at(0, 'OutageBegan', { component: 'mains', level: 'down' }),
      at(1 / MINUTE, 'ComponentRevised', { component: 'ups', definition: { requires: 'mains', holdUp: 3 } }),
    ]);
    assert.equal(
      result.timeline.get('ups')?.map(({ from }) => from),
      [BEGINNING, START, START + 3],
    );
  });

  test('a reserve revised to recharge at once at the instant of a loss is not filled by that', () => {
    const result = run({ mains: {}, ups: { requires: 'mains', holdUp: 10 * MINUTE, recharge: 100 * MINUTE } }, [
      at(0, 'OutageBegan', { component: 'mains', level: 'down', fault: 'f', duration: 5 * MINUTE }),
      at(6, 'ComponentRevised', { component: 'ups', definition: { requires: 'mains', holdUp: 10 * MINUTE } }),
      at(6, 'OutageBegan', { component: 'mains', level: 'down', fault: 'g' }),
    ]);
    // Half is left at minute 5, and a tenth of a minute more a minute later.
    assert.is(lane(result, 'ups'), 'up 0 at-risk 5 up 6 at-risk 11.1 down');
  });

  test('a component retired and declared again at one instant at the same level has one interval across it', () => {
    const result = run({ a: {} }, [
      at(5, 'ComponentRetired', { component: 'a' }),
      at(5, 'ComponentDeclared', { component: 'a', definition: {} }),
    ]);
    assert.is(lane(result, 'a'), 'up');
  });

  test('time goes on past the timer of a component that is retired while it runs', () => {
    const result = run({ mains: {}, ups: { requires: 'mains', holdUp: 10 * MINUTE } }, [
      at(0, 'OutageBegan', { component: 'mains', level: 'down' }),
      at(5, 'ComponentRetired', { component: 'ups' }),
      at(30, 'OutageEnded', { component: 'mains' }),
    ]);
    assert.is(lane(result, 'mains'), 'up 0 down 30 up');
  });
});
