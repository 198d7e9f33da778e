// Observations (S5.7), each history worked by hand: a page requires a host; a monitor and a desk look at them.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { FactData } from '#domain/facts/types.ts';
import { replay, type Replay } from '#domain/impact/replay.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { uncertainFacts } from '#domain/simulate/ends.ts';
import { at, declared, down, ended, lane, MINUTE, minute, owed, recorded, run } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const MODEL: Readonly<Record<string, ComponentDefinition>> = { host: {}, page: { requires: 'host' } };

const seen = (minutes: number, component: string, level: string, more: Partial<FactData['StatusObserved']> = {}): Fact =>
  at(minutes, 'StatusObserved', { component, level, vantage: 'monitor', ...more }, `${component} seen at ${String(minutes)}`);
const released = (minutes: number, component: string, vantage = 'monitor'): Fact =>
  at(minutes, 'ObservationReleased', { component, vantage });

const told = (facts: readonly Fact[], model = MODEL): readonly string[] => {
  const result = run(model, facts);
  return Object.keys(model).map((id) => `${id} ${lane(result, id)}`);
};
const derived = (facts: readonly Fact[], component: string, model = MODEL): string => {
  const lines: string[] = [];
  const result: Replay = run(model, facts, {
    during: (world) => {
      const level = world.scale.names[world.states.get(component)?.derived ?? 0] ?? '';
      if (lines.at(-1) !== level) lines.push(level);
    },
  });
  assert.ok(result.timeline.has(component));
  return lines.join(' ');
};

