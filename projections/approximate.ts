// The instants at which something happened whose time is not known exactly (S4.3): best times of uncertain facts about conditions.
// Wherever such an instant is shown, it is shown as approximate. O(facts).
import { isOfCondition, type Recorded } from '#domain/facts/fact.ts';
import { isUncertain, type Instant } from '#domain/time/instant.ts';

export const approximateInstants = (facts: readonly Recorded[]): ReadonlySet<Instant> =>
  new Set(
    facts
      .filter(isOfCondition)
      .filter(({ fact }) => isUncertain(fact.occurredAt))
      .flatMap(({ fact }) => {
        const { best } = fact.occurredAt;
        const ends = fact.type === 'OutageBegan' && fact.data.duration !== undefined ? [best + fact.data.duration] : [];
        return [best, ...ends];
      }),
  );
