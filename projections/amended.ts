// What an amendment did to the facts themselves: which now say something else, part by part, which no longer count, which count again.
// Compares two lists of facts that count; O(facts). `contentOf` gives what a fact says in the form people write it.
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import type { Json } from '#domain/facts/types.ts';
import { changedParts, type ChangedPart } from './changed-parts.ts';

/** When it happened and what, as a facts file says it: `{ occurredAt, data }`. */
export type ContentOf = (fact: Fact) => Json;

export interface AmendedFact {
  readonly recorded: Recorded;
  readonly became: 'changed' | 'retracted' | 'restored';
  readonly parts: readonly ChangedPart[];
}

/** Facts new to the log are no amended ones. */
export const amendedFacts = (
  before: readonly Recorded[],
  after: readonly Recorded[],
  isNew: (id: string) => boolean,
  contentOf: ContentOf,
): readonly AmendedFact[] => {
  const was = new Map(before.map((one) => [one.fact.id, one]));
  const is = new Map(after.map((one) => [one.fact.id, one]));
  const gone = before.flatMap((recorded): readonly AmendedFact[] =>
    is.has(recorded.fact.id) ? [] : [{ recorded, became: 'retracted', parts: [] }],
  );
  const others = after.flatMap((recorded): readonly AmendedFact[] => {
    const old = was.get(recorded.fact.id);
    if (old === undefined) return isNew(recorded.fact.id) ? [] : [{ recorded, became: 'restored', parts: [] }];
    if (old.fact === recorded.fact) return [];
    const parts = changedParts(contentOf(old.fact), contentOf(recorded.fact));
    return parts.length === 0 ? [] : [{ recorded, became: 'changed', parts }];
  });
  return [...gone, ...others];
};
