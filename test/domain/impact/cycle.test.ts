// Cycles (S2.6, S4.2): the best levels consistent with every rule, then choices, then latches. Each history worked by hand.
import * as assert from 'uvu/assert';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { at, down, ended, lane, MINUTE, run } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

spec('domain/impact/cycle [unit]', (test) => {
  test('members of a cycle that nothing holds down are up', () => {
    const result = run({ a: { requires: 'b' }, b: { requires: 'c' }, c: { requires: 'a' } }, []);
    for (const id of ['a', 'b', 'c']) assert.is(lane(result, id), 'up');
  });

  test('a fault goes round the cycle, and with it all come back', () => {
    const result = run({ a: { requires: 'b' }, b: { requires: 'c' }, c: { requires: 'a' } }, [down(0, 'b', 'f'), ended(10, 'b', 'f')]);
    for (const id of ['a', 'b', 'c']) assert.is(lane(result, id), 'up 0 down 10 up');
  });

  test('an effect on the way stops it', () => {
    const result = run({ a: { requires: { on: 'b', effect: 'soft' } }, b: { requires: 'a' } }, [down(0, 'a', 'f'), ended(10, 'a', 'f')]);
    assert.is(lane(result, 'b'), 'up 0 down 10 up');
    const other = run({ a: { requires: { on: 'b', effect: 'soft' } }, b: { requires: 'a' } }, [down(0, 'b', 'f'), ended(10, 'b', 'f')]);
    assert.is(lane(other, 'a'), 'up 0 degraded 10 up');
    // b is as bad as its own fault; after it nothing but a's degraded could hold it, which rests on b alone.
    assert.is(lane(other, 'b'), 'up 0 down 10 up');
  });

  test('two that back each other up are at risk while one is down', () => {
    const components = { x: { requires: { any: ['y', 'mains'] } }, y: { requires: { any: ['x', 'mains'] } }, mains: {} };
    const result = run(components, [down(0, 'mains', 'f'), ended(10, 'mains', 'f')]);
    assert.is(lane(result, 'x'), 'up 0 at-risk 10 up');
    assert.is(lane(result, 'y'), 'up 0 at-risk 10 up');
  });

  test('what requires a cycle, and what a cycle requires, settle with it', () => {
    const components = { mains: {}, a: { requires: { all: ['b', 'mains'] } }, b: { requires: 'a' }, app: { requires: 'b' } };
    const result = run(components, [down(0, 'mains', 'f'), ended(10, 'mains', 'f')]);
    assert.is(lane(result, 'app'), 'up 0 down 10 up');
  });

  test('latches inside a cycle hold each other until all are released', () => {
    const components = {
      mains: {},
      a: { requires: { all: ['b', 'mains'] }, restart: 'manual' },
      b: { requires: 'a', restart: 'manual' },
    } as const;
    const loss = [down(0, 'mains', 'f'), ended(10, 'mains', 'f')];
    assert.is(lane(run(components, [...loss, ended(20, 'a')]), 'a'), 'up 0 down');
    assert.is(lane(run(components, [...loss, ended(20, 'a'), ended(30, 'b')]), 'a'), 'up 0 down 30 up');
    assert.is(lane(run(components, [...loss, ended(20, 'a'), ended(20, 'b')]), 'b'), 'up 0 down 20 up');
  });

  test('a switch at once inside a cycle comes before its latches', () => {
    const components = {
      p: {},
      q: {},
      a: {
        requires: {
          all: [
            { standby: ['p', 'q'], mode: 'automatic' },
            { on: 'b', effect: 'soft' },
          ],
        },
        restart: 'manual',
      },
      b: { requires: 'a', restart: 'manual' },
    } as const;
    const result = run(components, [down(0, 'p')]);
    assert.is(lane(result, 'a'), 'up 0 at-risk');
    assert.is(lane(result, 'b'), 'up 0 at-risk');
  });

  test('reserves inside a cycle run out one after the other', () => {
    const components = {
      mains: {},
      a: { requires: { all: ['b', 'mains'] }, holdUp: 5 * MINUTE },
      b: { requires: 'a', holdUp: 3 * MINUTE },
    };
    const result = run(components, [down(0, 'mains', 'f')]);
    // At risk from 0, b sees a at risk only after 3, but is at risk itself for hiding it.
    assert.is(lane(result, 'a'), 'up 0 at-risk 5 down');
    assert.is(lane(result, 'b'), 'up 0 at-risk 8 down');
  });

  // At 0 both gates switch, as both are due: x to y, and y off x to what counts as unknown. x is at risk then, so y would go back at
  // once. It may not, and waits although things happen elsewhere, until its reserve is empty and x goes down with it.
  test('a gate that wants a second switch at one instant waits until the level of a member changes', () => {
    const x: ComponentDefinition = { requires: { standby: ['nowhere', 'y'], mode: 'automatic' } };
    const y: ComponentDefinition = {
      requires: {
        standby: ['x', { on: 'nowhere', effect: { down: 'unknown' } }],
        mode: 'automatic',
        failback: 'automatic',
        effect: { degraded: 'down' },
      },
      holdUp: 4 * MINUTE,
    };
    const result = run({ other: {} }, [
      at(0, 'ComponentDeclared', { component: 'x', definition: x }),
      at(0, 'ComponentDeclared', { component: 'y', definition: y }),
      at(2, 'ComponentRevised', { component: 'other', definition: { name: 'Other' } }),
    ]);
    assert.is(lane(result, 'x'), '0 at-risk 4 down');
    assert.is(lane(result, 'y'), '0 at-risk 4 down');
  });
});
