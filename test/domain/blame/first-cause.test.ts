// Blame by first-cause (S8), each history worked by hand. Faults are named by what they are owed to.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { Origin } from '#domain/facts/types.ts';
import type { ComponentDefinition, Member } from '#domain/topology/definition.ts';
import { at, down, ended, MINUTE, owed } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

/** What `app`, which requires this of a, b and c, is owed to at a minute. */
const ofApp = (requires: Member, facts: readonly Fact[], minutes: number, definition: ComponentDefinition = {}): string =>
  owed({ a: {}, b: {}, c: {}, app: { requires, ...definition } }, facts, 'app', minutes);

const fromIts = (minutes: number, component: string, fault: string, consequenceOf: Origin): Fact =>
  at(minutes, 'OutageBegan', { component, level: 'down', fault, consequenceOf });

spec('domain/blame/first-cause [unit]', (test) => {
  test('a fault of its own at its level or worse owns it, a lesser one does not', () => {
    const facts = [down(0, 'app', 'own', 'degraded'), down(10, 'a', 'a-fault'), ended(20, 'a', 'a-fault')];
    assert.is(ofApp('a', facts, 5), 'own');
    assert.is(ofApp('a', facts, 15), 'a-fault');
    assert.is(ofApp('a', facts, 25), 'own');
  });

  test('a requirement better than the component itself is not followed', () => {
    const facts = [down(0, 'a', 'a-fault', 'degraded'), down(10, 'app', 'own')];
    assert.is(ofApp('a', facts, 5), 'a-fault');
    assert.is(ofApp('a', facts, 15), 'own');
  });

  test('of all faults still at work the one that began first owns it', () => {
    const facts = [
      down(5, 'b', 'b-fault'),
      down(10, 'a', 'a-fault'),
      down(12, 'app', 'own'),
      ended(15, 'b', 'b-fault'),
      ended(20, 'a', 'a-fault'),
    ];
    assert.is(ofApp({ all: ['a', 'b'] }, facts, 13), 'b-fault');
    assert.is(ofApp({ all: ['a', 'b'] }, facts, 16), 'a-fault');
    assert.is(ofApp({ all: ['a', 'b'] }, facts, 25), 'own');
  });

  test('of faults that began together the one reported first owns it, then the first in fold order', () => {
    const reported = (component: string, fault: string, reportedAt: number): Fact => ({ ...down(0, component, fault), reportedAt });
    assert.is(ofApp({ all: ['a', 'b'] }, [reported('a', 'a-fault', 2), reported('b', 'b-fault', 1)], 5), 'b-fault');
    assert.is(ofApp({ all: ['a', 'b'] }, [reported('a', 'a-fault', 1), reported('b', 'b-fault', 2)], 5), 'a-fault');
    // Streams are named after components: that of a comes first.
    assert.is(ofApp({ all: ['a', 'b'] }, [down(0, 'b', 'b-fault'), down(0, 'a', 'a-fault')], 5), 'a-fault');
  });

  test('members better than the gate are not followed', () => {
    const facts = [down(0, 'a', 'a-fault', 'degraded'), down(5, 'b', 'b-fault')];
    assert.is(ofApp({ all: ['a', 'b'] }, facts, 2), 'a-fault');
    assert.is(ofApp({ all: ['a', 'b'] }, facts, 10), 'b-fault');
  });

  test('members worse than the gate are', () => {
    const facts = [down(5, 'b', 'b-fault'), down(8, 'a', 'a-fault', 'degraded')];
    assert.is(ofApp({ any: ['a', 'b'] }, facts, 6), 'b-fault');
    assert.is(ofApp({ any: ['a', 'b'] }, facts, 10), 'b-fault');
    assert.is(ofApp({ any: ['a', 'b'] }, [down(5, 'a', 'a-fault', 'degraded'), down(8, 'b', 'b-fault')], 10), 'a-fault');
  });

  test('effects count: what a soft member loses is owed to its fault, what it hides is not followed', () => {
    const soft: Member = { all: [{ on: 'a', effect: 'soft' }, 'b'] };
    assert.is(ofApp(soft, [down(0, 'a', 'a-fault')], 5), 'a-fault');
    assert.is(ofApp(soft, [down(0, 'a', 'a-fault'), down(3, 'b', 'b-fault')], 5), 'b-fault');
  });

  test('nested gates are followed to the members that matter', () => {
    const nested: Member = { all: [{ any: ['a', 'b'] }, 'c'] };
    assert.is(ofApp(nested, [down(0, 'a', 'a-fault'), down(5, 'c', 'c-fault')], 10), 'c-fault');
    assert.is(ofApp(nested, [down(0, 'a', 'a-fault'), down(5, 'c', 'c-fault'), down(8, 'b', 'b-fault')], 10), 'a-fault');
  });

  test('a latch is owed to the fault that caused the loss, after that has ended', () => {
    const facts = [down(0, 'a', 'first'), ended(10, 'a', 'first'), down(20, 'a', 'second'), ended(30, 'a', 'second'), ended(40, 'app')];
    for (const minutes of [5, 15, 25, 35]) assert.is(ofApp('a', facts, minutes, { restart: 'manual' }), 'first');
    assert.is(ofApp('a', [...facts, down(50, 'a', 'third')], 55, { restart: 'manual' }), 'third');
  });

  test('a start-up is owed to the fault that caused the loss', () => {
    const facts = [down(0, 'a', 'first'), ended(10, 'a', 'first')];
    assert.is(ofApp('a', facts, 15, { startUp: 10 * MINUTE }), 'first');
    assert.is(ofApp('a', [...facts, down(12, 'a', 'second'), ended(14, 'a', 'second')], 15, { startUp: 10 * MINUTE }), 'second');
  });

  test('a fault of its own during a start-up is later than what caused the loss', () => {
    const facts = [down(0, 'a', 'first'), down(8, 'app', 'own'), ended(10, 'a', 'first')];
    assert.is(ofApp('a', facts, 15, { startUp: 10 * MINUTE }), 'first');
    assert.is(ofApp('a', facts, 25, { startUp: 10 * MINUTE }), 'own');
  });

  test('what a loss is owed to is told when it happens', () => {
    const facts = [down(0, 'a', 'a-fault'), down(10, 'b', 'b-fault'), ended(12, 'a', 'a-fault'), ended(20, 'b', 'b-fault')];
    assert.is(ofApp({ any: ['a', 'b'] }, facts, 15, { restart: 'manual' }), 'a-fault');
  });

  test('a dependent of what is latched or starting is owed to the same', () => {
    const components = { a: {}, host: { requires: 'a', restart: 'manual' }, app: { requires: 'host', startUp: 5 * MINUTE } } as const;
    const facts = [down(0, 'a', 'first'), ended(10, 'a', 'first'), ended(20, 'host')];
    assert.is(owed(components, facts, 'app', 15), 'first');
    assert.is(owed(components, facts, 'app', 22), 'first');
  });

  test('a reserve run empty is owed to the requirement as it is now', () => {
    const facts = [down(0, 'a', 'a-fault'), down(8, 'b', 'b-fault'), ended(12, 'a', 'a-fault')];
    assert.is(ofApp({ all: ['a', 'b'] }, facts, 11, { holdUp: 10 * MINUTE }), 'a-fault');
    assert.is(ofApp({ all: ['a', 'b'] }, facts, 13, { holdUp: 10 * MINUTE }), 'b-fault');
  });

  test('a reserve in use is owed to what it hides', () => {
    assert.is(ofApp('a', [down(0, 'a', 'a-fault')], 5, { holdUp: 10 * MINUTE }), 'a-fault');
  });

  test('of a standby gate moved by hand the active member alone is followed', () => {
    const facts = [down(0, 'b', 'b-fault'), down(10, 'a', 'a-fault')];
    assert.is(ofApp({ standby: ['a', 'b'] }, facts, 15), 'a-fault');
    assert.is(ofApp({ standby: ['a', 'b'] }, facts, 5), 'b-fault');
  });

  test('of one that moves by itself the others at that level are followed too', () => {
    const facts = [down(0, 'b', 'b-fault'), down(10, 'a', 'a-fault')];
    assert.is(ofApp({ standby: ['a', 'b'], mode: 'automatic' }, facts, 15), 'b-fault');
    const better = [down(0, 'b', 'b-fault', 'degraded'), down(10, 'a', 'a-fault')];
    assert.is(ofApp({ standby: ['a', 'b'], mode: 'automatic', switchover: 9 * MINUTE }, better, 15), 'a-fault');
    assert.is(ofApp({ standby: ['a', 'b'], mode: 'automatic', switchover: 9 * MINUTE }, better, 20), 'b-fault');
  });

  test('of a score gate the members that weigh more than at their best are followed', () => {
    const score: Member = {
      score: [
        { on: 'a', weights: { down: 2 } },
        { on: 'b', weights: { degraded: 1 } },
        { on: 'c', weights: { up: 1 } },
      ],
      thresholds: { down: 4 },
    };
    const facts = [down(0, 'c', 'c-fault'), down(5, 'b', 'b-fault', 'degraded'), down(10, 'a', 'a-fault')];
    assert.is(ofApp(score, facts, 15), 'b-fault');
  });

  test('inside a cycle every member is owed to what broke it', () => {
    const components = { mains: {}, a: { requires: { all: ['b', 'mains'] } }, b: { requires: 'a', startUp: 5 * MINUTE } };
    const facts = [down(0, 'mains', 'trip'), ended(10, 'mains', 'trip')];
    for (const id of ['a', 'b']) for (const minutes of [5, 12]) assert.is(owed(components, facts, id, minutes), 'trip');
  });

  test('a consequence is passed on: of a fact, of a named fault, of a loss', () => {
    const components = { circuit: {}, host: { requires: 'circuit' }, disk: {}, app: { requires: 'disk' } };
    const trip = at(0, 'OutageBegan', { component: 'circuit', level: 'down', fault: 'trip' }, 'trip-fact');
    const origins: readonly Origin[] = ['trip-fact', { component: 'circuit', fault: 'trip' }, { loss: 'host' }];
    for (const origin of origins) {
      const facts = [trip, fromIts(5, 'disk', 'damage', origin), ended(10, 'circuit', 'trip')];
      assert.is(owed(components, facts, 'app', 20), 'trip');
      assert.is(owed(components, [trip, fromIts(0, 'disk', 'damage', origin)], 'app', 2), 'trip', 'at the same instant');
    }
  });

  test('a loss that came before the last one, or never, is not what it came from', () => {
    const components = { circuit: {}, host: { requires: 'circuit' }, disk: {} };
    const twice = [down(0, 'circuit', 'trip'), ended(5, 'circuit', 'trip'), down(10, 'circuit', 'again')];
    assert.is(owed(components, [...twice, fromIts(12, 'disk', 'damage', { loss: 'host' })], 'disk', 20), 'again');
    assert.is(owed(components, [...twice, fromIts(7, 'disk', 'damage', { loss: 'host' })], 'disk', 20), 'trip');
    assert.is(owed(components, [fromIts(0, 'disk', 'damage', { loss: 'host' }), down(10, 'circuit', 'trip')], 'disk', 20), 'damage');
  });

  test('consequences of consequences are passed on to the first, and a ring of them ends', () => {
    const facts = [
      down(0, 'a', 'trip'),
      fromIts(1, 'b', 'surge', { component: 'a', fault: 'trip' }),
      fromIts(2, 'c', 'fire', { component: 'b', fault: 'surge' }),
    ];
    assert.is(ofApp('c', facts, 5), 'trip');
    const ring = [fromIts(0, 'a', 'hen', { component: 'b', fault: 'egg' }), fromIts(0, 'b', 'egg', { component: 'a', fault: 'hen' })];
    assert.ok(['hen', 'egg'].includes(ofApp('a', ring, 5)));
  });

  test('the fault found is the first to have begun before it is passed on', () => {
    // The damage began after the overload, whatever it came from.
    const facts = [
      down(0, 'a', 'trip'),
      ended(2, 'a', 'trip'),
      down(3, 'b', 'overload'),
      fromIts(5, 'c', 'damage', { component: 'a', fault: 'trip' }),
    ];
    assert.is(ofApp({ all: ['b', 'c'] }, facts, 10), 'overload');
    assert.is(ofApp('c', facts, 10), 'trip');
  });

  test('an absent member is owed to nothing, and so is what it latches', () => {
    assert.is(ofApp('nowhere', [], 5), 'unattributed');
    const retired = [at(0, 'ComponentRetired', { component: 'a' }), at(10, 'ComponentDeclared', { component: 'a', definition: {} })];
    assert.is(ofApp('a', retired, 15, { restart: 'manual' }), 'unattributed');
    assert.is(ofApp({ all: ['nowhere', 'a'] }, [down(3, 'a', 'a-fault')], 5), 'a-fault');
  });
});
