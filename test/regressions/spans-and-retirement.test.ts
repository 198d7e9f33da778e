// What a span tells of: components that were retired in it, time before they existed, what was known then, records that are not complete, parts of
// periods, targets and remainders as fine as they are, and ranges that cross.
import * as assert from 'uvu/assert';
import { world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const MODEL = `
knockon: 1
since: 2010-01-01T00:00:00Z
components:
  host: {}
  spare: {}
  db: { name: Orders database, aliases: [Orders], requires: host, service: { hours: office, target: 99.995, rto: PT1H } }
  web: { requires: host, service: { hours: always, target: 99.9 } }
groups: { all: [db, web] }
calendars: { office: { zone: UTC, weekly: { mon-fri: '09:00-17:00' } } }
policies: { inn: { beforeExistence: in, decimals: 4 }, sep: { decimals: 3 } }
`;

interface Cell {
  readonly service: string;
  readonly name: string;
  readonly availability: string | null;
  readonly target: number | null;
  readonly range: { readonly kind: string; readonly leastRawMs: number; readonly mostRawMs: number } | null;
}

const line = (type: string, occurredAt: unknown, data: object): string => `${JSON.stringify({ type, occurredAt, data })}\n`;
const began = (at: unknown, component = 'host', fault = 'f'): string => line('OutageBegan', at, { component, level: 'down', fault });
const ended = (at: unknown, component = 'host', fault?: string): string =>
  line('OutageEnded', at, { component, ...(fault === undefined ? {} : { fault }) });

const estate = async (...facts: readonly string[]): Promise<World> => {
  const log = world();
  log.now = Date.UTC(2021, 0, 1);
  for (const [index, content] of [MODEL, ...facts].entries()) {
    const name = log.file(index === 0 ? 'model.yaml' : `facts-${index}.jsonl`, content);
    const { exit, err } = await log.knockon('import', name);
    assert.is(exit, 0, err);
  }
  return log;
};

const cells = async (log: World, ...argv: readonly string[]): Promise<readonly Cell[]> => {
  const { services } = await log.json<{
    readonly services: readonly (Omit<Cell, 'service'> & { readonly service: string; readonly periods: readonly Cell[] })[];
  }>(...['report', 'availability', ...argv]);
  return services.flatMap(({ service, name, periods }) => periods.map((period) => ({ ...period, service, name })));
};

const JUNE = ['--from', '2019-06', '--to', '2019-07'];
const RETIRED = line('ComponentRetired', '2019-06-20T13:00:00Z', { component: 'db' });

spec('regressions/spans-and-retirement [cli]', (test) => {
  test('a service that was retired within the span has its name, hours and target, and is judged by them', async () => {
    const log = await estate(began('2019-06-10T06:00:00Z') + ended('2019-06-10T11:00:00Z') + RETIRED);
    const [db] = await cells(log, ...JUNE);
    assert.is(db?.name, 'Orders database');
    assert.is(db?.target, 99.995);
    assert.is((await log.knockon('report', 'availability', ...JUNE, '--fail-on', 'missed')).exit, 1);
    assert.match((await log.knockon('report', 'budget', ...JUNE)).out, /Orders database +2019-06 +99\.995/);
    for (const called of ['db', 'Orders', 'orders database', 'all'])
      assert.is((await log.knockon('report', 'availability', ...JUNE, '--service', called)).exit, 0);
    assert.match((await log.knockon('report', 'availability', ...JUNE, '--explain', 'db@2019-06')).out, /^Orders database in 2019-06/);
    assert.is((await log.knockon('report', 'availability', '--from', '2019-08', '--to', '2019-09', '--service', 'Orders')).exit, 2);
  });

  test('replay tells a retirement, and what is declared again begins anew', async () => {
    const log = await estate(
      began('2019-06-10T10:00:00Z', 'web', 'w') + line('ComponentRetired', '2019-06-10T12:00:00Z', { component: 'web' }),
      line('ComponentDeclared', '2019-06-10T14:00:00Z', { component: 'web', definition: { service: { hours: 'always' } } }) +
        began('2019-06-10T16:00:00Z', 'web', 'x'),
    );
    const { changes } = await log.json<{
      readonly changes: readonly { readonly at: string; readonly before: string | null; readonly level: string | null }[];
    }>(...['replay', ...JUNE, '--component', 'web']);
    assert.equal(
      changes.map(({ at, before, level }) => [at, before, level]),
      [
        ['2019-06-10T10:00:00Z', 'up', 'down'],
        ['2019-06-10T12:00:00Z', 'down', null],
        ['2019-06-10T16:00:00Z', 'up', 'down'],
      ],
    );
    assert.match((await log.knockon('replay', ...JUNE)).out, /down → retired/);
  });

  test('time before a component existed counts as up, by its own hours, where the policy says so', async () => {
    const log = await estate(
      line('ComponentDeclared', '2019-07-01T00:00:00Z', { component: 'late', definition: { service: { hours: 'always' } } }) +
        began('2019-08-01T00:00:00Z', 'late') +
        ended('2019-08-01T08:45:36Z', 'late', 'f'),
    );
    const found = await cells(log, '--from', '2019-01', '--to', '2020-01', '--by', 'year', '--policy', 'inn', '--service', 'late');
    assert.is(found[0]?.availability, '99.9000');
  });

  test('what is asked as it was known then is counted to then, however late it is', async () => {
    const log = await estate(began('2019-06-10T10:00:00Z', 'web'));
    const known = [
      'report',
      'availability',
      '--from',
      '2019-06-10',
      '--to',
      '2019-06-11',
      '--service',
      'web',
      '--as-known-at',
      '2021-01-01',
    ];
    assert.is((await log.json<{ readonly now: string }>(...known)).now, '2021-01-01T00:00:00Z');
    const then = await log.json<{ readonly now: string }>(...known.slice(0, -1), '2019-06-10T14:30:00Z');
    assert.is(then.now, '2019-06-10T14:30:00Z');
    const both = await log.json<{ readonly now: string }>(...known.slice(0, -1), '2019-06-10T14:30:00Z', '--as-recorded-at', '2021-01-01');
    assert.is(both.now, '2019-06-10T14:30:00Z');
    const said = await log.json<{ readonly now: string }>(...known.slice(0, -1), '2019-06-10T14:30:00Z', '--now', '2026-01-10');
    assert.is(said.now, '2019-06-10T14:30:00Z');
    const before = await log.json<{ readonly now: string }>(...known, '--now', '2019-06-10T12:00:00Z');
    assert.is(before.now, '2019-06-10T12:00:00Z');
  });

  test('where complete and incomplete records overlap, they are incomplete; a component that none names has its own', async () => {
    const records = (data: object): string => line('RecordsDeclared', '2010-01-01T00:00:00Z', data);
    const log = await estate(
      records({ components: ['web'], from: '2019-06-01T00:00:00Z', to: '2019-07-01T00:00:00Z', complete: true }) +
        records({ components: ['web'], from: '2019-06-10T00:00:00Z', to: '2019-06-20T00:00:00Z', complete: false }),
    );
    const noData = async (service: string): Promise<number> => {
      const { services } = await log.json<{ readonly services: readonly { readonly periods: readonly { readonly noDataMs: number }[] }[] }>(
        ...['report', 'availability', ...JUNE, '--service', service],
      );
      return (services[0]?.periods[0]?.noDataMs ?? -1) / 86_400_000;
    };
    assert.is(await noData('web'), 10);
  });

  for (const [what, argv] of [
    ['budgets', ['report', 'budget']],
    ['restoration times', ['report', 'mttr']],
    ['blame', ['report', 'blame', '--by', 'month']],
    ['several policies', ['report', 'availability', '--policy', 'default', '--policy', 'sep']],
    ['a figure taken apart', ['report', 'availability', '--explain', 'web@2019-06']],
  ] as const)
    test(`a part of a month is marked as one in ${what}`, async () => {
      const log = await estate(began('2019-06-11T10:00:00Z') + ended('2019-06-11T11:00:00Z'));
      const { out, err } = await log.knockon(...argv, '--from', '2019-06-10', '--to', '2019-06-20');
      assert.match(out, /2019-06 \(part\)/, err);
    });

  test('a target is shown as fine as it is, and a millisecond over is a millisecond over', async () => {
    // 2019-06 has 160 office hours: 0.005 % of them are 28.8 s
    const log = await estate(began('2019-06-11T10:00:00Z') + ended('2019-06-11T10:00:28.801Z'));
    assert.match((await log.knockon('report', 'budget', ...JUNE, '--service', 'db')).out, /99\.995 +28\.8 s +28\.801 s +✗ −0\.001 s/);
  });

  const vague = { at: '2019-06-01T12:00:00Z', plusMinus: 'PT1H' };
  for (const [what, facts, kind] of [
    ['a begin that may come after an end of all', began(vague) + ended('2019-06-01T12:30:00Z'), 'exact'],
    ['a begin that may come after its own end', began(vague) + ended('2019-06-01T12:30:00Z', 'host', 'f'), 'exact'],
    [
      'an end of all that may come before the begin',
      began('2019-06-01T12:00:00Z') + ended({ at: '2019-06-01T12:30:00Z', plusMinus: 'PT1H' }),
      'searched',
    ],
  ] as const)
    test(`${what} leaves a fault of no length at the least`, async () => {
      const [, web] = await cells(await estate(facts), ...JUNE);
      assert.equal([web?.range?.kind, web?.range?.leastRawMs, web?.range?.mostRawMs], [kind, 0, 5_400_000]);
    });

  test('what a service rested on when it happened gives it its range, whatever it rests on now', async () => {
    const revised = line('ComponentRevised', '2019-06-02T00:00:00Z', { component: 'web', definition: { requires: 'spare', service: {} } });
    const log = await estate(began(vague) + ended('2019-06-01T15:00:00Z', 'host', 'f') + revised);
    const [, web] = await cells(log, ...JUNE);
    assert.equal([web?.range?.leastRawMs, web?.range?.mostRawMs], [7_200_000, 14_400_000]);
  });
});
