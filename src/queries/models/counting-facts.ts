// Facts as they count now, corrections and retractions considered, and what folding needs to know of them beforehand: what consequences name,
// and how amended facts have moved since they were last folded.
import { foldedAt } from '#domain/facts/fold-order.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { Numbered } from '#projections/history/numbered.ts';
import { askedBy, type Asked } from '#projections/history/asked.ts';
import type { ChangedFacts } from './changed-facts.ts';
import { columnsOf, type Changes } from './changes.ts';
import { keyOfId } from './fact-table.ts';
import { recognised } from './numbered-facts.ts';
import type { TakenIndex } from './taken.ts';

/** A fact that something amends: its instant (null: it does not count) and a sum of what it says. */
export type ChangedText = readonly [number: number, at: Instant | null, sum: number];

/** Facts that define what there is, as they count now. */
export const modelFacts = (index: TakenIndex, changed: ChangedFacts): Promise<readonly Numbered[]> =>
  countingFacts(index, changed, index.ofTheModel);

/** The facts of these numbers as they count now. */
export const countingFacts = async (index: TakenIndex, changed: ChangedFacts, numbers: readonly number[]): Promise<readonly Numbered[]> => {
  const read = recognised((await index.facts.read(numbers)).values());
  return changed.size === 0 ? read : read.flatMap((one) => (changed.has(one.number) ? (changed.get(one.number) ?? []) : one));
};

/** What folding must keep since a fact of the log asks for it. */
export const askedIn = async (index: TakenIndex, changed: ChangedFacts): Promise<Asked> =>
  askedBy(await countingFacts(index, changed, [...new Set([...index.ofTheModel, ...index.consequences, ...changed.keys()])]));

/** {@link Asked} as it is kept. */
export type AskedText = readonly (readonly string[])[];

export const textOfAsked = ({ facts, names, losses, held }: Asked): AskedText => [facts, names, losses, held].map((set) => [...set].sort());

/** Whether somebody asks for a past that was not kept, or no longer asks. Of components that came since (not `known`) there is no past. */
export const asksAnew = (before: AskedText, now: AskedText, known: (id: string) => boolean): boolean =>
  now.some((ids, kind) => {
    const was = new Set(before[kind]);
    const added = ids.filter((id) => !was.has(id));
    const gone = was.size + added.length > ids.length;
    return gone || added.some((id) => kind < 2 || known(id));
  });

/** What amendments make of facts that are folded, as it is kept. */
export const changedTexts = async (index: TakenIndex, changed: ChangedFacts): Promise<readonly ChangedText[]> => {
  const facts = recognised((await index.facts.read(changed.keys())).values()).filter(index.folds);
  return facts.map(({ number }) => {
    const now = changed.get(number);
    return now === undefined ? [number, null, 0] : [number, foldedAt(now), keyOfId(JSON.stringify(now.fact))];
  });
};

/** What amendments have changed since: a fact leaves the instant at which it counted, and counts at the one it has now. */
export const differences = async (index: TakenIndex, was: readonly ChangedText[], is: readonly ChangedText[]): Promise<Changes> => {
  const [before, after] = [new Map(was.map((one) => [one[0], one])), new Map(is.map((one) => [one[0], one]))];
  const numbers = [...new Set([...before.keys(), ...after.keys()])]
    .filter((number) => JSON.stringify(before.get(number)) !== JSON.stringify(after.get(number)))
    .sort((a, b) => a - b);
  const first = new Map(recognised((await index.facts.read(numbers)).values()).map((one) => [one.number, foldedAt(one)]));
  return columnsOf(
    numbers.flatMap((number) => {
      const instantIn = (texts: ReadonlyMap<number, ChangedText>): Instant | null =>
        texts.get(number)?.[1] ?? (texts.has(number) ? null : (first.get(number) ?? null));
      const [left, counted] = [instantIn(before), instantIn(after)];
      return [
        ...(left === null ? [] : [{ at: left, number, counts: 0 }]),
        ...(counted === null ? [] : [{ at: counted, number, counts: 1 }]),
      ];
    }),
  );
};
