// Planned maintenance from facts to figures, through the command line (S6, S7): what each choice of a policy makes of one month, the ten
// figures that ten systems publish for it, and what the other reports say of planned time.
import * as assert from 'uvu/assert';
import { spec } from '../support/spec.ts';
import { world, type World } from '../support/shell.ts';

const MODEL = `
knockon: 1
components:
  host: {}
  web: { requires: host, service: { hours: always, target: 99.5, rto: PT2H } }
policies:
  out: { maintenance: excluded, decimals: 4 }
  as-up: { maintenance: up, decimals: 4 }
  as-down: { maintenance: down, decimals: 4 }
  apart: { maintenance: separate, decimals: 4 }
  by-window: { planned: window, decimals: 4 }
`;

const line = (type: string, occurredAt: string, data: object, reportedAt = occurredAt): string =>
  JSON.stringify({ type, occurredAt, reportedAt, data });

const WINDOW = { maintenance: 'patching', components: ['host'], from: '2016-04-01T00:00:00Z', to: '2016-04-01T03:00:00Z' };

/** A month of 30 days: a fault of 7 h, of which 3 in a window; 2 h degraded; 1 h in which nobody knows. */
const MONTH: readonly string[] = [
  line('MaintenancePlanned', '2016-03-20T09:00:00Z', WINDOW),
  line('OutageBegan', '2016-04-01T00:00:00Z', { component: 'host', level: 'down', fault: 'patch' }),
  line('OutageEnded', '2016-04-01T07:00:00Z', { component: 'host', fault: 'patch' }),
  line('OutageBegan', '2016-04-01T10:00:00Z', { component: 'web', level: 'degraded', fault: 'slow', duration: 'PT2H' }),
];
const UNKNOWN = line('OutageBegan', '2016-04-01T20:00:00Z', { component: 'web', level: 'unknown', fault: 'blind', duration: 'PT1H' });
const NO_RECORDS: readonly string[] = [
  line('RecordsDeclared', '2016-03-01T00:00:00Z', { all: true, from: '2016-03-01T00:00:00Z', to: '2016-04-01T20:00:00Z', complete: true }),
  line('RecordsDeclared', '2016-04-01T21:00:00Z', { all: true, from: '2016-04-01T21:00:00Z', complete: true }),
];

const told = async (...lines: readonly string[]): Promise<World> => {
  const made = world();
  made.now = Date.UTC(2016, 5, 1);
  const { exit, err } = await made.knockon('import', made.file('model.yaml', MODEL), made.file('facts.jsonl', lines.join('\n')));
  assert.is(exit, 0, err);
  return made;
};

interface Report {
  readonly services: readonly {
    readonly overall: {
      readonly availability: string | null;
      readonly countedDowntimeMs: number;
      readonly countedPlannedMs: number;
      readonly outages: number;
      readonly met: boolean | null;
    };
  }[];
  readonly notes: readonly string[];
}

const APRIL = ['--from', '2016-04', '--to', '2016-05'];
const report = (made: World, policy: string, ...more: readonly string[]): Promise<Report> =>
  made.json('report', 'availability', ...APRIL, '--policy', policy, ...more);
const figure = async (made: World, policy: string): Promise<string | null | undefined> =>
  (await report(made, policy)).services[0]?.overall.availability;

/** With the hour that nobody knows at `unknown`, and without records of it; undefined where the system tells the two apart. */
const PUBLISHED: readonly (readonly [preset: string, unknown: string, noRecords: string | undefined])[] = [
  ['checkmk-ok', '98.6111', '98.6111'],
  ['gatus', '99.0264', '99.0264'],
  ['zabbix-6', '99.1632', '99.1632'],
  ['incident-io', '99.1667', '99.1667'],
  ['checkmk-undisturbed', '99.3026', '99.3026'],
  ['icinga-db', '99.3056', undefined],
  ['instatus', '99.3611', '99.3611'],
  ['centreon-mbi', '99.4413', '99.4413'],
  ['uptime-kuma', '99.4413', '99.4413'],
  ['servicenow-spm', '99.4444', '99.4444'],
];

const HOUR = 3_600_000;

