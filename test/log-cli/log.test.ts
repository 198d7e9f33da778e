// The commands about a whole log, as a person runs them: on files and logs that are real.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { temporaryPlaces } from '../log/temporary.ts';
import { hcpc, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const newPlace = temporaryPlaces();
const file = (): string => `${newPlace()}.jsonl`;

interface Verdict {
  readonly ok: boolean;
  readonly root: string;
  readonly expectedRoot: string | null;
  readonly facts: number;
  readonly breaks: readonly { readonly stream: string | null; readonly place: string; readonly behind: number }[];
}

const rootOf = async (made: World, ...argv: string[]): Promise<string> => (await made.json<{ root: string }>('log', 'info', ...argv)).root;

/** A file the case was exported to, with what `change` made of it. */
const exported = async (made: World, change: (text: string) => string = (text) => text): Promise<string> => {
  const path = file();
  const { exit, err } = await made.knockon('log', 'export', path);
  assert.is(exit, 0, err);
  writeFileSync(path, change(readFileSync(path, 'utf8')));
  return path;
};

const otherLevel = (text: string): string => text.replace('"level":"down"', '"level":"degraded"');

spec('cli/log [integration]', (test) => {
  test('log verify holds for a log nobody touched, and its root is the one log info prints', async () => {
    const made = await hcpc();
    const root = await rootOf(made);
    const { exit, out } = await made.knockon('log', 'verify', '--root', root);
    assert.is(exit, 0);
    assert.match(out, `✓ root ${root}, as expected`);
    assert.match(out, 'every chain holds');
    assert.is((await made.json<Verdict>('log', 'verify')).root, root);
  });

  test('another root is a no: exit 1, both told', async () => {
    const made = await hcpc();
    const before = await rootOf(made);
    await made.knockon('record', 'begin', 'circuit-a', '--at', '2016-02-01T00:00:00Z');
    const { exit, out } = await made.knockon('log', 'verify', '--root', before);
    assert.is(exit, 1);
    assert.match(out, before);
    assert.match(out, 'it is not the log of that root');
  });

  test('what is no root, and a file that is not there, are bad usage', async () => {
    const made = await hcpc();
    const bad = await made.knockon('log', 'verify', '--root', 'abc');
    assert.equal([bad.exit, bad.err.includes('64 hexadecimal digits')], [2, true]);
    const missing = await made.knockon('log', 'verify', file());
    assert.equal([missing.exit, missing.err.includes('there is no such file')], [2, true]);
  });

  test('a figure changed in an exported file is found, named, and the answer is no', async () => {
    const made = await hcpc();
    const path = await exported(made, otherLevel);
    const { exit, out } = await made.knockon('log', 'verify', path);
    assert.is(exit, 1);
    assert.match(out, /✗ stream component-\S+, revision 0 \(line \d+\): its hash does not fit/);
    const verdict = await made.json<Verdict>('log', 'verify', path);
    assert.equal([verdict.ok, verdict.breaks.length, verdict.expectedRoot], [false, 1, null]);
    assert.match((await made.knockon('log', 'verify', path, '--format', 'csv')).out, 'stream,revision,place,why,behind,also_broken');
  });

  test('a cut tail is found by the root alone', async () => {
    const made = await hcpc();
    const root = await rootOf(made);
    const path = await exported(made, (text) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1));
    assert.is((await made.knockon('log', 'verify', path)).exit, 0);
    assert.is((await made.knockon('log', 'verify', path, '--root', root)).exit, 1);
  });

  test('exported, copied into a new log and exported again: the same bytes, the same root, the same figures', async () => {
    const made = await hcpc();
    const path = await exported(made);
    const log = `sqlite:${newPlace()}`;
    const { exit, out } = await made.knockon('log', 'copy', path, log);
    assert.is(exit, 0);
    assert.match(out, `root ${await rootOf(made)}`);
    assert.is((await made.knockon('log', 'export', '--log', log)).out, readFileSync(path, 'utf8'));
    assert.is(await rootOf(made, '--log', log), await rootOf(made));
    const report = [
      'report',
      'availability',
      '--from',
      '2016-01',
      '--to',
      '2016-02',
      '--by',
      'month',
      '--policy',
      'board',
      '--format',
      'json',
    ];
    assert.is((await made.knockon(...report, '--log', log)).out, (await made.knockon(...report)).out);
    assert.match((await made.knockon('log', 'copy', path, log)).out, 'which it held before');
  });

  test('a log is copied to a log or to a file, and made again the copy only adds', async () => {
    const made = await hcpc();
    const [log, path] = [`sqlite:${newPlace()}`, file()];
    assert.is((await made.knockon('log', 'copy', 'memory:log', log)).exit, 0);
    assert.is((await made.knockon('log', 'copy', log, path)).exit, 0);
    assert.is(readFileSync(path, 'utf8'), (await made.knockon('log', 'export')).out);
    await made.knockon('record', 'begin', 'circuit-a', '--at', '2016-02-01T00:00:00Z');
    assert.is((await made.json<{ added: number }>('log', 'copy', 'memory:log', log)).added, 1);
    assert.is((await made.json<{ added: number }>('log', 'copy', 'memory:log', path)).added, 1);
  });

  test('a broken file is not copied: the break is named, exit 1, and no log is begun', async () => {
    const made = await hcpc();
    const place = newPlace();
    const { exit, out } = await made.knockon('log', 'copy', await exported(made, otherLevel), `sqlite:${place}`);
    assert.is(exit, 1);
    assert.match(out, 'its hash does not fit');
    assert.not.ok(existsSync(place));
  });

  test('a log that holds something else is refused, and so is a file that does', async () => {
    const made = await hcpc();
    const path = await exported(made);
    await made.knockon('record', 'begin', 'circuit-a', '--at', '2016-02-01T00:00:00Z');
    const copied = await made.knockon('log', 'copy', path, 'memory:log');
    assert.equal([copied.exit, copied.err.includes('is not the beginning')], [2, true]);
    writeFileSync(path, 'mine\n');
    const exporting = await made.knockon('log', 'export', path);
    assert.equal([exporting.exit, exporting.err.includes('holds something else'), readFileSync(path, 'utf8')], [2, true, 'mine\n']);
    const neither = await made.knockon('log', 'copy', path, file());
    assert.equal([neither.exit, neither.err.includes('no address of a log')], [2, true]);
  });

  test('a log that is missing is exit 3, and copying from it begins none', async () => {
    const place = newPlace();
    const { exit, err } = await world().knockon('log', 'copy', `sqlite:${newPlace()}`, `sqlite:${place}`);
    assert.is(exit, 3);
    assert.match(err, 'There is no log at');
    assert.not.ok(existsSync(place));
  });

  test('a file a log was exported to is one whose facts can be imported', async () => {
    const made = await hcpc();
    const path = await exported(made);
    const { exit, err } = await made.knockon('import', path, '--log', 'memory:other', '--dry-run');
    assert.is(exit, 0, err);
  });
});
