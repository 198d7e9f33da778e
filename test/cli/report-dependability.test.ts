// report mttr|budget|rto|policies, weeks, rolling days and group rows, on the case of examples/hcpc-2016.
import * as assert from 'uvu/assert';
import type { AvailabilityJson } from '../support/answers.ts';
import { hcpc, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const JANUARY = ['--from', '2016-01', '--to', '2016-02', '--policy', 'board'] as const;
const HOUR = 3_600_000;

interface RtoJson {
  readonly services: readonly {
    readonly service: string;
    readonly zone: string;
    readonly outages: readonly {
      readonly objective: string | null;
      readonly due: string | null;
      readonly verdict: string | null;
      readonly marginMs: number | null;
      readonly impact: readonly { readonly level: string; readonly from: string }[];
      readonly steps: readonly { readonly do: string; readonly due: string; readonly reached: boolean }[];
    }[];
  }[];
}

/** The case, its registration system promised to be back within so long, and a group. */
const promised = async (rto: string): Promise<World> => {
  const made = await hcpc();
  const model = made.file(
    'promise.yaml',
    [
      'knockon: 1',
      'since: 2014-03-31T23:00:01Z',
      'components:',
      '  registration-system:',
      '    name: Registration system',
      '    requires: { all: [host-registration, registration-db] }',
      `    service: { hours: office, target: 97.85, rto: ${rto}, impact: [{ level: medium }, { after: 1 working hour, level: high }], steps: [{ after: 4 working hours, do: tell the board }] }`,
      'groups: { both: [online-register, online-renewals] }',
    ].join('\n'),
  );
  const { exit, err } = await made.knockon('import', model);
  assert.is(exit, 0, err);
  return made;
};

spec('cli/report-dependability [cli]', (test) => {
  test('MTTR and MTBF of January, in service time and around the clock', async () => {
    const made = await hcpc();
    const { services } = await made.json<{
      readonly services: readonly {
        readonly service: string;
        readonly overall: Readonly<
          Record<'raw' | 'counted', { readonly failures: number; readonly mttrMs: number | null; readonly mtbfMs: number | null }>
        >;
      }[];
    }>('report', 'mttr', ...JANUARY);
    const system = services.find(({ service }) => service === 'registration-system')?.overall;
    assert.is(system?.raw.failures, 2);
    assert.is(system?.raw.mttrMs, (40.5 * HOUR + 33 * 60_000) / 2);
    assert.is(system?.counted.mttrMs, (7.25 * HOUR + 33 * 60_000) / 2);
    assert.is(services.find(({ service }) => service === 'telephony')?.overall.raw.mttrMs, null);
  });

  test('the error budget of January: allowed, used, left and burn', async () => {
    const made = await hcpc();
    const { budgets } = await made.json<{
      readonly budgets: readonly {
        readonly service: string;
        readonly allowedMs: number;
        readonly usedMs: number;
        readonly leftMs: number;
        readonly burn: string;
      }[];
    }>('report', 'budget', ...JANUARY);
    const register = budgets.find(({ service }) => service === 'online-register');
    // 1.7 % of 744 h
    assert.is(register?.allowedMs, (17 * 744 * HOUR) / 1000);
    assert.is(register?.usedMs, 9.25 * HOUR);
    assert.is(register?.leftMs, (17 * 744 * HOUR) / 1000 - 9.25 * HOUR);
    assert.is(register?.burn, '0.7313');
    assert.is(
      budgets.some(({ service }) => service === 'virtual-services'),
      false,
    );
  });

  test('an objective in working time is judged by the calendar', async () => {
    const made = await promised('8 working hours');
    const { services } = await made.json<RtoJson>('report', 'rto', ...JANUARY, '--service', 'registration-system');
    assert.is(services[0]?.zone, 'Europe/London');
    const [, long] = services[0]?.outages ?? [];
    // down since Saturday 22:45; office hours begin on Monday at 08:00
    assert.is(long?.objective, '8 working hours');
    assert.is(long?.due, '2016-01-18T16:00:00Z');
    assert.is(long?.verdict, 'met');
    assert.is(long?.marginMs, 45 * 60_000);
    assert.equal(long?.impact, [
      { level: 'medium', from: '2016-01-16T22:45:00Z' },
      { level: 'high', from: '2016-01-18T09:00:00Z' },
    ]);
    assert.equal(long?.steps, [{ do: 'tell the board', due: '2016-01-18T12:00:00Z', reached: true }]);
  });

  test('an objective missed is an answer of no, if asked for', async () => {
    const made = await promised('PT4H');
    const { exit, out } = await made.knockon('report', 'rto', ...JANUARY, '--service', 'registration-system', '--fail-on', 'missed');
    assert.is(exit, 1);
    assert.match(out, '✗ missed by 36 h 30 min');
    assert.match(out, 'tell the board: due Mon 18 Jan 2016 12:00');
  });

  test('a group has a row of its own: times added up, availability rolled up by the policy', async () => {
    const made = await promised('PT4H');
    const { services } = await made.json<AvailabilityJson>('report', 'availability', ...JANUARY, '--service', 'both');
    assert.equal(
      services.map(({ service, overall }) => [service, overall.availability]),
      [
        ['online-register', '98.76'],
        ['online-renewals', '92.14'],
        ['group:both', '95.45'],
      ],
    );
    assert.is(services[2]?.overall.rawDowntimeMs, (9.25 + 58.5) * HOUR);
    assert.is(services[2]?.overall.denominatorMs, 2 * 744 * HOUR);
    assert.is(services[2]?.overall.target, null);
  });

  test('weeks begin on Monday, rolling days end with each day, and a span is one period', async () => {
    const made = await hcpc();
    const periods = async (by: string, from: string, to: string): Promise<readonly string[]> => {
      const report = await made.json<AvailabilityJson>(
        'report',
        'availability',
        '--by',
        by,
        '--from',
        from,
        '--to',
        to,
        '--service',
        'telephony',
      );
      return report.services[0]?.periods.map(({ period, from: begin }) => `${period} ${begin.slice(0, 10)}`) ?? [];
    };
    assert.equal(await periods('week', '2015-12-28', '2016-01-11'), ['2015-W53 2015-12-28', '2016-W01 2016-01-04']);
    assert.equal(await periods('rolling:30', '2016-01-30', '2016-02-01'), ['2016-01-30 (30 d) 2016-01-01', '2016-01-31 (30 d) 2016-01-02']);
    assert.equal(await periods('span', '2016-01-04', '2016-01-07'), ['2016-01-04/2016-01-06 2016-01-04']);
  });

  test('the same January under other policies, each with its version', async () => {
    const made = await hcpc();
    const of = async (policy: string): Promise<readonly [string | null | undefined, string]> => {
      const report = await made.json<AvailabilityJson>(
        'report',
        'availability',
        '--from',
        '2016-01',
        '--to',
        '2016-02',
        '--policy',
        policy,
      );
      return [
        report.services.find(({ service }) => service === 'registration-system')?.overall.availability,
        report.policy.description.split(':')[0] ?? '',
      ];
    };
    assert.equal(await of('board'), ['96.10', 'board (in force since 2014-03-31T23']);
    assert.equal(await of('icinga-db'), ['94.4825', 'icinga-db (preset)']);
    assert.equal(await of('default'), ['96.10', 'default']);
  });

  test('policies can be listed without any log', async () => {
    const { exit, out } = await world().knockon('report', 'policies', '--log', 'memory:');
    assert.is(exit, 0);
    assert.match(out, /^default: zone UTC; /);
    assert.match(out, 'statuspage (preset): ');
  });

  test('a policy that is not there is refused with the nearest', async () => {
    const { exit, err } = await (await hcpc()).knockon('report', 'mttr', '--policy', 'zabix-6');
    assert.is(exit, 2);
    assert.match(err, /no policy "zabix-6" \(did you mean "zabbix-6"\?\)/);
  });
});
