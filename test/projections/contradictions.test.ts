// Where observations and the model disagree, and which single change would explain it, worked by hand: a shop that is told to require only
// its host, and does require the disk as well.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { contradictionsIn } from '#projections/contradictions.ts';
import { wouldExplain } from '#projections/would-explain.ts';
import { at, declared, down, ended, minute, MINUTE, recorded, START } from '../support/history.ts';
import { spec } from '../support/spec.ts';

const MODEL: Readonly<Record<string, ComponentDefinition>> = { host: {}, disk: {}, shop: { requires: 'host', startUp: 5 * MINUTE } };
const SPAN = { from: minute(0), to: minute(100) };

const seen = (minutes: number, level: string, account?: string): Fact =>
  at(minutes, 'StatusObserved', { component: 'shop', level, vantage: 'desk', ...(account === undefined ? {} : { account }) });

const told = (facts: readonly Fact[]) => {
  const all = recorded([...declared(MODEL), ...facts]);
  const rows = contradictionsIn(all, SPAN);
  return {
    rows: rows.map(({ kind, binding, from, to }) => [kind, binding, (from - START) / MINUTE, (to - START) / MINUTE]),
    explained: wouldExplain(all, SPAN, rows).map(({ change, explained }) => [change, explained / MINUTE]),
  };
};

spec('projections/contradictions [unit]', (test) => {
  test('users said down, the model says up: for how long, and the requirement that is missing', () => {
    const { rows, explained } = told([down(10, 'disk', 'f'), seen(12, 'down', 'a user'), seen(30, 'up', 'a user'), ended(30, 'disk', 'f')]);
    assert.equal(rows, [['worse', false, 12, 30]]);
    // 18 minutes, but for the five of start-up in which it would then be down although it was seen up
    assert.equal(explained[0], [{ kind: 'requires', component: 'shop', also: 'disk' }, 13]);
  });

  test('a binding observation contradicts what is derived beside it', () => {
    assert.equal(told([seen(10, 'down'), seen(20, 'up')]).rows, [['worse', true, 10, 20]]);
    assert.equal(told([down(10, 'host', 'f'), seen(15, 'up')]).rows, [['better', true, 15, 100]]);
  });

  test('a start-up that takes longer than told, by as much', () => {
    const { rows, explained } = told([down(10, 'host', 'f'), ended(20, 'host', 'f'), seen(10, 'down', 'a user'), seen(33, 'up', 'a user')]);
    assert.equal(rows, [['worse', false, 25, 33]]);
    assert.equal(explained[0], [{ kind: 'delay', component: 'shop', which: 'startUp', was: 5 * MINUTE, to: 13 * MINUTE }, 8]);
  });

  test('silence contradicts nothing, and is told', () => {
    const silent = at(10, 'StatusObserved', { component: 'shop', level: 'up', vantage: 'probe', expectEvery: 5 * MINUTE });
    const { rows, explained } = told([silent]);
    assert.equal(rows, [['silent', true, 15, 100]]);
    assert.equal(explained, []);
  });
});
