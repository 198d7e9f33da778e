// The sixteen cases by which Icinga DB tests its own SLA function (tests/sql/sla_test.go, GPL-2.0; here in own words and as own table), as
// facts that are imported and reported by the preset.
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { figure, outage, planned, seen, told, type Line } from './from-facts.ts';

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

spec('conformance/icinga sla [end to end]', (test) => {
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
      const made = await told({ knockon: 1, components: { app: { service: {} } } }, outage('app', second(0), undefined));
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
