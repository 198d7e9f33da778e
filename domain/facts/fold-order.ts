// The order in which facts are folded (S5.3), from the facts alone, so that a copy on another adapter gives the same figures:
// when it happened; at one instant the model first, then ends of faults, then the rest; then when it was reported, when it was
// recorded, the stream's name and the revision in it. O(n log n).
import { BEGINNING, type Instant } from '../time/instant.ts';
import { reportedAt, type Recorded } from './fact.ts';

/** Facts of the model stream; at one instant they come first. */
const OF_THE_MODEL = new Set([
  'ComponentDeclared',
  'ComponentRevised',
  'ComponentRetired',
  'CalendarDefined',
  'PolicyDefined',
  'ScaleDefined',
  'GroupDefined',
]);

export const isOfTheModel = (type: string): boolean => OF_THE_MODEL.has(type);

/** The instant a fact is folded at: its best time; an undated help-desk call stands at the beginning. */
export const foldedAt = (recorded: Recorded): Instant => recorded.fact.occurredAt?.best ?? BEGINNING;

/** Where facts of a type stand among those of their instant. */
export const rankOf = (type: string): number => (isOfTheModel(type) ? 0 : type === 'OutageEnded' ? 1 : 2);

/** @internal the order itself, which tests hold to its laws; whoever folds asks for {@link inFoldOrder} */
export const byFoldOrder = (a: Recorded, b: Recorded): number =>
  foldedAt(a) - foldedAt(b) ||
  rankOf(a.fact.type) - rankOf(b.fact.type) ||
  reportedAt(a) - reportedAt(b) ||
  a.recordedAt - b.recordedAt ||
  (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.revision - b.revision);

export const inFoldOrder = (facts: readonly Recorded[]): readonly Recorded[] => facts.toSorted(byFoldOrder);
