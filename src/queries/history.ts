// Loads what a reading command folds: the log's visible facts, corrected and retracted, and beside them what was left out and why.
import { effectiveFacts, type DecodeData } from '#domain/facts/effective.ts';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import type { InapplicableFact } from '#domain/impact/replay.ts';
import { completedFacts } from '#log/completed.ts';
import type { AnyRecorded, EventLog } from '#log/event-log.ts';

export interface History {
  /** Facts that count, as corrected. */
  readonly facts: readonly Recorded[];
  /** Kept, but of a type or version this program does not know. */
  readonly unrecognised: readonly AnyRecorded[];
  /** Imports that were begun and not completed; their facts are not counted. */
  readonly pendingImports: readonly string[];
  /** Corrections and retractions without effect. */
  readonly inapplicable: readonly InapplicableFact[];
}

export const isRecognised = (recorded: AnyRecorded): recorded is Recorded<Fact> => !('raw' in recorded.fact);

export const loadHistory = async (log: EventLog, decode: DecodeData): Promise<History> => {
  const records: AnyRecorded[] = [];
  for await (const recorded of log.readAll()) records.push(recorded);
  return historyOf(records, decode);
};

export const historyOf = (records: readonly AnyRecorded[], decode: DecodeData): History => {
  const { visible, pending } = completedFacts(records);
  const { facts, inapplicable } = effectiveFacts(visible.filter(isRecognised), decode);
  return { facts, inapplicable, unrecognised: visible.filter((one) => !isRecognised(one)), pendingImports: [...pending.keys()] };
};
