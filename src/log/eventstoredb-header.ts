// What says that a log exists on a server: a stream of one event beside those of its facts, which tells the format. So a log is found, or found
// missing, by one read, and one of a later format is not misread. Written before a log's first fact: who reads the log from the start begins
// there in $all, and not with what others wrote before.
import type { EventStoreDBClient, RecordedEvent } from '@eventstore/db-client';
import type { Position } from '#domain/facts/fact.ts';
import { LogError } from './event-log.ts';
import type { Connection } from './eventstoredb-connection.ts';
import { positionIn } from './eventstoredb-events.ts';
import { faultOf } from './eventstoredb-faults.ts';
import { headerOf, settingsOf } from './eventstoredb-names.ts';
import { droppingIn } from './eventstoredb-retention.ts';
import { lastOf } from './eventstoredb-stream.ts';

const TYPE = 'LogBegan';
const FORMAT = 1;
/** The same for all, so that two writers who begin a log at once write one event. */
const ID = '6b6e6f63-6b6f-4e80-8000-000000000001';

/** Where a log stands on its server. */
export interface Header {
  /** In $all: all facts stand behind it. Undefined: who knows, since somebody else wrote there, too. */
  readonly position: Position | undefined;
}

/** Undefined: there is no such log. Throws `LogError` for one that this version can't read. */
export const findHeader = async (connection: Connection, log: string): Promise<Header | undefined> => {
  const { shown } = connection;
  const id = headerOf(log);
  const [event, settings] = await connection.calling(async (client) => {
    const found = await lastOf(client, id);
    return [found, found === undefined ? await lastOf(client, settingsOf(id)) : undefined] as const;
  });
  if (event !== undefined) {
    check(event, shown);
    return { position: event.revision === 0n ? positionIn(event, shown) : undefined };
  }
  if (settings !== undefined && droppingIn(settings) !== undefined)
    throw new LogError('damaged', `The log ${shown} is damaged: its stream ${id} was deleted on the server; restore it from a copy.`);
  return undefined;
};

export const begin = async (connection: Connection, log: string): Promise<Header> => {
  await connection.calling(async (client: EventStoreDBClient) => {
    const event = { id: ID, type: TYPE, contentType: 'application/json', data: { format: FORMAT }, metadata: undefined } as const;
    try {
      await client.appendToStream(headerOf(log), [event], { expectedRevision: 'no_stream', requiresLeader: true });
    } catch (error) {
      if (faultOf(error) !== 'conflict') throw error;
    }
  });
  // Read, and not taken from the answer: another may have been first.
  return (await findHeader(connection, log)) ?? { position: undefined };
};

/** Between which positions of $all to read. */
export interface Stretch {
  /** Behind this; undefined: from the start. */
  readonly from: Position | undefined;
  /** Whether that leaves out no fact. */
  readonly whole: boolean;
  /** Where $all ended just now; undefined: it was empty. */
  readonly end: Position | undefined;
}

/** What to read of a log that is read on behind `after`. `header`: undefined where the log does not exist by then. */
export const stretchBehind = async (
  after: Position | undefined,
  end: () => Promise<Position | undefined>,
  header: () => Promise<Header | undefined>,
): Promise<Stretch> => {
  const ended = await end();
  if (after !== undefined) return { from: after, whole: false, end: ended };
  const found = await header();
  // Of a log that did not exist when $all ended there, every fact is yet to come.
  return { from: found === undefined ? ended : found.position, whole: true, end: ended };
};

const check = ({ type, data }: RecordedEvent, shown: string): void => {
  const { format } = (data ?? {}) as { readonly format?: unknown };
  if (type !== TYPE || typeof format !== 'number')
    throw new LogError('not-a-log', `${shown} is not a knockon log; name another behind the #.`);
  if (format > FORMAT)
    throw new LogError('newer-format', `The log ${shown} was written by a newer version of knockon; update knockon to use it.`);
};
