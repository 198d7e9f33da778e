// Everything a post-incident review tells of one incident, from facts alone (what happened, for how long, owed to what,
// what was seen, and what is not known well enough). Sentences carry the ids of the facts they rest on. The reader's forms are views.
import type { Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { AvailabilityReport } from './availability.ts';
import type { BlameReport } from './blame.ts';
import type { Comparison } from './comparison.ts';
import type { Contradiction } from './contradictions.ts';
import type { GraphAt } from './graph-at.ts';
import type { IncidentDetail } from './incident-detail.ts';
import type { ObjectivesReport } from './objectives.ts';
import type { OpenQuestion } from './open-questions.ts';
import type { Restatement } from './restated.ts';
import type { Seen, Sentence } from './review-sentences.ts';
import type { WouldExplain } from './would-explain.ts';

export interface Moment {
  readonly title: string;
  /** The instant it is named after. */
  readonly said: Instant;
  readonly graph: GraphAt;
}

export interface ReviewedWhatIf {
  readonly name: string;
  /** That saved it; undefined: it is of a file. */
  readonly fact: FactId | undefined;
  /** Why there is none. */
  readonly comparison: Comparison | string;
}

export interface Review {
  readonly detail: IncidentDetail;
  readonly span: Interval;
  readonly now: Instant;
  readonly policy: Policy;
  readonly summary: readonly Sentence[];
  readonly availability: AvailabilityReport;
  /** What downtime is owed to, by each rule in turn. */
  readonly blames: readonly BlameReport[];
  readonly objectives: ObjectivesReport;
  /** The first time somebody or something was seen to tell of it; undefined: nobody recorded when. */
  readonly detected: Seen | undefined;
  readonly moments: readonly Moment[];
  readonly contradictions: readonly Contradiction[];
  readonly explained: readonly WouldExplain[];
  readonly whatIfs: readonly ReviewedWhatIf[];
  readonly questions: readonly OpenQuestion[];
  readonly corrections: readonly Recorded[];
  readonly restated: readonly Restatement[];
  /** Facts by id, for what sentences and rows refer to. */
  readonly factOf: (id: FactId) => Recorded | undefined;
  readonly nameOf: (component: ComponentId) => string;
}
