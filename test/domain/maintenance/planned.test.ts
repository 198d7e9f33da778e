// What of a component's downtime is planned (S6), case by case; times are minutes. The laws are in test/laws/planned.test.ts.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import type { FactData } from '#domain/facts/types.ts';
import { replay } from '#domain/impact/replay.ts';
import { plannedIn } from '#projections/planned.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { at, declared, down, ended, minute, MINUTE, recorded, START } from '../../support/history.ts';
import { spec } from '../../support/spec.ts';

type Told = 'MaintenancePlanned' | 'MaintenanceChanged' | 'MaintenanceCancelled';

/** Reported at a minute. */
const told = (reported: number, type: Told, data: FactData[Told]): Fact => ({ ...at(reported, type, data), reportedAt: minute(reported) });

const window = (reported: number, from: number, to: number, components = ['a'], type: Told = 'MaintenancePlanned'): Fact =>
  told(reported, type, { maintenance: 'm', components, from: minute(from), to: minute(to) });

const fault = (minutes: number, component: string, planned?: boolean | string, name = component): Fact =>
  at(minutes, 'OutageBegan', { component, level: 'down', fault: name, planned });

/** Planned minutes of a component, as `10-12`. */
const planned = (components: Readonly<Record<string, ComponentDefinition>>, facts: readonly Fact[], id: string): string => {
  const all = recorded([...declared(components), ...facts]);
  return plannedIn(
    all,
    replay(all, { until: minute(1_000) }),
    'cause',
  )(id)
    .map(({ from, to }) => `${(from - START) / MINUTE}-${(to - START) / MINUTE}`)
    .join(' ');
};

const ALONE = { a: {}, s: { requires: 'a' } };
const PAIR = { a: {}, b: {}, s: { requires: { any: ['a', 'b'] } } };
const BY_HAND: Readonly<Record<string, ComponentDefinition>> = {
  a: {},
  host: { requires: 'a', restart: 'manual' },
  s: { requires: 'host', startUp: 5 * MINUTE },
};

