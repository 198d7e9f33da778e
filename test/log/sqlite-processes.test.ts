// Several processes, and several logs in one process, on the same file.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { openSqliteLog } from '#log/sqlite.ts';
import { spec } from '../support/spec.ts';
import { collected, idOf, ids, note, notes } from './sample-facts.ts';
import { temporaryPlaces } from './temporary.ts';

const newPlace = temporaryPlaces();
const PROGRAM = fileURLToPath(new URL('writer-process.ts', import.meta.url));

interface Writer {
  readonly child: ChildProcess;
  readonly acknowledged: () => readonly number[];
  readonly ended: Promise<number | null>;
}

const writer = (...words: readonly (string | number)[]): Writer => {
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, ...words.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const whole = (): string => printed.slice(0, printed.lastIndexOf('\n') + 1);
  return {
    child,
    acknowledged: () => whole().split('\n').filter(Boolean).map(Number),
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
};

spec('log/sqlite processes [integration]', (test) => {
  test('two processes at full speed on one stream lose nothing, double nothing, and keep their own order', async () => {
    const place = newPlace();
    const writers = [writer(place, 's', 1000, 60), writer(place, 's', 2000, 60)];
    assert.equal(await Promise.all(writers.map(({ ended }) => ended)), [0, 0]);
    const log = await openSqliteLog(place, 'read');
    const read = await collected(log.readStream('s'));
    await log.close();
    assert.equal(
      read.map((record) => record.revision),
      Array.from({ length: 120 }, (_, revision) => revision),
    );
    for (const first of [1000, 2000]) {
      const own = ids(read).filter((id) => id >= idOf(first) && id < idOf(first + 1000));
      assert.equal(
        own,
        notes(first, 60).map((fact) => fact.id),
      );
    }
  });

  test('a reader beside a writer sees a beginning of the log that only grows', async () => {
    const place = newPlace();
    const log = await openSqliteLog(place, 'write');
    const reader = await openSqliteLog(place, 'read');
    const { ended, child } = writer(place, 's', 0, 80);
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

  test('a writer killed in the middle leaves every acknowledged fact, nothing half-written, and a log that goes on', async () => {
    const place = newPlace();
    const killed = writer(place, 's', 0, 1_000_000);
    while (killed.acknowledged().length < 10) await new Promise((resolve) => setTimeout(resolve, 5));
    killed.child.kill('SIGKILL');
    await killed.ended;
    const log = await openSqliteLog(place, 'write');
    const read = await collected(log.readStream('s'));
    const acknowledged = killed.acknowledged();
    assert.ok(read.length >= acknowledged.length, 'an acknowledged fact is gone');
    assert.equal(
      ids(read),
      notes(0, read.length).map((fact) => fact.id),
    );
    assert.is((await log.append('s', read.length - 1, [note(read.length)], 0)).kind, 'appended');
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