spec('domain/impact/observed [unit]', (test) => {
  test('what a monitor sees stands in place of what is derived, and counts for what requires it', () => {
    assert.equal(told([seen(10, 'host', 'down'), seen(20, 'host', 'up')]), ['host up 10 down 20 up', 'page up 10 down 20 up']);
  });

  test('it may be better than what is derived', () => {
    const facts = [down(5, 'host', 'f'), seen(10, 'host', 'degraded'), released(20, 'host')];
    assert.equal(told(facts), ['host up 5 down 10 degraded 20 down', 'page up 5 down 10 degraded 20 down']);
    assert.is(derived(facts, 'host'), 'up down');
  });

  test("a person's account is only compared, unless it is said to bind", () => {
    assert.equal(told([seen(10, 'host', 'down', { account: 'a user' })]), ['host up', 'page up']);
    assert.equal(told([seen(10, 'host', 'down', { account: 'a user', binding: true })]), ['host up 10 down', 'page up 10 down']);
    assert.equal(told([seen(10, 'host', 'down', { binding: false })]), ['host up', 'page up']);
  });

  test('of several vantages the worst that binds wins', () => {
    const facts = [
      seen(10, 'page', 'degraded'),
      seen(20, 'page', 'down', { vantage: 'desk' }),
      seen(30, 'page', 'up'),
      released(40, 'page', 'desk'),
      released(50, 'page'),
    ];
    assert.is(lane(run(MODEL, facts), 'page'), 'up 10 degraded 20 down 40 up');
  });

  test('a vantage that does not speak again in time says unknown from that instant on', () => {
    const every = { expectEvery: 5 * MINUTE };
    assert.is(lane(run(MODEL, [seen(10, 'page', 'up', every)]), 'page'), 'up 15 unknown');
    assert.is(
      lane(run(MODEL, [seen(10, 'page', 'up', every), seen(15, 'page', 'up', every), seen(30, 'page', 'up')]), 'page'),
      'up 20 unknown 30 up',
    );
    assert.is(lane(run(MODEL, [seen(10, 'page', 'down', every), released(30, 'page')]), 'page'), 'up 10 down 15 unknown 30 up');
  });

  test('on a scale that knows no unknown, a vantage that falls silent says nothing any more', () => {
    const scale = at('beginning', 'ScaleDefined', { name: 'default', definition: { levels: ['ok', 'dead'], roles: { down: 'dead' } } });
    const facts = [scale, ...declared(MODEL), seen(10, 'page', 'dead', { expectEvery: 5 * MINUTE })];
    assert.is(lane(replay(recorded(facts)), 'page'), 'ok 10 dead 15 ok');
  });

  test('latches and timers of what is derived go on behind it, and it releases none', () => {
    const model: Readonly<Record<string, ComponentDefinition>> = { host: {}, page: { requires: 'host', restart: 'manual' } };
    const facts = [seen(5, 'page', 'up'), down(10, 'host', 'f'), ended(20, 'host', 'f'), released(30, 'page'), ended(40, 'page')];
    assert.is(lane(run(model, facts), 'page'), 'up 30 down 40 up');
    const reserve: Readonly<Record<string, ComponentDefinition>> = {
      host: {},
      page: { requires: 'host', holdUp: 10 * MINUTE, startUp: 4 * MINUTE },
    };
    const lost = [
      seen(5, 'page', 'up'),
      down(10, 'host', 'f'),
      released(15, 'page'),
      seen(24, 'page', 'up'),
      ended(30, 'host', 'f'),
      released(31, 'page'),
    ];
    assert.is(lane(run(reserve, lost), 'page'), 'up 15 at-risk 20 down 24 up 31 down 34 up');
  });

  test('a revision keeps it, retirement does not', () => {
    const revised = at(15, 'ComponentRevised', { component: 'page', definition: {} });
    assert.is(lane(run(MODEL, [seen(10, 'page', 'down'), revised]), 'page'), 'up 10 down');
    const again = [at(15, 'ComponentRetired', { component: 'page' }), at(20, 'ComponentDeclared', { component: 'page', definition: {} })];
    assert.is(lane(run(MODEL, [seen(10, 'page', 'down'), ...again]), 'page'), 'up 10 down 20 up');
  });

  test('it is a fault under its own id while it is worse than what is derived, begun when it was made', () => {
    const facts = [seen(10, 'host', 'down'), down(20, 'host', 'f'), ended(40, 'host', 'f')];
    assert.is(owed(MODEL, facts, 'page', 15), 'host seen at 10');
    assert.is(owed(MODEL, facts, 'page', 30), 'f');
    assert.is(owed(MODEL, facts, 'page', 45), 'host seen at 10');
    const first = [down(5, 'host', 'weak', 'degraded'), seen(10, 'host', 'down'), down(20, 'host', 'f')];
    assert.is(owed(MODEL, first, 'host', 15), 'host seen at 10');
  });

  test('what it improves on is owed to what is derived', () => {
    const facts = [down(5, 'host', 'f'), seen(10, 'host', 'degraded')];
    assert.is(owed(MODEL, facts, 'page', 15), 'f');
    const latched: Readonly<Record<string, ComponentDefinition>> = { host: {}, page: { requires: 'host', restart: 'manual' } };
    const held = [down(5, 'host', 'f'), ended(8, 'host', 'f'), seen(10, 'page', 'degraded')];
    assert.is(owed(latched, held, 'page', 15), 'f');
  });

  test('a silence began when it was overdue', () => {
    const model: Readonly<Record<string, ComponentDefinition>> = { host: {}, other: {}, page: { requires: { all: ['host', 'other'] } } };
    const facts = [seen(10, 'host', 'up', { expectEvery: 20 * MINUTE }), down(15, 'other', 'f', 'unknown')];
    assert.is(owed(model, facts, 'page', 40), 'f');
    assert.is(owed(model, facts, 'host', 40), 'host seen at 10');
  });

  test('somebody who says it works again is told that it is only observed to be down', () => {
    const { inapplicable } = run(MODEL, [seen(10, 'page', 'down'), ended(20, 'page')]);
    assert.match(inapplicable[0]?.why ?? '', /only observed so: record what is seen now, or release the observation$/);
  });

  test('an uncertain time of one that binds is among those a range rests on', () => {
    const vague = { best: minute(10), earliest: minute(5), latest: minute(15) };
    const facts = recorded(
      [seen(10, 'page', 'down'), seen(10, 'page', 'down', { account: 'a user' })].map((fact) => ({ ...fact, occurredAt: vague })),
    );
    assert.is(uncertainFacts(facts, { from: minute(0), to: minute(60) }).length, 1);
  });
});
