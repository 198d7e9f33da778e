// The events of one stream, as far as asked, over as many connections as it takes. A stream that was deleted, or has lost facts, is damage:
// its revisions are counted, and where there are none at all its settings are asked why.
import { BACKWARDS, END, FORWARDS, type EventStoreDBClient, type RecordedEvent, type ResolvedEvent } from '@eventstore/db-client';
import type { Duration } from '#domain/time/instant.ts';
import type { ReadStreamOptions } from './event-log.ts';
import type { Connection } from './eventstoredb-connection.ts';
import { faultOf } from './eventstoredb-faults.ts';
import { intakeOf, type Intake } from './eventstoredb-intake.ts';
import { settingsOf, streamIdOf } from './eventstoredb-names.ts';
import { resumed } from './eventstoredb-resume.ts';
import { droppedError, droppingIn, missingError } from './eventstoredb-retention.ts';

/** Pages of a stream's events; none where there is no such stream. Throws `LogError`. */
export async function* streamEvents(
  connection: Connection,
  log: string,
  stream: string,
  { from, direction = 'forwards', limit = Infinity }: ReadStreamOptions,
): AsyncGenerator<readonly RecordedEvent[]> {
  const { shown, deadline } = connection;
  const id = streamIdOf(log, stream);
  const isForwards = direction === 'forwards';
  let next = isForwards ? (from ?? 0) : from === undefined ? undefined : await lastUpTo(connection, log, stream, from);
  let left = limit;
  const isDone = (): boolean => left <= 0 || (next !== undefined && next < 0);
  const trying = connection.tries('caller');

  const count = ({ revision }: RecordedEvent): void => {
    const found = Number(revision);
    const expected = next ?? found;
    if (found !== expected) throw missingError(stream, Math.min(expected, found + 1), Math.max(expected + 1, found), shown);
    next = isForwards ? found + 1 : found - 1;
    left--;
  };

  if (!isDone())
    yield* resumed<ResolvedEvent, readonly RecordedEvent[]>(connection, {
      trying,
      open: (client) => reading(client, id, direction, next, left),
      async *read(intake) {
        while (!isDone()) {
          const some = await takenFrom(intake, deadline, stream, shown);
          if (some.length === 0) return;
          const events = some.flatMap(({ event }) => event ?? []);
          events.forEach(count);
          trying.progress();
          yield events;
        }
      },
    });
  if (left === limit && left > 0 && (next === undefined || next === 0)) await checkKept(connection, log, stream);
  if (!isForwards && left > 0 && next !== undefined && next >= 0) throw missingError(stream, 0, next + 1, shown);
}

/** What came; none: that was all, or there is no such stream. */
const takenFrom = async (
  intake: Intake<ResolvedEvent>,
  deadline: Duration,
  stream: string,
  shown: string,
): Promise<readonly ResolvedEvent[]> => {
  try {
    return await intake.take(Infinity, deadline);
  } catch (error) {
    const fault = faultOf(error);
    if (fault === 'no-stream') return [];
    throw fault === 'deleted' ? droppedError(stream, 'was deleted on the server for ever', shown) : error;
  }
};

/** A server answers nothing where it is asked for what stands before a revision behind the last. */
const lastUpTo = async (connection: Connection, log: string, stream: string, from: number): Promise<number | undefined> => {
  const last = await lastEvent(connection, log, stream);
  return last === undefined ? undefined : Math.min(from, Number(last.revision));
};

const reading = (
  client: EventStoreDBClient,
  id: string,
  direction: 'forwards' | 'backwards',
  next: number | undefined,
  left: number,
): Intake<ResolvedEvent> => {
  const asked = Math.min(left, Number.MAX_SAFE_INTEGER);
  const read = client.readStream(id, {
    direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
    fromRevision: next === undefined ? END : BigInt(next),
    maxCount: asked,
  });
  return intakeOf<ResolvedEvent>({
    stream: read,
    cancel: () => read.cancel(),
    weight: ({ event }) => (event?.data instanceof Uint8Array ? event.data.length : 0) + 200,
    asked,
  });
};

/** The stream's last event; undefined where there is no such stream. Throws where it was deleted. */
export const lastEvent = async (connection: Connection, log: string, stream: string): Promise<RecordedEvent | undefined> => {
  for await (const [event] of streamEvents(connection, log, stream, { direction: 'backwards', limit: 1 })) return event;
  return undefined;
};

/** Throws where a stream that seems not to be there was deleted, or is set to lose facts. */
export const checkKept = async (connection: Connection, log: string, stream: string): Promise<void> => {
  const settings = await connection.calling((client) => lastOf(client, settingsOf(streamIdOf(log, stream))));
  const what = settings === undefined ? undefined : droppingIn(settings);
  if (what !== undefined) throw droppedError(stream, what, connection.shown);
};

/** The last event of any stream on the server. What may not be read is taken as not there. */
export const lastOf = async (client: EventStoreDBClient, id: string): Promise<RecordedEvent | undefined> => {
  const intake = reading(client, id, 'backwards', undefined, 1);
  try {
    const [found] = await intake.take(1);
    return found?.event;
  } catch (error) {
    if (faultOf(error) === 'no-stream') return undefined;
    throw error;
  } finally {
    intake.close();
  }
};
