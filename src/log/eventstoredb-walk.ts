// How far somebody has come through what a log's subscription brings: the facts in it, where to go on after a break, and whether that is where
// $all ended when it was asked.
import type { Position } from '#domain/facts/fact.ts';
import type { Duration } from '#domain/time/instant.ts';
import type { EventStoreDBClient, Position as AllPosition } from '@eventstore/db-client';
import { endOfLog, isMark, type AllEvent, type Brought } from './eventstoredb-all.ts';
import type { Connection } from './eventstoredb-connection.ts';
import { allPositionOf, positionIn } from './eventstoredb-events.ts';
import { Ended, Silence } from './eventstoredb-faults.ts';
import type { Stretch } from './eventstoredb-header.ts';
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

export const walk = (connection: Connection, log: string, { from, whole, end }: Stretch): Walk => {
  const { shown, deadline } = connection;
  const retention = retentionOf(log, shown, whole);
  const goal = end === undefined ? undefined : allPositionOf(end);
  let isAtEnd = end === undefined || (from !== undefined && from >= end);
  // The last event that came, or the mark behind it. Its text is made where it is asked for, not for each.
  let last: AllEvent | undefined;
  let mark = from;
  const seen = (): Position | undefined => (last === undefined ? mark : positionIn(last, shown));

  const factsIn = (brought: readonly Brought[]): readonly AllEvent[] => {
    const facts: AllEvent[] = [];
    for (const one of brought) {
      if (isMark(one)) {
        if (one.at !== undefined) [mark, last] = [one.at, undefined];
        isAtEnd ||= one.at === undefined || (end !== undefined && one.at >= end);
        continue;
      }
      const { event } = one;
      if (event === undefined) continue;
      if (retention.isFact(event)) facts.push(event);
      last = event;
      isAtEnd ||= goal !== undefined && isAtOrBehind(event, goal);
    }
    return facts;
  };

  /** What came; none: the end was reached, as a server that does not mark it answers when it is asked. */
  const takeOrAsk = async (intake: Intake<Brought>, client: EventStoreDBClient, most: number): Promise<readonly Brought[]> => {
    const until = performance.now() + deadline;
    for (;;) {
      try {
        return await taken(intake, most, Math.min(QUIET, deadline));
      } catch (error) {
        if (!(error instanceof Silence) || performance.now() >= until) throw error;
        isAtEnd = (await endOfLog(client, log, seen(), shown)) === undefined;
        if (isAtEnd) return [];
      }
    }
  };

  return {
    seen,
    isAtEnd: () => isAtEnd,
    next: async (intake, client, most) => factsIn(isAtEnd ? await taken(intake, most) : await takeOrAsk(intake, client, most)),
    check: () => retention.check(),
  };
};

const isAtOrBehind = ({ position }: AllEvent, { commit, prepare }: AllPosition): boolean =>
  position.commit > commit || (position.commit === commit && position.prepare >= prepare);

const taken = async (intake: Intake<Brought>, most: number, patience?: Duration): Promise<readonly Brought[]> => {
  const brought = await intake.take(most, patience);
  if (brought.length === 0) throw new Ended('the server ended the subscription');
  return brought;
};
