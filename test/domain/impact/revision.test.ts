// What a revision of the model keeps and what it does not (S3.5), each history worked by hand.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { actives, at, down, ended, lane, MINUTE, run } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const revised = (minutes: number, component: string, definition: ComponentDefinition): Fact =>
  at(minutes, 'ComponentRevised', { component, definition });
const retired = (minutes: number, component: string): Fact => at(minutes, 'ComponentRetired', { component });
const appeared = (minutes: number, component: string, definition: ComponentDefinition): Fact =>
  at(minutes, 'ComponentDeclared', { component, definition });

spec('domain/impact/revision [unit]', (test) => {
  test('a new requirement counts from its instant', () => {
    const result = run({ a: {}, b: {}, app: { requires: 'a' } }, [down(0, 'b'), revised(10, 'app', { requires: 'b' })]);
    assert.is(lane(result, 'app'), 'up 10 down');
  });

  test('open faults stay open', () => {
    const result = run({ a: {} }, [down(0, 'a', 'f'), revised(5, 'a', { name: 'A' }), ended(10, 'a', 'f')]);
    assert.is(lane(result, 'a'), 'up 0 down 10 up');
  });

  test('the latch stays, unless the component restarts by itself now', () => {
    const loss = [down(0, 'mains', 'f'), ended(5, 'mains', 'f')];
    const components = { mains: {}, host: { requires: 'mains', restart: 'manual' } } as const;
    const kept = run(components, [...loss, revised(10, 'host', { requires: 'mains', restart: 'manual', holdUp: MINUTE })]);
    assert.is(lane(kept, 'host'), 'up 0 down');
    assert.is(lane(run(components, [...loss, revised(10, 'host', { requires: 'mains' })]), 'host'), 'up 0 down 10 up');
  });

  test('one that is to be restarted by hand from now on is not latched by a loss that was there before', () => {
    const result = run({ mains: {}, host: { requires: 'mains' } }, [
      down(0, 'mains', 'f'),
      revised(5, 'host', { requires: 'mains', restart: 'manual' }),
      ended(10, 'mains', 'f'),
    ]);
    assert.is(lane(result, 'host'), 'up 0 down 10 up');
  });

  test('a requirement that a revision turns down latches', () => {
    const result = run({ a: {}, b: {}, host: { requires: 'a', restart: 'manual' } }, [
      down(0, 'b', 'f'),
      revised(5, 'host', { requires: 'b', restart: 'manual' }),
      ended(10, 'b', 'f'),
    ]);
    assert.is(lane(result, 'host'), 'up 5 down');
  });

  test('a reserve keeps its share', () => {
    // Seven of ten minutes are left at 3: of twenty that is fourteen.
    const result = run({ mains: {}, ups: { requires: 'mains', holdUp: 10 * MINUTE } }, [
      down(0, 'mains', 'f'),
      revised(3, 'ups', { requires: 'mains', holdUp: 20 * MINUTE }),
    ]);
    assert.is(lane(result, 'ups'), 'up 0 at-risk 17 down');
  });

  test('an empty reserve stays empty, one that is new is full', () => {
    const components = { mains: {}, ups: { requires: 'mains', holdUp: 10 * MINUTE }, plain: { requires: 'mains' } };
    const larger: ComponentDefinition = { requires: 'mains', holdUp: 20 * MINUTE };
    const result = run(components, [down(0, 'mains', 'f'), revised(15, 'ups', larger), revised(15, 'plain', larger)]);
    assert.is(lane(result, 'ups'), 'up 0 at-risk 10 down');
    assert.is(lane(result, 'plain'), 'up 0 down 15 at-risk 35 down');
  });

  test('a requirement taken away ends the loss, and the start-up follows', () => {
    const result = run({ mains: {}, host: { requires: 'mains', startUp: 4 * MINUTE } }, [
      down(0, 'mains'),
      revised(10, 'host', { startUp: 4 * MINUTE }),
    ]);
    assert.is(lane(result, 'host'), 'up 0 down 14 up');
  });

  test('a standby gate stays on its active member wherever that stands now, and goes to the first if it is gone', () => {
    const components = { a: {}, b: {}, c: {}, s: { requires: { standby: ['a', 'b'] } } };
    const over = at(5, 'FailedOver', { component: 's', to: 'b' });
    const moved = run(components, [over, revised(10, 's', { requires: { standby: ['c', 'a', 'b'] } })]);
    assert.equal(actives(moved, 's'), ['b']);
    const gone = run(components, [over, revised(10, 's', { requires: { standby: ['c', 'a'] } })]);
    assert.equal(actives(gone, 's'), ['c']);
    assert.is(lane(gone, 's'), 'up 5 at-risk 10 up');
  });

  test('a switch-over runs on through a revision', () => {
    const requires = { standby: ['a', 'b'], mode: 'automatic', switchover: 5 * MINUTE } as const;
    const result = run({ a: {}, b: {}, s: { requires } }, [down(0, 'a'), revised(3, 's', { requires, name: 'S' })]);
    assert.is(lane(result, 's'), 'up 0 down 5 at-risk');
  });

  test('a required component that is absent counts as down', () => {
    const components = { a: {}, app: { requires: 'a' }, either: { requires: { any: ['a', 'nowhere'] } } };
    const result = run(components, [retired(10, 'a'), appeared(20, 'a', {})]);
    assert.is(lane(result, 'app'), 'up 10 down 20 up');
    assert.is(lane(result, 'either'), 'at-risk 10 down 20 at-risk');
    assert.is(lane(result, 'a'), 'up 20 up');
  });

  test('one that is declared again after it was retired is at rest', () => {
    const definition = { requires: 'mains', restart: 'manual' } as const;
    const result = run({ mains: {}, host: definition }, [
      down(0, 'mains', 'f'),
      down(5, 'host', 'own'),
      ended(10, 'mains', 'f'),
      retired(20, 'host'),
      appeared(30, 'host', definition),
    ]);
    assert.is(lane(result, 'host'), 'up 0 down 30 up');
    const [, second] = result.timeline.get('host') ?? [];
    assert.is((second?.to ?? 0) - (second?.from ?? 0), 20 * MINUTE);
  });
});
