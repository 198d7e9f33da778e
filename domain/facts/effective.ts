// What the facts say once corrections and retractions are counted (S5.4). A correction replaces content and time of another fact,
// which keeps its id, its stream and its place among ties; of several the last reported, then last recorded, counts alone, and what
// it leaves out is as first recorded. A retraction takes out a fact, a correction or a whole import, and beats any correction. Both
// can be corrected and retracted in turn: whoever names an amendment is settled before it; in a circle the last word is. O(n log n).
import { isRefusal, refusalText, type Refusal } from '../refusal.ts';
import { pushTo } from '../grouped.ts';
import { amendmentsInOrder, byReport, type Amendment } from './amendments.ts';
import { isA, type Fact, type FactOf, type Recorded } from './fact.ts';
import type { FactData, FactId, FactType, Json } from './types.ts';

/** Reads the replacing data of a correction as the data of its target's type (src/wire). */
export type DecodeData = <T extends FactType>(type: T, data: { readonly [key: string]: Json }) => FactData[T] | Refusal;

export interface Effective {
  /** The facts that count, corrected, in the order given; amendments themselves are left out. */
  readonly facts: readonly Recorded[];
  /** The corrections and retractions that count, as corrected themselves. */
  readonly amendments: readonly Amendment[];
  /** What is taken out, each with the retraction that did it. */
  readonly retracted: ReadonlyMap<FactId, Recorded>;
  /** Amendments that name no fact of the log, or whose data does not fit its target: without effect, and listed. */
  readonly inapplicable: readonly { readonly recorded: Recorded; readonly why: string }[];
}

type Correction = Recorded<FactOf<'Corrected'>>;

export const effectiveFacts = (recorded: readonly Recorded[], decode: DecodeData): Effective => {
  const amendments = recorded.filter((one): one is Amendment => isA(one, 'Corrected', 'Retracted'));
  if (amendments.length === 0) return { facts: recorded, amendments: [], retracted: new Map(), inapplicable: [] };
  const known = new Set(recorded.map(({ fact }) => fact.id));
  const members = membersByImport(recorded);
  const corrections = new Map<FactId, Correction[]>();
  const retracted = new Map<FactId, Recorded>();
  const inapplicable: { readonly recorded: Recorded; readonly why: string }[] = [];
  const counting: Amendment[] = [];
  const settled = new Set<FactId>();

  const corrected = <T extends Recorded>(one: T): T => {
    for (const correction of (corrections.get(one.fact.id) ?? []).toSorted(byReport).toReversed()) {
      const fact = replaced(one.fact, correction, decode);
      if (!isRefusal(fact)) return { ...one, fact };
      inapplicable.push({ recorded: correction, why: `it does not fit the ${one.fact.type} it corrects: ${refusalText(fact)}` });
    }
    return one;
  };

  /** Counts an amendment, or says why it cannot. */
  const count = (one: Amendment): string | undefined => {
    if (isA(one, 'Corrected')) {
      const { fact } = one.fact.data;
      if (!known.has(fact)) return `there is no fact ${fact} to correct`;
      if (settled.has(fact)) return CIRCLE;
      pushTo(corrections, fact, one);
      return undefined;
    }
    const { fact, importId } = one.fact.data as FactData['Retracted'];
    if (fact !== undefined) {
      if (!known.has(fact)) return `there is no fact ${fact} to retract`;
      if (settled.has(fact)) return CIRCLE;
      retracted.set(fact, one);
      return undefined;
    }
    const brought = members.get(importId ?? '');
    if (brought === undefined) return `there is no import ${importId} to retract`;
    for (const id of brought) if (!settled.has(id)) retracted.set(id, one);
    return undefined;
  };

  for (const one of amendmentsInOrder(amendments, members)) {
    settled.add(one.fact.id);
    if (retracted.has(one.fact.id)) continue;
    const meant = corrected(one);
    const why = count(meant);
    if (why === undefined) counting.push(meant);
    else inapplicable.push({ recorded: one, why });
  }
  const facts = recorded.filter((one) => !retracted.has(one.fact.id) && !isA(one, 'Corrected', 'Retracted')).map(corrected);
  return { facts, amendments: counting, retracted, inapplicable };
};

const CIRCLE = 'it names an amendment that is settled before it; name the fact that one is about instead';

const replaced = <T extends Fact>(fact: T, correction: Correction, decode: DecodeData): T | Refusal => {
  const { data: replacing, occurredAt } = correction.fact.data;
  const data = replacing === undefined ? fact.data : decode(fact.type, replacing);
  if (isRefusal(data)) return data;
  return { ...fact, data, ...(occurredAt === undefined ? {} : { occurredAt }) };
};

const membersByImport = (recorded: readonly Recorded[]): ReadonlyMap<string, readonly FactId[]> => {
  const members = new Map<string, FactId[]>();
  for (const { fact } of recorded) if (fact.import !== undefined) pushTo(members, fact.import, fact.id);
  return members;
};
