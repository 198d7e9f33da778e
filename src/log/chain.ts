// What makes a log tamper-evident: each stream is a chain of hashes, each over the one before, and the root is one hash over the ends of
// all chains. Everything that is kept of a fact goes in, the time of recording included; `data` by its own hash, so that a text can be
// blacked out (`dataHash` in place of `data`) and the chain still verifies. SHA-256 in hex over RFC 8785; docs/reference/log.md.
import { hash } from 'node:crypto';
import { formatInstant } from '#domain/time/text.ts';
import type { Instant } from '#domain/time/instant.ts';
import { canonical } from '#wire/canonical.ts';
import { cutFact, type FactText } from '#wire/fact-text.ts';
import type { StreamHead } from './event-log.ts';

/** SHA-256 in lower-case hex. */
export type Hash = string;

export const sha256 = (text: string): Hash => hash('sha256', text, 'hex');

export interface Link {
  readonly stream: string;
  readonly revision: number;
  readonly recordedAt: Instant;
  /** The fact's canonical text. */
  readonly text: string;
}

/** The hash of a fact behind `previous` (null: it is the stream's first). Throws for a text that {@link problemOfText} refuses. O(text). */
export const hashOf = ({ stream, revision, recordedAt, text }: Link, previous: Hash | null): Hash =>
  chaining(stream)(cutFact(text), revision, recordedAt, previous);

/** Hashes the facts of one stream, whose texts are cut already. */
export const chaining = (stream: string) => {
  const end = `,"stream":${JSON.stringify(stream)}}`;
  return ({ data, dataHash, early, late }: FactText, revision: number, recordedAt: Instant, previous: Hash | null): Hash => {
    const hashOfData = data === undefined ? JSON.stringify(dataHash) : `"${sha256(data)}"`;
    const [before, behind] = [early === '' ? '' : `${early},`, late === '' ? '' : `,${late}`];
    const envelope = `{${before}"recordedAt":"${formatInstant(recordedAt)}"${behind}}`;
    const hashBefore = previous === null ? 'null' : `"${previous}"`;
    return sha256(`{"data":${hashOfData},"envelope":${envelope},"previous":${hashBefore},"revision":${revision}${end}`);
  };
};

/** Names a log adds when it prints a fact, which a fact therefore can't have. */
const ADDED: ReadonlySet<string> = new Set(['hash', 'recordedAt', 'revision', 'stream']);

/** Why a text cannot be kept as a fact, whatever its type; undefined if it can. */
export const problemOfText = (text: string): string | undefined => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'it is no JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'it is no object';
  if (canonical(value) !== text) return 'it is not in canonical form (RFC 8785)';
  if (!('data' in value) && !('dataHash' in value)) return 'it has no data';
  const added = Object.keys(value).find((name) => ADDED.has(name));
  return added === undefined ? undefined : `it has ${added}, which is the log's to give`;
};

/** One hash for a whole log: over stream, last revision and last hash of every stream, sorted by stream name (code units). */
export const rootOf = (heads: Iterable<StreamHead>): Hash =>
  sha256(
    canonical(
      [...heads].sort((a, b) => (a.stream < b.stream ? -1 : 1)).map(({ stream, revision, hash: last }) => [stream, revision, last]),
    ),
  );
