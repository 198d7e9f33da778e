// Real faults of a real disk: one that is full, one that may not be written to, a file with a byte changed. Each is a clear refusal or a
// break that a walk over the chains names, and what was there is still there.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { LogError, type EventLog, type LogErrorKind } from '#log/event-log.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { foundIn, verified, type Verified } from '#log/verify.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { note, notes, refusal } from './sample-facts.ts';
import { temporaryPlaces } from './temporary.ts';

const newPlace = temporaryPlaces();

const system = (program: string, ...words: readonly string[]): void => {
  execFileSync(program, words, { stdio: 'ignore' });
};

/** A disk of its own in memory, of so many kilobytes; undefined where this process may not mount one. */
const smallDisk = (
  kilobytes: number,
): { readonly path: string; readonly remount: (how: string) => void; readonly gone: () => void } | undefined => {
  const path = newPlace();
  mkdirSync(path);
  try {
    system('mount', '-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', path);
  } catch {
    return undefined;
  }
  return {
    path,
    remount: (how) => system('mount', '-o', `remount,${how}`, path),
    gone: () => system('umount', '-l', path),
  };
};

const mayMount = ((): boolean => {
  const disk = smallDisk(64);
  disk?.gone();
  return disk !== undefined;
})();

const walked = async (place: string): Promise<Verified> => {
  const log = await openSqliteLog(place, 'read');
  try {
    return await verified(foundIn(log));
  } finally {
    await log.close();
  }
};

const kindOf = async (promise: Promise<unknown>): Promise<LogErrorKind> => {
  const error = await refusal(promise);
  if (!(error instanceof LogError)) throw error;
  return error.kind;
};

/** Appends large notes behind the `standing` ones until one is refused; how many stand then. */
const filledUp = async (log: EventLog, standing: number): Promise<{ readonly standing: number; readonly kind: LogErrorKind }> => {
  for (let n = standing; ; n++) {
    try {
      await log.append('s', n === 0 ? 'none' : n - 1, [note(n, 'x'.repeat(9_000))], 0);
    } catch (error) {
      if (error instanceof LogError) return { standing: n, kind: error.kind };
      throw error;
    }
  }
};

spec('log/disk [integration]', (test) => {
  if (mayMount) {
    test('a disk that runs full refuses the append whole; every fact before it stands, and with room the log goes on', async () => {
      const disk = smallDisk(1_500);
      if (disk === undefined) throw new Error('mounted before, and not now');
      try {
        const place = join(disk.path, 'log.db');
        const log = await openSqliteLog(place, 'write');
        const first = await filledUp(log, 0);
        assert.is(first.kind, 'full');
        assert.ok(first.standing > 10, `${first.standing} facts`);
        assert.is(await kindOf(log.append('s', first.standing - 1, [note(first.standing, 'x'.repeat(900_000))], 0)), 'full');
        const { facts, breaks } = await verified(foundIn(log));
        assert.equal([facts, breaks], [first.standing, []]);
        disk.remount('size=3000k');
        assert.ok((await filledUp(log, first.standing)).standing > first.standing + 10);
        await log.close();
        assert.equal((await walked(place)).breaks, []);
      } finally {
        disk.gone();
      }
    });

    test('a log cannot be begun on a full disk, and leaves nothing there that is taken for one', async () => {
      const disk = smallDisk(64);
      if (disk === undefined) throw new Error('mounted before, and not now');
      try {
        writeFileSync(join(disk.path, 'filler'), Buffer.alloc(60_000));
        const place = join(disk.path, 'log.db');
        assert.is(await kindOf(openSqliteLog(place, 'write')), 'full');
        assert.is(await kindOf(openSqliteLog(place, 'read')), 'missing');
        rmSync(join(disk.path, 'filler'));
      } finally {
        disk.gone();
      }
    });

    test('a log on a disk that may not be written to refuses to write, and keeps what it has', async () => {
      const disk = smallDisk(2_000);
      if (disk === undefined) throw new Error('mounted before, and not now');
      try {
        const place = join(disk.path, 'log.db');
        const elsewhere = newPlace();
        const log = await openSqliteLog(elsewhere, 'write');
        await log.append('s', 'none', notes(0, 20), 0);
        await log.close();
        copyFileSync(elsewhere, place);
        disk.remount('ro');
        const refused = await kindOf(openSqliteLog(place, 'write').then((again) => again.append('s', 19, [note(20)], 0)));
        assert.ok(refused === 'read-only' || refused === 'unreachable', refused);
        disk.remount('rw');
        assert.equal((({ facts, breaks }) => [facts, breaks])(await walked(place)), [20, []]);
      } finally {
        disk.gone();
      }
    });
  } else test.skip('disks of their own: this process may not mount one');

  test('a byte changed anywhere in the file is refused, named, or of no consequence', async () => {
    const whole = newPlace();
    const log = await openSqliteLog(whole, 'write');
    for (let stream = 0; stream < 4; stream++) await log.append(`s${stream}`, 'none', notes(stream * 10, 10), stream);
    await log.close();
    const sound = await walked(whole);
    const bytes = readFileSync(whole);
    let [refused, named] = [0, 0];
    for (let change = 0; change < runs(60, 1_000); change++) {
      const at = (change * 7_919) % bytes.length;
      const place = newPlace();
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ (1 << (change % 8));
      writeFileSync(place, changed);
      try {
        const found = await walked(place);
        if (found.breaks.length > 0) named++;
        else if (found.root !== sound.root) named++;
        else assert.equal(found, sound);
      } catch (error) {
        assert.instance(error, LogError, `byte ${at}: ${String((error as Error).stack)}`);
        refused++;
      }
      rmSync(place, { force: true });
    }
    assert.ok(named > 0 && refused > 0, `${refused} refused, ${named} named`);
  });
});
