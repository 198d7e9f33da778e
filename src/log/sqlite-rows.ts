// The rows of an SQLite log: what is asked of its tables, and nothing of locks or retries. Stream names are kept as JSON strings, so
// that every name comes back as it was (libsql cuts text at a NUL; UTF-8 has no lone surrogates). Ids of streams never change.
import type { StoredFact, StreamHead } from './event-log.ts';
import { positionOf } from './position.ts';
import type { SqlConnection, SqlRow } from '#sqlite/driver.ts';
import { logError } from './sqlite-errors.ts';
import type { Sealed } from './text.ts';

/** Where a stream ends: its id, last revision and last hash. */
export interface StreamEnd {
  readonly id: number;
  readonly revision: number;
  readonly hash: string;
}

export interface SqliteRows {
  endOf(stream: string): StreamEnd | undefined;
  /** Appends facts behind `end` (undefined: a new stream); the last one's number in the log. O(facts). */
  insert(stream: string, end: StreamEnd | undefined, facts: readonly Sealed[]): number;
  /** Up to `size` rows of a stream from this revision on. */
  forwards(stream: string, id: number, from: number, size: number): readonly StoredFact[];
  backwards(stream: string, id: number, from: number, size: number): readonly StoredFact[];
  /** Up to `size` rows of the log behind this number. */
  behind(place: number, size: number): readonly StoredFact[];
  heads(): StreamHead[];
}

// Text is read as bytes: libsql ends the process where a text is no UTF-8, as one with a flipped bit may be.
const bytes = (column: string): string => `CAST(${column} AS BLOB) AS ${column}`;
const COLUMNS = `position, stream, revision, recorded_at, ${bytes('hash')}, ${bytes('body')}`;

/** What is no UTF-8 becomes replacement characters, which fit no hash. */
const textIn = (row: SqlRow, column: string): string => {
  const value = row[column];
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('utf8');
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8') : '';
};

export const sqliteRows = (connection: SqlConnection, path: string): SqliteRows => {
  const selectEnd = connection.prepare(
    `SELECT id, revision, ${bytes('hash')} FROM streams JOIN facts ON stream = id WHERE name = ? ORDER BY revision DESC LIMIT 1`,
  );
  const selectName = connection.prepare(`SELECT ${bytes('name')} FROM streams WHERE id = ?`);
  const selectHeads = connection.prepare(
    `SELECT ${bytes('name')}, revision, ${bytes('hash')} FROM streams JOIN facts ON stream = id WHERE revision = (SELECT max(revision) FROM facts WHERE stream = id)`,
  );
  const selectForwards = connection.prepare(`SELECT ${COLUMNS} FROM facts WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`);
  const selectBackwards = connection.prepare(
    `SELECT ${COLUMNS} FROM facts WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`,
  );
  const selectBehind = connection.prepare(`SELECT ${COLUMNS} FROM facts WHERE position > ? ORDER BY position LIMIT ?`);
  const insertStream = connection.prepare('INSERT INTO streams (name) VALUES (?)');
  const insertFact = connection.prepare('INSERT INTO facts (stream, revision, recorded_at, hash, body) VALUES (?, ?, ?, ?, ?)');
  const names = new Map<number, string>();

  const nameOf = (id: number): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const [row] = selectName.all(id);
    const name = row === undefined ? undefined : nameIn(row);
    if (name === undefined) throw logError('damaged', path);
    names.set(id, name);
    return name;
  };

  const wholeIn = (row: SqlRow, column: string): number => {
    const value = row[column];
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw logError('damaged', path);
    return value;
  };

  const storedAs = (row: SqlRow, stream: string): StoredFact => ({
    stream,
    revision: wholeIn(row, 'revision'),
    position: positionOf(wholeIn(row, 'position')),
    recordedAt: wholeIn(row, 'recorded_at'),
    hash: textIn(row, 'hash'),
    text: textIn(row, 'body'),
  });

  return {
    endOf: (stream) => {
      const [row] = selectEnd.all(JSON.stringify(stream));
      return row === undefined ? undefined : { id: row['id'] as number, revision: row['revision'] as number, hash: textIn(row, 'hash') };
    },
    insert: (stream, end, facts) => {
      const id = end?.id ?? insertStream.insert(JSON.stringify(stream));
      let revision = end?.revision ?? -1;
      let place = 0;
      for (const { recordedAt, hash, text } of facts) place = insertFact.insert(id, ++revision, recordedAt, hash, text);
      return place;
    },
    forwards: (stream, id, from, size) => selectForwards.all(id, from, size).map((row) => storedAs(row, stream)),
    backwards: (stream, id, from, size) => selectBackwards.all(id, from, size).map((row) => storedAs(row, stream)),
    behind: (place, size) => selectBehind.all(place, size).map((row) => storedAs(row, nameOf(wholeIn(row, 'stream')))),
    heads: () =>
      selectHeads.all().map((row) => {
        const stream = nameIn(row);
        if (stream === undefined) throw logError('damaged', path);
        return { stream, revision: row['revision'] as number, hash: textIn(row, 'hash') };
      }),
  };
};

/** Undefined where it is none. */
const nameIn = (row: SqlRow): string | undefined => {
  try {
    const name: unknown = JSON.parse(textIn(row, 'name'));
    return typeof name === 'string' ? name : undefined;
  } catch {
    return undefined;
  }
};
