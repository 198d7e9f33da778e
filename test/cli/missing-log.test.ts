// What reading commands do where there is no log, or something that is none: exit 3 in one sentence, and nothing is made.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const READING: readonly (readonly string[])[] = [
  ['status'],
  ['explain', 'domino'],
  ['replay'],
  ['report', 'availability'],
  ['report', 'downtime'],
  ['whatif', '--set', 'ups-b.holdUp=PT6H'],
  ['check'],
  ['log', 'info'],
];

spec('cli/missing log [cli]', (test) => {
  let folder: string;
  test.before.each(() => {
    folder = mkdtempSync(join(tmpdir(), 'knockon-cli-'));
  });
  test.after.each(() => {
    rmSync(folder, { recursive: true });
  });

  test('no reading command makes a log', async () => {
    for (const argv of READING) {
      const { exit, out, err } = await world().knockon(...argv, '--log', `sqlite:${folder}/none.db`);
      assert.equal([exit, out], [3, ''], argv.join(' '));
      assert.match(err, /^knockon: There is no log at .*none\.db; import a model or record a fact to begin one[^\n]*\n$/);
    }
    assert.equal(readdirSync(folder), []);
  });

  test('a dry run makes no log either, and says what would be added', async () => {
    const anywhere = world();
    anywhere.file('model.yaml', 'knockon: 1\ncomponents: { a: {} }\n');
    const { exit, out } = await anywhere.knockon('import', 'model.yaml', '--dry-run', '--log', `sqlite:${folder}/none.db`);
    assert.equal([exit, out], [0, 'Would add 1 fact from model.yaml (1 ComponentDeclared).\n']);
    assert.equal(readdirSync(folder), []);
  });

  test('a file that cannot be read makes no log', async () => {
    const anywhere = world();
    anywhere.file('model.yaml', 'knockon: 1\ncomponents: { a: { holdup: PT1H } }\n');
    const { exit } = await anywhere.knockon('import', 'model.yaml', '--log', `sqlite:${folder}/none.db`);
    assert.is(exit, 2);
    assert.equal(readdirSync(folder), []);
  });

  test('a directory, a file that is no log and a folder that is not there are named', async () => {
    writeFileSync(join(folder, 'notes.txt'), 'knockon: 1\n'.repeat(100));
    for (const [path, says] of [
      [folder, 'is a directory'],
      [join(folder, 'notes.txt'), 'is not a knockon log'],
    ] as const)
      for (const argv of [['status'], ['record', 'begin', 'a']]) {
        const { exit, out, err } = await world().knockon(...argv, '--log', `sqlite:${path}`);
        assert.equal([exit, out], [3, ''], `${argv.join(' ')} ${path}`);
        assert.match(err, says);
        assert.match(err, /^knockon: [^\n]+\n$/);
      }
    const nowhere = await world().knockon('record', 'begin', 'a', '--log', `sqlite:${folder}/no/such/folder/log.db`);
    assert.is(nowhere.exit, 3, nowhere.err);
  });

  for (const [what, file, content] of [
    ['a model with a name that leads nowhere', 'model.yaml', 'knockon: 1\ncomponents: { b: { requires: aa } }\n'],
    ['an end of what is nowhere', 'facts.jsonl', '{"type":"OutageEnded","occurredAt":"2016-01-01T00:00:00Z","data":{"component":"a"}}\n'],
  ] as const)
    test(`${what} makes no log where none was`, async () => {
      const anywhere = world();
      const { exit } = await anywhere.knockon('import', anywhere.file(file, content), '--log', `sqlite:${folder}/none.db`);
      assert.is(exit, 2);
      assert.equal(readdirSync(folder), []);
    });

  test('a refused record makes no log where none was', async () => {
    const { exit } = await world().knockon('record', 'begin', 'a', '--log', `sqlite:${folder}/none.db`);
    assert.is(exit, 2);
    assert.equal(readdirSync(folder), []);
  });
});
