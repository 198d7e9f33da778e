// Faults of a component's own (S3.4) and their order at one instant (S5.3), each history worked by hand.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { at, declared, down, ended, lane, MINUTE, recorded, run } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const own = (...facts: readonly Fact[]): string => lane(run({ a: {} }, facts), 'a');
const named = (minutes: number, id: string, level: string): Fact => at(minutes, 'OutageBegan', { component: 'a', level }, id);

spec('domain/impact/own-condition [unit]', (test) => {
  test('a component is as bad as the worst of its open faults', () => {
    const facts = [down(0, 'a', 'f', 'degraded'), down(5, 'a', 'g'), ended(10, 'a', 'g'), ended(20, 'a', 'f')];
    assert.is(own(...facts), 'up 0 degraded 5 down 10 degraded 20 up');
  });

  test('the end of one fault leaves the others open', () => {
    assert.is(own(down(0, 'a', 'f'), down(5, 'a', 'g'), ended(10, 'a', 'f')), 'up 0 down');
  });

  test('saying that it works again ends all of them', () => {
    assert.is(own(down(0, 'a', 'f'), down(5, 'a'), ended(10, 'a')), 'up 0 down 10 up');
  });

  test('a fault without a name is ended by the id of its fact', () => {
    assert.is(own(named(0, 'id-1', 'down'), named(0, 'id-2', 'degraded'), ended(10, 'a', 'id-1')), 'up 0 down 10 degraded');
  });

  test('a stated duration ends its fault, unless that has ended before', () => {
    const brief = at(0, 'OutageBegan', { component: 'a', level: 'down', fault: 'f', duration: 10 * MINUTE });
    assert.is(own(brief), 'up 0 down 10 up');
    assert.is(own(brief, ended(5, 'a', 'f')), 'up 0 down 5 up');
    assert.is(own(brief, ended(5, 'a', 'f'), down(6, 'a', 'f')), 'up 0 down 5 up 6 down');
  });

  test('at one instant ends come before begins', () => {
    const result = run({ a: {} }, [down(0, 'a', 'f', 'degraded'), down(10, 'a', 'f'), ended(10, 'a', 'f')]);
    assert.is(lane(result, 'a'), 'up 0 degraded 10 down');
    assert.equal(result.inapplicable, []);
  });

  test('the end of a stated duration comes before a begin, too', () => {
    const result = run({ a: {} }, [
      at(0, 'OutageBegan', { component: 'a', level: 'degraded', fault: 'f', duration: 10 * MINUTE }),
      down(10, 'a', 'f'),
    ]);
    assert.is(lane(result, 'a'), 'up 0 degraded 10 down');
    assert.equal(result.inapplicable, []);
  });

  test('saying that it works again ends only what began before that instant', () => {
    assert.is(own(down(0, 'a', 'f', 'degraded'), ended(10, 'a'), down(10, 'a', 'g')), 'up 0 degraded 10 down');
  });

  test('an end that names a fault ends the one that begins then, where none of that name is open', () => {
    const result = run({ a: {} }, [ended(10, 'a', 'f'), down(10, 'a', 'f')]);
    assert.is(lane(result, 'a'), 'up');
    assert.equal(result.inapplicable, []);
    assert.is(result.faults.length, 1);
  });

  test('facts of the model come first at their instant, whatever their place', () => {
    const late = [down(10, 'b', 'f'), at(10, 'ComponentDeclared', { component: 'b', definition: {} })];
    const result = replay(recorded([...declared({ a: {} }), ...late]));
    assert.is(lane(result, 'b'), '10 down');
    assert.equal(result.inapplicable, []);
  });

  test('a fault that passes from one member to another at an instant leaves no gap', () => {
    const result = run({ a: {}, b: {}, app: { requires: { all: ['a', 'b'] } } }, [
      down(0, 'a', 'f'),
      ended(10, 'a', 'f'),
      down(10, 'b', 'g'),
      ended(20, 'b', 'g'),
    ]);
    assert.is(lane(result, 'app'), 'up 0 down 20 up');
  });

  test('of two fail-overs at one instant the one reported last stands', () => {
    const over = (to: string, reportedAt: number): Fact => ({ ...at(10, 'FailedOver', { component: 's', to }), reportedAt });
    const components = { a: {}, b: {}, c: {}, s: { requires: { standby: ['a', 'b', 'c'] } } };
    const result = run(components, [over('b', 2), over('c', 1), down(20, 'c')]);
    assert.is(lane(result, 's'), 'up 10 at-risk');
    assert.is(lane(run(components, [over('b', 1), over('c', 2), down(20, 'c')]), 's'), 'up 10 at-risk 20 down');
  });
});
