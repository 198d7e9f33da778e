// Facts of a log by their numbers, in the order in which they arrived. A log is read by position: of every 256th fact the position is kept,
// and what stands together is read at one go. O(facts between the marks that are touched).
import { LogError, type AnyRecorded, type EventLog } from '#log/event-log.ts';
import type { Numbered } from '#projections/history/numbered.ts';

/** A fact as it stands in the log, or one of a type this version does not know. */
export type AnyNumbered = AnyRecorded & { readonly number: number };

export const MARK_EVERY = 256;
const KEPT_BLOCKS = 64;

const blockOf = (number: number): number => Math.floor(number / MARK_EVERY);

export interface NumberedFacts {
  /** All of them; throws {@link LogError} where the log no longer holds one. */
  read(numbers: Iterable<number>): Promise<ReadonlyMap<number, AnyNumbered>>;
}

/** `marks`: the positions of the facts numbered 255, 511, … */
export const numberedFacts = (log: EventLog, marks: readonly string[]): NumberedFacts => {
  const kept = new Map<number, readonly AnyNumbered[]>();

  const heldAt = (number: number): AnyNumbered | undefined => kept.get(blockOf(number))?.[number % MARK_EVERY];

  const readBlocks = async (first: number, count: number): Promise<void> => {
    const after = first === 0 ? undefined : marks[first - 1];
    let block: AnyNumbered[] = [];
    let number = first * MARK_EVERY;
    for await (const recorded of log.readAll({ ...(after === undefined ? {} : { after }), limit: count * MARK_EVERY })) {
      block.push({ ...recorded, number: number++ });
      if (number % MARK_EVERY !== 0) continue;
      kept.set(number / MARK_EVERY - 1, block);
      block = [];
    }
    if (block.length > 0) kept.set(Math.floor(number / MARK_EVERY), block);
  };

  return {
    async read(numbers) {
      const wanted = [...new Set(numbers)].sort((a, b) => a - b);
      const found = new Map<number, AnyNumbered>();
      for (let from = 0; from < wanted.length;) {
        const first = blockOf(wanted[from] as number);
        let [to, last] = [from, first];
        for (; to < wanted.length && last - first < KEPT_BLOCKS; to++) {
          const block = blockOf(wanted[to] as number);
          if (block > last + 1) break;
          last = block;
        }
        // The last block of a log is seldom full: what is kept of it does, unless what came since is asked for.
        const missing = wanted
          .slice(from, to)
          .filter((number) => heldAt(number) === undefined)
          .map(blockOf);
        if (missing.length > 0) await readBlocks(missing[0] as number, (missing.at(-1) as number) - (missing[0] as number) + 1);
        for (; from < to; from++) {
          const number = wanted[from] as number;
          const fact = heldAt(number);
          if (fact === undefined)
            throw new LogError('damaged', `The log ${log.url} no longer holds fact ${number}, which was read from it before.`);
          found.set(number, fact);
        }
        for (const block of kept.keys()) if (kept.size > 2 * KEPT_BLOCKS) kept.delete(block);
      }
      return found;
    },
  };
};

/** Those of types this version knows. */
export const recognised = (facts: Iterable<AnyNumbered>): readonly Numbered[] =>
  [...facts].filter((one): one is Extract<AnyNumbered, Numbered> => !('raw' in one.fact));