spec('cli/report with maintenance [end to end]', (test) => {
  test('ten systems’ figures for one month come out of its facts', async () => {
    const made = await told(...MONTH, UNKNOWN);
    for (const [preset, expected] of PUBLISHED) assert.is(await figure(made, preset), expected, preset);
  });

  test('and where nobody recorded the hour that nobody knows', async () => {
    const made = await told(...MONTH, ...NO_RECORDS);
    for (const [preset, , expected] of PUBLISHED) if (expected !== undefined) assert.is(await figure(made, preset), expected, preset);
  });

  for (const [policy, availability, downtime, planned, outages] of [
    ['out', '99.4413', 4, 3, 1],
    ['as-up', '99.4437', 4, 3, 1],
    ['as-down', '99.0264', 7, 3, 1],
    ['apart', '99.0264', 4, 3, 1],
  ] as const) {
    test(`policy ${policy} makes ${availability} of it`, async () => {
      const overall = (await report(await told(...MONTH, UNKNOWN), policy)).services[0]?.overall;
      assert.is(overall?.availability, availability);
      assert.is(overall?.countedDowntimeMs, downtime * HOUR);
      assert.is(overall?.countedPlannedMs, planned * HOUR);
      assert.is(overall?.outages, outages);
      assert.is(overall?.met, false);
    });
  }

  test('report downtime tells planned time apart, and as any other where it counts as down', async () => {
    const made = await told(...MONTH, UNKNOWN);
    const rows = async (policy: string): Promise<readonly (readonly [number, boolean])[]> =>
      (
        await made.json<{ services: readonly { outages: readonly { rawMs: number; planned: boolean }[] }[] }>(
          'report',
          'downtime',
          ...APRIL,
          '--policy',
          policy,
        )
      ).services.flatMap(({ outages }) => outages.map(({ rawMs, planned }) => [rawMs / HOUR, planned] as const));
    assert.equal(await rows('out'), [
      [3, true],
      [4, false],
    ]);
    assert.equal(await rows('as-down'), [[7, false]]);
    const { out } = await made.knockon('report', 'downtime', ...APRIL);
    assert.match(out, /Fri 1 Apr 2016 03:00, planned/);
  });

  test('mean times, budgets and objectives leave planned time out', async () => {
    const made = await told(...MONTH, UNKNOWN);
    const mttr = await made.json<{ services: readonly { overall: { counted: { mttrMs: number; failures: number } } }[] }>(
      'report',
      'mttr',
      ...APRIL,
    );
    assert.equal(mttr.services[0]?.overall.counted.mttrMs, 4 * HOUR);
    assert.is(mttr.services[0]?.overall.counted.failures, 1);
    const budget = await made.json<{ budgets: readonly { usedMs: number }[] }>('report', 'budget', ...APRIL);
    assert.is(budget.budgets[0]?.usedMs, 4 * HOUR);
    const rto = await made.json<{ services: readonly { outages: readonly { from: string; verdict: string }[] }[] }>(
      'report',
      'rto',
      ...APRIL,
    );
    assert.equal(
      rto.services[0]?.outages.map(({ from, verdict }) => [from, verdict]),
      [['2016-04-01T03:00:00Z', 'missed']],
    );
  });

  test('a window recorded after the fact says so, and counts for a fault that names it', async () => {
    const late = line('MaintenancePlanned', '2016-04-01T09:00:00Z', WINDOW);
    const made = await told(late, ...MONTH.slice(1));
    const unnamed = await report(made, 'out');
    assert.is(unnamed.services[0]?.overall.countedPlannedMs, 0);
    assert.match(
      unnamed.notes.join('\n'),
      /patching from 2016-04-01T00:00:00Z .* was reported at 2016-04-01T09:00:00Z, after it had begun/,
    );
    const naming = await told(late, ...MONTH.slice(1).map((fact) => fact.replace('"level":"down"', '"level":"down","planned":"patching"')));
    assert.is((await report(naming, 'out')).services[0]?.overall.countedPlannedMs, 3 * HOUR);
  });

  test('by window, time up inside it is planned too, and no window is too late', async () => {
    const made = await told(
      line('MaintenancePlanned', '2016-04-01T09:00:00Z', { ...WINDOW, components: ['web'] }),
      line('OutageBegan', '2016-03-25T01:00:00Z', { component: 'host', level: 'down', duration: 'PT1M' }),
      line('OutageBegan', '2016-04-01T01:00:00Z', { component: 'host', level: 'down', fault: 'disk', duration: 'PT5H' }),
    );
    const { services, notes } = await report(made, 'by-window');
    assert.is(services[0]?.overall.countedPlannedMs, 3 * HOUR);
    assert.is(services[0]?.overall.countedDowntimeMs, 3 * HOUR);
    assert.is(services[0]?.overall.availability, '99.5816', '3 h of 717');
    assert.equal(notes, []);
    const { out } = await made.knockon('report', 'availability', ...APRIL, '--policy', 'by-window', '--explain', 'web@2016-04');
    assert.match(out, /00:00 +Fri 1 Apr 2016 01:00 +planned maintenance +left out +1 h +1 h +maintenance patching$/m);
    assert.match(out, /01:00 +Fri 1 Apr 2016 03:00 +planned downtime +left out +2 h +2 h +host: fault disk, .*; maintenance patching$/m);
    assert.match(out, /03:00 +Fri 1 Apr 2016 06:00 +down +down +3 h +3 h +host: fault disk/);
    assert.match(out, /; all time in windows of maintenance left out;/);
    const { out: page } = await made.knockon('report', 'availability', ...APRIL, '--policy', 'by-window', '--format', 'html');
    assert.match(page, /planned downtime[^<]*01:00[^<]*03:00/);
    assert.not.match(page, /planned downtime[^<]*00:00[^<]*03:00/);
  });

  test('a branch is counted by what is planned in it: a fault moved out of its window is not', async () => {
    const made = await told(...MONTH);
    const compared = await made.json<{
      services: readonly { service: string; base: { countedDowntimeMs: number }; branch: { countedDowntimeMs: number } }[];
    }>('whatif', '--move', 'patch=2016-03-31T22:00:00Z', '--from', '2016-03-31', '--to', '2016-05-01');
    const web = compared.services.find(({ service }) => service === 'web');
    assert.is(web?.base.countedDowntimeMs, 4 * HOUR);
    assert.is(web?.branch.countedDowntimeMs, 9 * HOUR);
  });

  test('a window that recurs is recorded at the hours of its zone, and a rule that cannot be followed is refused', async () => {
    const made = await told(...MONTH);
    const maintain = (name: string, rrule: string) =>
      made.knockon(
        'record',
        'maintain',
        name,
        '--component',
        'host',
        '--from',
        '2016-03-19T22:00:00Z',
        '--to',
        '2016-03-20T02:00:00Z',
        '--rrule',
        rrule,
        '--zone',
        'Europe/London',
        '--reported-at',
        '2016-03-01',
      );
    const refused = await maintain('bad', 'FREQ=HOURLY');
    assert.is(refused.exit, 2);
    assert.match(refused.err, /FREQ=HOURLY.*says no frequency/);
    const { exit, err } = await made.knockon(
      'record',
      'maintain',
      'weekly',
      '--component',
      'host',
      '--from',
      '2016-03-18T22:00:00Z',
      '--to',
      '2016-03-19T02:00:00Z',
      '--rrule',
      'FREQ=WEEKLY',
      '--zone',
      'Europe/London',
      '--reported-at',
      '2016-03-01',
    );
    assert.is(exit, 0, err);
    // In April clocks there are an hour ahead: the window of the 8th begins at 21:00 UTC.
    const begin = ['record', 'begin', 'host', '--level', 'down', '--at', '2016-04-08T21:00:00Z', '--duration', 'PT1H'];
    assert.is((await made.knockon(...begin)).exit, 0);
    assert.is((await report(made, 'out')).services[0]?.overall.countedPlannedMs, 4 * HOUR);
  });

  test('a figure taken apart names the facts of the maintenance that planned time rests on, and of the window it overran', async () => {
    const longer = line('MaintenanceChanged', '2016-04-01T01:00:00Z', { ...WINDOW, to: '2016-04-01T02:00:00Z' });
    const other = line('MaintenancePlanned', '2016-03-20T09:00:00Z', { ...WINDOW, maintenance: 'elsewhere', components: ['web'] });
    const made = await told(...MONTH, longer, other);
    const asked = ['report', 'availability', ...APRIL, '--policy', 'out', '--explain', 'web'] as const;
    const { intervals, facts } = await made.json<{
      intervals: readonly { was: string; rawMs: number; maintenance: readonly string[]; beyondMaintenance: readonly string[] }[];
      facts: readonly { type: string; fact: string }[];
    }>(...asked);
    assert.equal(
      intervals.slice(0, 3).map(({ was, rawMs, maintenance, beyondMaintenance }) => [was, rawMs / HOUR, maintenance, beyondMaintenance]),
      [
        ['planned', 2, ['patching'], []],
        ['down', 5, [], ['patching']],
        ['up', 3, [], []],
      ],
    );
    assert.equal(
      facts.map(({ type }) => type),
      ['OutageBegan', 'OutageEnded', 'MaintenancePlanned', 'MaintenanceChanged', 'OutageBegan'],
    );
    const { out } = await made.knockon(...asked);
    assert.match(out, /planned downtime +left out .*patch.*; maintenance patching$/m);
    assert.match(out, /down +down +5 h .*; beyond maintenance patching$/m);
    assert.match(out, /MaintenancePlanned patching, .* \(fact /);
    const csv = (await made.knockon(...asked, '--format', 'csv')).out.split('\n');
    for (const row of csv.slice(1, 3)) for (const { fact } of facts.slice(0, 4)) assert.match(row, fact);
    // whoever was not told of the change counts the window as it was planned
    const before = await made.json<{ facts: readonly { type: string }[] }>(...asked, '--as-known-at', '2016-04-01T00:30:00Z');
    assert.not.ok(before.facts.some(({ type }) => type === 'MaintenanceChanged'));
  });

  test('a fault that says it was not planned rests on no window, also where it began in one', async () => {
    const made = await told(...MONTH.map((fact) => fact.replace('"level":"down"', '"level":"down","planned":false')));
    const { intervals, facts } = await made.json<{
      intervals: readonly { was: string; beyondMaintenance: readonly string[] }[];
      facts: readonly { type: string }[];
    }>('report', 'availability', ...APRIL, '--policy', 'out', '--explain', 'web');
    assert.equal([intervals[0]?.was, intervals[0]?.beyondMaintenance], ['down', []]);
    assert.not.ok(facts.some(({ type }) => type === 'MaintenancePlanned'));
  });
});
