// The file of an SQLite log: its tables, how a new one appears, how an existing one is recognised. A new log is made beside its
// place, complete, and then moved there, so that a kill never leaves a half-made one. The file is never opened but by SQLite:
// closing any other handle on it would drop the process's locks (POSIX).
import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { LogError } from './event-log.ts';
import type { SqlConnection, SqlDriver } from '#sqlite/driver.ts';
import { logError } from './sqlite-errors.ts';

const FORMAT = 1;
const APPLICATION_ID = 0x6b6e6f6b; // "knok"

// Every column a later format adds is nullable and comes by ALTER TABLE, which rewrites no row.
const TABLES = `
  CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE facts (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL REFERENCES streams (id),
    revision INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    hash TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX facts_by_stream ON facts (stream, revision);
  INSERT INTO meta VALUES ('format', ${FORMAT});`;

const spaced = (sql: string): string => sql.trim().replaceAll(/\s+/g, ' ');

/** Whether there is a file at `path` that may be a log. Throws {@link LogError} where there is something that cannot be one. */
export const logExists = (path: string): boolean => {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return false;
  if (found.isDirectory()) throw new LogError('not-a-log', `${path} is a directory; name a file in it with --log.`);
  // each of its names would have a lock of its own
  if (found.nlink > 1)
    throw new LogError(
      'not-a-log',
      `${path} has ${found.nlink} names (hard links), under which writers would not see each other; keep one of them.`,
    );
  if (found.size === 0) throw new LogError('not-a-log', `${path} is an empty file, not a knockon log; delete it to begin a log there.`);
  return true;
};

/** Throws {@link LogError} where a log can't be begun at `path` for want of its directory. */
export const checkDirectory = (path: string): void => {
  const directory = dirname(path);
  if (!existsSync(directory)) throw new LogError('unreachable', `The log ${path} cannot be begun: there is no directory ${directory}.`);
};

/** Makes an empty log at `path`. The caller holds the writer's lock and has seen that there is none. */
export const createLogFile = (path: string, driver: SqlDriver): void => {
  const unfinished = `${path}-new`;
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(unfinished + suffix, { force: true });
  const connection = driver.open(unfinished, 'create');
  try {
    connection.exec(`PRAGMA synchronous=FULL; PRAGMA application_id=${APPLICATION_ID}; BEGIN; ${TABLES} COMMIT; PRAGMA journal_mode=WAL;`);
  } finally {
    connection.close();
  }
  renameSync(unfinished, path);
  syncDirectory(dirname(path));
};

/** Throws {@link LogError} unless the connection is to a log of a format this version reads. */
export const checkFormat = (connection: SqlConnection, path: string): void => {
  const application = connection.prepare('PRAGMA application_id').all()[0]?.['application_id'];
  if (application !== APPLICATION_ID) throw logError('not-a-log', path);
  const format = connection.prepare(`SELECT value FROM meta WHERE key = 'format'`).all()[0]?.['value'];
  if (typeof format !== 'number' || format < 1) throw logError('damaged', path);
  if (format > FORMAT) throw logError('newer-format', path);
  checkSchema(connection, path);
};

/** What each table and index is made by, and nothing else may be there: a trigger or a view would change what is recorded or read. */
const SCHEMA: ReadonlyMap<string, string> = new Map(
  TABLES.split(';').flatMap((statement) => {
    const sql = spaced(statement);
    const name = /^CREATE (?:TABLE|UNIQUE INDEX) (\w+)/.exec(sql)?.[1];
    return name === undefined ? [] : [[name, sql]];
  }),
);

const checkSchema = (connection: SqlConnection, path: string): void => {
  // what begins with sqlite_ is SQLite's own: nobody else can make it
  const found = connection.prepare(`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`).all();
  for (const { type, name, sql } of found) {
    if (typeof sql === 'string' && SCHEMA.get(String(name)) === spaced(sql)) continue;
    const what = SCHEMA.has(String(name))
      ? `its ${String(type)} "${String(name)}" is another than`
      : `it has a ${String(type)} "${String(name)}", which is none of those that`;
    throw new LogError(
      'damaged',
      `The log ${path} was changed by somebody else: ${what} knockon makes, and could change what is recorded; restore it from a copy.`,
    );
  }
  if (found.length < SCHEMA.size) throw logError('damaged', path);
};

const syncDirectory = (directory: string): void => {
  if (process.platform === 'win32') return;
  const handle = openSync(directory, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
