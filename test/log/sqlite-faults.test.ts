// Everything that can be wrong with a log's file, each as one of the port's errors with a sentence that names the file.
import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as assert from 'uvu/assert';
import { LogError, type EventLog, type LogErrorKind } from '#log/event-log.ts';
import { sqlDriver, type SqlDriver } from '#sqlite/driver.ts';
import { kindOf, kindOfFileError } from '#log/sqlite-errors.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { spec } from '../support/spec.ts';
import { collected, ids, note, notes, refusal } from './sample-facts.ts';
import { temporaryPlaces } from './temporary.ts';

const newPlace = temporaryPlaces();

const refused = async (promise: Promise<unknown>, kind: LogErrorKind, words: string): Promise<void> => {
  const error = await refusal(promise);
  assert.instance(error, LogError, String(error.stack));
  assert.is((error as LogError).kind, kind, error.message);
  assert.match(error.message, words);
};

/** A closed log of 200 notes in stream `s`; changed behind its back by `sql`. */
const logFile = async (sql?: string): Promise<string> => {
  const place = newPlace();
  const log = await openSqliteLog(place, 'write');
  await log.append('s', 'none', notes(0, 200), 0);
  await log.close();
  if (sql !== undefined) alter(place, sql);
  return place;
};

const alter = (place: string, sql: string): void => {
  const connection = sqlDriver().open(place, 'write');
  connection.exec(sql);
  connection.close();
};

/** The log's main file alone, elsewhere: the other files beside a log play no part then. */
const copied = async (): Promise<string> => {
  const place = newPlace();
  copyFileSync(await logFile(), place);
  return place;
};

/** Opens for reading and for writing; both must be refused alike, and leave the file as it was. */
const refusedBoth = async (place: string, kind: LogErrorKind, words: string): Promise<void> => {
  const { size } = statSync(place);
  await refused(openSqliteLog(place, 'read'), kind, words);
  await refused(openSqliteLog(place, 'write'), kind, words);
  assert.is(statSync(place).size, size);
};

const withDriver = async (place: string, driver: SqlDriver, use: (log: EventLog) => Promise<void>): Promise<void> => {
  const log = await openSqliteLog(place, 'write', { driver, patience: 20 });
  try {
    await use(log);
  } finally {
    await log.close();
  }
};

