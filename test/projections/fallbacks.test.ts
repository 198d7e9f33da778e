// Which standby carried a component when, and which of them carry a service.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { fallbacksBehind, fallbacksOf, type Fallback } from '#projections/fallbacks.ts';
import { spec } from '../support/spec.ts';
import { at, down, ended, minute, MINUTE, run, START } from '../support/history.ts';

const found = (components: Readonly<Record<string, ComponentDefinition>>, facts: readonly Fact[], until?: number) => {
  const fallbacks = fallbacksOf();
  const result = run(components, facts, { during: fallbacks.during, ...(until === undefined ? {} : { until: minute(until) }) });
  return { rows: fallbacks.rows(), model: result.world.model };
};
const told = ({ component, member, insteadOf, from, to, open }: Fallback): string =>
  `${component} ${member} for ${insteadOf} ${(from - START) / MINUTE}–${open ? '' : (to - START) / MINUTE}`;

const AUTOMATIC: Readonly<Record<string, ComponentDefinition>> = {
  a: {},
  b: {},
  c: {},
  app: {
    requires: { standby: ['a', 'b', 'c'], mode: 'automatic', switchover: 5 * MINUTE, failback: 'automatic', failbackDelay: 10 * MINUTE },
  },
  shop: { requires: 'app' },
  other: {},
};

spec('projections/fallbacks [unit]', (test) => {
  test('a fallback comes into force when its switch-over is over, and ends when it goes back', () => {
    const { rows } = found(AUTOMATIC, [down(0, 'a', 'x'), ended(60, 'a', 'x')]);
    assert.equal(rows.map(told), ['app b for a 5–70']);
  });

  test('moving on from one fallback to the next ends the first', () => {
    const { rows } = found(AUTOMATIC, [down(0, 'a', 'x'), down(20, 'b', 'y'), down(200, 'other', 'z')], 300);
    assert.equal(rows.map(told), ['app b for a 5–25', 'app c for a 25–']);
  });

  test('one that is still in force at the end is open', () => {
    const { rows } = found(AUTOMATIC, [down(0, 'a', 'x')], 90);
    assert.equal(rows.map(told), ['app b for a 5–']);
    assert.is(rows[0]?.to, minute(90));
  });

  test('the fallbacks of whatever a service requires carry it, and no others do', () => {
    const { rows, model } = found(AUTOMATIC, [down(0, 'a', 'x'), ended(60, 'a', 'x')]);
    assert.is(fallbacksBehind('shop', model, rows).length, 1);
    assert.is(fallbacksBehind('other', model, rows).length, 0);
  });

  test('a component that is retired on its fallback is on none any more', () => {
    const { rows } = found(AUTOMATIC, [
      down(0, 'a', 'x'),
      at(30, 'ComponentRetired', { component: 'app' }),
      down(50, 'other', 'z'),
      ended(60, 'other', 'z'),
    ]);
    assert.equal(rows.map(told), ['app b for a 5–30']);
  });
});
