// A whole case told at once: its month, the outages behind it, what others published, and what would have helped. Loads once.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { replay, scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Interval } from '#domain/time/instant.ts';
import { availabilityOf, type AvailabilityReport } from '#projections/availability.ts';
import type { CaseReport } from '#projections/case-report.ts';
import type { Comparison } from '#projections/comparison.ts';
import { outageReport } from '#projections/outage-report.ts';
import { policyNamed } from '#projections/policies.ts';
import { figuresBy } from '#projections/figures.ts';
import { publicationsIn } from '#projections/published.ts';
import { servicesOf } from '#projections/services.ts';
import { load, type Source } from './source.ts';
import { spanOf } from './span.ts';
import { compared } from './what-if.ts';
import type { ModelEditor } from './what-if-changes.ts';

/** Which month a case is about, under which policy, and what to ask after it. Dates are of the zone. */
export interface CaseDefinition {
  readonly name: string;
  readonly zone: string;
  readonly policy: string;
  /** The month told. */
  readonly month: { readonly from: string; readonly to: string };
  /** Each a set of `--set` values. */
  readonly whatIfs: readonly (readonly string[])[];
}

export const caseReport = async (source: Source, told: CaseDefinition, editor: ModelEditor): Promise<CaseReport | Refusal> => {
  const { facts } = await load(source);
  const { now, holidays } = source;
  const policy = policyNamed(catalogueOf(facts), scaleOf(facts), told.policy, now);
  if (isRefusal(policy)) return policy;
  const services = servicesOf(catalogueOf(facts));
  const replayed = replay(facts, { until: now });
  const spanFor = (said: CaseDefinition['month']): Interval | Refusal => spanOf(said, { zone: told.zone, now }, { from: now, to: now + 1 });
  const reportOver = (said: CaseDefinition['month']): AvailabilityReport | Refusal => {
    const span = spanFor(said);
    return isRefusal(span) ? span : availabilityOf({ facts, replayed, services, span, unit: 'month', policy, now, holidays });
  };
  const [availability, month] = [reportOver(told.month), spanFor(told.month)];
  if (isRefusal(availability)) return availability;
  if (isRefusal(month)) return month;
  const outages = outageReport({ facts, services, span: month, policy, now, holidays });
  if (isRefusal(outages)) return outages;
  const whatIfs: Comparison[] = [];
  for (const set of told.whatIfs) {
    const comparison = compared(facts, source, { ...told.month, set, policy: told.policy, service: services, zone: told.zone }, editor);
    if (isRefusal(comparison)) return comparison;
    whatIfs.push(comparison);
  }
  return {
    name: told.name,
    now,
    availability,
    outages,
    publications: publicationsIn(facts, { figureOf: figuresBy(facts, policy, now, holidays), zone: policy.zone, at: now }),
    whatIfs,
  };
};
