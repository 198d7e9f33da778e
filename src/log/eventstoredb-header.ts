// What says that a log exists on a server: a stream of one event beside those of its facts, which tells the format. So a log is found, or found
// missing, by one read, and one of a later format is not misread. Written before a log's first fact.
import type { EventStoreDBClient, RecordedEvent } from '@eventstore/db-client';
import { LogError } from './event-log.ts';
import type { Connection } from './eventstoredb-connection.ts';
import { faultOf } from './eventstoredb-faults.ts';
import { headerOf, settingsOf } from './eventstoredb-names.ts';
import { droppingIn } from './eventstoredb-retention.ts';
import { lastOf } from './eventstoredb-stream.ts';

const TYPE = 'LogBegan';
const FORMAT = 1;
/** The same for all, so that two writers who begin a log at once write one event. */
const ID = '6b6e6f63-6b6f-4e80-8000-000000000001';

/** Whether the log exists. Throws `LogError` for one that this version can't read. */
export const isBegun = async (connection: Connection, log: string): Promise<boolean> => {
  const { shown } = connection;
  const id = headerOf(log);
  const [event, settings] = await connection.calling(async (client) => {
    const found = await lastOf(client, id);
    return [found, found === undefined ? await lastOf(client, settingsOf(id)) : undefined] as const;
  });
  if (event !== undefined) {
    check(event, shown);
    return true;
  }
  if (settings !== undefined && droppingIn(settings) !== undefined)
    throw new LogError('damaged', `The log ${shown} is damaged: its stream ${id} was deleted on the server; restore it from a copy.`);
  return false;
};

export const begin = async (connection: Connection, log: string): Promise<void> => {
  await connection.calling(async (client: EventStoreDBClient) => {
    const event = { id: ID, type: TYPE, contentType: 'application/json', data: { format: FORMAT }, metadata: undefined } as const;
    try {
      await client.appendToStream(headerOf(log), [event], { expectedRevision: 'no_stream', requiresLeader: true });
    } catch (error) {
      if (faultOf(error) !== 'conflict') throw error;
    }
  });
};

const check = ({ type, data }: RecordedEvent, shown: string): void => {
  const { format } = (data ?? {}) as { readonly format?: unknown };
  if (type !== TYPE || typeof format !== 'number')
    throw new LogError('not-a-log', `${shown} is not a knockon log; name another behind the #.`);
  if (format > FORMAT)
    throw new LogError('newer-format', `The log ${shown} was written by a newer version of knockon; update knockon to use it.`);
};
