// What people type: components by name, facts by the fault they began, periods by name, sets of components, defaults that need not be typed.
import * as assert from 'uvu/assert';
import { hcpc, world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

interface Facts {
  readonly facts: readonly { readonly fact: string; readonly short: string; readonly type: string; readonly standing: string }[];
}
interface Changes {
  readonly changes: readonly { readonly component: string; readonly before: string | null; readonly level: string }[];
}

const MODEL = `
knockon: 1
since: 2015-01-01T00:00:00Z
components:
  mains: { kind: power }
  ups-1: { kind: ups, requires: mains, tags: { site: hall } }
  ups-2: { kind: ups, requires: mains, tags: { site: barn } }
  shop: { name: Web shop, aliases: [The Shop], requires: { any: [ups-1, ups-2] }, tags: { site: hall }, service: {} }
groups: { pairs: [ups-1, ups-2] }
policies: { fiscal: { yearStart: 4, zone: Europe/London } }
`;

const estate = async () => {
  const log = world();
  const { exit, err } = await log.knockon('import', log.file('model.yaml', MODEL));
  assert.is(exit, 0, err);
  return log;
};

spec('cli/hands [end to end]', (test) => {
  test('facts are found by component, type, period and text, each with a short id that other commands take', async () => {
    const log = await hcpc();
    const { facts } = await log.json<Facts>('facts', '--component', 'circuit-b', '--period', '2016-01');
    assert.equal(
      facts.map(({ type }) => type),
      ['OutageBegan', 'OutageEnded'],
    );
    const [began] = facts;
    assert.ok(began !== undefined && began.fact.startsWith(began.short) && began.short.length === 8);
    assert.is((await log.knockon('log', 'history', began.short)).exit, 0);
    const { facts: found } = await log.json<Facts>('facts', '--text', 'POWER CIRCUIT TRIPPED');
    assert.equal(
      found.map(({ fact }) => fact),
      [began.fact],
    );
    const table = await log.knockon('facts', '--component', 'circuit-b', '--type', 'outagebegan');
    assert.match(table.out, /circuit-b\/trip down: the power circuit tripped/);
    assert.match(table.out, /\n1 fact\n$/);
  });

  test('what is corrected or retracted is listed as such', async () => {
    const log = await hcpc();
    await log.knockon('record', 'correct', 'trip', '--set', 'cause=a mouse', '--reason', 'it was found');
    const one = await log.json<Facts>('facts', '--text', 'a mouse', '--type', 'OutageBegan');
    assert.equal(
      one.facts.map(({ standing }) => standing),
      ['corrected'],
    );
    await log.knockon('record', 'retract', 'circuit-b/trip', '--reason', 'it was another');
    const after = await log.json<Facts>('facts', '--component', 'circuit-b', '--type', 'OutageBegan', '--period', '2016-01');
    assert.equal(
      after.facts.map(({ standing }) => standing),
      ['retracted'],
    );
  });

  for (const [argv, wrong] of [
    [['facts', '--component', 'circuit-q'], /--component: there is no component "circuit-q".*circuit-/],
    [['facts', '--type', 'OutageBegins'], /--type: the log holds no fact of type "OutageBegins"/],
    [['facts', '--period', '2016-13'], /--period: "2016-13" is not a period: expected one such as last-month/],
    [['facts', '--period', '2016-01', '--from', '2016-01'], /--period: says both ends/],
    [['facts', '--period', 'FY2015/16'], /--period: "FY2015\/16": nothing says in which month/],
    [['replay', '--level', 'broken'], /--level: there is no level "broken"; expected one of up/],
  ] as const)
    test(`${argv.join(' ')} is refused in one sentence`, async () => {
      const { exit, err } = await (await hcpc()).knockon(...argv);
      assert.is(exit, 2);
      assert.match(err, wrong);
      assert.match(err, /^[^\n]+\n$/);
    });

  test('a component is recorded by its name or alias, and stored by its id', async () => {
    const log = await estate();
    for (const called of ['web shop', 'The Shop', 'shop'])
      assert.is((await log.knockon('record', 'begin', called, '--at', '2016-02-01T00:00:00Z')).exit, 0);
    await log.knockon('record', 'maintain', 'works', '--component', 'Web shop', '--from', '2016-03-01', '--to', '2016-03-02');
    const about = (await log.records()).flatMap(({ fact }) =>
      fact.type === 'OutageBegan' ? [fact.data.component] : fact.type === 'MaintenancePlanned' ? fact.data.components : [],
    );
    assert.equal(about, ['shop', 'shop', 'shop', 'shop']);
  });

  test('undo takes back what this person recorded last, then what they recorded before; an import is refused', async () => {
    const log = await estate();
    for (const [by, fault] of [
      ['jo', 'one'],
      ['jo', 'two'],
      ['sam', 'three'],
    ] as const) {
      log.now += 1000;
      await log.knockon('record', 'begin', 'mains', '--fault', fault, '--by', by, '--at', '2016-02-01T00:00:00Z');
    }
    log.now += 1000;
    const { out } = await log.knockon('undo', '--by', 'jo');
    assert.match(out, /two/);
    await log.knockon('undo', '--by', 'jo');
    const standings = (await log.json<Facts>('facts', '--type', 'OutageBegan')).facts.map(({ standing }) => standing);
    assert.equal(standings.toSorted(), ['counts', 'retracted', 'retracted']);
    const none = await log.knockon('undo', '--by', 'jo');
    assert.is(none.exit, 2);
    assert.match(none.err, /no fact recorded by "jo" that still counts/);
    const imported = await log.knockon('undo');
    assert.is(imported.exit, 2);
    assert.match(imported.err, /came with an import; record retract --import/);
  });

  test('replay tells the turns of some, and those to or from a level', async () => {
    const log = await hcpc();
    const all = await log.json<Changes>('replay', '--period', '2016-01');
    const some = await log.json<Changes>('replay', '--period', '2016-01', '--service', 'Online Register', '--level', 'down');
    assert.equal(
      some.changes,
      all.changes.filter(({ component, before, level }) => component === 'online-register' && [before, level].includes('down')),
    );
    assert.ok(some.changes.length > 0);
    const other = await log.json<Changes>('replay', '--period', '2016-01', '--component', 'ups-b');
    assert.equal(
      other.changes,
      all.changes.filter(({ component }) => component === 'ups-b'),
    );
  });

  for (const [set, failed] of [
    ['kind=ups', ['ups-1', 'ups-2']],
    ['tag.site=hall', ['ups-1', 'shop']],
    ['group=pairs', ['ups-1', 'ups-2']],
    ['Web shop', ['shop']],
  ] as const)
    test(`a failure of ${set} is one of ${failed.join(' and ')}`, async () => {
      const log = await estate();
      const one = await log.knockon('whatif', '--fail', `${set}@2016-01-05T00:00:00Z`, '--for', 'PT1H');
      const each = await log.knockon('whatif', ...failed.flatMap((id) => ['--fail', `${id}@2016-01-05T00:00:00Z`]), '--for', 'PT1H');
      assert.is(one.exit, 0, one.err);
      assert.is(one.out, each.out);
    });

  test('a set that nothing is in is refused', async () => {
    const { exit, err } = await (await estate()).knockon('whatif', '--fail', 'kind=boiler@2016-01-05T00:00:00Z', '--for', 'PT1H');
    assert.is(exit, 2);
    assert.match(err, /--fail: no component is meant by "kind=boiler"/);
  });

  test('a component is changed by its name', async () => {
    const log = await estate();
    const named = await log.knockon('whatif', '--set', 'Web shop.startUp=PT1H', '--period', '2016-01');
    assert.is(named.out, (await log.knockon('whatif', '--set', 'shop.startUp=PT1H', '--period', '2016-01')).out);
  });

  for (const [period, from, to] of [
    ['2016-01', '2016-01-01', '2016-02-01'],
    ['2016-W02', '2016-01-11', '2016-01-18'],
    ['2015-Q4', '2015-10-01', '2016-01-01'],
    ['2015', '2015-01-01', '2016-01-01'],
    ['2015-11/2016-01', '2015-11-01', '2016-02-01'],
    ['last-month', '2016-01-01', '2016-02-01'],
    ['this-week', '2016-02-08', '2016-02-15'],
    ['yesterday', '2016-02-09', '2016-02-10'],
    ['last-quarter', '2015-10-01', '2016-01-01'],
  ] as const)
    test(`${period} is from ${from} to ${to}`, async () => {
      const log = await hcpc();
      assert.is((await log.knockon('replay', '--period', period)).out, (await log.knockon('replay', '--from', from, '--to', to)).out);
    });

  for (const [period, from, to] of [
    ['FY2015/16', '2015-04-01', '2016-04-01'],
    ['FY2015/16-Q3', '2015-10-01', '2016-01-01'],
    ['last-year', '2014-04-01', '2015-04-01'],
  ] as const)
    test(`${period} of a policy whose years begin in April is from ${from} to ${to}`, async () => {
      const log = await estate();
      const by = (...span: readonly string[]) => log.knockon('report', 'availability', '--policy', 'fiscal', '--by', 'quarter', ...span);
      assert.is((await by('--period', period)).out, (await by('--from', from, '--to', to)).out);
    });

  test('defaults come from the nearest knockon.config.yaml, the environment goes before it, and an option before both', async () => {
    const log = await hcpc();
    const zones = async (...argv: readonly string[]): Promise<string> =>
      (await log.knockon('status', '--at', '2016-07-01T00:00:00Z', ...argv)).out;
    assert.match(await zones(), /\(UTC\)/);
    log.folder = '/home/jo/estate/deep';
    log.file('/home/jo/estate/knockon.config.yaml', 'zone: Europe/London\n');
    assert.match(await zones(), /\(Europe\/London\)/);
    log.environment.set('KNOCKON_ZONE', 'Europe/Paris');
    assert.match(await zones(), /\(Europe\/Paris\)/);
    assert.match(await zones('--zone', 'Asia/Tokyo'), /\(Asia\/Tokyo\)/);
  });

  test('no configuration is taken from above a folder that holds .git', async () => {
    const log = await hcpc();
    log.folder = '/home/jo/estate/deep';
    log.file('/home/jo/knockon.config.yaml', 'zone: Europe/London\n');
    log.file('/home/jo/estate/.git', '');
    assert.match((await log.knockon('status')).out, /\(UTC\)/);
  });

  for (const [content, wrong] of [
    ['zoen: UTC\n', /knockon\.config\.yaml: there is no key "zoen".*zone/],
    ['zone: [1]\n', /zone is no text; expected one such as Europe\/London/],
    ['zone: {\n', /is not valid YAML/],
    ['- a\n', /expected keys such as log/],
  ] as const)
    test(`a configuration of ${JSON.stringify(content)} is refused in one sentence`, async () => {
      const log = await hcpc();
      log.folder = '/estate';
      log.file('/estate/knockon.config.yaml', content);
      const { exit, err } = await log.knockon('status');
      assert.is(exit, 2);
      assert.match(err, wrong);
      assert.match(err, /^[^\n]+\n$/);
    });
});
