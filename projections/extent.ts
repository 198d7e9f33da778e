// From when to when a history has something to tell: its dated facts. The model alone tells nothing that happened.
import type { Recorded } from '#domain/facts/fact.ts';
import { foldedAt, isOfTheModel } from '#domain/facts/fold-order.ts';
import { BEGINNING, type Instant, type Interval } from '#domain/time/instant.ts';

/** Facts about the model, about records and about other facts tell of no time in which something happened. */
const TELLS_NOTHING = new Set([
  'ImportCompleted',
  'RecordsDeclared',
  'ReportPublished',
  'ScenarioSaved',
  'NoteAdded',
  'Corrected',
  'Retracted',
]);

/** Whether a fact says that something happened at some time. */
export const tellsWhatHappened = ({ fact }: Recorded): boolean => !isOfTheModel(fact.type) && !TELLS_NOTHING.has(fact.type);

/** First and last dated fact that is no later than `now`, which stands in for both where there is none. */
export const extentOf = (facts: readonly Recorded[], now: Instant): Interval => {
  const instants = facts
    .filter(tellsWhatHappened)
    .map(foldedAt)
    .filter((at) => at !== BEGINNING);
  return { from: instants.reduce((a, b) => Math.min(a, b), now), to: instants.reduce((a, b) => Math.max(a, b), now) };
};