spec('domain/maintenance [unit]', (test) => {
  for (const [sentence, facts, expected] of [
    [
      'a fault on a listed component inside a window reported before is planned',
      [window(0, 10, 30), fault(10, 'a'), ended(20, 'a')],
      '10-20',
    ],
    ['the overrun is not', [window(0, 10, 30), fault(12, 'a'), ended(40, 'a')], '12-30'],
    ['a window without a fault causes no downtime', [window(0, 10, 30)], ''],
    ['a fault that begins before the window is not', [window(0, 10, 30), fault(9, 'a'), ended(20, 'a')], ''],
    ['nor one at the window’s end', [window(0, 10, 30), fault(30, 'a'), ended(40, 'a')], ''],
    ['nor one that says so', [window(0, 10, 30), fault(12, 'a', false), ended(20, 'a')], ''],
    ['nor one of a component that is not listed', [window(0, 10, 30, ['s']), fault(12, 'a'), ended(20, 'a')], ''],
    ['a window reported after the fault began does not count', [window(15, 10, 30), fault(12, 'a'), ended(20, 'a')], ''],
    ['nor one reported in the same instant', [window(12, 10, 30), fault(12, 'a'), ended(20, 'a')], ''],
    ['but for a fault that names it', [window(15, 10, 30), fault(12, 'a', 'm'), ended(40, 'a')], '12-30'],
    ['and for a fault that begins later still', [window(15, 10, 30), fault(16, 'a'), ended(20, 'a')], '16-20'],
    ['a fault that names a window is planned from before it', [window(0, 10, 30), fault(8, 'a', 'm'), ended(20, 'a')], '8-20'],
    ['one that names a window over is not', [window(0, 10, 30), fault(35, 'a', 'm'), ended(40, 'a')], ''],
    ['a fault planned outside any window is, for its whole length', [fault(12, 'a', true), ended(200, 'a')], '12-200'],
    ['inside a window it is up to its end', [window(0, 10, 30), fault(12, 'a', true), ended(40, 'a')], '12-30'],
    [
      'a change before the window counts',
      [window(0, 10, 30), window(5, 10, 50, ['a'], 'MaintenanceChanged'), fault(12, 'a'), ended(60, 'a')],
      '12-50',
    ],
    [
      'what a change adds to a window that had begun is not planned',
      [window(0, 10, 30), window(11, 10, 50, ['a'], 'MaintenanceChanged'), fault(12, 'a'), ended(60, 'a')],
      '12-30',
    ],
    [
      'nor a component that it adds',
      [window(0, 10, 30, ['s']), window(11, 10, 30, ['s', 'a'], 'MaintenanceChanged'), fault(12, 'a'), ended(20, 'a')],
      '',
    ],
    [
      'a change can end a window earlier',
      [window(0, 10, 30), fault(12, 'a'), window(15, 10, 20, ['a'], 'MaintenanceChanged'), ended(40, 'a')],
      '12-20',
    ],
    [
      'a window put off ends when that is reported',
      [window(0, 10, 30), fault(12, 'a'), window(15, 100, 120, ['a'], 'MaintenanceChanged'), ended(40, 'a')],
      '12-15',
    ],
    [
      'a window over stands as it was',
      [window(0, 10, 30), fault(12, 'a'), ended(25, 'a'), window(40, 10, 20, ['a'], 'MaintenanceChanged')],
      '12-25',
    ],
    [
      'a window cancelled before it begins is none',
      [window(0, 10, 30), told(5, 'MaintenanceCancelled', { maintenance: 'm' }), fault(12, 'a'), ended(20, 'a')],
      '',
    ],
    [
      'one cancelled while it runs ends then',
      [window(0, 10, 30), fault(12, 'a'), told(15, 'MaintenanceCancelled', { maintenance: 'm' }), ended(20, 'a')],
      '12-15',
    ],
  ] as const) {
    test(sentence, () => {
      assert.is(planned(ALONE, facts, 'a'), expected);
      assert.is(planned(ALONE, facts, 's'), expected, 'and so is what requires it alone');
    });
  }

  test('of two of a pair, where only both together are enough, it is unplanned', () => {
    const facts = [window(0, 10, 30), fault(10, 'a'), down(15, 'b', 'f'), ended(20, 'b'), ended(28, 'a')];
    assert.is(planned(PAIR, facts, 'a'), '10-28');
    assert.is(planned(PAIR, facts, 's'), '');
  });

  test('where both are planned, it is planned', () => {
    const facts = [window(0, 10, 30, ['a', 'b']), fault(10, 'a'), fault(15, 'b'), ended(20, 'b'), ended(28, 'a')];
    assert.is(planned(PAIR, facts, 's'), '15-20');
  });

  test('a real outage at the same time is not hidden', () => {
    const both: Readonly<Record<string, ComponentDefinition>> = { a: {}, b: {}, s: { requires: { all: ['a', 'b'] } } };
    const facts = [window(0, 10, 30), fault(10, 'a'), down(15, 'b', 'f'), ended(20, 'b'), ended(28, 'a')];
    assert.is(planned(both, facts, 's'), '10-15 20-28');
  });

  test('an unplanned fault of the same component is not hidden either', () => {
    const facts = [window(0, 10, 30), fault(10, 'a'), fault(12, 'a', false, 'other'), ended(14, 'a', 'other'), ended(28, 'a')];
    assert.is(planned(ALONE, facts, 's'), '10-12 14-28');
  });

  test('a start-up after a planned fault is planned, past the window’s end too', () => {
    const starts = { a: {}, s: { requires: 'a', startUp: 5 * MINUTE } };
    assert.is(planned(starts, [window(0, 10, 30), fault(10, 'a'), ended(28, 'a')], 's'), '10-33');
  });

  test('what a planned fault leaves latched is planned up to the window’s end', () => {
    const facts = [window(0, 10, 30), fault(10, 'a'), ended(15, 'a'), ended(20, 'host')];
    assert.is(planned(BY_HAND, facts, 'host'), '10-20');
    assert.is(planned(BY_HAND, facts, 's'), '10-25');
  });

  test('what stays latched beyond it is not, nor what waits for it', () => {
    const facts = [window(0, 10, 30), fault(10, 'a'), ended(15, 'a'), ended(40, 'host')];
    assert.is(planned(BY_HAND, facts, 'a'), '10-15');
    assert.is(planned(BY_HAND, facts, 'host'), '10-30');
    assert.is(planned(BY_HAND, facts, 's'), '10-30');
  });

  test('a latch belongs to the first cause of its loss', () => {
    const facts = [
      window(0, 10, 30),
      down(5, 'a', 'f'),
      ended(8, 'a', 'f'),
      fault(10, 'a', undefined, 'g'),
      ended(15, 'a', 'g'),
      ended(20, 'host'),
    ];
    assert.is(planned(BY_HAND, facts, 'a'), '10-15');
    assert.is(planned(BY_HAND, facts, 'host'), '');
  });

  test('of a fault planned for its whole length what stays latched after it is not planned', () => {
    const facts = [fault(10, 'a', true), ended(15, 'a'), ended(20, 'host')];
    assert.is(planned(BY_HAND, facts, 'host'), '10-15');
  });

  test('a planned fault of its own goes on where a latch is let go', () => {
    const facts = [
      window(0, 10, 30),
      told(1, 'MaintenancePlanned', { maintenance: 'n', components: ['host'], from: minute(10), to: minute(60) }),
      fault(10, 'a'),
      fault(11, 'host'),
      ended(15, 'a'),
      ended(50, 'host'),
    ];
    assert.is(planned(BY_HAND, facts, 'host'), '10-30', 'the latch is overdue from 30 on');
    const released = [...facts.slice(0, -1), ended(25, 'host'), fault(25, 'host'), ended(50, 'host')];
    assert.is(planned(BY_HAND, released, 'host'), '10-50');
  });

  test('what a monitor sees inside a window is planned like a fault, and no longer than the window', () => {
    const seen = at(12, 'StatusObserved', { component: 'a', level: 'down', vantage: 'monitor' });
    const up = at(40, 'StatusObserved', { component: 'a', level: 'up', vantage: 'monitor' });
    assert.is(planned(ALONE, [window(0, 10, 30), seen, up], 's'), '12-30');
    assert.is(planned(ALONE, [window(0, 15, 30), seen, up], 's'), '');
  });

  test('a monitor that only sees what a planned fault explains takes nothing from it', () => {
    const seen = at(12, 'StatusObserved', { component: 's', level: 'down', vantage: 'monitor' });
    const up = at(25, 'StatusObserved', { component: 's', level: 'up', vantage: 'monitor' });
    assert.is(
      planned(ALONE, [window(0, 10, 30), fault(10, 'a'), seen, ended(20, 'a'), up], 's'),
      '10-20',
      'and from 20 on it is the fault',
    );
  });

  test('lost redundancy is no downtime', () => {
    assert.is(planned(PAIR, [window(0, 10, 30), fault(10, 'a'), ended(28, 'a')], 's'), '');
  });

  test('a fail-over that is a consequence of the other fault does not happen without it', () => {
    const standby: Readonly<Record<string, ComponentDefinition>> = { a: {}, b: {}, s: { requires: { standby: ['a', 'b'] } } };
    const moved = at(6, 'FailedOver', { component: 's', to: 'b', consequenceOf: { component: 'a', fault: 'f' } });
    const facts = [window(0, 10, 30, ['b']), down(5, 'a', 'f'), moved, ended(8, 'a', 'f'), fault(10, 'b'), ended(20, 'b')];
    assert.is(planned(standby, facts, 'b'), '10-20');
    assert.is(planned(standby, facts, 's'), '', 'without the fault of a it would never have stood on b');
  });
});
