// The rows of an SQLite log: what is asked of its tables, and nothing of locks or retries. Stream names are kept as JSON strings, so
// that every name comes back as it was (libsql cuts text at a NUL; UTF-8 has no lone surrogates). Ids of streams never change.
import type { StoredFact, StreamHead } from './event-log.ts';
import { positionOf } from './position.ts';
import type { SqlConnection, SqlRow } from './sqlite-driver.ts';
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

const COLUMNS = 'position, stream, revision, recorded_at, hash, body';

export const sqliteRows = (connection: SqlConnection, path: string): SqliteRows => {
  const selectEnd = connection.prepare(
    'SELECT id, revision, hash FROM streams JOIN facts ON stream = id WHERE name = ? ORDER BY revision DESC LIMIT 1',
  );
  const selectName = connection.prepare('SELECT name FROM streams WHERE id = ?');
  const selectHeads = connection.prepare(
    'SELECT name, revision, hash FROM streams JOIN facts ON stream = id WHERE revision = (SELECT max(revision) FROM facts WHERE stream = id)',
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
    const text = selectName.all(id)[0]?.['name'];
    if (text === undefined) throw logError('damaged', path);
    const name = JSON.parse(text as string) as string;
    names.set(id, name);
    return name;
  };

  const storedAs = (row: SqlRow, stream: string): StoredFact => ({
    stream,
    revision: row['revision'] as number,
    position: positionOf(row['position'] as number),
    recordedAt: row['recorded_at'] as number,
    hash: row['hash'] as string,
    text: row['body'] as string,
  });

  return {
    endOf: (stream) => selectEnd.all(JSON.stringify(stream))[0] as StreamEnd | undefined,
    insert: (stream, end, facts) => {
      const id = end?.id ?? insertStream.insert(JSON.stringify(stream));
      let revision = end?.revision ?? -1;
      let place = 0;
      for (const { recordedAt, hash, text } of facts) place = insertFact.insert(id, ++revision, recordedAt, hash, text);
      return place;
    },
    forwards: (stream, id, from, size) => selectForwards.all(id, from, size).map((row) => storedAs(row, stream)),
    backwards: (stream, id, from, size) => selectBackwards.all(id, from, size).map((row) => storedAs(row, stream)),
    behind: (place, size) => selectBehind.all(place, size).map((row) => storedAs(row, nameOf(row['stream'] as number))),
    heads: () =>
      selectHeads.all().map((row) => ({
        stream: JSON.parse(row['name'] as string) as string,
        revision: row['revision'] as number,
        hash: row['hash'] as string,
      })),
  };
};
