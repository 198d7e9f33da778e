// Presets against what the systems they are named after print: ten published figures of one month, and the sixteen cases by which Icinga DB
// tests its own SLA function (tests/sql/sla_test.go, GPL-2.0; here in own words and as own table).
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { isRefusal } from '#domain/refusal.ts';
import { counterOf } from '#domain/time/availability.ts';
import { normalise } from '#domain/time/intervals.ts';
import { resolvePolicy, type Policy } from '#domain/time/policy.ts';
import { PRESETS } from '#domain/time/presets.ts';
import { percent } from '#domain/time/ratio.ts';
import { ALWAYS } from '#domain/time/service-calendar.ts';
import type { LevelSpan } from '#domain/time/level-runs.ts';
import type { History } from '#domain/time/timeline.ts';
import { spanOf } from '#queries/span.ts';
import { spec } from '../../support/spec.ts';

const SCALE = compileScale(DEFAULT_SCALE);
const [UP, , DEGRADED, UNKNOWN, DOWN] = [0, 1, 2, 3, 4] as const;
const HOUR = 3_600_000;
const ALL_TIME = { from: -8.64e15, to: 8.64e15 };

const presetNamed = (name: string): Policy => {
  const found = PRESETS.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no preset ${name}`);
  const policy = resolvePolicy(name, found.definition(SCALE), SCALE, 'preset');
  if (isRefusal(policy)) throw new Error(policy.refused);
  return policy;
};

const figure = (name: string, history: History, from: number, to: number): string => {
  const { availability } = counterOf({ history, hours: ALWAYS, policy: presetNamed(name), scale: SCALE, now: to })({ from, to });
  return availability === 'no data' ? availability : percent(availability, 4);
};

const FROM = Date.UTC(2016, 3, 1);
const TO = Date.UTC(2016, 4, 1);
const at = (hours: number): number => FROM + hours * HOUR;
const MONTH: readonly LevelSpan[] = [
  { from: at(0), to: at(7), level: DOWN },
  { from: at(7), to: at(10), level: UP },
  { from: at(10), to: at(12), level: DEGRADED },
  { from: at(12), to: at(20), level: UP },
  { from: at(20), to: at(21), level: UNKNOWN },
  { from: at(21), to: TO, level: UP },
];
const month = (name: string): string =>
  figure(name, { levels: MONTH, records: [ALL_TIME], planned: [{ from: at(0), to: at(3) }] }, FROM, TO);

const CRITICAL = 2;
const PENDING = 99;

interface State {
  readonly at: number;
  readonly state: number;
  readonly before: number;
}

/** Their states as levels: by their rule for what was before the first event; what an event calls pending (99) was no record at all. */
const icinga = (
  from: number,
  to: number,
  states: readonly State[],
  current: number | undefined,
  downtimes: readonly (readonly [number, number])[],
) => {
  const earlier = states.findLast((one) => one.at <= from);
  const later = states.find((one) => one.at > from);
  const first = earlier?.state ?? later?.before ?? current ?? 0;
  const edges = [{ at: from, state: first, before: first }, ...states.filter((one) => one.at > from && one.at < to)];
  const spans = edges.map(({ at: begin, state }, index) => {
    const next = edges[index + 1];
    return { from: begin * 1000, to: (next?.at ?? to) * 1000, state: next?.before === PENDING ? PENDING : state };
  });
  const levels = spans.map((span) => ({
    from: span.from,
    to: span.to,
    level: { 0: UP, 1: DEGRADED, 2: DOWN, 3: UNKNOWN }[span.state] ?? UP,
  }));
  return figure(
    'icinga-db',
    {
      levels,
      records: normalise(spans.filter(({ state }) => state !== 99)),
      planned: normalise(downtimes.map(([begin, end]) => ({ from: begin * 1000, to: end * 1000 }))),
    },
    from * 1000,
    to * 1000,
  );
};

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

spec('domain/time/presets [unit]', (test) => {
  for (const [name, expected] of [
    ['checkmk-ok', '98.6111'],
    ['gatus', '99.0264'],
    ['zabbix-6', '99.1632'],
    ['incident-io', '99.1667'],
    ['checkmk-undisturbed', '99.3026'],
    ['icinga-db', '99.3056'],
    ['instatus', '99.3611'],
    ['centreon-mbi', '99.4413'],
    ['uptime-kuma', '99.4413'],
    ['servicenow-spm', '99.4444'],
    ['upptime', '99.1667'],
    ['statuspage', '99.3611'],
  ] as const) {
    test(`${name} makes ${expected} of the month`, () => {
      assert.is(month(name), expected);
    });
  }

  test('every preset is tried on the month', () => {
    assert.is(PRESETS.length, 12);
    assert.is(new Set(PRESETS.map(({ name }) => name)).size, PRESETS.length);
  });

  test('a preset reads a scale of other names by its roles', () => {
    const scale = compileScale({ levels: ['ok', 'poor', 'bad', 'dead'], roles: { down: 'dead' } });
    const definition = PRESETS.find(({ name }) => name === 'instatus')?.definition(scale);
    assert.equal(definition?.weights, { poor: 0.3, bad: 0.3 });
    assert.is(definition?.countFrom, 'poor');
  });

  for (const [told, [from, to], states, expected, { current, downtimes = [] } = {}] of ICINGA) {
    test(`Icinga DB: ${told}`, () => {
      assert.is(icinga(from, to, states, current, downtimes), expected);
    });
  }

  for (const [from, to] of [
    ['2016-01-01T00:16:40Z', '2016-01-01T00:16:40Z'],
    ['2016-01-01T00:33:20Z', '2016-01-01T00:16:40Z'],
  ] as const) {
    test(`a span from ${from} to ${to} is refused`, () => {
      const span = spanOf({ from, to }, 'UTC', { from: 0, to: 1 });
      assert.match(isRefusal(span) ? span.refused : '', /expected --from before --to/);
    });
  }
});
