// Case hcpc-2016: what the facts of a real outage must give. Times are GMT, which was London's time that month.
import * as assert from 'uvu/assert';
import type { AvailabilityJson, CellJson, DemoJson, DowntimeJson, ExplanationJson } from '../support/answers.ts';
import { hcpc, world, type World } from '../support/shell.ts';
import { cellOf, JANUARY } from '../support/january.ts';
import { spec } from '../support/spec.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

spec('cases/hcpc-2016 figures [case]', (test) => {
  let log: World;
  let report: AvailabilityJson;
  test.before(async () => {
    log = await hcpc();
    report = await log.json('report', 'availability', ...JANUARY);
  });
  const cell = (service: string): CellJson => cellOf(report, service);
  /** Raw and counted downtime in minutes, availability, target and verdict. */
  const told = (service: string): readonly unknown[] => {
    const { rawDowntimeMs, countedDowntimeMs, availability, target, met } = cell(service);
    return [rawDowntimeMs / MINUTE, countedDowntimeMs / MINUTE, availability, target, met];
  };

  test('the Online Register was down 9 h 15 min of 744 h and met its target', () => {
    assert.equal(told('online-register'), [9 * 60 + 15, 9 * 60 + 15, '98.76', 98.3, true]);
    assert.is(cell('online-register').denominatorMs, 744 * HOUR);
  });

  test('Online Renewals was down 58 h 30 min of 744 h and missed its target', () => {
    assert.equal(told('online-renewals'), [58 * 60 + 30, 58 * 60 + 30, '92.14', 98.3, false]);
    assert.is(cell('online-renewals').denominatorMs, 744 * HOUR);
  });

  test('Domino was down 33 h 15 min, and not in working hours', () => {
    assert.equal(told('domino'), [33 * 60 + 15, 0, '100.00', null, null]);
  });

  test('the registration system lost 7 h 15 min and 33 min of the 200 h promised, and missed its target', () => {
    // Raw: Sat 22:45 to Mon 15:15 is 40 h 30 min, and the 33 minutes of 5 January.
    assert.equal(told('registration-system'), [40 * 60 + 30 + 33, 7 * 60 + 15 + 33, '96.10', 97.85, false]);
    // 20 working days of 10 h: 21 weekdays less New Year's Day.
    assert.is(cell('registration-system').denominatorMs, 200 * HOUR);
  });

  test('virtual services and data lines were never down, and for a time without their redundancy', () => {
    assert.equal(told('virtual-services'), [0, 0, '100.00', null, null]);
    assert.equal(told('data-lines'), [0, 0, '100.00', null, null]);
    assert.ok(cell('virtual-services').rawAtRiskMs > 0);
    // From 19:30, on battery and then on the backup, at least until Sat 22:45 and at most until Mon 08:00.
    assert.ok(cell('data-lines').rawAtRiskMs > 3.25 * HOUR && cell('data-lines').rawAtRiskMs < 36.5 * HOUR);
  });

  test('services on the virtual hosts were not down', () => {
    for (const service of ['ftp-system', 'corporate-website', 'telephony']) assert.equal(told(service).slice(0, 3), [0, 0, '100.00']);
  });

  test('time without redundancy rests on when power was back and the hosts were released, and says so', async () => {
    const ids = new Map((await log.records()).map(({ fact }) => [fact.id, fact.sourceId]));
    const restsOn = (service: string): readonly unknown[] => cell(service).restsOn.atRisk.map((id) => ids.get(id));
    assert.equal(restsOn('virtual-services'), ['trip', 'power-back', 'released-vm-host-1']);
    assert.equal(restsOn('data-lines'), ['trip', 'power-back']);
  });

  test('every figure is shown with the policy it was made by', async () => {
    assert.is(report.policy.name, 'board');
    for (const words of ['zone Europe/London', 'planned maintenance left out', 'mean of periods', '2 decimals'])
      assert.ok(report.policy.description.includes(words), words);
    const { out } = await log.knockon('report', 'availability', ...JANUARY);
    assert.match(out, 'Policy board (in force since 2014-03-31T23:00:00Z): zone Europe/London');
  });

  test('in December 2015 the registration system lost 107 minutes of the 210 h promised', async () => {
    const december = await log.json<AvailabilityJson>(
      'report',
      'availability',
      '--from',
      '2015-12',
      '--to',
      '2016-01',
      '--policy',
      'board',
    );
    const [found] = december.services.find(({ service }) => service === 'registration-system')?.periods ?? [];
    // 23 weekdays less Christmas Day and the bank holiday of the 28th, for Boxing Day was a Saturday.
    assert.equal([found?.countedDowntimeMs, found?.denominatorMs, found?.availability], [107 * MINUTE, 210 * HOUR, '99.15']);
  });
});

