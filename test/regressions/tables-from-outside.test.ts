// Tables and files as people have them: other delimiters and encodings, blank rows, the same column or number twice, one system in several
// spellings, dates of no declared form, hundreds of aliases, lists of hundreds of thousands, and problems as many.
import * as assert from 'uvu/assert';
import { world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const MODEL = `
knockon: 1
since: 2014-01-01T00:00:00Z
components:
  network: { name: Network }
  pos: { name: Tills, aliases: [Checkout], requires: network, service: {} }
  web-shop: { name: Web shop, requires: network, service: {} }
`;
const MAPPING = `
calls: 1
zone: Europe/London
columns: { date: Logged, system: System, severity: Priority }
`;
const HEAD = 'Logged,System,Priority';

interface Imported {
  readonly added: number;
  readonly notes: readonly string[];
}

const taking = async (table: string | Uint8Array, mapping = MAPPING, name = 'calls.csv'): Promise<World> => {
  const log = world();
  log.file('model.yaml', MODEL);
  log.file('calls.map.yaml', mapping);
  log.file(name, table);
  assert.is((await log.knockon('import', 'model.yaml')).exit, 0);
  return log;
};

const imported = async (table: string | Uint8Array, mapping?: string, name = 'calls.csv'): Promise<Imported> =>
  (await taking(table, mapping, name)).json<Imported>('import', name, '--mapping', 'calls.map.yaml');

const refused = async (table: string, mapping?: string): Promise<string> => {
  const log = await taking(table, mapping);
  const before = (await log.records()).length;
  const { exit, err } = await log.knockon('import', 'calls.csv', '--mapping', 'calls.map.yaml');
  assert.is(exit, 2);
  assert.is((await log.records()).length, before);
  return err;
};

spec('regressions/tables-from-outside [cli]', (test) => {
  for (const [what, delimiter, said] of [
    ['semicolons', ';', 'semicolons'],
    ['tabs', '\t', 'tabs'],
    ['vertical bars', '|', 'vertical bars'],
  ] as const)
    test(`a table separated by ${what} is read, and that is said`, async () => {
      const { added, notes } = await imported(`${HEAD}\n2016-01-04 09:12,Web shop,1\n`.replaceAll(',', delimiter));
      assert.is(added, 1);
      assert.equal(notes, [`calls.csv: cells are separated by ${said}`]);
    });

  test('a first line sep=; is heeded, and lines are counted with it', async () => {
    assert.is((await imported('sep=;\r\nLogged;System;Priority\r\n2016-01-04;Web shop;1\r\n')).added, 1);
    assert.match(await refused('sep=;\nLogged;System;Priority\n2016-01-04;;1\n'), /^knockon: calls\.csv:3 System: names no system/);
  });

  test('a sep= line and a delimiter of the mapping that differ are refused', async () => {
    assert.match(
      await refused('sep=;\nLogged;System;Priority\n', `${MAPPING}delimiter: ','\n`),
      /semicolons separate cells, and the mapping's delimiter commas/,
    );
  });

  for (const [encoding, bom] of [
    ['utf16le', [0xff, 0xfe]],
    ['utf16be', [0xfe, 0xff]],
  ] as const)
    test(`a table in ${encoding} is read, and that is said`, async () => {
      const text = Buffer.from(`${HEAD}\n2016-01-04,Café,1\n`, 'utf16le');
      if (encoding === 'utf16be') text.swap16();
      const { added, notes } = await imported(Uint8Array.from([...bom, ...text]));
      assert.is(added, 1);
      assert.equal(notes, ['calls.csv: it is UTF-16']);
    });

  test('a table in Windows-1252 is read as such, and that is said', async () => {
    const log = await taking(Uint8Array.from(Buffer.from(`${HEAD}\n2016-01-04,Caf\u00e9,1\n`, 'latin1')));
    const { notes } = await log.json<Imported>('import', 'calls.csv', '--mapping', 'calls.map.yaml');
    assert.equal(notes, ['calls.csv: it is not UTF-8 and was read as Windows-1252']);
    const [call] = (await log.records()).flatMap(({ fact }) => (fact.type === 'CallLogged' ? [fact.data.system] : []));
    assert.is(call, 'Café');
  });

  test('rows of nothing but delimiters are left out and counted', async () => {
    const { added, notes } = await imported(`${HEAD}\n2016-01-04,Web shop,1\n,,\n , ,\n\n`);
    assert.is(added, 1);
    assert.equal(notes, ['calls.csv: 2 blank rows are left out']);
  });

  test('a column of the mapping that is there twice is refused, another one may be', async () => {
    assert.match(await refused(`${HEAD},Priority\n2016-01-04,Web shop,1,2\n`), /calls\.csv:1: has 2 columns called "Priority"/);
    assert.is((await imported(`${HEAD},Note,Note\n2016-01-04,Web shop,1,a,b\n`)).added, 1);
  });

  test('a row with other cells than the head is refused by its line', async () => {
    assert.match(
      await refused(`${HEAD}\n2016-01-04,Web shop,1\n2016-01-05,Web shop\n`),
      /calls\.csv:3: has 2 cells, and the first line names 3 columns/,
    );
  });

  test('a number that stands twice with different data is refused with both lines; with the same data it is one call', async () => {
    const numbered = MAPPING.replace('columns: {', 'columns: { id: No,');
    assert.match(
      await refused('No,Logged,System,Priority\n7,2016-01-04,Web shop,1\n7,2016-01-05,Web shop,1\n', numbered),
      /calls\.csv:3: No 7 stands in lines 2 and 3 with different data/,
    );
    assert.is((await imported('No,Logged,System,Priority\n7,2016-01-04,Web shop,1\n7,2016-01-04,Web shop,1\n', numbered)).added, 1);
  });

  test('columns and words named like what every object has are only words', async () => {
    const { added } = await imported(
      '__proto__,constructor,toString\n2016-01-04,valueOf,hasOwnProperty\n',
      MAPPING.replace('Logged', '__proto__')
        .replace('System,', 'constructor,')
        .replace('severity: Priority', 'severity: toString')
        .concat("systems: { Web: web-shop }\nseverities: { P1: '1' }\n"),
    );
    assert.is(added, 1);
  });

  test('a component has one row in the report, whatever it is called; another system one whatever its case', async () => {
    const spellings = ['web shop', 'WEB SHOP', 'Web shop', 'web-shop', 'Checkout', 'Tills', 'pos', 'Fax', 'fax '];
    const log = await taking(`${HEAD}\n${spellings.map((system) => `2016-01-04,${system},1`).join('\n')}\n`);
    await log.knockon('import', 'calls.csv', '--mapping', 'calls.map.yaml');
    const { systems } = await log.json<{
      readonly systems: readonly { readonly name: string; readonly calls: number }[];
    }>('report', 'calls');
    assert.equal(
      systems.map(({ name, calls }) => [name, calls]),
      [
        ['Web shop', 4],
        ['Tills', 3],
        ['Fax', 2],
      ],
    );
  });

  for (const date of [
    '01/02/2016',
    '2016-06-31 09:00',
    '2015-02-29T10:00',
    '12',
    'Feb 1',
    '1.2.2016',
    '1/2/16',
    '275760-09-13',
    '2016-01-04 24:00',
    '2016-1-4',
    'now',
  ])
    test(`${date} is no date that anybody declared`, async () => {
      assert.match(await refused(`${HEAD}\n${date},Web shop,1\n`), /is no date: expected one such as|is not a period|is not a date/);
    });

  for (const date of [
    '2016',
    '2016-01',
    '2016-01-04',
    '2016-01-04 09:12',
    '2016-01-04T09:12:30.5',
    '2016-01-04T09:12Z',
    '2016-01-04 09:12:00+01:00',
  ])
    test(`${date} is a date as ISO 8601 has it`, async () => {
      assert.is((await imported(`${HEAD}\n${date},Web shop,1\n`)).added, 1);
    });

  test('hundreds of aliases, merge keys and keys of people’s own are read', async () => {
    const log = world();
    const many = Array.from({ length: 300 }, (_, index) => `  c${index}: { <<: *base, service: *s, x-owner: jo }`).join('\n');
    const text = `knockon: 1\nx-templates: &base { kind: host }\ncomponents:\n  a: { service: &s { target: 99.9 } }\n${many}\n`;
    const { exit, out } = await log.knockon('check', log.file('model.yaml', text));
    assert.is(exit, 0);
    assert.match(out, /301 components, no fault found/);
  });

  for (const [what, text, wrong] of [
    ['an alias that leads nowhere', 'knockon: 1\ncomponents: { a: *b }\n', /model\.yaml:2:18: the alias \*b leads nowhere/],
    [
      'an alias inside what it stands for',
      'knockon: 1\ngroups: &g { a: *g }\n',
      /model\.yaml:2:17: the alias \*g stands inside what it stands for/,
    ],
    [
      'a file that aliases blow up',
      `knockon: 1\na0: &a0 [1,1,1,1,1,1,1,1,1,1]\n${Array.from({ length: 12 }, (_, index) => `a${index + 1}: &a${index + 1} [${Array.from({ length: 10 }, () => `*a${index}`).join(',')}]`).join('\n')}\n`,
      /makes the file larger than 2000000 parts/,
    ],
  ] as const)
    test(`${what} is refused by its place`, async () => {
      const log = world();
      const { exit, err } = await log.knockon('check', log.file('model.yaml', text));
      assert.is(exit, 2);
      assert.match(err, wrong);
    });

  test('a list of 130,000 is taken from YAML as from JSON', async () => {
    const log = world();
    const list = log.file('model.yaml', `knockon: 1\ncomponents: { a: {} }\ngroups:\n  g:\n${'    - a\n'.repeat(130_000)}`);
    assert.is((await log.knockon('import', list, '--dry-run')).exit, 0);
  });

  test('of 130,000 bad members of a group the first twenty are told', async () => {
    const log = world();
    const groups = { g: Array.from({ length: 130_000 }, () => '!') };
    const { exit, err } = await log.knockon('check', log.file('model.json', JSON.stringify({ knockon: 1, groups })));
    assert.is(exit, 2);
    assert.is(err.trimEnd().split('\n').length, 20);
  });

  test('of a fact with 130,000 bad ids, too', async () => {
    const log = world();
    const line = `{"type":"IncidentLinked","occurredAt":"2016-01-01T00:00:00Z","data":{"incident":"i","facts":[${Array.from({ length: 130_000 }, () => 1).join(',')}]}}\n`;
    const { exit, err } = await log.knockon('import', log.file('facts.jsonl', line));
    assert.is(exit, 2);
    assert.is(err.trimEnd().split('\n').length, 20);
  });
});
