// What a drill of a continuity plan comes to.
import type { Catalogue } from '#domain/facts/catalogue.ts';
import type { CascadeRow } from './cascade.ts';
import type { Comparison } from './comparison.ts';
import type { ObjectivesReport } from './objectives.ts';
import type { RecoveryPlan } from './recovery-plan.ts';

export interface Drill {
  readonly comparison: Comparison;
  readonly cascade: readonly CascadeRow[];
  /** Of the branch. */
  readonly objectives: ObjectivesReport;
  readonly recovery: RecoveryPlan;
  /** Names in the branch. */
  readonly catalogue: Catalogue;
}
