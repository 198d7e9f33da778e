// Presets against what the systems they are named after print, from facts alone: imported, replayed and reported by the command line. Ten
// published figures of one month, and status pages on levels of their own.
import * as assert from 'uvu/assert';
import { compileScale } from '#domain/impact/scale.ts';
import { PRESETS } from '#domain/time/presets.ts';
import { spec } from '../support/spec.ts';
import { figure, outage, planned, seen, told, type Line } from './from-facts.ts';

const START = Date.UTC(2016, 3, 1);
/** Hours into the month. */
const hour = (hours: number): string => new Date(START + hours * 3_600_000).toISOString();
const SINCE = '2016-01-01T00:00:00Z';

type Stretch = readonly [from: number, to: number, level: string];

/** What a monitor saw of a component, as it changed. */
const watched = (component: string, stretches: readonly Stretch[]): readonly Line[] => [
  seen(component, SINCE, 'up'),
  ...stretches.flatMap(([from, to, level], index) => [
    seen(component, hour(from), level),
    ...(stretches[index + 1]?.[0] === to ? [] : [seen(component, hour(to), 'up')]),
  ]),
];
const broken = (component: string, stretches: readonly Stretch[]): readonly Line[] =>
  stretches.flatMap(([from, to, level]) => outage(component, hour(from), hour(to), level));

const SLOW: Stretch = [10, 12, 'degraded'];
const BLIND: Stretch = [20, 21, 'unknown'];

interface Way {
  readonly told: string;
  /** What is worked on, and is down. */
  readonly on: 'app' | 'host';
  readonly as: typeof watched;
  readonly windows: readonly (readonly [from: number, to: number, reported?: number])[];
  readonly down: readonly Stretch[];
}

/** The ways in which the month's 4 h down and 3 h down in maintenance may have come about. */
const WAYS: readonly Way[] = [
  {
    told: 'an outage in maintenance and another',
    on: 'app',
    as: watched,
    windows: [[0, 3]],
    down: [
      [0, 3, 'down'],
      [5, 9, 'down'],
    ],
  },
  {
    told: 'the same as faults',
    on: 'app',
    as: broken,
    windows: [[0, 3]],
    down: [
      [0, 3, 'down'],
      [5, 9, 'down'],
    ],
  },
  { told: 'an outage begun before the window', on: 'app', as: watched, windows: [[2, 5]], down: [[1, 8, 'down']] },
  { told: 'the same as a fault', on: 'app', as: broken, windows: [[2, 5]], down: [[1, 8, 'down']] },
  { told: 'a window announced while it ran', on: 'app', as: watched, windows: [[2, 5, 3]], down: [[1, 8, 'down']] },
  {
    told: 'windows that overlap',
    on: 'app',
    as: watched,
    windows: [
      [2, 4],
      [3, 5],
    ],
    down: [[1, 8, 'down']],
  },
  { told: 'maintenance of what it requires', on: 'host', as: watched, windows: [[2, 5]], down: [[1, 8, 'down']] },
  { told: 'the same as a fault of that', on: 'host', as: broken, windows: [[2, 5]], down: [[1, 8, 'down']] },
];

/** `rest`: what is told of the service besides. */
const monthOf = ({ on, as, windows, down }: Way, rest: readonly Stretch[]): readonly Line[] => [
  ...windows.map(([from, to, reported]) => planned(on, hour(from), hour(to), reported === undefined ? SINCE : hour(reported))),
  ...(on === 'app' ? as('app', [...down, ...rest]) : [...as('host', down), ...broken('app', rest)]),
];

const NO_SAMPLE: readonly Line[] = [
  { type: 'RecordsDeclared', data: { all: true, from: SINCE, to: hour(20), complete: true } },
  { type: 'RecordsDeclared', data: { all: true, from: hour(21), complete: true } },
];

const MODEL = { knockon: 1, since: SINCE, components: { host: {}, app: { requires: 'host', service: { hours: 'always' } } } };

/** With the hour that nobody knows seen as unknown, and without a sample of it; undefined where the system has no such thing. */
const PUBLISHED: readonly (readonly [preset: string, unknown: string | undefined, noSample: string | undefined])[] = [
  ['checkmk-ok', '98.6111', '98.6111'],
  ['gatus', undefined, '99.0264'],
  ['zabbix-6', '99.1632', '99.1632'],
  ['incident-io', undefined, '99.1667'],
  ['checkmk-undisturbed', '99.3026', '99.3026'],
  ['icinga-db', '99.3056', undefined],
  ['instatus', undefined, '99.3611'],
  ['centreon-mbi', '99.4413', '99.4413'],
  ['uptime-kuma', undefined, '99.4413'],
  ['servicenow-spm', undefined, '99.4444'],
  ['upptime', undefined, '99.1667'],
  ['statuspage', undefined, '99.3611'],
];

