// Several processes, and several logs in one process, on the same file.
import { existsSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { openSqliteLog } from '#log/sqlite.ts';
import { foundIn, verified } from '#log/verify.ts';
import { pagesUntil, recordsIn } from '../contracts/following.ts';
import { spec } from '../support/spec.ts';
import { collected, idOf, ids, note, notes } from './sample-facts.ts';
import { temporaryPlaces } from './temporary.ts';
import { writer } from './writers.ts';

const newPlace = temporaryPlaces();
spec('log/sqlite processes [integration]', (test) => {
  for (const count of [2, 4])
    test(`${count} processes at full speed on one stream lose nothing, double nothing, and keep their own order`, async () => {
      const place = newPlace();
      const firsts = Array.from({ length: count }, (_, index) => 1000 * (index + 1));
      const writers = firsts.map((first) => writer([place, 's', first, 40]));
      assert.equal(
        await Promise.all(writers.map(({ ended }) => ended)),
        firsts.map(() => 0),
      );
      const log = await openSqliteLog(place, 'read');
      const read = await collected(log.readStream('s'));
      assert.equal((await verified(foundIn(log))).breaks, []);
      await log.close();
      assert.equal(
        read.map((record) => record.revision),
        Array.from({ length: 40 * count }, (_, revision) => revision),
      );
      for (const first of firsts) {
        const own = ids(read).filter((id) => id >= idOf(first) && id < idOf(first + 1000));
        assert.equal(
          own,
          notes(first, 40).map((fact) => fact.id),
        );
      }
    });

  test('beside a process that writes at full speed another gets its turn, and leaves no sign that it waited', async () => {
    const place = newPlace();
    const greedy = writer([place, 's', 0, 1_000_000]);
    while (greedy.acknowledged().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    const log = await openSqliteLog(place, 'write', { patience: 10_000 });
    for (let n = 0; n < 10; n++) assert.is((await log.append('t', n === 0 ? 'none' : n - 1, [note(2_000_000 + n)], n)).kind, 'appended');
    const meanwhile = greedy.acknowledged().length;
    while (greedy.acknowledged().length === meanwhile) await new Promise((resolve) => setTimeout(resolve, 5));
    greedy.child.kill('SIGKILL');
    await greedy.ended;
    await log.append('t', 9, [note(2_000_010)], 0);
    await log.close();
    assert.not(existsSync(`${place}-waiting`));
  });

  test('a reader beside a writer sees a beginning of the log that only grows', async () => {
    const place = newPlace();
    const log = await openSqliteLog(place, 'write');
    const reader = await openSqliteLog(place, 'read');
    const { ended, child } = writer([place, 's', 0, 80]);
    let last: string[] = [];
    let looks = 0;
    while (child.exitCode === null) {
      const now = ids(await collected(reader.readAll()));
      assert.equal(now.slice(0, last.length), last);
      last = now;
      looks++;
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    assert.is(await ended, 0);
    assert.ok(looks > 3, `${looks} looks`);
    assert.is((await collected(reader.readAll())).length, 80);
    await reader.close();
    await log.close();
  });

  test('a follower in another process than two writers is handed every fact once, in the order of the log', async () => {
    const place = newPlace();
    const log = await openSqliteLog(place, 'write');
    await log.append('s', 'none', notes(0, 10), 0);
    const writers = [1000, 2000].map((first) => writer([place, `s${first}`, first, 60]));
    const reader = await openSqliteLog(place, 'read');
    const come = recordsIn(await pagesUntil(reader, 130, { limit: 8 }));
    assert.equal(await Promise.all(writers.map(({ ended }) => ended)), [0, 0]);
    assert.equal(come, await collected(log.readAll()));
    await reader.close();
    await log.close();
  });

  test('two logs open in one process see each other’s appends and conflict as they should', async () => {
    const place = newPlace();
    const one = await openSqliteLog(place, 'write');
    const two = await openSqliteLog(place, 'write');
    await one.append('s', 'none', notes(0, 2), 0);
    assert.equal(await two.heads(), await one.heads());
    assert.is((await two.append('s', 1, notes(2, 1), 0)).kind, 'appended');
    assert.is((await one.append('s', 1, notes(9, 1), 0)).kind, 'conflict');
    await one.close();
    assert.is((await two.append('s', 2, notes(3, 1), 0)).kind, 'appended');
    await two.close();
  });

  test('a log that several begin at once is one log', async () => {
    const place = newPlace();
    const logs = await Promise.all([0, 1, 2, 3].map(() => openSqliteLog(place, 'write')));
    for (const [index, log] of logs.entries()) await log.append(`s${index}`, 'none', notes(index * 10, 1), 0);
    for (const log of logs) assert.is((await log.heads()).length, 4);
    for (const log of logs) await log.close();
  });
});
