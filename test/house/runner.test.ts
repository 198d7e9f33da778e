// The runner counts what ran and fails what did not. Each fixture goes wrong in one way; none is found by a usual run (no `.test` in its name).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import type { FileResult } from '#scripts/test/messages.ts';
import { fileReport, summary, type Paint } from '#scripts/test/report.ts';
import { createWorker, type Worker } from '#scripts/test/worker.ts';
import { spec } from '../support/spec.ts';

const pathOf = (name: string): string => fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));

const counts = ({ passed, failed, skipped }: FileResult): string =>
  `${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`;
const notes = ({ failures }: FileResult): string => failures.map(({ title, note }) => `${title}: ${note ?? ''}`).join('\n');

const same = (text: string): string => text;
const plain: Paint = { red: same, green: same, dim: same, bold: same };

interface Case {
  readonly name: string;
  readonly sentence: string;
  readonly counts: string;
  readonly says: readonly string[];
}

const cases: readonly Case[] = [
  { name: 'passing', sentence: 'counts passed and skipped tests', counts: '2 passed, 0 failed, 1 skipped', says: [] },
  {
    name: 'failing',
    sentence: 'counts failed tests, even by what is no Error',
    counts: '1 passed, 2 failed, 0 skipped',
    says: ['fixture/failing › differs'],
  },
  { name: 'no-suite', sentence: 'fails a file without a suite', counts: '0 passed, 1 failed, 0 skipped', says: ['declares no test'] },
  {
    name: 'empty-suite',
    sentence: 'fails a suite without a test',
    counts: '0 passed, 1 failed, 0 skipped',
    says: ['suite fixture/empty runs no test'],
  },
  {
    name: 'empty-among-others',
    sentence: 'fails a suite of which everything is skipped, whatever stands beside it',
    counts: '1 passed, 1 failed, 1 skipped',
    says: ['suite fixture/hollow runs no test'],
  },
  { name: 'bare-uvu', sentence: 'fails a suite that spec() does not know', counts: '0 passed, 2 failed, 0 skipped', says: ['use spec()'] },
  {
    name: 'focused',
    sentence: 'fails a file whose test.only leaves others out',
    counts: '1 passed, 2 failed, 0 skipped',
    says: ['test.only', 'never ran (1): fixture/focused › left out'],
  },
  { name: 'twins', sentence: 'fails two tests of one name', counts: '0 passed, 1 failed, 0 skipped', says: ['the file cannot be loaded'] },
  {
    name: 'cannot-load',
    sentence: 'fails a file that throws while it is loaded',
    counts: '0 passed, 1 failed, 0 skipped',
    says: ['the file cannot be loaded'],
  },
  {
    name: 'exits',
    sentence: 'fails the test that ends the process, and those behind it',
    counts: '1 passed, 2 failed, 0 skipped',
    says: ['fixture/exits › leaves: its process ended (exit code 0)', 'never ran (1): fixture/exits › never reached'],
  },
  {
    name: 'stray-rejection',
    sentence: 'fails a file that leaves a rejection behind',
    counts: '1 passed, 1 failed, 0 skipped',
    says: ['a rejected promise that nobody awaited'],
  },
  {
    name: 'awaits-for-ever',
    sentence: 'fails a test that awaits what never comes',
    counts: '0 passed, 1 failed, 0 skipped',
    says: ['› waits: awaits what never comes'],
  },
  {
    name: 'killed',
    sentence: 'fails a test that dies by a signal',
    counts: '0 passed, 1 failed, 0 skipped',
    says: ['› dies: its process ended (signal SIGSEGV)'],
  },
  {
    name: 'hooks',
    sentence: 'fails what a hook throws, of which uvu says nothing',
    counts: '1 passed, 6 failed, 0 skipped',
    says: [
      'before hook of fixture/before failed',
      '› first: after.each hook',
      'after hook of fixture/after failed',
      'never ran (1): fixture/before',
    ],
  },
];

