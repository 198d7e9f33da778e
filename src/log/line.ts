// A fact of a log as one line of text, and back: the RFC 8785 form of {stream, revision, recordedAt, hash, …the fact}, byte for byte.
// A line is only ever one text, so reading refuses whatever printing would not have given.
import { formatInstant, parseInstant } from '#domain/time/text.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { canonical } from '#wire/canonical.ts';
import { member, membersOf, objectText } from '#wire/members.ts';
import type { StoredFact } from './event-log.ts';

export type LineFact = Omit<StoredFact, 'position'>;

/** Without a line break. O(text). */
export const lineOf = ({ stream, revision, recordedAt, hash, text }: LineFact): string =>
  objectText(membersOf(text), [
    member('hash', hash),
    member('recordedAt', formatInstant(recordedAt)),
    member('revision', revision),
    member('stream', stream),
  ]);

const ADDED: ReadonlySet<string> = new Set(['hash', 'recordedAt', 'revision', 'stream']);

/** The fact of a line, not yet checked against its hash. Refuses what is no such line, and one that is not in its one form. */
export const readLine = (line: string): LineFact | Refusal => {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return refuse('it is no JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('it is no object');
  const { stream, revision, recordedAt, hash } = value as Record<string, unknown>;
  if (typeof stream !== 'string' || stream === '') return refuse('it names no stream');
  if (!Number.isSafeInteger(revision) || (revision as number) < 0) return refuse('it has no revision');
  if (typeof hash !== 'string') return refuse('it has no hash');
  const at = typeof recordedAt === 'string' ? parseInstant(recordedAt) : undefined;
  if (at === undefined || isRefusal(at) || formatInstant(at) !== recordedAt) return refuse('it does not say when it was recorded');
  if (canonical(value) !== line) return refuse('it is not in canonical form (RFC 8785)');
  const text = objectText(membersOf(line).filter(({ name }) => !ADDED.has(name)));
  return { stream, revision: revision as number, recordedAt: at, hash, text };
};
