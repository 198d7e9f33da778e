// Whether a log is still what was recorded: walks every fact once and recomputes the chain of each stream. Finds what was altered,
// put in, taken out or moved; that facts are missing at the end of a stream, or a whole stream, only a root written down elsewhere
// tells. O(facts) time, O(streams) memory. Behind a break it goes on from the hash that stands there, to tell what still hangs together.
import { END_OF_TIME } from '#domain/time/instant.ts';
import { hashOf, problemOfText, rootOf, type Hash } from './chain.ts';
import type { EventLog, StoredFact } from './event-log.ts';

/** A fact as something holds it, and where; or what stands there that is none. */
export type Found = Omit<StoredFact, 'position'> & { readonly place: string };
export interface NoFact {
  readonly place: string;
  readonly why: string;
}

/** The first place of a stream where its chain does not hold. */
export interface Break {
  /** Undefined where what stands there cannot be read, so that nobody can say whose it is. */
  readonly stream: string | undefined;
  readonly revision: number | undefined;
  /** `line 7`, or `position 7` of a log. */
  readonly place: string;
  readonly why: string;
  /** Facts of the stream behind it, and how many of them do not fit to what stands before them either. */
  readonly behind: number;
  readonly alsoBroken: number;
}

export interface Verified {
  readonly facts: number;
  readonly streams: number;
  /** Over the last hashes as they stand. */
  readonly root: Hash;
  readonly breaks: readonly Break[];
}

interface Chain {
  revision: number;
  hash: Hash;
  broken: { -readonly [K in keyof Break]: Break[K] } | undefined;
}

/** Every fact a log keeps, with its place; for {@link verified}. */
export async function* foundIn(log: EventLog): AsyncGenerator<Found> {
  for await (const stored of log.readStored()) yield { ...stored, place: `position ${Number(stored.position)}` };
}

/** Walks `found`; `each` is called with every fact that fits, and the number of those walked so far. */
export const verified = async (
  found: AsyncIterable<Found | NoFact>,
  each: (one: Found, walked: number) => void = () => undefined,
): Promise<Verified> => {
  const chains = new Map<string, Chain>();
  const unread: Break[] = [];
  let facts = 0;
  for await (const one of found) {
    if ('why' in one) {
      unread.push({ stream: undefined, revision: undefined, place: one.place, why: one.why, behind: 0, alsoBroken: 0 });
      continue;
    }
    facts++;
    const chain = chains.get(one.stream);
    const why = misfit(one, chain);
    if (why === undefined) each(one, facts);
    chains.set(one.stream, grown(chain, one, why));
  }
  const heads = [...chains].map(([stream, { revision, hash }]) => ({ stream, revision, hash }));
  return { facts, streams: chains.size, root: rootOf(heads), breaks: [...unread, ...breaksOf(chains)] };
};

/** Why a fact cannot stand where it does, if it cannot. */
const misfit = (one: Found, chain: Chain | undefined): string | undefined => {
  const expected = (chain?.revision ?? -1) + 1;
  if (one.revision > expected)
    return `${missing(expected, one.revision - 1)} of the stream ${one.revision - expected === 1 ? 'is' : 'are'} missing`;
  if (one.revision < expected) return `revision ${one.revision} stands behind revision ${expected - 1}`;
  if (!isDated(one)) return 'the time it was recorded is none';
  const problem = problemOfText(one.text);
  if (problem !== undefined) return problem;
  if (hashOf(one, chain?.hash ?? null) === one.hash) return undefined;
  return 'its hash does not fit: the fact, or what stands before it, is not what was recorded';
};

const isDated = ({ recordedAt }: Found): boolean => Number.isInteger(recordedAt) && Math.abs(recordedAt) <= END_OF_TIME;

const missing = (first: number, last: number): string => (first === last ? `revision ${first}` : `revisions ${first} to ${last}`);

const grown = (chain: Chain | undefined, one: Found, why: string | undefined): Chain => {
  const { revision, hash } = one;
  const broken = chain?.broken;
  if (broken === undefined) {
    const first = why === undefined ? undefined : { stream: one.stream, revision, place: one.place, why, behind: 0, alsoBroken: 0 };
    return { revision, hash, broken: first };
  }
  broken.behind++;
  if (why !== undefined) broken.alsoBroken++;
  return { revision, hash, broken };
};

const breaksOf = (chains: ReadonlyMap<string, Chain>): readonly Break[] =>
  [...chains.values()].flatMap(({ broken }) => (broken === undefined ? [] : [broken]));