/** A status page's own levels, and what of 720 hours its outages, 4 h major and 2 h partial, are. */
const PAGES: readonly (readonly [preset: string, levels: readonly string[], expected: string])[] = [
  ['statuspage', ['operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'major_outage'], '99.3611'],
  ['statuspage', ['operational', 'degraded_performance', 'under_maintenance', 'partial_outage', 'major_outage'], '99.3611'],
  ['statuspage', ['Operational', 'Under maintenance', 'Degraded performance', 'Partial outage', 'Major outage'], '99.3611'],
  ['instatus', ['OPERATIONAL', 'UNDERMAINTENANCE', 'DEGRADEDPERFORMANCE', 'PARTIALOUTAGE', 'MAJOROUTAGE'], '99.3611'],
  ['incident-io', ['operational', 'under_maintenance', 'degraded_performance', 'partial_outage', 'full_outage'], '99.1667'],
];

spec('conformance/presets [end to end]', (test) => {
  for (const way of WAYS) {
    test(`figures of one month by every preset: ${way.told}`, async () => {
      const blind = await told(MODEL, monthOf(way, [SLOW, BLIND]));
      const silent = await told(MODEL, [...monthOf(way, [SLOW]), ...NO_SAMPLE]);
      for (const [preset, unknown, noSample] of PUBLISHED) {
        if (unknown !== undefined) assert.is(await figure(blind, preset, hour(0), hour(720), 'app'), unknown, `${preset}, unknown`);
        if (noSample !== undefined) assert.is(await figure(silent, preset, hour(0), hour(720), 'app'), noSample, `${preset}, no sample`);
      }
    });
  }

  test('every preset is tried on the month', () => {
    assert.equal(PUBLISHED.map(([name]) => name).toSorted(), PRESETS.map(({ name }) => name).toSorted());
  });

  test('time up inside a window leaves the total, or is not OK, where the system says so', async () => {
    const made = await told(MODEL, [
      planned('app', hour(0), hour(20), SINCE),
      ...watched('app', [
        [4, 8, 'down'],
        [30, 37, 'down'],
      ]),
    ]);
    // 7 h of 700 h; of 720 h, 20 of them in maintenance; of 720 h, all of them down.
    for (const [preset, expected] of [
      ['zabbix-6', '99.0000'],
      ['centreon-mbi', '99.0000'],
      ['uptime-kuma', '99.0000'],
      ['checkmk-undisturbed', '99.0000'],
      ['checkmk-ok', '96.2500'],
      ['icinga-db', '99.0278'],
      ['servicenow-spm', '99.0278'],
      ['gatus', '98.4722'],
    ] as const) {
      assert.is(await figure(made, preset, hour(0), hour(720), 'app'), expected, preset);
    }
  });

  for (const [preset, levels, expected] of PAGES) {
    test(`${preset} on the levels ${levels.join(', ')}`, async () => {
      const [, lesser = '', poor = '', partial = '', major = ''] = levels;
      const scale = { levels, roles: { down: major } };
      const stretches: readonly Stretch[] = [
        [0, 4, major],
        [5, 7, partial],
        [10, 40, lesser],
        [50, 90, poor],
      ];
      const made = await told({ ...MODEL, scales: { default: scale } }, broken('app', stretches));
      assert.is(await figure(made, preset, hour(0), hour(720), 'app'), expected);
      assert.is((await made.knockon('report', 'policies')).exit, 0, 'and every other preset can be read on it');
    });
  }

  test('a status page’s scale without a partial outage counts its outages alone', async () => {
    const scale = { levels: ['operational', 'degraded_performance', 'major_outage'], roles: { down: 'major_outage' } };
    const made = await told(
      { ...MODEL, scales: { default: scale } },
      broken('app', [
        [0, 36, 'degraded_performance'],
        [40, 76, 'major_outage'],
      ]),
    );
    assert.is(await figure(made, 'statuspage', hour(0), hour(720), 'app'), '95.0000');
  });

  test('a preset reads a scale of other names by its roles', () => {
    const scale = compileScale({ levels: ['ok', 'poor', 'bad', 'dead'], roles: { down: 'dead' } });
    const definition = PRESETS.find(({ name }) => name === 'instatus')?.definition(scale);
    assert.equal(definition?.weights, { poor: 0.3, bad: 0.3 });
    assert.is(definition?.countFrom, 'poor');
  });
});
