// Appends what was decided: load → decide → append, and the one retry loop. A conflict means that somebody else wrote meanwhile: load
// and decide again, with growing pauses. `record` appends one fact; `importFacts` appends many over several streams, stamped with an
// import id and closed by `ImportCompleted`, so that they count all or not at all; run again after a break it completes what it began.
import type { Fact, FactDraft, Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Gradual } from '#domain/gradually.ts';
import type { Refusal } from '#domain/refusal.ts';
import { exactly } from '#domain/time/instant.ts';
import { importDigest, splitByImport } from '#log/completed.ts';
import { LogError, type AnyRecorded, type ExpectedRevision } from '#log/event-log.ts';
import { recordsOf } from '#log/records.ts';
import { importStream } from '#log/streams.ts';
import { deciding, type Decision } from './decide.ts';
import { knownIn, type Known } from './known.ts';
import type { Placed, Recording } from './ports.ts';

const ATTEMPTS = 12;

export interface RecordedFacts {
  readonly added: readonly Fact[];
  readonly known: number;
  readonly before: readonly Recorded[];
  readonly after: readonly Recorded[];
}

/** Drafts may depend on what the log holds (a model file's changes do), so they are made anew at each attempt. */
export type MakeDrafts = (records: readonly AnyRecorded[]) => readonly Placed<FactDraft>[] | readonly Refusal[];

type Append = (decision: Decision, records: readonly AnyRecorded[], recording: Recording) => Promise<'done' | 'conflict'>;

const decideAndAppend = async (make: MakeDrafts, recording: Recording, append: Append): Promise<RecordedFacts | readonly Refusal[]> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    if (attempt > 0) await recording.wait(Math.min(1_000, 10 * 2 ** attempt));
    const records = await recordsOf(recording.log);
    const drafts = make(records);
    if (isRefusals(drafts)) return drafts;
    const decision = await gradually(deciding(records, drafts, recording), recording);
    if (!('fresh' in decision)) return decision;
    const { fresh, known, before, after } = decision;
    if ((await append(decision, records, recording)) === 'done') return { added: fresh.map(({ fact }) => fact), known, before, after };
  }
  throw new LogError(
    'busy',
    `others kept writing to the same part of the log: ${ATTEMPTS} attempts met a conflict; nothing was recorded, try again`,
  );
};

/** Lets others have their turn at each of its pauses: a signal, above all. */
export const gradually = async <T>(work: Gradual<T>, { pause }: Pick<Recording, 'pause'>): Promise<T> => {
  for (;;) {
    const part = work.next();
    if (part.done === true) return part.value;
    await pause?.();
  }
};

const isRefusals = (value: readonly Placed<FactDraft>[] | readonly Refusal[]): value is readonly Refusal[] =>
  value[0] !== undefined && 'refused' in value[0];

/** Records one fact, made anew at each attempt from what the log knows then. `place` is where it was said, for refusals. */
export const record = (
  make: (known: Known) => FactDraft | readonly Refusal[],
  place: string,
  recording: Recording,
): Promise<RecordedFacts | readonly Refusal[]> =>
  decideAndAppend(
    (records) => {
      const made = make(knownIn(records, recording.decode));
      return isMade(made) ? [{ value: made, place }] : made;
    },
    recording,
    async ({ fresh }, records, { log, now }) => {
      const [only] = fresh;
      if (only === undefined) return 'done';
      const result = await log.append(only.stream, headsOf(records).get(only.stream) ?? 'none', [only.fact], now);
      return result.kind === 'appended' ? 'done' : 'conflict';
    },
  );

const isMade = (made: FactDraft | readonly Refusal[]): made is FactDraft => !Array.isArray(made);

/** Imports drafts whole or not at all. */
export const importFacts = (make: MakeDrafts, recording: Recording): Promise<RecordedFacts | readonly Refusal[]> =>
  decideAndAppend(make, recording, async ({ fresh }, records, { log, now, importIdOf, identify }) => {
    if (fresh.length === 0) return 'done';
    const ids = fresh.map(({ fact }) => fact.id);
    const importId = importIdOf(ids);
    const written = new Set((splitByImport(records).pending.get(importId) ?? []).map(({ fact }) => fact.id));
    const heads = new Map(headsOf(records));
    const streams = byStream(fresh, importId, written);
    let done = 0;
    for (const [stream, facts] of streams) {
      await recording.pause?.();
      recording.appending?.(done++, streams.size);
      const result = await log.append(stream, heads.get(stream) ?? 'none', facts, now);
      if (result.kind === 'conflict') return 'conflict';
    }
    const completion: FactDraft = {
      type: 'ImportCompleted',
      occurredAt: exactly(now),
      data: { import: importId, count: ids.length, digest: importDigest(ids) },
    };
    const fact = { ...completion, occurredAt: exactly(now), id: identify(completion, 0), v: 1 } as Fact;
    const stream = importStream(importId);
    const closed = await log.append(stream, heads.get(stream) ?? 'none', [fact], now);
    return closed.kind === 'appended' ? 'done' : 'conflict';
  });

const headsOf = (records: readonly AnyRecorded[]): ReadonlyMap<string, ExpectedRevision> => {
  const heads = new Map<string, number>();
  for (const { stream, revision } of records) heads.set(stream, Math.max(revision, heads.get(stream) ?? revision));
  return heads;
};

/** Facts of each stream in the order given, those that an earlier attempt of this import wrote left out. */
const byStream = (fresh: Decision['fresh'], importId: string, written: ReadonlySet<FactId>): ReadonlyMap<string, readonly Fact[]> => {
  const streams = new Map<string, Fact[]>();
  for (const { fact, stream } of fresh) {
    if (written.has(fact.id)) continue;
    const facts = streams.get(stream) ?? [];
    facts.push({ ...fact, import: importId });
    streams.set(stream, facts);
  }
  return streams;
};
