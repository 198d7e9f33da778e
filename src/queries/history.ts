// Loads what a reading command folds: the log's visible facts, corrected and retracted, and beside them what was left out and why.
import { effectiveFacts, type DecodeData } from '#domain/facts/effective.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { InapplicableFact } from '#domain/impact/replay.ts';
import type { AnyRecorded } from '#log/event-log.ts';
import { visibleFacts, type KnownBy } from '#log/visible.ts';

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

export const historyOf = (records: readonly AnyRecorded[], decode: DecodeData, by: KnownBy = {}): History => {
  const visible = visibleFacts(records, by);
  const { facts, inapplicable } = effectiveFacts(visible.facts, decode);
  return { facts, inapplicable, unrecognised: visible.unrecognised, pendingImports: [...visible.pending.keys()] };
};
