// The rows of an SQLite log: what is asked of its tables, and nothing of locks or retries. Stream names are kept as JSON strings, so
// that every name comes back as it was (libsql cuts text at a NUL; UTF-8 has no lone surrogates). Ids of streams never change.
import type { Instant } from '#domain/time/instant.ts';
import type { StreamHead } from './event-log.ts';
import { positionOf } from './position.ts';
import type { SqlConnection, SqlRow } from './sqlite-driver.ts';
import type { Stored } from './text.ts';

/** Where a stream ends: its id and last revision. */
export interface StreamEnd {
  readonly id: number;
  readonly revision: number;
}

export interface SqliteRows {
  endOf(stream: string): StreamEnd | undefined;
  /** Appends texts behind `end` (undefined: a new stream); the last one's number in the log. O(texts). */
  insert(stream: string, end: StreamEnd | undefined, texts: readonly string[], recordedAt: Instant): number;
  /** Up to `size` rows of a stream from this revision on. */
  forwards(stream: string, id: number, from: number, size: number): readonly Stored[];
  backwards(stream: string, id: number, from: number, size: number): readonly Stored[];
  /** Up to `size` rows of the log behind this number. */
  behind(place: number, size: number): readonly Stored[];
  heads(): StreamHead[];
}

const COLUMNS = 'position, stream, revision, recorded_at, body';

export const sqliteRows = (connection: SqlConnection): SqliteRows => {
  const selectEnd = connection.prepare(
    'SELECT id, (SELECT max(revision) FROM facts WHERE stream = streams.id) AS revision FROM streams WHERE name = ?',
  );
  const selectName = connection.prepare('SELECT name FROM streams WHERE id = ?');
  const selectHeads = connection.prepare(
    'SELECT name, (SELECT max(revision) FROM facts WHERE stream = streams.id) AS revision FROM streams',
  );
  const selectForwards = connection.prepare(`SELECT ${COLUMNS} FROM facts WHERE stream = ? AND revision >= ? ORDER BY revision LIMIT ?`);
  const selectBackwards = connection.prepare(
    `SELECT ${COLUMNS} FROM facts WHERE stream = ? AND revision <= ? ORDER BY revision DESC LIMIT ?`,
  );
  const selectBehind = connection.prepare(`SELECT ${COLUMNS} FROM facts WHERE position > ? ORDER BY position LIMIT ?`);
  const insertStream = connection.prepare('INSERT INTO streams (name) VALUES (?)');
  const insertFact = connection.prepare('INSERT INTO facts (stream, revision, recorded_at, body) VALUES (?, ?, ?, ?)');
  const names = new Map<number, string>();

  const nameOf = (id: number): string => {
    const known = names.get(id);
    if (known !== undefined) return known;
    const name = JSON.parse(selectName.all(id)[0]?.['name'] as string) as string;
    names.set(id, name);
    return name;
  };

  const storedAs = (row: SqlRow, stream: string): Stored => ({
    stream,
    revision: row['revision'] as number,
    position: positionOf(row['position'] as number),
    recordedAt: row['recorded_at'] as number,
    text: row['body'] as string,
  });

  return {
    endOf: (stream) => selectEnd.all(JSON.stringify(stream))[0] as StreamEnd | undefined,
    insert: (stream, end, texts, recordedAt) => {
      const id = end?.id ?? insertStream.insert(JSON.stringify(stream));
      let revision = end?.revision ?? -1;
      let place = 0;
      for (const text of texts) place = insertFact.insert(id, ++revision, recordedAt, text);
      return place;
    },
    forwards: (stream, id, from, size) => selectForwards.all(id, from, size).map((row) => storedAs(row, stream)),
    backwards: (stream, id, from, size) => selectBackwards.all(id, from, size).map((row) => storedAs(row, stream)),
    behind: (place, size) => selectBehind.all(place, size).map((row) => storedAs(row, nameOf(row['stream'] as number))),
    heads: () =>
      selectHeads.all().map((row) => ({ stream: JSON.parse(row['name'] as string) as string, revision: row['revision'] as number })),
  };
};
