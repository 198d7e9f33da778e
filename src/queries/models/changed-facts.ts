// What corrections and retractions make of the facts they touch (S5.4), by number: worked out from the amendments, the facts they name and
// the members of imports they take back, which is all that decides it. O(amendments and what they name) reads.
import { effectiveFacts, type DecodeData } from '#domain/facts/effective.ts';
import { isA } from '#domain/facts/fact.ts';
import type { Numbered } from '#projections/history/numbered.ts';
import { recognised } from './numbered-facts.ts';
import type { TakenIndex } from './taken.ts';

/** By number of a fact that something amends: what it says now; undefined: it no longer counts. */
export type ChangedFacts = ReadonlyMap<number, Numbered | undefined>;

export const changedFacts = async (index: TakenIndex, decode: DecodeData): Promise<ChangedFacts> => {
  if (index.amendments.length === 0) return new Map();
  const amendments = recognised((await index.facts.read(index.amendments)).values());
  const named = new Set<number>(index.amendments);
  for (const one of amendments) {
    if (!isA(one, 'Corrected', 'Retracted')) continue;
    for (const said of sayings(one.fact.data)) {
      const number = said.fact === undefined ? undefined : await index.factCalled(said.fact);
      if (number !== undefined) named.add(number);
      if (said.importId !== undefined) for (const member of index.factsOfImport(said.importId)) named.add(member);
    }
  }
  const facts = recognised((await index.facts.read(named)).values()).toSorted((a, b) => a.number - b.number);
  const effective = new Map((effectiveFacts(facts, decode).facts as readonly Numbered[]).map((one) => [one.number, one]));
  const changed = new Map<number, Numbered | undefined>();
  for (const one of facts) {
    if (isA(one, 'Corrected', 'Retracted')) continue;
    const now = effective.get(one.number);
    if (now?.fact !== one.fact) changed.set(one.number, now);
  }
  return changed;
};

interface Saying {
  readonly fact?: string | undefined;
  readonly importId?: string | undefined;
}

/** What an amendment names, and what it would name were it corrected by this. */
const sayings = (data: Saying & { readonly data?: { readonly [name: string]: unknown } | undefined }): readonly Saying[] => {
  const { fact, importId } = data.data ?? {};
  return [data, { fact: typeof fact === 'string' ? fact : undefined, importId: typeof importId === 'string' ? importId : undefined }];
};
