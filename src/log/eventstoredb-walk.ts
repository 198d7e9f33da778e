// How far somebody has come through what a log's subscription brings: the facts in it, where to go on after a break, and whether that is where
// $all ended when it was asked.
import type { Position } from '#domain/facts/fact.ts';
import type { Duration } from '#domain/time/instant.ts';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { endOfLog, isMark, type AllEvent, type Brought } from './eventstoredb-all.ts';
import type { Connection } from './eventstoredb-connection.ts';
import { positionIn } from './eventstoredb-events.ts';
import { Ended, Silence } from './eventstoredb-faults.ts';
import type { Intake } from './eventstoredb-intake.ts';
import { retentionOf } from './eventstoredb-retention.ts';

/** So long without a word, and the server is asked whether there is more. */
const QUIET: Duration = 1_500;

export interface Walk {
  /** Behind this everything has been seen. */
  seen(): Position | undefined;
  isAtEnd(): boolean;
  /** The next facts of an intake, up to `most` events; maybe none. Throws where facts are missing, or after too long a silence. */
  next(intake: Intake<Brought>, client: EventStoreDBClient, most: number): Promise<readonly AllEvent[]>;
  /** Throws if a stream is set to lose facts. */
  check(): void;
}

/** Begins behind `after`, or at the start; `end`: where $all ended, undefined: it was empty. */
export const walk = (connection: Connection, log: string, after: Position | undefined, end: Position | undefined): Walk => {
  const { shown, deadline } = connection;
  const retention = retentionOf(log, shown, after === undefined);
  let seen = after;
  let isAtEnd = end === undefined || (after !== undefined && after >= end);

  const factIn = (one: Brought): readonly AllEvent[] => {
    if (isMark(one)) {
      seen = one.at ?? seen;
      isAtEnd ||= one.at === undefined || (end !== undefined && one.at >= end);
      return [];
    }
    if (one.event === undefined) return [];
    const isFact = retention.isFact(one.event);
    seen = positionIn(one.event, shown);
    isAtEnd ||= end !== undefined && seen >= end;
    return isFact ? [one.event] : [];
  };

  /** What came; none: the end was reached, as a server that does not mark it answers when it is asked. */
  const takeOrAsk = async (intake: Intake<Brought>, client: EventStoreDBClient, most: number): Promise<readonly Brought[]> => {
    const until = performance.now() + deadline;
    for (;;) {
      try {
        return await taken(intake, most, Math.min(QUIET, deadline));
      } catch (error) {
        if (!(error instanceof Silence) || performance.now() >= until) throw error;
        isAtEnd = (await endOfLog(client, log, seen, shown)) === undefined;
        if (isAtEnd) return [];
      }
    }
  };

  return {
    seen: () => seen,
    isAtEnd: () => isAtEnd,
    next: async (intake, client, most) =>
      (isAtEnd ? await taken(intake, most) : await takeOrAsk(intake, client, most)).flatMap((one) => factIn(one)),
    check: () => retention.check(),
  };
};

const taken = async (intake: Intake<Brought>, most: number, patience?: Duration): Promise<readonly Brought[]> => {
  const brought = await intake.take(most, patience);
  if (brought.length === 0) throw new Ended('the server ended the subscription');
  return brought;
};
