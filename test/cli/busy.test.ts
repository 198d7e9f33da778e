// A log that another process holds locked: a command tries for a while, then says so and exits 3, with nothing recorded; reading goes on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { sqlDriver } from '#sqlite/driver.ts';
import type { LogInfoJson } from '../support/answers.ts';
import { CASE, world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

spec('cli/busy [cli]', (test) => {
  test('recording and importing into a locked log are tried, then refused whole; once it is free they are done', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'knockon-busy-'));
    const on = ['--log', `sqlite:${join(folder, 'log.db')}`];
    const made = world();
    assert.is((await made.knockon('import', ...CASE.slice(0, 1), ...on)).exit, 0);
    const { facts } = await made.json<LogInfoJson>('log', 'info', ...on);
    const other = sqlDriver().open(`${join(folder, 'log.db')}-lock`, 'create');
    other.exec('BEGIN EXCLUSIVE');
    const begin = ['record', 'begin', 'circuit-b', '--at', '2016-01-16T19:30:00Z', ...on];
    const answers = await Promise.all([made.knockon(...begin), made.knockon('import', ...CASE, ...on)]);
    for (const { exit, out, err } of answers) {
      assert.equal([exit, out], [3, '']);
      assert.match(err, /locked by another process; try again when that one is done/);
    }
    assert.is((await made.json<LogInfoJson>('log', 'info', ...on)).facts, facts);
    other.exec('ROLLBACK');
    other.close();
    assert.is((await made.knockon(...begin)).exit, 0);
    assert.is((await made.knockon('import', ...CASE, ...on)).exit, 0);
    rmSync(folder, { recursive: true });
  });
});
