// The order of recovery as it is told: by impact reached, then by the nearest objective, with standbys that a person moves told first.
import * as assert from 'uvu/assert';
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { isRefusal } from '#domain/refusal.ts';
import { hoursBook } from '#domain/time/hours-book.ts';
import { impactRank } from '#domain/time/impact-rank.ts';
import type { ComponentDefinition, ServiceDefinition } from '#domain/topology/definition.ts';
import { compileModel } from '#domain/topology/model.ts';
import { recoveryPlan, type RecoveryPlan } from '#projections/recovery-plan.ts';
import { spec } from '../support/spec.ts';
import { declared, HOUR, recorded, START } from '../support/history.ts';

const scale = compileScale(DEFAULT_SCALE);

const plan = (components: Readonly<Record<string, ComponentDefinition>>, repairs: Readonly<Record<string, number>>): RecoveryPlan => {
  const made = recoveryPlan({
    model: compileModel(new Map(Object.entries(components)), scale),
    scale,
    begun: START,
    repairs: new Map(Object.entries(repairs).map(([id, hours]) => [id, hours * HOUR])),
    book: hoursBook(catalogueOf(recorded(declared(components))), () => []),
    zone: 'UTC',
  });
  if (isRefusal(made)) throw new Error(made.refused);
  return made;
};
const order = ({ steps }: RecoveryPlan): readonly string[] => steps.map(({ component }) => component);
const service = (promise: ServiceDefinition): ComponentDefinition => ({ service: promise });

spec('projections/recovery-plan [unit]', (test) => {
  test('the worse impact comes first, then the nearer objective, then the name', () => {
    const components = {
      a: service({ impact: [{ level: 'low' }], rto: HOUR }),
      b: service({ impact: [{ level: 'High' }], rto: 9 * HOUR }),
      c: service({ impact: [{ level: 'high' }], rto: 2 * HOUR }),
      d: service({ rto: HOUR }),
    };
    assert.equal(order(plan(components, { a: 3, b: 3, c: 3, d: 3 })), ['c', 'b', 'a', 'd']);
  });

  test('the impact is the one reached when it is back', () => {
    const rising = service({ impact: [{ level: 'low' }, { after: 4 * HOUR, level: 'critical' }] });
    const components = { slow: rising, quick: service({ impact: [{ level: 'high' }] }) };
    assert.equal(order(plan(components, { slow: 3, quick: 1 })), ['quick', 'slow']);
    assert.equal(order(plan(components, { slow: 5, quick: 1 })), ['slow', 'quick']);
    assert.equal(
      plan(components, { slow: 5 }).services.map(({ impact }) => impact),
      ['critical'],
    );
  });

  test('an objective is met up to its very instant', () => {
    const met = (hours: number): boolean | undefined => plan({ a: service({ rto: 4 * HOUR }) }, { a: hours }).services[0]?.met;
    assert.equal([met(4), met(5)], [true, false]);
  });

  test('a manual standby that could carry a component is told; an automatic one, one that is lost too, and one not needed are not', () => {
    const components: Readonly<Record<string, ComponentDefinition>> = {
      one: {},
      two: {},
      lost: {},
      hand: { requires: { standby: ['one', 'lost', 'two'] } },
      self: { requires: { standby: ['one', 'two'], mode: 'automatic' } },
      both: { requires: { standby: ['one', 'lost'] } },
      well: { requires: { standby: ['two', 'one'] } },
    };
    const { failovers } = plan(components, { one: 2, lost: 1 });
    assert.equal(failovers, [{ component: 'hand', name: 'hand', from: 'one', to: 'two' }]);
  });

  test('cycles in what is down are told', () => {
    const { cycles } = plan({ p: {}, a: { requires: { all: ['p', 'b'] } }, b: { requires: 'a' } }, { p: 1 });
    assert.equal(cycles, [['a', 'b']]);
  });

  test('words of impact rank in their order, whatever their case; others rank below them and above none', () => {
    const ranks = ['critical', 'HIGH', 'medium', 'low', 'a nuisance', undefined].map(impactRank);
    assert.equal(
      ranks,
      ranks.toSorted((a, b) => b - a),
    );
    assert.is(new Set(ranks).size, ranks.length);
  });
});
