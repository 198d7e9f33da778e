// Logs as earlier versions exported them, kept for ever: each is still read, verified and copied, and gives the figures it gave then.
// The files are never made again; a new format adds a file.
import { copyFileSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { versionOf } from '#domain/facts/types.ts';
import { canonical } from '#wire/canonical.ts';
import { FACT_TYPES } from '#wire/fact-data.ts';
import { checkedFact, decodeFact, encodeFact } from '#wire/stored-fact.ts';
import { world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';
import { temporaryPlaces } from './temporary.ts';

const newPlace = temporaryPlaces();
const kept = (name: string): string => fileURLToPath(new URL(`formats/${name}.jsonl`, import.meta.url));

const ROOT = 'b2ab3e03d13fa821f1fc76f32bdbbb1dbbe763f4840b041b9b3c8e39c9dc1cd7';
const ROOT_OF_EVERY_TYPE = 'f64f94a42196dd2a7951c21f19bd980d82ca27ac13635eb4fa0f0dce50f0c3ae';
const REPORT = ['report', 'availability', '--from', '2016-01', '--to', '2016-02', '--by', 'month', '--policy', 'board', '--format', 'csv'];

const restored = async (name: string): Promise<{ readonly made: World; readonly log: string }> => {
  const [made, log] = [world(), `sqlite:${newPlace()}`];
  const { exit, out, err } = await made.knockon('log', 'copy', kept(name), '--log', log);
  assert.is(exit, 0, out + err);
  return { made, log };
};

spec('log/formats [integration]', (test) => {
  for (const [name, root] of [
    ['1', ROOT],
    ['1-every-type', ROOT_OF_EVERY_TYPE],
  ] as const)
    test(`the log kept in ${name}.jsonl verifies, is restored, and is exported again to the same bytes`, async () => {
      assert.is((await world().knockon('log', 'verify', kept(name), '--root', root)).exit, 0);
      const { made, log } = await restored(name);
      assert.is((await made.knockon('log', 'verify', '--root', root, '--log', log)).exit, 0);
      assert.is((await made.knockon('log', 'export', '--log', log)).out, readFileSync(kept(name), 'utf8'));
    });

  test('the SQLite file kept in 1.db is read where it is, copied and gone on with', async () => {
    const [made, place] = [world(), newPlace()];
    copyFileSync(fileURLToPath(new URL('formats/1.db', import.meta.url)), place);
    const on = ['--log', `sqlite:${place}`];
    assert.is((await made.knockon('log', 'verify', '--root', ROOT, ...on)).exit, 0);
    assert.is((await made.knockon('log', 'export', ...on)).out, readFileSync(kept('1'), 'utf8'));
    const { exit, err } = await made.knockon(
      'record',
      'begin',
      'domino',
      '--reported-at',
      '2016-02-01T00:00:00Z',
      '--at',
      '2016-02-01',
      ...on,
    );
    assert.is(exit, 0, err);
    assert.is((await made.knockon('log', 'verify', ...on)).exit, 0);
  });

  test('the figures are those it gave when it was written', async () => {
    const { made, log } = await restored('1');
    const { out } = await made.knockon(...REPORT, '--log', log);
    const figures = out
      .split('\n')
      .slice(1, -1)
      .map((row) => row.split(',').filter((_, column) => [0, 5, 8, 9].includes(column)));
    assert.equal(figures, [
      ['virtual-services', '100.00', '0', '0'],
      ['data-lines', '100.00', '0', '0'],
      ['ftp-system', '100.00', '0', '0'],
      ['corporate-website', '100.00', '0', '0'],
      ['online-register', '98.76', '33300000', '33300000'],
      ['online-renewals', '92.14', '210600000', '210600000'],
      ['registration-system', '96.10', '147780000', '28080000'],
      ['telephony', '100.00', '0', '0'],
      ['domino', '100.00', '119700000', '0'],
    ]);
  });

  test('a fact of a type from the future is kept and reported, by info and by check', async () => {
    const { made, log } = await restored('1');
    assert.is((await made.json<{ unrecognised: number }>('log', 'info', '--log', log)).unrecognised, 1);
    assert.equal((await made.json<{ unrecognised: object }>('check', '--log', log)).unrecognised, { TideTurned: 1 });
  });

  test('facts of every type are read as they were written, and written as they stand', () => {
    const lines = readFileSync(kept('1-every-type'), 'utf8').split('\n').slice(0, -1);
    const types = new Set<string>();
    for (const line of lines) {
      const { hash: _, recordedAt: __, revision: ___, stream: ____, ...said } = JSON.parse(line) as Record<string, unknown>;
      const text = canonical(said);
      const fact = checkedFact(text);
      assert.not.ok('raw' in fact);
      if ('raw' in fact) continue;
      types.add(fact.type);
      assert.equal(decodeFact(text), fact);
      // One of an earlier version is written, if ever again, in that of today.
      assert.is(encodeFact(fact), canonical({ ...said, v: versionOf(fact.type) }));
    }
    assert.equal([...types].sort(), FACT_TYPES.toSorted());
  });
});
