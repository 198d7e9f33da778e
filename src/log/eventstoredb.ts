// The log on EventStoreDB or KurrentDB, which many share: a stream is a stream of the server (eventstoredb-names.ts), an append is one of its
// appends, everything is read through one filtered subscription. What the server promises it is trusted with; docs/guide/eventstoredb.md says
// what must be so on it.
import type { Position } from '#domain/facts/fact.ts';
import { checkAppend, checkStream, checkWhole } from './arguments.ts';
import type { AnyRecorded, EventLog, ReadAllOptions, ReadStreamOptions, StoredFact, StreamHead } from './event-log.ts';
import { LogError } from './event-log.ts';
import type { EventStoreAddress } from './eventstoredb-address.ts';
import { endOfAll, eventAt } from './eventstoredb-all.ts';
import { appending } from './eventstoredb-append.ts';
import { connectionTo, type EventStoreOptions } from './eventstoredb-connection.ts';
import { allPositionOf, storedFrom } from './eventstoredb-events.ts';
import { following } from './eventstoredb-follow.ts';
import { begin, findHeader, stretchBehind, type Header, type Stretch } from './eventstoredb-header.ts';
import { history } from './eventstoredb-history.ts';
import { prefixOf } from './eventstoredb-names.ts';
import { streamEvents } from './eventstoredb-stream.ts';
import { recordedFrom, textOf } from './text.ts';
import { turns } from './turns.ts';

/** As many appends at once as the client's stream takes without making some wait, which it would lose with the connection. */
const AT_ONCE = 12;

/** Opens a log; `read` refuses one that does not exist, `write` begins it with the first append. Throws {@link LogError}. */
export const openEventStoreLog = async (
  address: EventStoreAddress,
  mode: 'read' | 'write',
  options: EventStoreOptions = {},
): Promise<EventLog> => {
  const { name, shown } = address;
  const connection = connectionTo(address, options);
  const inTurn = turns(AT_ONCE);
  const append = appending(connection, name);
  let header: Header | undefined;
  let beginning: Promise<Header> | undefined;

  try {
    header = await findHeader(connection, name);
    if (header === undefined && mode === 'read')
      throw new LogError(
        'missing',
        `There is no log at ${shown}; import a model or record a fact to begin one, or name another with --log.`,
      );
  } catch (error) {
    await connection.close();
    throw error;
  }

  const begun = async (): Promise<void> => {
    if (header !== undefined) return;
    beginning ??= begin(connection, name);
    try {
      header = await beginning;
    } catch (error) {
      beginning = undefined;
      throw error;
    }
  };

  const stretch = (after: Position | undefined): Promise<Stretch> =>
    stretchBehind(
      after,
      () => connection.calling((client) => endOfAll(client, shown)),
      async () => (header ??= await findHeader(connection, name)),
    );

  async function* readStream(stream: string, given: ReadStreamOptions = {}): AsyncGenerator<AnyRecorded> {
    connection.checkOpen();
    checkStream(stream);
    checkWhole('from', given.from);
    checkWhole('limit', given.limit);
    for await (const events of streamEvents(connection, name, stream, given))
      for (const event of events) {
        connection.checkOpen();
        yield recordedFrom(storedFrom(event, name, shown), shown);
      }
  }

  /** One generator for who reads facts and who reads them as they are kept: one within another costs as much as a fact. */
  async function* read<T>({ after, limit = Infinity }: ReadAllOptions, made: (stored: StoredFact) => T): AsyncGenerator<T> {
    connection.checkOpen();
    checkWhole('limit', limit === Infinity ? undefined : limit);
    if (after !== undefined) allPositionOf(after);
    let left = limit;
    if (left === 0) return;
    for await (const events of history(connection, name, await stretch(after)))
      for (const event of events) {
        connection.checkOpen();
        yield made(storedFrom(event, name, shown));
        if (--left === 0) return;
      }
  }

  const readStored = (given: ReadAllOptions = {}): AsyncGenerator<StoredFact> => read(given, (stored) => stored);
  const readAll = (given: ReadAllOptions = {}): AsyncGenerator<AnyRecorded> => read(given, (stored) => recordedFrom(stored, shown));

  const storedAt = async (position: Position): Promise<StoredFact | undefined> => {
    connection.checkOpen();
    const event = await connection.calling((client) => eventAt(client, position, shown));
    return event === undefined || !event.streamId.startsWith(prefixOf(name)) ? undefined : storedFrom(event, name, shown);
  };

  return {
    url: shown,
    append: async (stream, expected, facts, recordedAt) => {
      connection.checkOpen();
      checkAppend(stream, expected, facts, recordedAt);
      const texts = facts.map(textOf);
      if (mode === 'read') throw new LogError('read-only', `The log ${shown} is open for reading only.`);
      await begun();
      return inTurn(() => append(stream, expected, facts, texts, recordedAt));
    },
    readStream,
    readAll,
    readStored,
    storedAt,
    follow: (given = {}) => following(connection, name, stretch, given),
    heads: async () => {
      connection.checkOpen();
      const heads = new Map<string, StreamHead>();
      for await (const { stream, revision, hash } of readStored()) heads.set(stream, { stream, revision, hash });
      return [...heads.values()].sort((a, b) => (a.stream < b.stream ? -1 : 1));
    },
    close: () => connection.close(),
  };
};
