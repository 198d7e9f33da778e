// What a reader goes by (S5.4): facts of completed imports, each id once, as the log held them at an instant and as they had been
// reported by one. O(n log n).
import { reportedAt, type Recorded } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';
import { splitByImport } from './completed.ts';
import type { AnyRecorded } from './event-log.ts';

/** Limits of what was known, both included. */
export interface KnownBy {
  /** Only what had been reported by then (`--as-known-at`). */
  readonly known?: Instant | undefined;
  /** Only what the log itself held by then (`--as-recorded-at`). */
  readonly recorded?: Instant | undefined;
}

export interface Visible {
  readonly facts: readonly Recorded[];
  /** Of a type or version this program does not know: kept, reported, not counted. */
  readonly unrecognised: readonly AnyRecorded[];
  /** Imports begun and not completed, by id. */
  readonly pending: ReadonlyMap<string, readonly AnyRecorded[]>;
}

export const visibleFacts = (records: readonly AnyRecorded[], by: KnownBy = {}): Visible => {
  const held = by.recorded === undefined ? records : records.filter(({ recordedAt }) => recordedAt <= (by.recorded ?? recordedAt));
  const { visible, pending } = splitByImport(held);
  const once = new Map<string, Recorded>();
  for (const one of visible) {
    if (isRecognised(one) && !once.has(one.fact.id) && (by.known === undefined || reportedAt(one) <= by.known)) once.set(one.fact.id, one);
  }
  return { facts: [...once.values()], unrecognised: visible.filter((one) => !isRecognised(one)), pending };
};

const isRecognised = (recorded: AnyRecorded): recorded is Recorded => !('raw' in recorded.fact);
