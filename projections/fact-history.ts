// Who changed what a fact says, when and why (log history): the fact as first recorded, then everything that amends it or an amendment of
// it, in order of report, each with what it changed as things were known then. O(log) once, then O(amendments²) of this fact.
import { byReport, type Amendment } from '#domain/facts/amendments.ts';
import { effectiveFacts, type DecodeData, type Effective } from '#domain/facts/effective.ts';
import { isA, type Fact, type Recorded } from '#domain/facts/fact.ts';
import type { FactId, Json } from '#domain/facts/types.ts';
import type { ContentOf } from './amended.ts';
import { changedParts, type ChangedPart } from './changed-parts.ts';

/** What became of an entry by everything known: it counts, a later one counts instead, it was taken out, or it never had an effect. */
export type Standing = 'counts' | 'superseded' | 'retracted' | 'without-effect';

export interface HistoryEntry {
  readonly recorded: Recorded;
  readonly standing: Standing;
  /** What it changed in the fact, as known when it was reported; none for the first. */
  readonly parts: readonly ChangedPart[];
  /** Whether the fact counted once this was reported. */
  readonly factCounts: boolean;
}

export interface FactHistory {
  readonly first: Recorded;
  /** What the fact says now; undefined once it is taken out. */
  readonly now: Json | undefined;
  readonly entries: readonly HistoryEntry[];
}

/** `facts` is all of the log as it is known, amendments included; `first` one of them. */
export const factHistory = (facts: readonly Recorded[], first: Recorded, decode: DecodeData, contentOf: ContentOf): FactHistory => {
  const effective = effectiveFacts(facts, decode);
  const amendments = amendmentsOf(first, facts, effective);
  const contentAfter = (count: number): Json | undefined => {
    const fact = current(first.fact.id, effectiveFacts([first, ...amendments.slice(0, count)], decode));
    return fact === undefined ? undefined : contentOf(fact);
  };
  let content = contentAfter(0);
  const entries = amendments.map((recorded, index): HistoryEntry => {
    const after = contentAfter(index + 1);
    const parts = content === undefined || after === undefined ? [] : changedParts(content, after);
    content = after;
    return { recorded, standing: standingOf(recorded, effective), parts, factCounts: after !== undefined };
  });
  const own: HistoryEntry = { recorded: first, standing: standingOf(first, effective), parts: [], factCounts: true };
  return { first, now: content, entries: [own, ...entries] };
};

const current = (id: FactId, { facts, amendments }: Effective): Fact | undefined =>
  [...facts, ...amendments].find(({ fact }) => fact.id === id)?.fact;

/** Amendments that name the fact, its import, or another that does, by what they first said or by what they say now; in order of report. */
const amendmentsOf = (first: Recorded, facts: readonly Recorded[], effective: Effective): readonly Amendment[] => {
  const amendments = facts.filter((one): one is Amendment => isA(one, 'Corrected', 'Retracted'));
  const byId = new Map(amendments.map((one) => [one.fact.id, one]));
  const naming = new Map<string, Set<Amendment>>();
  for (const meant of [...amendments, ...effective.amendments]) {
    const one = byId.get(meant.fact.id);
    if (one === undefined) continue;
    for (const named of namedBy(meant)) naming.set(named, (naming.get(named) ?? new Set()).add(one));
  }
  const found = new Set<Amendment>();
  const pending: Recorded[] = [first];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    const names = [one.fact.id, ...(one.fact.import === undefined ? [] : [importKey(one.fact.import)])];
    for (const amendment of names.flatMap((name) => [...(naming.get(name) ?? [])])) {
      if (found.has(amendment) || amendment === first) continue;
      found.add(amendment);
      pending.push(amendment);
    }
  }
  return [...found].toSorted(byReport);
};

const importKey = (id: string): string => `import ${id}`;

const namedBy = ({ fact: { data } }: Amendment): readonly string[] => [
  ...(data.fact === undefined ? [] : [data.fact]),
  ...('importId' in data && data.importId !== undefined ? [importKey(data.importId)] : []),
];

const standingOf = ({ fact }: Recorded, { amendments, retracted, inapplicable }: Effective): Standing => {
  if (retracted.has(fact.id)) return 'retracted';
  if (inapplicable.some(({ recorded }) => recorded.fact.id === fact.id)) return 'without-effect';
  const own = amendments.find((one) => one.fact.id === fact.id);
  if (own === undefined || !isA(own, 'Corrected')) return 'counts';
  const others = amendments.filter((one) => isA(one, 'Corrected') && one.fact.data.fact === own.fact.data.fact);
  return others.toSorted(byReport).at(-1) === own ? 'counts' : 'superseded';
};
