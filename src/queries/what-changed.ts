// What a recorded fact changed: the services' histories before and after it, up to now.
import type { Recorded } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';
import { differenceBetween, type Difference } from '#projections/difference.ts';

interface Histories {
  readonly before: readonly Recorded[];
  readonly after: readonly Recorded[];
}

/** Months are those of `zone`. */
export const whatChanged = ({ before, after }: Histories, now: Instant, zone: string): Difference =>
  differenceBetween(before, after, now, zone);
