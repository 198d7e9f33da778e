// What a case report holds: figures, outages, published figures beside ours, and comparisons with what would have helped.
import type { Instant } from '#domain/time/instant.ts';
import type { AvailabilityReport } from './availability.ts';
import type { Comparison } from './comparison.ts';
import type { OutageReport } from './outage-report.ts';
import type { Publication } from './published.ts';

export interface CaseReport {
  readonly name: string;
  readonly now: Instant;
  readonly availability: AvailabilityReport;
  readonly outages: OutageReport;
  readonly publications: readonly Publication[];
  readonly whatIfs: readonly Comparison[];
}
