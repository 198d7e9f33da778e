// The rows of an SQLite log: what is asked of its tables, and nothing of locks or retries. Stream names are kept as JSON strings, so
// that every name comes back as it was (libsql cuts text at a NUL; UTF-8 has no lone surrogates). Ids of streams never change.
import { decodeParsed } from '#wire/stored-fact.ts';
import type { AnyRecorded, StoredFact, StreamHead, TextPage } from './event-log.ts';
import type { PageOf } from './pages.ts';
import { positionOf } from './position.ts';
import { bytes, textIn, wholeIn } from './sqlite-cells.ts';
import type { SqlConnection, SqlRow } from '#sqlite/driver.ts';
import { logError } from './sqlite-errors.ts';
import { inserter } from './sqlite-insert.ts';
import { comesApart, pageReader, rowsOf, valuesOf, type KeptRow, type PageReader, type StrungPage } from './sqlite-page.ts';
import { recordedIn, type Sealed } from './text.ts';
import { pageOf } from './text-pages.ts';

/** Where a stream ends: its id, last revision and last hash. */
export interface StreamEnd {
  readonly id: number;
  readonly revision: number;
  readonly hash: string;
}

export interface SqliteRows {
  endOf(stream: string): StreamEnd | undefined;
  /** Begins a stream; its id. */
  begin(stream: string): number;
  /** Appends facts at `revision` of the stream of that id; the last one's number in the log. One fact is one statement. O(facts). */
  insert(stream: number, revision: number, facts: readonly Sealed[]): number;
  /** Up to `size` rows of a stream from this revision on. */
  forwards(id: number, from: number, size: number): readonly StoredFact[];
  backwards(id: number, from: number, size: number): readonly StoredFact[];
  /** Up to `size` rows of the log behind this number. */
  behind(place: number, size: number): readonly StoredFact[];
  /** The same rows as a page of texts, not looked into. */
  textsBehind(place: number, size: number): TextPage;
  /** The place of the last fact; 0: there is none. */
  lastPlace(): number;
  /** The same rows as facts; those before one that can't be read, which it tells as damage. */
  recordsBehind(place: number, size: number): PageOf<AnyRecorded>;
  heads(): StreamHead[];
}

const BEHIND = 'WHERE position > ?1 ORDER BY position LIMIT ?2';
const FORWARDS = 'WHERE stream = ?1 AND revision >= ?2 ORDER BY revision LIMIT ?3';
const BACKWARDS = 'WHERE stream = ?1 AND revision <= ?2 ORDER BY revision DESC LIMIT ?3';

/** `url` and `path`: the log, as errors name it. */
export const sqliteRows = (connection: SqlConnection, path: string, url: string): SqliteRows => {
  const selectEnd = connection.prepare(
    `SELECT id, revision, ${bytes('hash')} FROM streams JOIN facts ON stream = id WHERE name = ? ORDER BY revision DESC LIMIT 1`,
  );
  const selectName = connection.prepare(`SELECT ${bytes('name')} FROM streams WHERE id = ?`);
  const selectLast = connection.prepare('SELECT max(position) AS last FROM facts');
  const selectHeads = connection.prepare(
    // CROSS: stream by stream, where SQLite would go through all facts
    `SELECT ${bytes('name')}, revision, ${bytes('hash')} FROM streams CROSS JOIN facts ON stream = id AND revision = (SELECT max(revision) FROM facts AS own WHERE own.stream = id)`,
  );
  const insertStream = connection.prepare('INSERT INTO streams (name) VALUES (?)');
  const forwards = pageReader(connection, FORWARDS, true);
  const backwards = pageReader(connection, BACKWARDS, true);
  const behindHashed = pageReader(connection, BEHIND, true);
  const behind = pageReader(connection, BEHIND, false);
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

  const idOf = (stream: string): number => {
    const id = wholeIn(selectEnd.all(JSON.stringify(stream))[0] ?? {}, 'id');
    if (id === undefined) throw logError('damaged', path);
    return id;
  };

  const storedAs = ({ position, stream, revision, recordedAt, hash, text }: KeptRow): StoredFact => ({
    stream: nameOf(stream),
    revision,
    position: positionOf(position),
    recordedAt,
    hash,
    text,
  });

  const storedIn = (reader: PageReader, ...parameters: readonly number[]): readonly StoredFact[] => {
    const strung = reader.strung(...parameters);
    const rows = (strung === undefined ? undefined : rowsOf(strung)) ?? reader.rows(...parameters);
    if (rows === undefined) throw logError('damaged', path);
    return rows.map(storedAs);
  };

  /** Undefined where any of them can't be read. */
  const recordsIn = (page: StrungPage): readonly AnyRecorded[] | undefined => {
    const { position, stream, revision, recordedAt } = page;
    const parsed = valuesOf(page);
    if (parsed === undefined) return undefined;
    const { values, text } = parsed;
    try {
      return position.map((at, index) => ({
        fact: decodeParsed(values[index], () => text(index)),
        stream: nameOf(stream[index] as number),
        revision: revision[index] as number,
        position: positionOf(at),
        recordedAt: recordedAt[index] as number,
      }));
    } catch {
      return undefined;
    }
  };

  return {
    endOf: (stream) => {
      const [row] = selectEnd.all(JSON.stringify(stream));
      if (row === undefined) return undefined;
      const [id, revision] = [wholeIn(row, 'id'), wholeIn(row, 'revision')];
      if (id === undefined || revision === undefined) throw logError('damaged', path);
      return { id, revision, hash: textIn(row, 'hash') };
    },
    begin: (stream) => insertStream.insert(JSON.stringify(stream)).id,
    insert: inserter(connection),
    forwards: (id, from, size) => storedIn(forwards, id, from, size),
    backwards: (id, from, size) => {
      const rows = backwards.rows(id, from, size);
      if (rows === undefined) throw logError('damaged', path);
      return rows.map(storedAs);
    },
    behind: (place, size) => storedIn(behindHashed, place, size),
    lastPlace: () => wholeIn(selectLast.all()[0] ?? {}, 'last') ?? 0,
    textsBehind: (place, size) => {
      const page = behind.strung(place, size);
      if (page === undefined || !comesApart(page)) return pageOf(storedIn(behindHashed, place, size), url, idOf, nameOf);
      const { position, stream, revision, recordedAt, bodies } = page;
      return { positions: position, streams: stream, nameOf, revisions: revision, recordedAt, bodies };
    },
    recordsBehind: (place, size) => {
      const strung = behind.strung(place, size);
      const records = strung === undefined ? undefined : recordsIn(strung);
      return records === undefined
        ? recordedIn(storedIn(behindHashed, place, size), url)
        : { rows: records, characters: strung?.bodies.length ?? 0 };
    },
    heads: () =>
      selectHeads.all().map((row) => {
        const stream = nameIn(row);
        const revision = wholeIn(row, 'revision');
        if (stream === undefined || revision === undefined) throw logError('damaged', path);
        return { stream, revision, hash: textIn(row, 'hash') };
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
