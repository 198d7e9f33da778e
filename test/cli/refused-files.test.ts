// Files that cannot be taken in: each is refused with exit 2 and one sentence that names the place and what is wrong; nothing is imported.
import * as assert from 'uvu/assert';
import { world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const BASE = `knockon: 1
components:
  power: {}
  host: { requires: power, restart: manual }
  spare: {}
  shop: { requires: { standby: [host, spare] }, service: { hours: always, target: 99 } }
`;

interface Bad {
  readonly what: string;
  readonly content: string | Uint8Array;
  readonly says: RegExp;
}

const model = (what: string, components: string, says: RegExp): Bad => ({
  what,
  content: `knockon: 1\ncomponents:\n${components}\n`,
  says,
});

const MODELS: readonly Bad[] = [
  model(
    'an unknown key',
    '  ups: { holdup: PT1H }',
    /^bad\.yaml:3:10 components\.ups\.holdup: unknown key "holdup" \(did you mean "holdUp"\?\)$/,
  ),
  model(
    'a name that leads nowhere',
    '  ups: { requires: pwer }',
    /^bad\.yaml:3:\d+ components\.ups\.requires: there is no component "pwer" \(did you mean "power"\?\)$/,
  ),
  model(
    'an effect that is not monotone',
    '  ups: { requires: { on: power, effect: { degraded: down, down: degraded } } }',
    /^bad\.yaml:3:\d+ components\.ups\.requires\.effect\S*: .*monotone/,
  ),
  model(
    'more members asked for than there are',
    '  ups: { requires: { atLeast: 3, of: [power, host] } }',
    /^bad\.yaml:3:\d+ components\.ups\.requires\.atLeast: can never be reached: 3 are needed/,
  ),
  model(
    'a gate that negates',
    '  ups: { requires: { not: power } }',
    /^bad\.yaml:3:\d+ components\.ups\.requires: "not" is not offered: .*monotone/,
  ),
  model('a negative duration', '  ups: { holdUp: -PT1H }', /^bad\.yaml:3:\d+ components\.ups\.holdUp: "-PT1H" is not a duration/),
  model(
    'a duration that is none',
    '  ups: { holdUp: 3h }',
    /^bad\.yaml:3:\d+ components\.ups\.holdUp: "3h" is not a duration: expected ISO 8601/,
  ),
  model(
    'a level of no scale',
    '  ups: { requires: { on: power, effect: { broken: down } } }',
    /^bad\.yaml:3:\d+ components\.ups\.requires\.effect\S*: "broken" is not a level/,
  ),
  model(
    'a calendar that is nowhere',
    '  ups: { service: { hours: offce } }',
    /^bad\.yaml:3:\d+ components\.ups\.service\.hours: there is no calendar "offce"/,
  ),
  model('a component that names itself badly', '  "-ups": {}', /^bad\.yaml:3:\d+ components\S*: /),
  model('a key given twice', '  ups: {}\n  ups: {}', /^bad\.yaml:4:\d+: the key "ups" is given twice, first at bad\.yaml:3:\d+/),
  { what: 'broken YAML', content: 'knockon: 1\ncomponents:\n  ups: [\n', says: /^bad\.yaml:\d+:\d+: is not valid YAML: / },
  { what: 'a model of another version', content: 'knockon: 2\ncomponents: {}\n', says: /^bad\.yaml:1:\d+ knockon: / },
  {
    what: 'a gate nested 300 deep',
    content: `knockon: 1\ncomponents: { ups: { requires: ${'{ all: ['.repeat(300)}power${'] }'.repeat(300)} } }\n`,
    says: /^bad\.yaml:2:\d+ components\.ups\.requires\.all\[0\]\S*: is nested more than 100 deep: flatten it$/,
  },
];

const fact = (type: string, occurredAt: unknown, data: object, more: object = {}): string =>
  JSON.stringify({ type, occurredAt, data, ...more });
const began = (occurredAt: unknown, data: object = {}, more: object = {}): string =>
  fact('OutageBegan', occurredAt, { component: 'power', level: 'down', ...data }, more);
const ended = (occurredAt: unknown, data: object = {}): string => fact('OutageEnded', occurredAt, { component: 'power', ...data });
const lines = (what: string, content: readonly string[], says: RegExp): Bad => ({ what, content: `${content.join('\n')}\n`, says });
const [EARLY, LATE] = ['2016-01-01T00:00:00Z', '2016-01-02T00:00:00Z'];
const ID = '0190f5a0-0000-7000-8000-000000000001';

const FACTS: readonly Bad[] = [
  lines(
    'a local time without a zone',
    [began('2016-01-01T00:00:00')],
    /^bad\.jsonl:1 occurredAt: "2016-01-01T00:00:00" could be anywhere: give Z or an offset/,
  ),
  lines(
    'a local time that was repeated',
    [began('2015-10-25T01:30:00[Europe/London]')],
    /^bad\.jsonl:1 occurredAt: .*this time was repeated in Europe\/London/,
  ),
  lines(
    'a local time that was skipped',
    [began('2016-03-27T01:30:00[Europe/London]')],
    /^bad\.jsonl:1 occurredAt: .*this time was skipped in Europe\/London/,
  ),
  lines(
    'a day that never was',
    [began('2016-02-30T00:00:00Z')],
    /^bad\.jsonl:1 occurredAt: "2016-02-30T00:00:00Z": there is no 2016-02-30$/,
  ),
  lines(
    'a range that runs backwards',
    [began({ earliest: LATE, latest: EARLY })],
    /^bad\.jsonl:1 occurredAt: earliest \(2016-01-02T00:00:00Z\) is after latest/,
  ),
  lines(
    'an end before its begin',
    [began(LATE, { fault: 'f' }), ended(EARLY, { fault: 'f' })],
    /^bad\.jsonl:2: fault "f" of power ends at 2016-01-01T00:00:00Z, before it begins at 2016-01-02T00:00:00Z$/,
  ),
  lines('an end of a fault never begun', [ended(EARLY, { fault: 'f' })], /^bad\.jsonl:1: fault "f" of power never began/),
  lines('an end of what is not down', [ended(EARLY)], /^bad\.jsonl:1: power is not down at 2016-01-01T00:00:00Z/),
  lines(
    'a fault of a name that is open',
    [began(EARLY, { fault: 'f' }), began(LATE, { fault: 'f' })],
    /^bad\.jsonl:2: fault "f" of power is open already, since 2016-01-01T00:00:00Z/,
  ),
  lines(
    'the same id with other content',
    [began(EARLY, {}, { id: ID }), began(LATE, {}, { id: ID })],
    /^bad\.jsonl:2: a fact with the id 0190f5a0-0000-7000-8000-000000000001 is known already and says something else; .*correct/,
  ),
  lines(
    'a fail-over where nothing stands by',
    [fact('FailedOver', EARLY, { component: 'host', to: 'spare' })],
    /^bad\.jsonl:1: host requires nothing by a standby/,
  ),
  lines(
    'a fail-over to no member',
    [fact('FailedOver', EARLY, { component: 'shop', to: 'power' })],
    /^bad\.jsonl:1: no standby of shop has "power" as a member; it can move to host, spare$/,
  ),
  lines('an outage at up', [began(EARLY, { level: 'up' })], /^bad\.jsonl:1: an outage at level "up" is none/),
  lines('an outage at a level that is none', [began(EARLY, { level: 'broken' })], /^bad\.jsonl:1: "broken" is not a level/),
  lines('an outage of no component', [began(EARLY, { component: 'pwer' })], /^bad\.jsonl:1: there is no component "pwer"/),
  lines('a negative length', [began(EARLY, { duration: '-PT1H' })], /^bad\.jsonl:1 data\.duration: "-PT1H" is not a duration/),
  lines('an unknown key', [began(EARLY, { levl: 'down' })], /^bad\.jsonl:1 data\.levl: unknown key "levl" \(did you mean "level"\?\)$/),
  lines(
    'an unknown type',
    [fact('OutageBegun', EARLY, {})],
    /^bad\.jsonl:1 type: there is no fact type "OutageBegun" \(did you mean "OutageBegan"\?\)$/,
  ),
  lines(
    'a fact without its time',
    ['{"type":"OutageBegan","data":{"component":"power","level":"down"}}'],
    /^bad\.jsonl:1 occurredAt: is missing: OutageBegan says when it happened$/,
  ),
  lines(
    'a fact reported before anybody could',
    [began(EARLY, {}, { reportedAt: '2040-01-01T00:00:00Z' })],
    /^bad\.jsonl:1: it is said to have been reported at 2040-01-01T00:00:00Z, after now/,
  ),
  lines('what is no fact', ['[1]'], /^bad\.jsonl:1: expected a fact, an object/),
  lines('half a line', [began(EARLY), '{"type": "OutageBegan",'], /^bad\.jsonl:2: the line is not JSON/),
  lines(
    'a line over 1 MiB',
    [fact('NoteAdded', undefined, { about: { component: 'power' }, text: 'x'.repeat(1_100_000) })],
    /^bad\.jsonl:1: the line is longer than 1 MiB/,
  ),
  { what: 'an empty file', content: '', says: /^bad\.jsonl: the file is empty/ },
  { what: 'a file of blanks', content: ' \n\n', says: /^bad\.jsonl: the file is empty/ },
  { what: 'a binary file', content: Uint8Array.from({ length: 256 }, (_, byte) => byte), says: /^bad\.jsonl: the file is binary/ },
  { what: 'a file in another encoding', content: Uint8Array.of(0x7b, 0xe9, 0x7d), says: /^bad\.jsonl: the file is not UTF-8/ },
];

spec('cli/refused files [cli]', (test) => {
  let log: World;
  test.before(async () => {
    log = world();
    log.file('base.yaml', BASE);
    const { exit, err } = await log.knockon('import', 'base.yaml');
    assert.equal([exit, err], [0, '']);
  });

  const refuses = async (name: string, { content, says }: Bad): Promise<void> => {
    const before = (await log.knockon('log', 'info')).out;
    const { exit, out, err } = await log.knockon('import', log.file(name, content));
    assert.is(out, '');
    assert.is(exit, 2, err);
    assert.match(err, /^knockon: [^\n]+\n$/);
    assert.match(err.replace(/^knockon: /, '').trimEnd(), says);
    assert.ok(err.length < 1_200, `a sentence of ${err.length} characters`);
    assert.is((await log.knockon('log', 'info')).out, before);
  };
  for (const bad of MODELS) test(`${bad.what} is refused in a model`, () => refuses('bad.yaml', bad));
  for (const bad of FACTS) test(`${bad.what} is refused among facts`, () => refuses('bad.jsonl', bad));

  test('one bad file refuses all files of an import', async () => {
    const before = (await log.knockon('log', 'info')).out;
    log.file('good.jsonl', began(EARLY));
    log.file('bad.jsonl', ended(EARLY, { component: 'spare' }));
    const { exit } = await log.knockon('import', 'good.jsonl', 'bad.jsonl');
    assert.is(exit, 2);
    assert.is((await log.knockon('log', 'info')).out, before);
  });

  test('a file that is not there, and one that is a directory, are named', async () => {
    const missing = await log.knockon('import', '/nowhere/model.yaml');
    assert.equal([missing.exit, missing.err], [2, 'knockon: /nowhere/model.yaml: the file cannot be read: there is no such file\n']);
    const directory = await log.knockon('import', '/');
    assert.equal([directory.exit, directory.err], [2, 'knockon: /: the file cannot be read: it is a directory\n']);
  });

  test('every bad line is told, not only the first', async () => {
    log.file('bad.jsonl', [began('soon'), began(EARLY), '{'].join('\n'));
    const { err } = await log.knockon('import', 'bad.jsonl');
    assert.equal(
      err
        .trimEnd()
        .split('\n')
        .map((line) => /^knockon: (\S+)/.exec(line)?.[1]),
      ['bad.jsonl:1', 'bad.jsonl:3:'],
    );
  });
});
