// Windows of one component that overlap or touch were counted one by one, so that a fault stopped being planned where the first of them
// ended; and a window counted for nothing at all once one of the components it lists was gone (S6).
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { world, type World } from '../support/shell.ts';

const MODEL = `
knockon: 1
since: 2024-01-01T00:00:00Z
components:
  disk: {}
  shop: { requires: disk, service: { hours: always } }
  wiki: { service: { hours: always } }
`;

const DAY = '2025-03-04';
const at = (time: string): string => (time.includes('-') ? time : `${DAY}T${time}:00Z`);

const planned = (
  maintenance: string,
  reported: string,
  from: string,
  to: string,
  more: object = {},
  type = 'MaintenancePlanned',
): object => ({
  type,
  reportedAt: at(reported),
  data: { maintenance, components: ['disk'], from: at(from), to: at(to), ...more },
});
const outage = (from: string, to: string, more: object = {}): readonly object[] => [
  { type: 'OutageBegan', occurredAt: at(from), reportedAt: at(from), data: { component: 'disk', level: 'down', fault: 'f', ...more } },
  { type: 'OutageEnded', occurredAt: at(to), reportedAt: at(to), data: { component: 'disk', fault: 'f' } },
];
const EARLY = '2025-02-01T00:00:00Z';

const told = async (model: string, facts: readonly object[]): Promise<World> => {
  const made = world();
  made.now = Date.UTC(2025, 5, 1);
  const lines = facts.map((fact) => JSON.stringify(fact)).join('\n');
  const { exit, err } = await made.knockon('import', made.file('model.yaml', model), made.file('facts.jsonl', lines));
  assert.is(exit, 0, err);
  return made;
};

interface Downtime {
  readonly services: readonly { readonly service: string; readonly outages: readonly { from: string; to: string; planned: boolean }[] }[];
}

/** Outages of a service as `10:05-15:30 planned`. */
const outages = async (made: World, service: string): Promise<string> => {
  const { services } = await made.json<Downtime>('report', 'downtime', '--from', '2025-03', '--to', '2025-04');
  const rows = services.find((one) => one.service === service)?.outages ?? [];
  const short = (time: string): string => time.slice(time.startsWith(DAY) ? 11 : 8, 16);
  return rows.map(({ from, to, planned: is }) => `${short(from)}-${short(to)}${is ? ' planned' : ''}`).join(', ');
};

