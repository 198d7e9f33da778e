// What the facts say once corrections and retractions are counted (S5.4). A correction replaces content and time of another fact,
// which keeps its id, its stream and its place among ties; of several the last reported, then last recorded, counts alone, and what
// it leaves out is as first recorded. A retraction takes out a fact, a correction or a whole import, and beats any correction. Both
// can be corrected and retracted in turn. O(n log n).
import { isRefusal, type Refusal } from '../refusal.ts';
import { isA, reportedAt, type Fact, type FactOf, type Recorded } from './fact.ts';
import type { FactData, FactType, Json } from './types.ts';

/** Reads the replacing data of a correction as the data of its target's type (src/wire). */
export type DecodeData = <T extends FactType>(type: T, data: { readonly [key: string]: Json }) => FactData[T] | Refusal;

export interface Effective {
  /** The facts that count, corrected, in the order given; amendments themselves are left out. */
  readonly facts: readonly Recorded[];
  /** Amendments that name no fact of the log, or whose data does not fit its target: without effect, and listed. */
  readonly inapplicable: readonly { readonly recorded: Recorded; readonly why: string }[];
}

type Correction = Recorded<FactOf<'Corrected'>>;

export const effectiveFacts = (recorded: readonly Recorded[], decode: DecodeData): Effective => {
  const known = new Set(recorded.map(({ fact }) => fact.id));
  const imports = new Set(recorded.flatMap(({ fact }) => fact.import ?? []));
  const corrections = groupBy(
    recorded.filter((one) => isA(one, 'Corrected')),
    (one) => one.fact.data.fact,
  );
  const inapplicable: { readonly recorded: Recorded; readonly why: string }[] = [];

  const corrected = <T extends Recorded>(one: T): T => {
    const counting = (corrections.get(one.fact.id) ?? []).filter((correction) => !retracted.has(correction.fact.id)).toSorted(byReport);
    const last = counting.at(-1);
    if (last === undefined) return one;
    const { data: replacing, occurredAt } = corrected(last).fact.data;
    const data = replacing === undefined ? one.fact.data : decode(one.fact.type, replacing);
    if (isRefusal(data)) {
      inapplicable.push({ recorded: last, why: `it does not fit the fact it corrects: ${data.refused}` });
      return one;
    }
    return { ...one, fact: { ...one.fact, data, ...(occurredAt === undefined ? {} : { occurredAt }) } as Fact };
  };
  const retracted = retractedIds(recorded);

  for (const one of recorded) {
    if (isA(one, 'Corrected') && !known.has(one.fact.data.fact))
      inapplicable.push({ recorded: one, why: `there is no fact ${one.fact.data.fact} to correct` });
    if (!isA(one, 'Retracted')) continue;
    const { fact, importId } = one.fact.data;
    if (fact !== undefined && !known.has(fact)) inapplicable.push({ recorded: one, why: `there is no fact ${fact} to retract` });
    if (importId !== undefined && !imports.has(importId))
      inapplicable.push({ recorded: one, why: `there is no import ${importId} to retract` });
  }
  const facts = recorded.filter((one) => !retracted.has(one.fact.id) && !isA(one, 'Corrected', 'Retracted')).map(corrected);
  return { facts, inapplicable };
};

/** Ids taken out, by name or with their import. A retraction counts unless it is itself retracted by one that counts. */
const retractedIds = (recorded: readonly Recorded[]): ReadonlySet<string> => {
  const retractions = recorded.filter((one) => isA(one, 'Retracted')).toSorted(byReport);
  const out = new Set<string>();
  // The last word first: whoever is not taken out by a later one counts.
  for (const one of retractions.toReversed()) {
    if (out.has(one.fact.id)) continue;
    const { fact, importId } = one.fact.data;
    if (fact !== undefined) out.add(fact);
    if (importId !== undefined) for (const brought of recorded) if (brought.fact.import === importId) out.add(brought.fact.id);
  }
  return out;
};

const byReport = (a: Recorded, b: Recorded): number =>
  reportedAt(a) - reportedAt(b) || a.recordedAt - b.recordedAt || (a.position < b.position ? -1 : 1);

const groupBy = (corrections: readonly Correction[], key: (one: Correction) => string): ReadonlyMap<string, readonly Correction[]> => {
  const groups = new Map<string, Correction[]>();
  for (const one of corrections) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
};
