// The same log and the same now give the same bytes, whatever the order facts came in (S5.3, S10).
import { readFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { parse } from 'yaml';
import type { ImportedJson } from '../support/answers.ts';
import { CASE, EXAMPLES, hcpc, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const SPAN = ['--from', '2016-01', '--to', '2016-02', '--policy', 'board'];
const AVAILABILITY = ['report', 'availability', ...SPAN];
const WHAT_IF = ['whatif', '--set', 'ups-b.holdUp=PT6H', ...SPAN];

const READING: readonly (readonly string[])[] = [
  ['status', '--at', '2016-01-17T10:00:00Z', '--all'],
  ['explain', 'online-renewals', '--at', '2016-01-17T10:00:00Z'],
  ['replay'],
  ['report', 'downtime', ...SPAN],
  ['check'],
];

/** What commands answer, each after its words. */
const answers = async (log: World, commands: readonly (readonly string[])[]): Promise<readonly (readonly [string, string])[]> => {
  const found: (readonly [string, string])[] = [];
  for (const argv of commands) {
    const { out, err, exit } = await log.knockon(...argv);
    found.push([argv.join(' '), `${String(exit)}${out}${err}`]);
  }
  return found;
};

const inForms = (forms: readonly string[], commands: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  commands.flatMap((argv) => forms.map((form) => [...argv, '--format', form]));

/** What says the figures, whatever the log they come from. */
const FIGURES = [
  ...inForms(['json'], READING),
  ...inForms(['table', 'csv'], READING),
  ...inForms(['json', 'table', 'csv'], [AVAILABILITY, WHAT_IF]),
];

spec('cli/determinism [cli]', (test) => {
  let log: World;
  let figures: readonly (readonly [string, string])[];
  test.before(async () => {
    log = await hcpc();
    figures = await answers(log, FIGURES);
  });
  const sameFiguresIn = async (other: World): Promise<void> => {
    const others = new Map(await answers(other, FIGURES));
    for (const [words, answer] of figures) assert.fixture(others.get(words) ?? '', answer, words);
  };

  test('any reading command twice gives the same bytes, in every form', async () => {
    const every = [...inForms(['table', 'json', 'csv'], [...READING, WHAT_IF, ['log', 'info']]), ...inForms(['table'], [AVAILABILITY])];
    assert.equal(await answers(log, every), await answers(log, every));
  });

  test('the same facts in another log give the same bytes', async () => {
    await sameFiguresIn(await hcpc());
  });

  test('files in another order, one after the other, and lines in another order give the same figures', async () => {
    const other = world();
    const [model = '', facts = '', published = ''] = CASE;
    const lines = readFileSync(facts, 'utf8').trim().split('\n');
    for (const name of [model, published, other.file('backwards.jsonl', lines.toReversed().join('\n'))]) {
      const { exit, err } = await other.knockon('import', name);
      assert.is(exit, 0, err);
    }
    await sameFiguresIn(other);
  });

  test('facts imported one by one, the last first where that can be, give the same figures', async () => {
    const other = world();
    await other.knockon('import', `${EXAMPLES}hcpc-2016/model.yaml`, `${EXAMPLES}hcpc-2016/published.jsonl`);
    const waiting = readFileSync(`${EXAMPLES}hcpc-2016/facts.jsonl`, 'utf8').trim().split('\n').toReversed();
    for (let round = 0; waiting.length > 0 && round < 4; round++)
      for (const line of [...waiting]) {
        const { exit } = await other.knockon('import', other.file('one.jsonl', line));
        if (exit === 0) waiting.splice(waiting.indexOf(line), 1);
      }
    assert.equal(waiting, []);
    await sameFiguresIn(other);
  });

  test('a model as JSON is the same model', async () => {
    const other = world();
    const model: unknown = parse(readFileSync(`${EXAMPLES}hcpc-2016/model.yaml`, 'utf8'));
    const { exit, err } = await other.knockon('import', other.file('model.json', JSON.stringify(model, null, 2)), ...CASE.slice(1));
    assert.is(exit, 0, err);
    await sameFiguresIn(other);
  });

  test('the zone moves the times shown and no figure', async () => {
    assert.equal(await answers(log, inForms(['json'], [[...(READING[3] ?? []), '--zone', 'Asia/Tokyo']])), [
      [`${(READING[3] ?? []).join(' ')} --zone Asia/Tokyo --format json`, figures[3]?.[1]],
    ]);
    const { out } = await log.knockon('explain', 'circuit-b', '--at', '2016-01-17T10:00:00Z', '--zone', 'Asia/Tokyo');
    assert.match(out, 'Sun 17 Jan 2016 04:30');
  });
});

spec('cli/import again [cli]', (test) => {
  test('importing the same again adds nothing, whatever the order of the files', async () => {
    const log = await hcpc();
    const before = await log.records();
    for (const files of [CASE, CASE.toReversed(), CASE.slice(0, 1), CASE.slice(1)]) {
      const { added } = await log.json<ImportedJson>('import', ...files);
      assert.is(added, 0);
    }
    assert.equal(await log.records(), before);
  });

  test('a dry run says what an import would add, and adds nothing', async () => {
    const log = world();
    const would = await log.json<ImportedJson>('import', ...CASE, '--dry-run');
    assert.equal([would.dryRun, (await log.records()).length], [true, 0]);
    const did = await log.json<ImportedJson>('import', ...CASE);
    assert.equal([did.added, did.dryRun], [would.added, false]);
  });

  test('lines that are the same to the letter are as many facts, and importing them again adds none', async () => {
    const log = await hcpc();
    const note = '{"type":"NoteAdded","data":{"about":{"component":"domino"},"text":"seen again"}}';
    const added = async (times: number): Promise<number> => {
      log.file('notes.jsonl', `${note}\n`.repeat(times));
      return (await log.json<ImportedJson>('import', 'notes.jsonl')).added;
    };
    assert.equal([await added(2), await added(2), await added(3)], [2, 0, 1]);
  });
});
