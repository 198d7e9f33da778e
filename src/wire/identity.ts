// What makes two facts one (interface: "Identity"). A fact that brings no id gets one from where it came from, else from what it says,
// so that importing a file again adds nothing. Ids rest on what was said (a day stays a day), never on what it was resolved to.
import { v5, v7 } from 'uuid';
import type { Fact, FactDraft } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Instant } from '#domain/time/instant.ts';
import { canonical } from './canonical.ts';
import { encodeData } from './data.ts';
import { asSaid } from './occurrence.ts';

/** Every id that is derived rests on this; changing it would make each fact a new one. */
const NAMESPACE = '6b6e6f63-6b6f-5e00-8000-0d15ea5e0f00';

/**
 * The id of a draft: its own, else the v5 of (source, sourceId), else the v5 of what it says and of how many drafts before it in the
 * same file say the same to the letter.
 */
export const identify = (draft: FactDraft, twinsBefore: number): FactId => {
  const { id, source, sourceId } = draft;
  if (id !== undefined) return id;
  if (source !== undefined && sourceId !== undefined) return v5(canonical([source, sourceId]), NAMESPACE);
  return v5(canonical([contentOf(draft), twinsBefore]), NAMESPACE);
};

/**
 * Whether two facts of one id say the same: type, data, source, and time as it was said. What one of them leaves out of occurredAt and
 * reportedAt (filled in when recorded) is no difference; nor is the import that brought it. Give a draft as it was read, not completed:
 * a time it left out would otherwise look like a time it said.
 */
export const sameContent = (a: Fact | FactDraft, b: Fact | FactDraft): boolean => {
  if (a.reportedAt !== undefined && b.reportedAt !== undefined && a.reportedAt !== b.reportedAt) return false;
  const [one, other] = [contentOf(a), contentOf(b)];
  const silent = one.occurredAt === undefined || other.occurredAt === undefined;
  return canonical(silent ? { ...one, occurredAt: undefined } : one) === canonical(silent ? { ...other, occurredAt: undefined } : other);
};

/** An import's id: the same for the same facts in any order. */
export const importIdOf = (ids: readonly FactId[]): string => v5(canonical(ids.toSorted()), NAMESPACE);

/** A new id for a fact recorded by hand, in order of time: recording twice is two facts. `random`: 16 bytes. */
export const newFactId = (now: Instant, random: Uint8Array): FactId => v7({ msecs: now, random });

const contentOf = ({ type, occurredAt, source, data }: Fact | FactDraft): { readonly occurredAt: unknown } & Record<string, unknown> => ({
  type,
  occurredAt: occurredAt === undefined ? undefined : asSaid(occurredAt),
  source,
  data: encodeData(type, data),
});
