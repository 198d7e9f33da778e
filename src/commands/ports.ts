// What deciding and recording need from outside: handed over by the composition root, faked in tests.
import type { DecodeData } from '#domain/facts/effective.ts';
import type { Fact, FactDraft } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Duration, Instant } from '#domain/time/instant.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { EventLog } from '#log/event-log.ts';

/** A value and where it was said: `facts.jsonl:3`. */
export interface Placed<T> {
  readonly value: T;
  readonly place: string;
}

export interface Recording {
  readonly log: EventLog;
  /** The command's one instant: default reported time, and the recorded time of every fact it appends. */
  readonly now: Instant;
  /** The id of a draft that brings none, given how many drafts before it are the same to the letter. */
  readonly identify: (draft: FactDraft, twinsBefore: number) => FactId;
  /** Whether a draft says the same as the fact that has its id. */
  readonly sameContent: (known: Fact, draft: FactDraft) => boolean;
  /** An import's id: the same for the same facts. */
  readonly importIdOf: (ids: readonly FactId[]) => string;
  readonly decode: DecodeData;
  readonly holidays: HolidaySource;
  readonly wait: (milliseconds: Duration) => Promise<void>;
  readonly progress?: (done: number, total: number) => void;
  /** Streams of an import appended, of how many. */
  readonly appending?: (done: number, total: number) => void;
  /** Lets the event loop turn, where long work stands at a pause; without it nothing else has its turn. */
  readonly pause?: () => Promise<void>;
}