spec('cases/hcpc-2016 blame [case]', (test) => {
  let report: DowntimeJson;
  test.before(async () => {
    report = await (await hcpc()).json('report', 'downtime', ...JANUARY);
  });
  const owed = (service: string): readonly unknown[] =>
    (report.services.find((one) => one.service === service)?.owedTo ?? []).map(({ fault, rawMs, countedMs }) => [
      fault === null ? null : `${fault.component}/${fault.fault}`,
      rawMs / MINUTE,
      countedMs / MINUTE,
    ]);

  test('Online Renewals owes 40 h 30 min to the power circuit and 18 h to its connection configuration', () => {
    assert.is(report.blame, 'first-cause');
    assert.equal(owed('online-renewals'), [
      ['circuit-b/trip', 40 * 60 + 30, 40 * 60 + 30],
      ['online-renewals/connection-configuration', 18 * 60, 18 * 60],
    ]);
  });

  test('the others owe theirs to the circuit, and the form of the registration system owes its own', () => {
    assert.equal(owed('online-register'), [['circuit-b/trip', 9 * 60 + 15, 9 * 60 + 15]]);
    assert.equal(owed('domino'), [['circuit-b/trip', 33 * 60 + 15, 0]]);
    assert.equal(owed('registration-system'), [
      ['registration-system/form-hang-2016-01-05', 33, 33],
      ['circuit-b/trip', 40 * 60 + 30, 7 * 60 + 15],
    ]);
  });

  test('services that were not down owe nothing', () => {
    for (const service of ['virtual-services', 'data-lines', 'ftp-system', 'corporate-website', 'telephony'])
      assert.equal(owed(service), []);
  });
});

spec('cases/hcpc-2016 explain [case]', (test) => {
  let log: World;
  test.before(async () => {
    log = await hcpc();
  });
  const explain = (at: string): Promise<ExplanationJson> => log.json<ExplanationJson>('explain', 'online-renewals', '--at', at);

  test('on Sunday morning the path leads over host and database to the battery and the circuit, with times', async () => {
    const { explanation, firstCause } = await explain('2016-01-17T10:00:00Z');
    const node = (component: string) => explanation.find((one) => one.component === component);
    assert.is(explanation[0]?.component, 'online-renewals');
    assert.equal(
      explanation.map(({ component, behind }) => [component, behind]),
      [
        ['online-renewals', ['host-renewals', 'registration-db']],
        ['host-renewals', ['ups-b']],
        ['ups-b', ['circuit-b']],
        ['circuit-b', []],
        ['registration-db', ['host-registration']],
        ['host-registration', ['ups-b']],
      ],
    );
    assert.equal([node('circuit-b')?.since, node('ups-b')?.since], ['2016-01-16T19:30:00Z', '2016-01-16T22:45:00Z']);
    assert.equal(node('ups-b')?.reserve, { holdUpMs: 195 * MINUTE, lostAt: '2016-01-16T19:30:00Z', exhaustedAt: '2016-01-16T22:45:00Z' });
    assert.equal([node('host-registration')?.held?.by, node('host-registration')?.held?.since], ['latch', '2016-01-16T22:45:00Z']);
    assert.equal(
      node('registration-db')?.faults.map(({ fault }) => fault),
      ['disks'],
    );
    assert.equal([firstCause?.component, firstCause?.fault, firstCause?.began.about], ['circuit-b', 'trip', true]);
  });

  test('on Monday night only the configuration is left', async () => {
    const { explanation, firstCause } = await explain('2016-01-19T00:00:00Z');
    assert.equal(
      explanation.map(({ component, level, faults }) => [component, level, faults.map(({ fault, began }) => [fault, began.at])]),
      [['online-renewals', 'down', [['connection-configuration', '2016-01-18T15:15:00Z']]]],
    );
    assert.is(firstCause?.fault, 'connection-configuration');
  });

  test('for people, approximate times are marked as such and names are those they know', async () => {
    const { out } = await log.knockon('explain', 'Online Renewals', '--at', '2016-01-17T10:00:00Z');
    for (const words of ['Online Renewals [online-renewals]', 'reserve of 3 h 15 min exhausted', '~Sat 16 Jan 2016 19:30', 'disks'])
      assert.match(out, words);
  });
});

spec('cases/hcpc-2016 demo [case]', (test) => {
  let demo: DemoJson;
  let text: string;
  let left: readonly unknown[];
  test.before(async () => {
    const anywhere = world();
    demo = await anywhere.json('demo');
    ({ out: text } = await anywhere.knockon('demo'));
    left = [anywhere.log(), anywhere.log('memory:thrown-away-1'), anywhere.log('memory:thrown-away-2')];
  });

  test('is the report of the log, as one object', async () => {
    const log = await hcpc();
    assert.equal(demo.availability, await log.json('report', 'availability', ...JANUARY));
    assert.equal(demo.downtime, await log.json('report', 'downtime', ...JANUARY));
    assert.equal(
      demo.lostRedundancy.map(({ service }) => service),
      ['virtual-services', 'data-lines', 'ftp-system', 'corporate-website', 'telephony'],
    );
  });

  test('prints what the report of January 2016 must show', () => {
    for (const words of [
      /Online Register .*9 h 15 min .*98\.76 .*met/,
      /Online Renewals .*58 h 30 min .*92\.14 .*missed/,
      /Registration system .*7 h 48 min .*96\.10 .*missed/,
      /Domino and the intranet .*33 h 15 min +- /,
      /40 h 30 min .*circuit-b/,
      /18 h .*connection-configuration/,
      /Policy board \(in force since 2014-03-31T23:00:00Z\): /,
    ])
      assert.match(text, words);
  });

  test('leaves no log behind', () => {
    assert.equal(left, [undefined, undefined, undefined]);
  });
});
