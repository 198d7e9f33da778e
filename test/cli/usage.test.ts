// Command lines that cannot be answered: one clear sentence on standard error, nothing on standard output, exit 2, and the log as it was.
import * as assert from 'uvu/assert';
import { hcpc, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

type Case = readonly [argv: readonly string[], says: RegExp];

const RECORD = ['record', 'begin', 'domino'];
const FAIL = ['whatif', '--fail'];

const CASES: readonly Case[] = [
  [['stauts'], /unknown command 'stauts' \(Did you mean [^)]*status\?\)/],
  [['record', 'start', 'domino'], /unknown command 'start'\nSee knockon record --help\./],
  [['status', '--verbose'], /unknown option '--verbose'/],
  [['status', '--format', 'xml'], /--format.*'xml' is invalid\. Allowed choices are table, json, csv/],
  [['explain'], /missing required argument 'component'/],
  [['import'], /missing required argument 'file'/],
  [['status', '--now', 'soon'], /^knockon: --now: "soon" is not an instant: expected one such as/],
  [['status', '--now', '2016-01-16T19:30:00'], /^knockon: --now: .*give Z or an offset/],
  [['status', '--at', 'yesterday'], /^knockon: --at: "yesterday" is not an instant/],
  [['status', '--zone', 'Mars/Base'], /^knockon: --zone: "Mars\/Base" is not a known time zone: expected a name of the IANA database/],
  [['status', '--as-known-at', 'x'], /^knockon: --as-known-at: "x" is not an instant/],
  [['status', '--as-recorded-at', 'x'], /^knockon: --as-recorded-at: "x" is not an instant/],
  [['explain', 'online-renewal'], /there is no component "online-renewal".*\(did you mean "online-renewals"\?\)/],
  [['report', 'availability', '--policy', 'bord'], /there is no policy "bord" \(did you mean "board"\?\)/],
  [
    ['report', 'availability', '--service', 'online registr'],
    /^knockon: --service: .*"online registr" \(did you mean "Online Register"\?\)/,
  ],
  [
    ['report', 'availability', '--by', 'fortnight'],
    /'fortnight' is invalid\. Expected one of day, week, month, quarter, year, span, or rolling:DAYS/,
  ],
  [
    ['report', 'availability', '--from', '2016-02', '--to', '2016-01'],
    /the span ends \(2016-01-01T00:00:00Z\) before it begins \(2016-02-01/,
  ],
  [['report', 'downtime', '--from', '2016-13'], /^knockon: --from: /],
  [['replay', '--from', '2016-02', '--to', '2016-02'], /expected --from before --to/],
  [['whatif'], /nothing is changed; expected --set PATH=VALUE, --add, --without FACT, --move FACT=INSTANT or --fail COMPONENT@INSTANT/],
  [['whatif', '--set', 'ups-b.holdUp'], /^knockon: --set: "ups-b\.holdUp" sets nothing/],
  [['whatif', '--set', 'upsb.holdUp=PT6H'], /there is no component "upsb" \(did you mean "ups-b"\?\)/],
  [['whatif', '--set', 'ups-b.holdup=PT6H'], /unknown key "holdup" \(did you mean "holdUp"\?\)/],
  [['whatif', '--set', 'ups-b.holdUp=6'], /expected a duration such as PT3H15M, found the number 6/],
  [['whatif', '--set', 'ups-b.holdUp=-PT6H'], /"-PT6H" is not a duration/],
  [['whatif', '--set', 'ups-b.requires=circuit-c'], /there is no component "circuit-c" \(did you mean "circuit-\w"\?\)/],
  [[...FAIL, 'circuit-b'], /says no instant; expected COMPONENT@INSTANT/],
  [[...FAIL, 'circuitb@2016-02-03T10:00:00Z'], /there is no component "circuitb"/],
  [[...FAIL, 'circuit-b@noon'], /^knockon: --fail: "noon" is not an instant/],
  [[...FAIL, 'circuit-b@2016-02-03T10:00:00Z', '--for', '2h'], /^knockon: --for: "2h" is not a duration/],
  [[...FAIL, 'circuit-b@2016-02-03T10:00:00Z', '--level', 'up'], /^knockon: --level: "up" is no level of an outage/],
  [['whatif', '--set', 'ups-b.holdUp=PT6H', '--for', 'PT2H'], /^knockon: --for: there is no --fail whose length it would be/],
  [['explain', 'domino', '--format', 'csv'], /csv.*Allowed choices are table, json, mermaid, dot, svg\./],
  [['check', '--format', 'csv'], /csv.*Allowed choices are table, json\./],
  [['log', 'copy', 'memory:', 'sqlite:copied.db', '--format', 'csv'], /csv.*Allowed choices are table, json\./],
  [['record', 'begin', 'nobody'], /there is no component "nobody"/],
  [['record', 'end', 'domino'], /domino is not down at /],
  [['record', 'end', 'circuit-b', '--fault', 'trip'], /fault "trip" of circuit-b .*ended/],
  [['record', 'failover', 'domino', 'register-dr'], /domino requires nothing by a standby/],
  [['record', 'failover', 'online-register'], /missing required argument 'to'/],
  [['record', 'failback', 'domino'], /domino requires nothing by a standby/],
  [[...RECORD, '--level', 'up'], /an outage at level "up" is none/],
  [[...RECORD, '--level', 'broken'], /"broken" is not a level/],
  [[...RECORD, '--at', 'noon'], /"noon" is not an instant/],
  [[...RECORD, '--plus-minus', 'PT15M'], /plusMinus goes with at/],
  [[...RECORD, '--earliest', '2016-02-01T00:00:00Z'], /only one of earliest and latest: expected both/],
  [[...RECORD, '--earliest', '2016-02-02', '--latest', '2016-02-01'], /earliest \(2016-02-02T00:00:00Z\) is after latest/],
  [[...RECORD, '--day', '2016-02-30'], /expected a date of the calendar such as 2016-01-16, found "2016-02-30"/],
  [[...RECORD, '--duration', '-PT1H'], /"-PT1H" is not a duration/],
  [[...RECORD, '--tag', 'x'], /^knockon: --tag: "x" is no tag; expected KEY=VALUE/],
  [[...RECORD, '--consequence-of', 'tripp'], /there is no fault "tripp".*expected a fault's name, or a fact's id/],
  [[...RECORD, '--reported-at', '2040-01-01'], /reported at 2040-01-01T00:00:00Z, after now/],
  [['status', '--log', 'sqlite:'], /--log sqlite: names no file; expected sqlite:PATH/],
  [['status', '--log', 'knockon.db'], /--log knockon\.db is no address of a log; expected sqlite:PATH/],
  [['status', '--log', 'esdb://localhost:2113'], /names no log on that server; expected its name behind a #/],
];

spec('cli/usage [cli]', (test) => {
  let log: World;
  test.before(async () => {
    log = await hcpc();
  });
  for (const [argv, says] of CASES)
    test(`knockon ${argv.join(' ')} is refused`, async () => {
      const before = await log.records();
      const { exit, out, err } = await log.knockon(...argv);
      assert.is(out, '');
      assert.is(exit, 2, err);
      assert.match(err, says);
      assert.match(err, /^knockon: /);
      assert.equal(await log.records(), before);
    });

  test('no command, and a group without its command, get their help and exit 2', async () => {
    for (const argv of [[], ['record'], ['report'], ['log']]) {
      const { exit, out, err } = await log.knockon(...argv);
      assert.is(exit, 2);
      assert.is(out, '');
      assert.match(err, /Usage: knockon/);
    }
  });

  test('help and version go to standard output with exit 0', async () => {
    for (const argv of [
      ['--help'],
      ['record', '--help'],
      ['record', 'begin', '--help'],
      ['report', 'availability', '--help'],
      ['--version'],
    ]) {
      const { exit, out, err } = await world().knockon(...argv);
      assert.is(exit, 0, argv.join(' '));
      assert.is(err, '');
      assert.ok(out.length > 0);
    }
  });

  test('every command says in its help what it does and how it is typed', async () => {
    const { out } = await world().knockon('--help');
    for (const command of ['demo', 'import', 'record', 'status', 'explain', 'replay', 'report', 'whatif', 'check', 'log']) {
      assert.match(out, new RegExp(`\\n  ${command} `));
      assert.match((await world().knockon(command, '--help')).out, `Usage: knockon ${command}`);
    }
  });

  test('--fail-on makes a missed target the answer no: exit 1, with the report', async () => {
    const report = ['report', 'availability', '--from', '2016-01', '--to', '2016-02'];
    const plain = await log.knockon(...report);
    const failing = await log.knockon(...report, '--fail-on', 'missed');
    assert.equal([plain.exit, failing.exit, failing.err], [0, 1, '']);
    assert.is(failing.out, plain.out);
    assert.is((await log.knockon(...report, '--service', 'Online Register', '--fail-on', 'missed')).exit, 0);
  });
});
