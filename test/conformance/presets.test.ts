// Presets against what the systems they are named after print, from facts alone: imported, replayed and reported by the command line. Ten
// published figures of one month, and the sixteen cases by which Icinga DB tests its own SLA function (tests/sql/sla_test.go, GPL-2.0; here
// in own words and as own table).
import * as assert from 'uvu/assert';
import { compileScale } from '#domain/impact/scale.ts';
import { PRESETS } from '#domain/time/presets.ts';
import type { AvailabilityJson } from '../support/answers.ts';
import { spec } from '../support/spec.ts';
import { world, type World } from '../support/shell.ts';

type Line = Readonly<Record<string, unknown>>;

const told = async (model: object, facts: readonly Line[]): Promise<World> => {
  const made = world();
  made.now = Date.UTC(2026, 0, 1);
  const lines = facts.map((fact) => JSON.stringify(fact)).join('\n');
  const { exit, err } = await made.knockon('import', made.file('model.json', JSON.stringify(model)), made.file('facts.jsonl', lines));
  assert.is(exit, 0, err);
  return made;
};

const figure = async (made: World, policy: string, from: string, to: string, service: string): Promise<string | null | undefined> => {
  const span = ['--from', from, '--to', to, '--now', to];
  const { services } = await made.json<AvailabilityJson>('report', 'availability', ...span, '--policy', policy, '--service', service);
  return services[0]?.overall.availability;
};

const START = Date.UTC(2016, 3, 1);
/** Hours into the month. */
const hour = (hours: number): string => new Date(START + hours * 3_600_000).toISOString();
const SINCE = '2016-01-01T00:00:00Z';

const planned = (component: string, from: string, to: string, reportedAt: string, maintenance = `${component} ${from}`): Line => ({
  type: 'MaintenancePlanned',
  reportedAt,
  data: { maintenance, components: [component], from, to },
});
const seen = (component: string, at: string, level: string): Line => ({
  type: 'StatusObserved',
  occurredAt: at,
  reportedAt: at,
  data: { component, level, vantage: 'monitor' },
});
const outage = (component: string, from: string, to: string | undefined, level = 'down'): readonly Line[] => {
  const fault = `${level} ${from}`;
  const began = { type: 'OutageBegan', occurredAt: from, reportedAt: from, data: { component, level, fault } };
  return to === undefined ? [began] : [began, { type: 'OutageEnded', occurredAt: to, reportedAt: to, data: { component, fault } }];
};

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

const CRITICAL = 2;
const PENDING = 99;

interface State {
  readonly at: number;
  readonly state: number;
  readonly before: number;
}

const flaps = (...times: readonly number[]): readonly State[] =>
  times.map((time, index) => ({
    at: time,
    state: index % 2 === 0 ? CRITICAL : 0,
    before: index === 0 ? PENDING : index % 2 === 0 ? 0 : CRITICAL,
  }));

type IcingaCase = readonly [
  told: string,
  span: readonly [number, number],
  states: readonly State[],
  expected: string,
  more?: { readonly current?: number; readonly downtimes?: readonly (readonly [number, number])[] },
];

