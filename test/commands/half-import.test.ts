// An import over many streams that was killed on the way counts as not there, on any adapter, and running it again completes it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import type { Recorded } from '#domain/facts/fact.ts';
import { openLog } from '#log/open.ts';
import type { ImportedJson, LogInfoJson, StatusJson } from '../support/answers.ts';
import { CASE, hcpc, LOG, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const STATUS = ['status', '--at', '2016-01-17T10:00:00Z', '--all'];
const DOWNTIME = ['report', 'downtime', '--from', '2016-01', '--to', '2016-02', '--policy', 'board'];

/** Facts by stream, as an import writes them: one append a stream. */
const appends = (records: readonly Recorded[]): ReadonlyMap<string, readonly Recorded[]> => {
  const streams = new Map<string, Recorded[]>();
  for (const one of records) streams.set(one.stream, [...(streams.get(one.stream) ?? []), one]);
  return streams;
};

/** Writes what an import had written when it was killed after some of its appends. */
const killedAfter = async (into: World, count: number, records: readonly Recorded[], url: string): Promise<void> => {
  const opened = url.startsWith('sqlite:') ? await openLog(url, 'write') : undefined;
  if (opened !== undefined && 'refused' in opened) throw new Error(opened.refused);
  if (opened === undefined) {
    // The first command that writes makes the log.
    await into.knockon('import', into.file('empty.yaml', 'knockon: 1\ncomponents: {}\n'), '--log', url);
  }
  const log = opened ?? into.log(url);
  if (log === undefined) throw new Error(`there is no ${url}`);
  for (const [stream, facts] of [...appends(records)].slice(0, count)) {
    const result = await log.append(
      stream,
      'none',
      facts.map(({ fact }) => fact),
      facts[0]?.recordedAt ?? 0,
    );
    assert.is(result.kind, 'appended');
  }
  if (opened !== undefined) await log.close();
};

spec('commands/half import [integration]', (test) => {
  let whole: World;
  let records: readonly Recorded[];
  let folder: string;
  test.before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'knockon-half-'));
    whole = await hcpc();
    records = await whole.records();
  });
  test.after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const [words, count, url] of [
    ['in memory, after its model', () => 1, LOG],
    ['in memory, before its end is said', (all: number) => all - 1, LOG],
    ['in SQLite, half-way', (all: number) => Math.floor(all / 2), 'sqlite'],
  ] as const)
    test(`an import killed ${words} is not seen, and run again it is whole`, async () => {
      const at = url === 'sqlite' ? `sqlite:${folder}/half.db` : url;
      const on = ['--log', at];
      const half = world();
      await killedAfter(half, count(appends(records).size), records, at);
      assert.equal((await half.json<StatusJson>(...STATUS, ...on)).components, []);
      const info = await half.json<LogInfoJson>('log', 'info', ...on);
      assert.equal([info.imports, info.pendingImports], [0, 1]);

      half.now += 3_600_000;
      const again = await half.json<ImportedJson>('import', ...CASE, ...on);
      assert.is(again.added, records.length - 1);
      for (const argv of [STATUS, DOWNTIME])
        assert.is(
          (await half.knockon(...argv, ...on, '--now', '2016-02-10')).out,
          (await whole.knockon(...argv, '--now', '2016-02-10')).out,
        );
      const after = await half.json<LogInfoJson>('log', 'info', ...on);
      assert.equal([after.imports, after.pendingImports, after.facts], [1, 0, records.length]);
      assert.is((await half.json<ImportedJson>('import', ...CASE, ...on)).added, 0);
    });

  test('a fact recorded by hand meanwhile stays, and does not hide the import', async () => {
    const half = world();
    half.file('one.yaml', 'knockon: 1\ncomponents: { other: {} }\n');
    await half.knockon('import', 'one.yaml');
    const component = [...appends(records)].filter(([stream]) => stream.startsWith('component-')).slice(0, 2);
    for (const [stream, facts] of component) {
      await half.log()?.append(
        stream,
        'none',
        facts.map(({ fact }) => fact),
        half.now,
      );
    }
    const { exit, err } = await half.knockon('record', 'begin', 'other', '--at', '2016-01-01T00:00:00Z');
    assert.is(exit, 0, err);
    assert.is((await half.knockon('import', ...CASE)).exit, 0);
    assert.is((await half.knockon(...DOWNTIME)).out, (await whole.knockon(...DOWNTIME)).out);
  });
});
