// Every event of a log, out of everybody's: a filtered subscription to $all, which the server filters and sends on by pages. What it brings
// are events and marks. Where $all ended when it was asked is known by its last event, anybody's; a history has come to that end when an
// event or a checkpoint there has come, or the server says that it has caught up (23.10 and newer). A server that marks nothing is asked.
import {
  BACKWARDS,
  END,
  isCommandError,
  START,
  streamNameFilter,
  type AllStreamResolvedEvent,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import type { Readable } from 'node:stream';
import type { Position } from '#domain/facts/fact.ts';
import { allPositionOf, positionIn, positionOfAll } from './eventstoredb-events.ts';
import { faultOf } from './eventstoredb-faults.ts';
import { intakeOf, type Intake } from './eventstoredb-intake.ts';
import { prefixOf, settingsPrefixOf } from './eventstoredb-names.ts';

export type AllEvent = NonNullable<AllStreamResolvedEvent['event']>;

/** `at` undefined: the server says that nothing stands behind what came. */
export interface Mark {
  readonly at: Position | undefined;
}

export type Brought = AllStreamResolvedEvent | Mark;

export const isMark = (one: Brought): one is Mark => 'at' in one;

const weightOf = (one: Brought): number => {
  const data = isMark(one) ? undefined : one.event?.data;
  return data instanceof Uint8Array ? data.length + 200 : 200;
};

/** Windows of events that the server looks through between two checkpoints: 32 events each. */
const CHECKPOINT_EVERY = 32;

/** What stands behind `after` (or from the start), and then what is appended, until it is closed. */
export const subscribed = (client: EventStoreDBClient, log: string, after: Position | undefined): Intake<Brought> => {
  const filter = streamNameFilter({
    prefixes: [prefixOf(log), settingsPrefixOf(log)],
    checkpointInterval: CHECKPOINT_EVERY,
    // Marks stand among the events, as these may wait to be taken when the client tells of the mark.
    checkpointReached: (_, position) => void stream.push({ at: positionOfAll(position) } satisfies Mark),
  });
  const subscription = client.subscribeToAll({ fromPosition: after === undefined ? START : allPositionOf(after), filter });
  const stream = subscription as unknown as Readable;
  subscription.on('caughtUp', () => void stream.push({ at: undefined } satisfies Mark));
  return intakeOf<Brought>({ stream, cancel: () => subscription.unsubscribe(), weight: weightOf });
};

/** Where $all ends now; undefined: it is empty. */
export const endOfAll = async (client: EventStoreDBClient, shown: string): Promise<Position | undefined> => {
  for await (const { position } of eventsBackwards(client, shown, 1)) return position;
  return undefined;
};

/** The event at a position; undefined: none begins there, or the server can make nothing of it. */
export const eventAt = async (client: EventStoreDBClient, at: Position, shown: string): Promise<AllEvent | undefined> => {
  const read = client.readAll({ fromPosition: allPositionOf(at), maxCount: 1 });
  const intake = intakeOf<AllStreamResolvedEvent>({ stream: read, cancel: () => read.cancel(), weight: weightOf, asked: 1 });
  try {
    const [found] = await intake.take(1);
    return found?.event !== undefined && positionIn(found.event, shown) === at ? found.event : undefined;
  } catch (error) {
    const fault = faultOf(error);
    if (fault === 'no-position' || (fault === undefined && error instanceof Error && isCommandError(error))) return undefined;
    throw error;
  } finally {
    intake.close();
  }
};

/** Where the last event of a log stands that stands behind `after`, found without a filter; undefined: there is none. O(events since). */
export const endOfLog = async (
  client: EventStoreDBClient,
  log: string,
  after: Position | undefined,
  shown: string,
): Promise<Position | undefined> => {
  for await (const { position, streamId } of eventsBackwards(client, shown)) {
    if (after !== undefined && position <= after) return undefined;
    if (streamId.startsWith(prefixOf(log)) || streamId.startsWith(settingsPrefixOf(log))) return position;
  }
  return undefined;
};

async function* eventsBackwards(
  client: EventStoreDBClient,
  shown: string,
  most = Number.MAX_SAFE_INTEGER,
): AsyncGenerator<{ readonly position: Position; readonly streamId: string }> {
  const read = client.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: most });
  const intake = intakeOf<AllStreamResolvedEvent>({ stream: read, cancel: () => read.cancel(), weight: weightOf, asked: most });
  try {
    for (let some = await intake.take(Infinity); some.length > 0; some = await intake.take(Infinity))
      for (const { event, link } of some) {
        const one = link ?? event;
        if (one !== undefined) yield { position: positionIn(one, shown), streamId: one.streamId };
      }
  } finally {
    intake.close();
  }
}