spec('house/runner [process]', (test) => {
  const results = new Map<string, FileResult>();
  const resultOf = (name: string): FileResult => {
    const result = results.get(name);
    if (result === undefined) throw new Error(`${name} was not run`);
    return result;
  };

  test.before(async () => {
    const queue = [...cases.map(({ name }) => name), 'falsified', 'left-open'];
    // each worker takes many of them: what one file does to its process must not show in the next
    const work = async (worker: Worker): Promise<void> => {
      for (let name = queue.shift(); name !== undefined; name = queue.shift()) results.set(name, await worker.run(pathOf(name)));
      worker.stop();
    };
    await Promise.all([1, 2].map(() => work(createWorker({ timeout: 30_000, grace: 500 }))));
  });

  for (const one of cases) {
    test(one.sentence, () => {
      const result = resultOf(one.name);
      assert.is(counts(result), one.counts, `${counts(result)}\n${notes(result)}`);
      for (const words of one.says) assert.match(notes(result), words);
    });
  }

  test('stops a test that hangs, names it, and goes on with another process', async () => {
    const worker = createWorker({ timeout: 5_000 });
    const result = await worker.run(pathOf('hangs'));
    assert.is(counts(await worker.run(pathOf('passing'))), '2 passed, 0 failed, 1 skipped');
    worker.stop();
    assert.is(counts(result), '1 passed, 1 failed, 0 skipped');
    assert.match(notes(result), 'fixture/hangs › never ends: not done after 5 s: stopped');
  });

  test('uses no process again that a file has changed', async () => {
    const worker = createWorker({ timeout: 30_000 });
    assert.is(counts(await worker.run(pathOf('alters'))), '1 passed, 0 failed, 0 skipped');
    assert.is(counts(await worker.run(pathOf('unaltered'))), '1 passed, 0 failed, 0 skipped');
    worker.stop();
  });

  test('fails a file that leaves open what keeps a process alive, and names it', () => {
    const result = resultOf('left-open');
    assert.is(counts(result), '1 passed, 1 failed, 0 skipped');
    assert.match(notes(result), 'keeps a process alive: Timeout');
  });

  test('shows difference, place and own output of a failure', () => {
    const text = fileReport(resultOf('failing'), plain);
    assert.match(text, '✘ fixture/failing › differs\n    Expected values to be deeply equal:');
    assert.match(text, /Actual:\n\s+--··"down":·540\n\s+Expected:\n\s+\+\+··"down":·555/);
    assert.match(text, 'test/house/fixtures/failing.ts:6');
    assert.match(text, 'thrown, but not an Error: a word');
    assert.match(text, '| the file says so');
    assert.not.match(text, 'node_modules');
  });

  test('shows seed, path and smallest counterexample of a property, then the assertion inside', () => {
    const text = fileReport(resultOf('falsified'), plain);
    assert.match(
      text,
      /\[0\] \{ from: 0, to: 101 \}\n\s+replay with holds\(…, \{ seed: 7, path: '[\d:]+' \}\)\n\s+Expected values to be deeply equal/,
    );
    assert.match(text, '--··"long":·true');
    assert.match(text, 'fixtures/falsified.ts:');
  });
});

spec('house/runner summary [unit]', (test) => {
  const result = (file: string, passed: number, failed: number): FileResult => ({
    file,
    passed,
    failed,
    skipped: 0,
    milliseconds: passed * 1000,
    output: '',
    failures: Array.from({ length: failed }, () => ({ title: 'a › b' })),
  });

  test('closes with the two counts and nothing else', () => {
    const lines = summary([result('a.test.ts', 3, 0), result('b.test.ts', 5, 1)], 100, plain).split('\n');
    assert.is(lines.at(-1), '8 passed, 1 failed');
    assert.ok(lines.includes('✘ b.test.ts: a › b'));
  });

  test('lists the slowest files, slowest first', () => {
    assert.match(summary([result('a.test.ts', 3, 0), result('b.test.ts', 5, 0)], 100, plain), 'slowest: b.test.ts 5.0 s, a.test.ts 3.0 s');
  });

  test('a run that finds no file has failed', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const run = spawnSync(process.execPath, ['--conditions=source', '--import', 'tsx', 'scripts/test.ts', 'no-such-file'], {
      cwd: root,
      encoding: 'utf8',
    });
    assert.is(run.status, 1);
    assert.is(run.stdout.trimEnd().split('\n').at(-1), '0 passed, 1 failed');
  });
});
