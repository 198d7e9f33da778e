// Appending: the stream's last hash is known from this process's last append or is read, the facts are sealed behind it, and the server's check
// of the expected revision says whether it still was the last. An append whose answer is lost is made again, and found standing by its ids and
// hashes. What exceeds the server's limit is sent in parts only where all its facts are of one import, which counts once it is whole.
import type { EventData, EventStoreDBClient } from '@eventstore/db-client';
import type { Position } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { FactText } from '#wire/fact-text.ts';
import { LogError, type AnyFact, type AppendResult, type ExpectedRevision, type StoredFact } from './event-log.ts';
import type { Connection, Tries } from './eventstoredb-connection.ts';
import { eventOf, positionOfAll, sizeOf, storedFrom } from './eventstoredb-events.ts';
import { Ended, faultOf } from './eventstoredb-faults.ts';
import { streamIdOf } from './eventstoredb-names.ts';
import { isOfOneImport, LIMIT, partsOf } from './eventstoredb-parts.ts';
import { droppedError } from './eventstoredb-retention.ts';
import { checkKept, lastEvent, streamEvents } from './eventstoredb-stream.ts';
import { sealed, standsAlready, type Sealed } from './text.ts';

interface End {
  readonly revision: number;
  readonly hash: string;
}

/** Streams whose end is remembered. */
const REMEMBERED = 20_000;

export type Appending = (
  stream: string,
  expected: ExpectedRevision,
  facts: readonly AnyFact[],
  texts: readonly FactText[],
  recordedAt: Instant | readonly Instant[],
) => Promise<AppendResult>;

/** Appends to the log of that name; what it is given is checked already. */
export const appending = (connection: Connection, log: string): Appending => {
  const { shown, deadline } = connection;
  const ends = new Map<string, End>();
  let limit = LIMIT;

  const remember = (stream: string, end: End): void => {
    if (ends.size >= REMEMBERED) ends.clear();
    ends.set(stream, end);
  };

  const endOf = async (stream: string): Promise<End | undefined> => {
    const event = await lastEvent(connection, log, stream);
    if (event === undefined) return undefined;
    const end = storedFrom(event, log, shown);
    remember(stream, end);
    return end;
  };

  /** What an append comes to that does not stand at the stream's end: it was made before, or somebody else wrote. */
  const standing = async (
    stream: string,
    expected: ExpectedRevision,
    facts: readonly AnyFact[],
    end: End | undefined,
    sent: readonly Sealed[],
  ): Promise<AppendResult> => {
    const earlier: StoredFact[] = [];
    const from = expected === 'none' ? 0 : expected + 1;
    if (end !== undefined && from <= end.revision)
      for await (const events of streamEvents(connection, log, stream, { from, limit: facts.length }))
        earlier.push(...events.map((event) => storedFrom(event, log, shown)));
    const last = earlier.at(-1);
    if (last === undefined || !standsAlready(facts, earlier, shown))
      return { kind: 'conflict', stream, expected, actual: end?.revision ?? 'none' };
    const isOurs = sent.length > 0 && sent.every(({ hash }, index) => hash === earlier[index]?.hash);
    return { kind: 'appended', revision: last.revision, position: last.position, added: isOurs ? facts.length : 0 };
  };

  return async (stream, expected, facts, texts, recordedAt) => {
    const behind = expected === 'none' ? -1 : expected;
    const since = performance.now();
    let trying: Tries | undefined;
    let sent: readonly Sealed[] = [];
    for (;;) {
      let end = ends.get(stream);
      if (end === undefined && behind < 0 && sent.length === 0) await checkKept(connection, log, stream);
      else if (end?.revision !== behind) end = await endOf(stream);
      if ((end?.revision ?? -1) !== behind) return standing(stream, expected, facts, end, sent);
      const kept = sealed(stream, behind + 1, texts, recordedAt, end?.hash ?? null);
      const events = kept.map((one, index) => eventOf(facts[index] as AnyFact, one));
      const leased = connection.lease();
      try {
        const parts = partsOf(events, isOfOneImport(facts) ? limit : Infinity);
        const position = await send(leased.client, stream, behind, parts);
        const revision = behind + facts.length;
        remember(stream, { revision, hash: (kept.at(-1) as Sealed).hash });
        return { kind: 'appended', revision, position, added: facts.length };
      } catch (error) {
        ends.delete(stream);
        const fault = faultOf(error);
        const smaller = fault === 'too-large' ? smallerLimit(error, limit, events) : undefined;
        if (fault === 'deleted') throw droppedError(stream, 'was deleted on the server for ever', shown);
        if (smaller !== undefined && isOfOneImport(facts)) limit = smaller;
        else if (fault !== 'conflict') await (trying ??= connection.tries('caller', since)).again(error, leased);
        else {
          const actual = await endOf(stream);
          if ((actual?.revision ?? -1) !== behind) return await standing(stream, expected, facts, actual, sent);
          await (trying ??= connection.tries('caller', since)).again(new Ended('a member of the cluster lags behind'), leased);
        }
        sent = kept;
      } finally {
        leased.release();
      }
    }
  };

  /** Sends parts one behind the other; the position of the last event. */
  async function send(
    client: EventStoreDBClient,
    stream: string,
    revision: number,
    parts: readonly (readonly EventData[])[],
  ): Promise<Position> {
    let behind = revision;
    let position: Position | undefined;
    for (const part of parts) {
      const expectedRevision = behind < 0 ? 'no_stream' : BigInt(behind);
      const options = { expectedRevision, requiresLeader: true, deadline } as const;
      const answer = await connection.inTime(client.appendToStream(streamIdOf(log, stream), [...part], options));
      behind += part.length;
      if (Number(answer.nextExpectedRevision) !== behind)
        throw new LogError('damaged', `The log ${shown} is damaged: its stream ${stream} was deleted and goes on at another revision.`);
      position = answer.position === undefined ? undefined : positionOfAll(answer.position);
    }
    if (position === undefined) throw new Ended('the server told no position');
    return position;
  }
};

/** The server's own limit, where it is told and smaller than what was tried, and every event fits into it. */
const smallerLimit = (error: unknown, tried: number, events: readonly EventData[]): number | undefined => {
  const { maxAppendSize } = error as { readonly maxAppendSize?: unknown };
  if (typeof maxAppendSize !== 'number' || maxAppendSize >= tried) return undefined;
  return events.every((event) => sizeOf(event) <= maxAppendSize) ? maxAppendSize : undefined;
};
