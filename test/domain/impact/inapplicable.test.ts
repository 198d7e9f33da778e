// Facts that have no effect (S5.5): each is listed with its reason, and changes nothing.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { at, down, ended, lane, run } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

const MODEL: Readonly<Record<string, ComponentDefinition>> = {
  a: {},
  b: {},
  other: {},
  plain: { requires: 'a' },
  s: { requires: { standby: ['a', 'b'] } },
};

/** Runs facts of which `fact` must be the only one without effect, and be told from its absence by nothing. Returns the reason. */
const reason = (fact: Fact, facts: readonly Fact[] = []): string => {
  const [result, without] = [run(MODEL, [...facts, { ...fact, id: 'the-fact' }]), run(MODEL, facts)];
  assert.equal(
    result.inapplicable.map(({ recorded }) => recorded.fact.id),
    ['the-fact'],
  );
  for (const id of Object.keys(MODEL)) assert.is(lane(result, id), lane(without, id));
  return result.inapplicable[0]?.why ?? '';
};

spec('domain/impact/inapplicable [unit]', (test) => {
  test('a fact about a component that is not there', () => {
    assert.is(reason(down(10, 'othr')), 'there is no component "othr" at 2016-01-16T19:10:00Z (did you mean "other"?)');
    assert.match(reason(ended(10, 'x')), /^there is no component "x" at 2016-01-16T19:10:00Z/);
    assert.match(reason(ended(10, 'x', 'f')), /^there is no component "x"/);
    assert.match(reason(at(10, 'FailedOver', { component: 'x', to: 'a' })), /^there is no component "x"/);
    assert.match(reason(at(10, 'FailedBack', { component: 'x' })), /^there is no component "x"/);
    assert.match(reason(at(10, 'ComponentRetired', { component: 'x' })), /^there is no component "x"/);
    assert.match(reason(at(10, 'StatusObserved', { component: 'x', level: 'down', vantage: 'v' })), /^there is no component "x"/);
  });

  test('a fault of a component that is retired by then', () => {
    assert.match(reason(down(20, 'other'), [at(10, 'ComponentRetired', { component: 'other' })]), /^there is no component "other"/);
  });

  test('an outage at a level that is none', () => {
    assert.match(reason(down(10, 'a', 'f', 'broken')), /^"broken" is not a level; .*at-risk, degraded, unknown, down/);
    assert.match(reason(down(10, 'a', 'f', 'up')), /^an outage at level "up" is none/);
  });

  test('a fault of a name that is open', () => {
    assert.match(
      reason(down(10, 'a', 'f'), [down(5, 'a', 'f', 'degraded')]),
      /^fault "f" of a is open already, since 2016-01-16T19:05:00Z/,
    );
  });

  test('an end that names a fault which never began, has ended, or begins later', () => {
    assert.match(reason(ended(10, 'a', 'f')), /^fault "f" of a never began/);
    assert.match(reason(ended(10, 'a', 'f'), [down(5, 'b', 'f')]), /^fault "f" of a never began/);
    assert.match(reason(ended(10, 'a', 'f'), [down(5, 'a', 'f'), ended(7, 'a', 'f')]), /^fault "f" of a is not open .*ended before/);
    assert.match(reason(ended(10, 'a', 'f'), [down(15, 'a', 'f')]), /^fault "f" of a ends at .*19:10:00Z, before it begins at .*19:15:00Z/);
  });

  test('the end of what is not down', () => {
    assert.match(reason(ended(10, 'a')), /^a is not down at 2016-01-16T19:10:00Z/);
    assert.match(reason(ended(10, 'a'), [down(10, 'a')]), /^a is not down/);
    assert.match(reason(ended(10, 'plain'), [down(5, 'a', 'f', 'degraded')]), /^plain is not down/);
  });

  test('that a component works again may be said while it is down for want of its requirement', () => {
    assert.equal(run(MODEL, [down(5, 'a'), ended(10, 'plain')]).inapplicable, []);
  });

  test('a fail-over without a standby gate, to no member of one, or to one that is retired', () => {
    assert.match(reason(at(10, 'FailedOver', { component: 'plain', to: 'b' })), /^plain requires nothing by a standby/);
    assert.match(reason(at(10, 'FailedBack', { component: 'plain' })), /^plain requires nothing by a standby/);
    assert.match(reason(at(10, 'FailedOver', { component: 's', to: 'other' })), /^no standby of s has "other" as a member; .* a, b/);
    assert.match(reason(at(10, 'FailedBack', { component: 's', to: 'other' })), /^no standby of s has "other"/);
    const retired = at(5, 'ComponentRetired', { component: 'b' });
    assert.match(reason(at(10, 'FailedOver', { component: 's', to: 'b' }), [retired]), /^there is no component "b"/);
  });

  test('an end is told from one before its begin even where the begin is about another component', () => {
    assert.match(reason(ended(10, 'a', 'f'), [down(15, 'b', 'f')]), /^fault "f" of a never began/);
  });
});
