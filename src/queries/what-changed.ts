// What a recorded fact changed: the services' histories before and after it, up to now, and the facts that say something else.
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';
import { amendedFacts, type AmendedFact, type ContentOf } from '#projections/amended.ts';
import { differenceBetween, type Difference } from '#projections/difference.ts';

interface Histories {
  readonly added: readonly Fact[];
  readonly before: readonly Recorded[];
  readonly after: readonly Recorded[];
}

export interface WhatChanged {
  readonly difference: Difference;
  readonly amended: readonly AmendedFact[];
}

/** Months are those of `zone`. */
export const whatChanged = ({ added, before, after }: Histories, now: Instant, zone: string, contentOf: ContentOf): WhatChanged => {
  const fresh = new Set(added.map(({ id }) => id));
  return {
    difference: differenceBetween(before, after, now, zone),
    amended: amendedFacts(before, after, (id) => fresh.has(id), contentOf),
  };
};