spec('regressions/windows-together [cli]', (test) => {
  for (const [sentence, facts, expected] of [
    [
      'windows that overlap are one',
      [planned('p', EARLY, '10:00', '14:00'), planned('q', EARLY, '13:00', '16:00'), ...outage('10:05', '15:30')],
      '10:05-15:30 planned',
    ],
    [
      'so are those that touch, whatever their order in the log',
      [planned('q', EARLY, '14:00', '16:00'), planned('p', EARLY, '10:00', '14:00'), ...outage('10:05', '15:30')],
      '10:05-15:30 planned',
    ],
    [
      'three in a row; the overrun is not planned',
      [
        planned('p', EARLY, '10:00', '11:00'),
        planned('q', EARLY, '12:00', '13:00'),
        planned('r', EARLY, '11:00', '12:00'),
        ...outage('10:30', '13:20'),
      ],
      '10:30-13:00 planned, 13:00-13:20',
    ],
    [
      'a minute between them is not planned, nor what comes after it',
      [planned('p', EARLY, '10:00', '11:00'), planned('q', EARLY, '11:01', '12:00'), ...outage('10:30', '11:30')],
      '10:30-11:00 planned, 11:00-11:30',
    ],
    [
      'one reported after the fault began adds nothing',
      [planned('p', EARLY, '10:00', '11:00'), planned('q', '10:40', '11:00', '12:00'), ...outage('10:30', '11:30')],
      '10:30-11:00 planned, 11:00-11:30',
    ],
    [
      'one of another component adds nothing',
      [planned('p', EARLY, '10:00', '11:00'), planned('q', EARLY, '11:00', '12:00', { components: ['wiki'] }), ...outage('10:30', '11:30')],
      '10:30-11:00 planned, 11:00-11:30',
    ],
    [
      'a window that comes again all day long goes on',
      [
        planned('p', EARLY, '2025-03-03T00:00:00Z', '2025-03-04T00:00:00Z', { rrule: 'FREQ=DAILY' }),
        ...outage('10:00', '2025-03-06T09:00:00Z'),
      ],
      '10:00-06T09:00 planned',
    ],
    [
      'a fault that names a maintenance is planned through what goes on from its next window',
      [planned('p', EARLY, '10:00', '11:00'), planned('q', EARLY, '11:00', '12:00'), ...outage('09:00', '12:30', { planned: 'p' })],
      '09:00-12:00 planned, 12:00-12:30',
    ],
    [
      'and through its own window alone where that was reported later',
      [planned('p', '10:40', '10:00', '11:00'), planned('q', EARLY, '11:00', '12:00'), ...outage('10:30', '11:30', { planned: 'p' })],
      '10:30-11:00 planned, 11:00-11:30',
    ],
    [
      'what a change adds to the second, once the first had begun, is not planned',
      [
        planned('p', EARLY, '10:00', '11:00'),
        planned('q', EARLY, '11:00', '12:00'),
        planned('q', '11:10', '11:00', '13:00', {}, 'MaintenanceChanged'),
        ...outage('10:30', '12:30'),
      ],
      '10:30-12:00 planned, 12:00-12:30',
    ],
  ] as const) {
    test(sentence, async () => {
      assert.is(await outages(await told(MODEL, facts), 'shop'), expected);
    });
  }

  const SHARED = [planned('p', EARLY, '10:00', '12:00', { components: ['wiki', 'disk'] }), ...outage('10:30', '11:30')];
  const gone = { type: 'ComponentRetired', occurredAt: '2025-03-01T00:00:00Z', data: { component: 'wiki' } };

  test('a window counts for what it lists that exists, though another was retired before it', async () => {
    assert.is(await outages(await told(MODEL, [...SHARED, gone]), 'shop'), '10:30-11:30 planned', 'in one import');
    const made = await told(MODEL, SHARED);
    assert.is((await made.knockon('import', made.file('later.jsonl', JSON.stringify(gone)))).exit, 0);
    assert.is(await outages(made, 'shop'), '10:30-11:30 planned', 'and told later');
    assert.not.match((await made.knockon('check', '--log', 'memory:log')).out, 'no effect');
  });

  test('one in which nothing it lists exists is refused, as is a name never declared', async () => {
    const made = await told(MODEL, [gone]);
    const refused = async (components: readonly string[]): Promise<string> => {
      const file = made.file('more.jsonl', JSON.stringify(planned('p', EARLY, '10:00', '12:00', { components })));
      const { exit, err } = await made.knockon('import', file);
      return `${exit} ${err}`;
    };
    assert.match(await refused(['wiki']), /^2 .*there is no component "wiki" between 2025-03-04T10:00:00Z and/s);
    assert.match(await refused(['disk', 'wikki']), /^2 .*there is no component "wikki" \(did you mean "wiki"\?\)/s);
    assert.match(await refused(['disk', 'wiki']), /^0/);
  });

  test('a window that comes again counts for a component declared after the first', async () => {
    const later = {
      type: 'ComponentDeclared',
      occurredAt: '2025-03-02T00:00:00Z',
      data: { component: 'tape', definition: { service: {} } },
    };
    const made = await told(MODEL, [
      later,
      planned('p', EARLY, '2025-02-04T10:00:00Z', '2025-02-04T12:00:00Z', { components: ['tape'], rrule: 'FREQ=DAILY' }),
      { type: 'OutageBegan', occurredAt: at('10:30'), data: { component: 'tape', level: 'down', duration: 'PT1H' } },
    ]);
    assert.is(await outages(made, 'tape'), '10:30-11:30 planned');
  });
});
