// Facts as a log keeps them: canonical JSON text (RFC 8785), each with its hash, decoded again when they are read. A fact this version
// doesn't know passes through byte for byte. Text that is no fact is damage, reported with the place it stands at.
import type { Fact, UnrecognisedFact } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';
import { cutFact, type FactText } from '#wire/fact-text.ts';
import { decodeFact, encodedFact } from '#wire/stored-fact.ts';
import { chaining, problemOfText, type Hash } from './chain.ts';
import { LogError, type AnyFact, type AnyRecorded, type StoredFact } from './event-log.ts';
import type { PageOf } from './pages.ts';

/** What dates can tell, in milliseconds. */
export const FURTHEST = 8.64e15;

/** A fact about to be kept: its text, when it is recorded, its hash. */
export interface Sealed {
  readonly text: string;
  readonly recordedAt: Instant;
  readonly hash: Hash;
}

/** The text of a fact. Throws for an unrecognised one that no log could have kept. */
export const textOf = (fact: AnyFact): FactText => {
  if (!('raw' in fact)) return encodedFact(fact);
  const problem = problemOfText(fact.raw);
  if (problem !== undefined) throw new TypeError(`the fact ${fact.id} cannot be kept: ${problem}`);
  return cutFact(fact.raw);
};

/** The facts' texts chained behind `previous`, the first at `revision`. */
export const sealed = (
  stream: string,
  revision: number,
  texts: readonly FactText[],
  recordedAt: Instant | readonly Instant[],
  previous: Hash | null,
): readonly Sealed[] => {
  const hashed = chaining(stream);
  let last = previous;
  return texts.map((one, index) => {
    const at = typeof recordedAt === 'number' ? recordedAt : (recordedAt[index] as Instant);
    last = hashed(one, revision + index, at, last);
    return { text: one.text, recordedAt: at, hash: last };
  });
};

/** Throws {@link LogError} `damaged` when the text is no fact. */
export const recordedFrom = (stored: StoredFact, url: string): AnyRecorded => {
  const { stream, revision, position, recordedAt } = stored;
  const fact = decoded(stored, url);
  if (!(Math.abs(recordedAt) <= FURTHEST))
    throw new LogError(
      'damaged',
      `The log ${url} is damaged: revision ${revision} of stream ${stream} was recorded at no instant there is.`,
    );
  return { fact, stream, revision, position, recordedAt };
};

/** A page of stored facts as facts, up to one that can't be read. */
export const recordedIn = (stored: readonly StoredFact[], url: string): PageOf<AnyRecorded> => {
  const rows: AnyRecorded[] = [];
  const characters = stored.reduce((sum, { text }) => sum + text.length, 0);
  for (const one of stored) {
    try {
      rows.push(recordedFrom(one, url));
    } catch (error) {
      return { rows, characters, damage: error as Error };
    }
  }
  return { rows, characters };
};

/** Whether `stored` begins with exactly these facts, by id and in order: the mark of an earlier attempt of the same append. */
export const standsAlready = (facts: readonly AnyFact[], stored: readonly StoredFact[], url: string): boolean =>
  stored.length >= facts.length && facts.every((fact, index) => decoded(stored[index] as StoredFact, url).id === fact.id);

const decoded = (stored: StoredFact, url: string): Fact | UnrecognisedFact => {
  try {
    return decodeFact(stored.text);
  } catch (cause) {
    const place = `revision ${stored.revision} of stream ${stored.stream}`;
    throw new LogError('damaged', `The log ${url} is damaged: ${place} cannot be read back as a fact.`, { cause });
  }
};
