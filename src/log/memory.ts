// A log in this process's memory: throw-away runs, what-ifs and tests. It keeps text as the other adapters do, so that what is read
// back never shares an object with what was appended. Append O(facts), read O(facts read).
import type { Position } from '#domain/facts/fact.ts';
import { checkAppend, checkStream, checkWhole } from './arguments.ts';
import type { AnyRecorded, AppendResult, EventLog, ExpectedRevision, ReadAllOptions, ReadStreamOptions, StoredFact } from './event-log.ts';
import { followed } from './follow.ts';
import { news } from './news.ts';
import type { PageOf } from './pages.ts';
import { placeOf, positionOf } from './position.ts';
import { recordedFrom, recordedIn, sealed, standsAlready, textOf } from './text.ts';

/** A new empty log; nothing outlives it. */
export const memoryLog = (url = 'memory:'): EventLog => {
  const all: StoredFact[] = [];
  const streams = new Map<string, StoredFact[]>();
  const appended = news();
  let closed = false;

  const checkOpen = (): void => {
    if (closed) throw new Error(`the log ${url} is closed`);
  };

  const head = (stream: string): ExpectedRevision => streams.get(stream)?.at(-1)?.revision ?? 'none';

  const append: EventLog['append'] = async (stream, expected, facts, recordedAt): Promise<AppendResult> => {
    checkOpen();
    checkAppend(stream, expected, facts, recordedAt);
    const actual = head(stream);
    const first = expected === 'none' ? 0 : expected + 1;
    const standing = streams.get(stream) ?? [];
    if (actual !== expected) {
      const earlier = standing.slice(first, first + facts.length);
      const last = earlier.at(-1);
      if (last === undefined || !standsAlready(facts, earlier, url)) return { kind: 'conflict', stream, expected, actual };
      return { kind: 'appended', revision: last.revision, position: last.position, added: 0 };
    }
    const added = sealed(stream, first, facts.map(textOf), recordedAt, standing.at(-1)?.hash ?? null).map((one, index) => ({
      stream,
      revision: first + index,
      position: positionOf(all.length + index + 1),
      ...one,
    }));
    for (const stored of added) {
      standing.push(stored);
      all.push(stored);
    }
    streams.set(stream, standing);
    appended.ring();
    return { kind: 'appended', revision: standing.length - 1, position: positionOf(all.length), added: added.length };
  };

  async function* readStream(stream: string, options: ReadStreamOptions = {}): AsyncGenerator<AnyRecorded> {
    const { from, direction = 'forwards', limit = Infinity } = options;
    checkOpen();
    checkStream(stream);
    checkWhole('from', from);
    checkWhole('limit', options.limit);
    const standing = streams.get(stream) ?? [];
    const last = standing.length - 1;
    const step = direction === 'forwards' ? 1 : -1;
    const start = direction === 'forwards' ? (from ?? 0) : Math.min(from ?? last, last);
    for (let revision = start, read = 0; read < limit; revision += step, read++) {
      checkOpen();
      const stored = standing[revision];
      if (stored === undefined) return;
      yield recordedFrom(stored, url);
    }
  }

  async function* readStored(options: ReadAllOptions = {}): AsyncGenerator<StoredFact> {
    checkOpen();
    checkWhole('limit', options.limit);
    const start = options.after === undefined ? 0 : placeOf(options.after);
    const end = start + (options.limit ?? Infinity);
    for (let place = start; place < end; place++) {
      checkOpen();
      const stored = all[place];
      if (stored === undefined) return;
      yield stored;
    }
  }

  async function* readAll(options: ReadAllOptions = {}): AsyncGenerator<AnyRecorded> {
    for await (const stored of readStored(options)) yield recordedFrom(stored, url);
  }

  const behind = async (after: Position | undefined, size: number): Promise<PageOf<AnyRecorded>> => {
    checkOpen();
    const start = after === undefined ? 0 : placeOf(after);
    return recordedIn(all.slice(start, start + size), url);
  };

  return {
    url,
    append,
    readStream,
    readAll,
    readStored,
    follow: (options = {}) => followed({ behind, news: appended }, options),
    heads: async () => {
      checkOpen();
      return [...streams]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([stream, standing]) => ({ stream, revision: standing.length - 1, hash: (standing.at(-1) as StoredFact).hash }));
    },
    close: async () => {
      closed = true;
      appended.ring();
    },
  };
};