spec('log/sqlite faults [integration]', (test) => {
  test('reading where there is no log is refused, names the path and makes no file', async () => {
    const place = newPlace();
    await refused(openSqliteLog(place, 'read'), 'missing', `no log at ${place}`);
    assert.equal(
      readdirSync(dirname(place)).filter((name) => name.startsWith(basename(place))),
      [],
    );
  });

  test('a log cannot be begun in a directory that is not there', () =>
    refused(openSqliteLog(join(newPlace(), 'deeper.db'), 'write'), 'unreachable', 'no directory'));

  test('a directory, an empty file, text and junk are not logs, and stay as they were', async () => {
    const directory = newPlace();
    mkdirSync(directory);
    await refusedBoth(directory, 'not-a-log', 'is a directory');
    const contents = [Buffer.alloc(0), Buffer.from('hello\n'), Buffer.from('knockon: 1\n'.repeat(1000)), Buffer.alloc(70_000, 0xa5)];
    for (const content of contents) {
      const place = newPlace();
      writeFileSync(place, content);
      await refusedBoth(place, 'not-a-log', place);
      assert.not.ok(existsSync(`${place}-lock`));
    }
  });

  test('an SQLite database of another program is not a log', async () => {
    const place = newPlace();
    const connection = sqlDriver().open(place, 'create');
    connection.exec('CREATE TABLE meta (key TEXT, value INTEGER)');
    connection.close();
    await refusedBoth(place, 'not-a-log', place);
  });

  test('a log of a newer format is refused by name', async () =>
    refusedBoth(await logFile(`UPDATE meta SET value = 2`), 'newer-format', 'newer version of knockon'));

  test('a log without its tables or its format is damaged', async () => {
    await refusedBoth(await logFile('DROP TABLE facts'), 'damaged', 'is damaged');
    await refusedBoth(await logFile('DELETE FROM meta'), 'damaged', 'is damaged');
  });

  test('a truncated log is damaged, wherever it was cut', async () => {
    for (const size of [200, 4096, 6000, 12_288]) {
      const place = await copied();
      truncateSync(place, size);
      const error = await refusal(openSqliteLog(place, 'read').then(async (log) => collected(log.readAll())));
      assert.is((error as LogError).kind, 'damaged', `cut at ${size}: ${error.message}`);
    }
  });

  test('a fact that is no longer a fact is damage, and its place is named', async () => {
    const place = await logFile(`UPDATE facts SET body = substr(body, 2) WHERE revision = 7`);
    const log = await openSqliteLog(place, 'read');
    await refused(collected(log.readAll()), 'damaged', 'revision 7 of stream s');
    assert.is((await collected(log.readStream('s', { limit: 7 }))).length, 7);
    await log.close();
  });

  test('a log opened for reading refuses to be written to', async () => {
    const log = await openSqliteLog(await logFile(), 'read');
    await refused(log.append('s', 199, [note(200)], 0), 'read-only', 'for reading only');
    await log.close();
  });

  test('a file that cannot be written to is read-only, and nothing is half-done', async () => {
    const place = await logFile();
    await withDriver(place, opening('PRAGMA query_only=ON'), async (log) => {
      await refused(log.append('s', 199, [note(200)], 0), 'read-only', 'Nothing was recorded');
      assert.is((await collected(log.readAll())).length, 200);
    });
  });

  test('a log that another holds locked is tried for a while, then busy; once it is free, all is well', async () => {
    const place = await logFile();
    const other = sqlDriver().open(`${place}-lock`, 'create');
    other.exec('BEGIN EXCLUSIVE');
    const log = await openSqliteLog(place, 'write', { patience: 60 });
    const began = performance.now();
    await refused(log.append('s', 199, [note(200)], 0), 'busy', 'another process');
    assert.ok(performance.now() - began >= 55);
    assert.is((await collected(log.readAll())).length, 200);
    const patient = await openSqliteLog(place, 'write');
    const waiting = patient.append('s', 199, [note(200)], 0);
    await new Promise((resolve) => setTimeout(resolve, 30));
    other.exec('ROLLBACK');
    assert.is((await waiting).kind, 'appended');
    for (const each of [log, patient, other]) await each.close();
  });

  test('a foreign writer that does not know the lock is waited for, too', async () => {
    const place = await logFile();
    const other = sqlDriver().open(place, 'write');
    other.exec('BEGIN IMMEDIATE');
    const log = await openSqliteLog(place, 'write', { patience: 40 });
    await refused(log.append('s', 199, [note(200)], 0), 'busy', 'another process');
    other.exec('ROLLBACK');
    assert.is((await log.append('s', 199, [note(200)], 0)).kind, 'appended');
    await log.close();
    other.close();
  });

  test('a full disk refuses the append whole, and the log goes on when there is room', async () => {
    const place = await logFile();
    await withDriver(place, opening('PRAGMA max_page_count=30'), async (log) => {
      const large = Array.from({ length: 20 }, (_, index) => note(1000 + index, 'x'.repeat(20_000)));
      await refused(log.append('s', 199, large, 0), 'full', 'no space left');
      await refused(log.append('new', 'none', large, 0), 'full', 'Nothing was recorded');
      assert.equal(
        (await log.heads()).map(({ stream, revision }) => [stream, revision]),
        [['s', 199]],
      );
      assert.is((await log.append('s', 199, [note(200)], 0)).kind, 'appended');
      assert.is(ids(await collected(log.readAll())).length, 201);
    });
  });

  test('a fault of the disk itself is unreachable', async () => {
    const failing: SqlDriver = { ...sqlDriver(), open: () => fail(10), codeOf: (error) => (error as { code: number }).code };
    await refused(openSqliteLog(await logFile(), 'read', { driver: failing }), 'unreachable', 'cannot be opened');
  });

  test('a reader that may not write beside the log is told to copy it', async () => {
    const failing: SqlDriver = { ...sqlDriver(), open: () => fail(1544), codeOf: (error) => (error as { code: number }).code };
    await refused(openSqliteLog(await logFile(), 'read', { driver: failing }), 'unreachable', 'copy it');
    await refused(openSqliteLog(await logFile(), 'write', { driver: failing }), 'read-only', 'check the rights');
  });

  test('a driver’s fault that is none of these comes through as it is', async () => {
    const failing: SqlDriver = { ...sqlDriver(), open: () => fail(21), codeOf: (error) => (error as { code: number }).code };
    const error = await refusal(openSqliteLog(await logFile(), 'read', { driver: failing }));
    assert.not.instance(error, LogError);
  });

  test('a creation that was killed half-way leaves nothing that is in the way', async () => {
    const place = newPlace();
    writeFileSync(`${place}-new`, 'half of a log');
    const log = await openSqliteLog(place, 'write');
    await log.append('s', 'none', notes(0, 1), 0);
    await log.close();
    assert.not.ok(existsSync(`${place}-new`));
  });
});

spec('log/sqlite errors [unit]', (test) => {
  test('extended result codes fall under the port’s kinds; codes that tell of a bug do not', () => {
    const kinds = {
      5: 'busy',
      261: 'busy',
      517: 'busy',
      8: 'read-only',
      13: 'full',
      4874: 'full',
      11: 'damaged',
      267: 'damaged',
      522: 'damaged',
    };
    for (const [code, kind] of Object.entries({ ...kinds, 26: 'not-a-log', 10: 'unreachable', 14: 'unreachable' }))
      assert.is(kindOf(Number(code)), kind);
    for (const code of [1, 19, 21, 2067]) assert.is(kindOf(code), undefined);
  });

  test('faults of the file system fall under them, too', () => {
    assert.is(kindOfFileError(Object.assign(new Error(), { code: 'ENOSPC' })), 'full');
    assert.is(kindOfFileError(Object.assign(new Error(), { code: 'EROFS' })), 'read-only');
    assert.is(kindOfFileError(Object.assign(new Error(), { code: 'EACCES' })), 'unreachable');
    assert.is(kindOfFileError(new Error('x')), undefined);
    assert.is(kindOfFileError(undefined), undefined);
  });
});

/** The usual driver, with `sql` run on each connection to a log (not to its lock). */
const opening = (sql: string): SqlDriver => {
  const driver = sqlDriver();
  return {
    ...driver,
    open: (path, mode) => {
      const connection = driver.open(path, mode);
      if (!path.endsWith('-lock')) connection.exec(sql);
      return connection;
    },
  };
};

const fail = (code: number): never => {
  throw Object.assign(new Error(`failed with ${code}`), { code });
};