const ICINGA: readonly IcingaCase[] = [
  ['no history at all', [1000, 2000], [], '100.0000'],
  ['every change of state counts', [1000, 2000], flaps(1000, 1100, 1300, 1400, 1600, 1700, 1900), '60.0000'],
  ['odd seconds', [1000, 2000], flaps(1000, 1023, 1100, 1242, 1300, 1307, 1400, 1666), '56.2000'],
  ['thirds', [1000, 1300], flaps(1000, 1100), '66.6667'],
  ['sevenths', [1000, 1700], flaps(1000, 1600), '14.2857'],
  [
    'problems half inside downtimes',
    [1000, 2000],
    [
      { at: 1200, state: CRITICAL, before: 0 },
      { at: 1500, state: 0, before: CRITICAL },
    ],
    '90.0000',
    {
      downtimes: [
        [1100, 1300],
        [1400, 1600],
      ],
    },
  ],
  ['critical since long before', [1000, 2000], [{ at: 0, state: CRITICAL, before: PENDING }], '0.0000'],
  [
    'critical and in downtime since before',
    [1000, 2000],
    [{ at: 800, state: CRITICAL, before: PENDING }],
    '80.0000',
    { downtimes: [[600, 1800]] },
  ],
  [
    'downtimes that overlap',
    [1000, 2000],
    [{ at: 800, state: CRITICAL, before: PENDING }],
    '80.0000',
    {
      downtimes: [
        [600, 1000],
        [800, 1200],
        [1000, 1400],
        [1600, 2000],
        [1800, 2200],
      ],
    },
  ],
  ['the state before the first event', [1000, 2000], [{ at: 1200, state: 0, before: CRITICAL }], '80.0000'],
  ['the present state where there is no event', [1000, 2000], [], '0.0000', { current: CRITICAL }],
  [
    'an event before goes before what a later one says',
    [1000, 2000],
    [
      { at: 800, state: CRITICAL, before: PENDING },
      { at: 1200, state: 0, before: 0 },
    ],
    '80.0000',
  ],
  [
    'an event before goes before the present state',
    [1000, 2000],
    [{ at: 800, state: CRITICAL, before: PENDING }],
    '0.0000',
    { current: 0 },
  ],
  [
    'a later event goes before the present state',
    [1000, 2000],
    [{ at: 1200, state: 0, before: CRITICAL }],
    '80.0000',
    { current: CRITICAL },
  ],
  [
    'pending at first leaves the total',
    [1000, 2000],
    [
      { at: 1500, state: CRITICAL, before: PENDING },
      { at: 1700, state: 0, before: CRITICAL },
    ],
    '60.0000',
    { current: 0 },
  ],
  [
    'pending in between leaves the total',
    [1000, 2000],
    [
      { at: 1000, state: 0, before: CRITICAL },
      { at: 1100, state: CRITICAL, before: 0 },
      { at: 1600, state: 0, before: PENDING },
      { at: 1800, state: CRITICAL, before: 0 },
    ],
    '60.0000',
    { current: 0 },
  ],
];

const second = (at: number): string => new Date(at * 1000).toISOString();
const LEVELS = new Map([
  [0, 'up'],
  [1, 'degraded'],
  [CRITICAL, 'down'],
  [3, 'unknown'],
]);

/** A case as facts of one component: what Icinga takes for the state before the first event is said first; pending is no record. */
const icinga = (
  component: string,
  [, , states, , { current, downtimes = [] } = {}]: IcingaCase,
  form: 'seen' | 'faults',
): readonly Line[] => {
  const first = states[0];
  const begin = first === undefined || first.at > 1000 ? [{ at: 0, state: first?.before ?? current ?? 0, before: 0 }] : [];
  const spans = [...begin, ...states].map(({ at, state }, index, all) => {
    const next = all[index + 1];
    return { from: at, to: next?.at, state: next?.before === PENDING ? PENDING : state };
  });
  return [
    ...downtimes.map(([from, to], index) => planned(component, second(from), second(to), second(from), `${component} ${index}`)),
    ...spans.flatMap(({ from, to, state }) => {
      const level = LEVELS.get(state);
      if (form === 'seen') return level === undefined ? [] : [seen(component, second(from), level)];
      return level === undefined || level === 'up' ? [] : outage(component, second(from), to === undefined ? undefined : second(to), level);
    }),
    ...spans
      .filter(({ state }) => state !== PENDING)
      .map(({ from, to }) => ({
        type: 'RecordsDeclared',
        data: { components: [component], from: second(from), ...(to === undefined ? {} : { to: second(to) }), complete: true },
      })),
  ];
};

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
      const [, first = '', second = '', partial = '', major = ''] = levels;
      const scale = { levels, roles: { down: major } };
      const stretches: readonly Stretch[] = [
        [0, 4, major],
        [5, 7, partial],
        [10, 40, first],
        [50, 90, second],
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

  for (const form of ['seen', 'faults'] as const) {
    test(`Icinga DB’s own cases, problems ${form === 'seen' ? 'as observations' : 'as faults'}`, async () => {
      const named = ICINGA.map((one, index) => [`case-${index}`, one] as const);
      const components = Object.fromEntries(named.map(([name]) => [name, { service: { hours: 'always' } }]));
      const facts = named.flatMap(([name, one]) => icinga(name, one, form));
      const made = await told({ knockon: 1, since: '1970-01-01T00:00:00Z', components }, facts);
      for (const [name, [sentence, [from, to], , expected]] of named) {
        assert.is(await figure(made, 'icinga-db', second(from), second(to), name), expected, sentence);
      }
    });
  }

  for (const to of [1000, 500]) {
    test(`a span from 1000 to ${to} is refused`, async () => {
      const made = await told(MODEL, outage('app', hour(0), hour(1)));
      const { exit, err } = await made.knockon(
        'report',
        'availability',
        '--policy',
        'icinga-db',
        '--from',
        second(1000),
        '--to',
        second(to),
      );
      assert.is(exit, 2);
      assert.match(err, /expected --from before --to/);
    });
  }
});
