// A whole log into another, byte for byte but for positions: an exported file brought back, or a log moved. What it comes from is walked
// twice: first to see that nothing in it is broken and that the other log is a beginning of it, stream by stream, by the hashes alone;
// then to append what is not there yet. So a copy that was killed goes on where it stopped, and a broken source changes nothing.
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { checkedFact } from '#wire/stored-fact.ts';
import { hashOf, rootOf, type Hash } from './chain.ts';
import { LogError, type AnyFact, type EventLog, type StreamHead } from './event-log.ts';
import { verified, type Found, type NoFact, type Verified } from './verify.ts';

export interface Copied {
  /** Facts of the source, all of which the log has now. */
  readonly facts: number;
  readonly added: number;
  /** Of the log as it is now: the root of the source. */
  readonly root: Hash;
}

/** As many facts as are appended at once. */
const BATCH = 500;
/** And as much text, so that a server takes it at once. */
const BATCH_TEXT = 1 << 18;

/** A log that is begun only once something is to be copied into it. */
export interface LogToBegin {
  readonly begin: () => Promise<EventLog>;
}

/**
 * Appends to a log what `source` has beyond it. Nothing is changed where the source is broken (answers what was found) or the log holds
 * anything else (refused). Each run of facts of one stream is one append. `each` hears of every fact of both walks; in the second one it
 * is known of how many.
 */
export const copyInto = async (
  to: EventLog | LogToBegin,
  source: () => AsyncIterable<Found | NoFact>,
  each: (walked: number, of?: number) => void = () => undefined,
): Promise<Copied | Refusal | { readonly broken: Verified }> => {
  const heads = 'begin' in to ? [] : await to.heads();
  const checked = await check(heads, source(), each);
  if ('broken' in checked || isRefusal(checked)) return checked;
  const log = 'begin' in to ? await to.begin() : to;
  const added = await append(log, heads, source(), checked.facts, each);
  if (isRefusal(added)) return added;
  const root = rootOf(await log.heads());
  return root === checked.root ? { facts: checked.facts, added, root } : refuse(MEANWHILE, log.url);
};

const MEANWHILE = 'somebody else wrote to it meanwhile: it holds what it held and part of the copy; look what that was before going on';

const check = async (
  heads: readonly StreamHead[],
  source: AsyncIterable<Found | NoFact>,
  each: (walked: number) => void,
): Promise<Verified | Refusal | { readonly broken: Verified }> => {
  const ends = new Map(heads.map((head) => [head.stream, head]));
  let refused: Refusal | undefined;
  const walked = await verified(source, (one, count) => {
    each(count);
    if (isEnd(one, ends.get(one.stream))) ends.delete(one.stream);
    refused ??= unreadable(one);
  });
  if (walked.breaks.length > 0) return { broken: walked };
  if (refused !== undefined) return refused;
  const [other] = ends.keys();
  if (other === undefined) return walked;
  return refuse(`the log to copy into holds something else: its stream ${other} is not the beginning of the same stream of the source`);
};

const isEnd = (one: Found, head: StreamHead | undefined): boolean =>
  head !== undefined && one.revision === head.revision && one.hash === head.hash;

/** Hashes don't say who made them: what comes from outside is read as strictly as anything else that does. */
const unreadable = (one: Found): Refusal | undefined => {
  try {
    checkedFact(one.text);
    return undefined;
  } catch (error) {
    return refuse((error as Error).message, one.place);
  }
};

/** Appends the first `count` facts of the source, but for those that stand already; how many it added. */
const append = async (
  log: EventLog,
  heads: readonly StreamHead[],
  source: AsyncIterable<Found | NoFact>,
  count: number,
  each: (walked: number, of: number) => void,
): Promise<number | Refusal> => {
  const standing = new Map(heads.map(({ stream, revision }) => [stream, revision]));
  const last = new Map<string, Hash>();
  let [walked, added] = [0, 0];
  let batch: Found[] = [];
  let text = 0;
  const flush = async (): Promise<Refusal | undefined> => {
    const [first] = batch;
    if (first === undefined) return undefined;
    const times = batch.map(({ recordedAt }) => recordedAt);
    const result = await log.append(first.stream, first.revision === 0 ? 'none' : first.revision - 1, batch.map(asItIs), times);
    if (result.kind === 'conflict') return refuse(MEANWHILE, log.url);
    added += result.added;
    [batch, text] = [[], 0];
    return undefined;
  };
  for await (const one of source) {
    if (walked === count) break;
    if ('why' in one || hashOf(one, last.get(one.stream) ?? null) !== one.hash)
      throw new LogError('damaged', `What is being copied changed meanwhile, at ${one.place}; copy it again.`);
    last.set(one.stream, one.hash);
    each(++walked, count);
    if (one.revision <= (standing.get(one.stream) ?? -1)) continue;
    const isFull = batch.length === BATCH || text + one.text.length > BATCH_TEXT;
    const refused = isFull || batch[0]?.stream !== one.stream ? await flush() : undefined;
    if (refused !== undefined) return refused;
    batch.push(one);
    text += one.text.length;
  }
  return (await flush()) ?? added;
};

/** The fact as one whose text is kept byte for byte, whatever its type. */
const asItIs = ({ text }: Found): AnyFact => {
  const { id, type, v } = JSON.parse(text) as { readonly id: string; readonly type: string; readonly v: number };
  return { id, type, v, raw: text };
};
