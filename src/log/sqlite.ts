// The embedded log: one SQLite file, any number of readers, one writer at a time, in any number of processes. An append is one
// transaction, synced before it answers; O(facts + log n). That an append was made before is seen by comparing the rows right behind
// its expected revision, so no index on random ids is kept.
import type { Position } from '#domain/facts/fact.ts';
import type { Duration } from '#domain/time/instant.ts';
import { checkAppend, checkStream, checkWhole } from './arguments.ts';
import type { AnyRecorded, AppendResult, EventLog, ReadAllOptions, ReadStreamOptions, StoredFact, TextPage } from './event-log.ts';
import { followed } from './follow.ts';
import { news } from './news.ts';
import { inPages, nextSize, oneByOne, SMALLEST, type PageOf } from './pages.ts';
import { placeOf, positionOf } from './position.ts';
import type { Hash } from './chain.ts';
import { knownEnds } from './known-ends.ts';
import { realPlace } from '#sqlite/places.ts';
import { openSqlite, type SqliteOptions } from './sqlite-access.ts';
import type { SqliteRows } from './sqlite-rows.ts';
import { recordedIn, sealed, standsAlready, textOf, type Sealed } from './text.ts';

/** How long a follower goes without looking for what other processes appended: a look costs some 30 µs. */
const LOOK_AGAIN: Duration = 50;

/** Opens the log in `file`; `write` begins one where there is none, `read` never makes a file. Throws {@link LogError}. */
export const openSqliteLog = async (file: string, mode: 'read' | 'write', tuning: SqliteOptions = {}): Promise<EventLog> => {
  const url = `sqlite:${file}`;
  const access = await openSqlite(realPlace(file), url, mode, tuning);
  const appended = news(LOOK_AGAIN);
  const ends = knownEnds();

  const append: EventLog['append'] = async (stream, expected, facts, recordedAt): Promise<AppendResult> => {
    access.checkOpen();
    checkAppend(stream, expected, facts, recordedAt);
    const texts = facts.map(textOf);
    const first = expected === 'none' ? 0 : expected + 1;

    const insert = (rows: SqliteRows, id: number, previous: Hash | null, lease: number): AppendResult => {
      const chained = sealed(stream, first, texts, recordedAt, previous);
      const place = rows.insert(id, first, chained);
      const revision = first + texts.length - 1;
      ends.note(lease, stream, { id, revision, hash: (chained.at(-1) as Sealed).hash });
      return { kind: 'appended', revision, position: positionOf(place), added: texts.length };
    };

    const looking = (rows: SqliteRows, lease: number): AppendResult => {
      const end = rows.endOf(stream);
      const actual = end?.revision ?? 'none';
      if (actual === expected) return insert(rows, end?.id ?? rows.begin(stream), end?.hash ?? null, lease);
      const earlier = end === undefined ? [] : rows.forwards(end.id, first, texts.length);
      const last = earlier.at(-1);
      if (last === undefined || !standsAlready(facts, earlier, url)) return { kind: 'conflict', stream, expected, actual };
      return { kind: 'appended', revision: last.revision, position: last.position, added: 0 };
    };

    const answer = await access.writing((rows, { lease, whole, isTaken }) => {
      const end = ends.known(lease, stream);
      try {
        // One fact behind a known end is one statement, which is a transaction by itself.
        if (end !== undefined && end.revision === expected && texts.length === 1) return insert(rows, end.id, end.hash, lease);
        return whole(() => looking(rows, lease));
      } catch (error) {
        ends.forget();
        if (isTaken(error)) return whole(() => looking(rows, lease));
        throw error;
      }
    });
    appended.ring();
    return answer;
  };

  async function* readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<AnyRecorded> {
    const { from, direction = 'forwards', limit } = options;
    access.checkOpen();
    checkStream(stream);
    checkWhole('from', from);
    checkWhole('limit', limit);
    const end = await access.reading((rows) => rows.endOf(stream));
    if (end === undefined) return;
    const [step, start] = direction === 'forwards' ? [1, from ?? 0] : [-1, from ?? end.revision];
    const pages = inPages<AnyRecorded>(async (last, size) => {
      const revision = last === undefined ? start : last.revision + step;
      return recordedIn(await access.reading((rows) => rows[direction](end.id, revision, size)), url);
    }, limit);
    for await (const page of pages) yield* page;
  }

  const placeBehind = (after: Position | undefined): number => (after === undefined ? 0 : placeOf(after));

  const recordsBehind = (after: Position | undefined, size: number): Promise<PageOf<AnyRecorded>> => {
    const place = placeBehind(after);
    return access.reading((rows) => rows.recordsBehind(place, size));
  };

  const storedBehind = async (after: Position | undefined, size: number): Promise<PageOf<StoredFact>> => {
    const place = placeBehind(after);
    const rows = await access.reading((kept) => kept.behind(place, size));
    return { rows, characters: rows.reduce((sum, { text }) => sum + text.length, 0) };
  };

  async function* pagesBehind<T extends { readonly position: Position }>(
    page: (after: Position | undefined, size: number) => Promise<PageOf<T>>,
    { after, limit }: ReadAllOptions,
  ): AsyncGenerator<readonly T[]> {
    access.checkOpen();
    checkWhole('limit', limit);
    yield* inPages((last: T | undefined, size) => page(last?.position ?? after, size), limit);
  }

  const readAll: EventLog['readAll'] = (options = {}) => oneByOne(pagesBehind(recordsBehind, options));
  const readStored: EventLog['readStored'] = (options = {}) => oneByOne(pagesBehind(storedBehind, options));

  async function* readTexts(): AsyncGenerator<TextPage> {
    access.checkOpen();
    let [place, size] = [0, SMALLEST];
    const expected = await access.reading((rows) => rows.lastPlace());
    for (;;) {
      const page = await access.reading((rows) => rows.textsBehind(place, size));
      if (page.recordedAt.length > 0) yield { ...page, expected };
      if (page.recordedAt.length < size) return;
      place = Number(page.positions.at(-1));
      size = nextSize(size, page.bodies.length);
    }
  }

  return {
    url,
    append,
    readStream,
    readAll,
    readStored,
    readTexts,
    follow: (options = {}) => followed({ behind: recordsBehind, news: appended }, options),
    heads: async () => {
      const heads = await access.reading((rows) => rows.heads());
      return heads.sort((a, b) => (a.stream < b.stream ? -1 : 1));
    },
    close: async () => {
      await access.close();
      appended.ring();
    },
  };
};
