// Facts as a log keeps them: canonical JSON text (RFC 8785), decoded again when they are read. A fact this version doesn't know
// passes through byte for byte. Text that is no fact is damage, reported with the place it stands at.
import type { Fact, Recorded, UnrecognisedFact } from '#domain/facts/fact.ts';
import { decodeFact, encodeFact } from '#wire/stored-fact.ts';
import { LogError, type AnyFact, type AnyRecorded } from './event-log.ts';

/** A fact's place in the log, and its text there. */
export type Stored = Omit<Recorded<never>, 'fact'> & { readonly text: string };

export const textOf = (fact: AnyFact): string => ('raw' in fact ? fact.raw : encodeFact(fact));

/** Throws {@link LogError} `damaged` when the text is no fact. */
export const recordedFrom = (stored: Stored, url: string): AnyRecorded => {
  const { text, ...place } = stored;
  return { ...place, fact: decoded(stored, url) };
};

/** Whether `stored` begins with exactly these facts, by id and in order: the mark of an earlier attempt of the same append. */
export const standsAlready = (facts: readonly AnyFact[], stored: readonly Stored[], url: string): boolean =>
  stored.length >= facts.length && facts.every((fact, index) => decoded(stored[index] as Stored, url).id === fact.id);

const decoded = (stored: Stored, url: string): Fact | UnrecognisedFact => {
  try {
    return decodeFact(stored.text);
  } catch (cause) {
    const place = `revision ${stored.revision} of stream ${stored.stream}`;
    throw new LogError('damaged', `The log ${url} is damaged: ${place} cannot be read back as a fact.`, { cause });
  }
};
