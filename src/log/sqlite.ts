// The embedded log: one SQLite file, any number of readers, one writer at a time, in any number of processes. An append is one
// transaction, synced before it answers; O(facts + log n). That an append was made before is seen by comparing the rows right behind
// its expected revision, so no index on random ids is kept.
import { resolve } from 'node:path';
import { checkAppend, checkStream, checkWhole } from './arguments.ts';
import type { AnyRecorded, AppendResult, EventLog, ReadAllOptions, ReadStreamOptions, StoredFact } from './event-log.ts';
import { inPages } from './pages.ts';
import { placeOf, positionOf } from './position.ts';
import { openSqlite, type SqliteOptions } from './sqlite-access.ts';
import { recordedFrom, sealed, standsAlready, textOf } from './text.ts';

/** Opens the log in `file`; `write` begins one where there is none, `read` never makes a file. Throws {@link LogError}. */
export const openSqliteLog = async (file: string, mode: 'read' | 'write', tuning: SqliteOptions = {}): Promise<EventLog> => {
  const url = `sqlite:${file}`;
  const access = await openSqlite(resolve(file), mode, tuning);

  const append: EventLog['append'] = async (stream, expected, facts, recordedAt): Promise<AppendResult> => {
    access.checkOpen();
    checkAppend(stream, expected, facts, recordedAt);
    const texts = facts.map(textOf);
    const first = expected === 'none' ? 0 : expected + 1;
    return access.writing((rows): AppendResult => {
      const end = rows.endOf(stream);
      const actual = end?.revision ?? 'none';
      if (actual === expected) {
        const place = rows.insert(stream, end, sealed(stream, first, texts, recordedAt, end?.hash ?? null));
        return { kind: 'appended', revision: first + texts.length - 1, position: positionOf(place), added: texts.length };
      }
      const earlier = end === undefined ? [] : rows.forwards(stream, end.id, first, texts.length);
      const last = earlier.at(-1);
      if (last === undefined || !standsAlready(facts, earlier, url)) return { kind: 'conflict', stream, expected, actual };
      return { kind: 'appended', revision: last.revision, position: last.position, added: 0 };
    });
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
    const pages = inPages((last, size) => {
      const revision = last === undefined ? start : last.revision + step;
      return access.reading((rows) => rows[direction](stream, end.id, revision, size));
    }, limit);
    for await (const page of pages) for (const row of page) yield recordedFrom(row, url);
  }

  const pagesBehind = (options: ReadAllOptions): AsyncGenerator<readonly StoredFact[]> => {
    access.checkOpen();
    checkWhole('limit', options.limit);
    const after = options.after === undefined ? 0 : placeOf(options.after);
    return inPages(
      (last, size) => access.reading((rows) => rows.behind(last === undefined ? after : placeOf(last.position), size)),
      options.limit,
    );
  };

  async function* readAll(options: ReadAllOptions = {}): AsyncGenerator<AnyRecorded> {
    for await (const page of pagesBehind(options)) for (const row of page) yield recordedFrom(row, url);
  }

  async function* readStored(options: ReadAllOptions = {}): AsyncGenerator<StoredFact> {
    for await (const page of pagesBehind(options)) yield* page;
  }

  return {
    url,
    append,
    readStream,
    readAll,
    readStored,
    heads: async () => {
      const heads = await access.reading((rows) => rows.heads());
      return heads.sort((a, b) => (a.stream < b.stream ? -1 : 1));
    },
    close: () => access.close(),
  };
};
