// Figures over a span under a named policy: availability by period, and the outages behind it. Dates begin at midnight in the policy's
// zone; by default the span runs from the month of the first fact to now.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { replay, scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { passedOf, type Instant, type Interval } from '#domain/time/instant.ts';
import { periodsOf, type PeriodUnit } from '#domain/time/period.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { availabilityOf, type AvailabilityReport } from '#projections/availability.ts';
import { blameReport, type BlameReport, type BlameRequest } from '#projections/blame.ts';
import { fallbacksOf } from '#projections/fallbacks.ts';
import { extentOf } from '#projections/extent.ts';
import { groupsAsked, withGroups } from '#projections/group-row.ts';
import { outageReport, type OutageReport } from '#projections/outage-report.ts';
import { withObjectiveRanges } from '#projections/objective-ranges.ts';
import { objectivesOf, type ObjectivesReport } from '#projections/objectives.ts';
import { policyNamed } from '#projections/policies.ts';
import { selectedServices } from '#projections/selected.ts';
import type { History } from './history.ts';
import { load, type Source } from './source.ts';
import { spanOf, type SpanText } from './span.ts';

export interface ReportRequest extends SpanText {
  readonly policy: string;
  /** Ids, names, aliases or groups; none: every service. */
  readonly service: readonly string[];
}

export const availability = async (
  source: Source,
  request: ReportRequest,
  unit: PeriodUnit,
  uncertainty?: 'untold' | 'means',
): Promise<AvailabilityReport | Refusal> => {
  const told = uncertainty === 'untold' ? { uncertainty } : { means: uncertainty === 'means' };
  const reports = await availabilities(source, [{ request, unit, ...told }]);
  return isRefusal(reports) ? reports : (reports[0] as AvailabilityReport);
};

interface Asked {
  readonly request: ReportRequest;
  readonly unit: PeriodUnit;
  readonly uncertainty?: 'untold' | undefined;
  readonly means?: boolean | undefined;
}

/** Several reports over one loading and one replay of the log, in the order asked for. */
export const availabilities = async (source: Source, asked: readonly Asked[]): Promise<readonly AvailabilityReport[] | Refusal> => {
  const { facts } = await load(source);
  const { now, holidays, progress } = source;
  const replayed = replay(facts, { until: now, progress });
  const reports: AvailabilityReport[] = [];
  for (const { request, unit, uncertainty, means } of asked) {
    const resolved = resolve({ facts }, now, request);
    if (isRefusal(resolved)) return resolved;
    const groups = groupsAsked(facts, resolved.services, request.service, Math.min(resolved.span.to, now) - 1);
    const report = availabilityOf({ ...resolved, facts, replayed, groups, unit, uncertainty, means, now, holidays, progress });
    if (isRefusal(report)) return report;
    reports.push(withGroups(report, groups));
  }
  return reports;
};

export const downtime = async (source: Source, request: ReportRequest): Promise<OutageReport | Refusal> => {
  const history = await load(source);
  const resolved = resolve(history, source.now, request);
  if (isRefusal(resolved)) return resolved;
  return outageReport({ ...resolved, facts: history.facts, now: source.now, holidays: source.holidays, progress: source.progress });
};

export const objectives = async (source: Source, request: ReportRequest): Promise<ObjectivesReport | Refusal> => {
  const { facts } = await load(source);
  const resolved = resolve({ facts }, source.now, request);
  if (isRefusal(resolved)) return resolved;
  const { now, holidays } = source;
  const fallbacks = fallbacksOf();
  const replayed = replay(facts, { until: now, progress: source.progress, during: fallbacks.during });
  const asked = { ...resolved, facts, replayed, fallbacks: fallbacks.rows(), now, holidays };
  const report = objectivesOf(asked);
  return isRefusal(report) ? report : withObjectiveRanges(report, { ...asked, progress: source.progress });
};

export const blame = async (
  source: Source,
  request: ReportRequest & Pick<BlameRequest, 'rule' | 'unit' | 'groupBy'>,
): Promise<BlameReport | Refusal> => {
  const { facts } = await load(source);
  const resolved = resolve({ facts }, source.now, request);
  if (isRefusal(resolved)) return resolved;
  const { now, holidays } = source;
  const { rule, unit, groupBy } = request;
  return blameReport({ ...resolved, rule, unit, groupBy, facts, now, holidays });
};

interface Resolved {
  readonly policy: Policy;
  readonly span: Interval;
  readonly services: readonly ComponentId[];
}

export const resolve = ({ facts }: Pick<History, 'facts'>, now: Instant, request: ReportRequest): Resolved | Refusal => {
  const catalogue = catalogueOf(facts);
  const policy = policyNamed(catalogue, scaleOf(facts), request.policy, now);
  if (isRefusal(policy)) return policy;
  const span = spanOf(request, { ...policy, now }, { from: monthOf(Math.min(extentOf(facts, now).from, now - 1), policy.zone), to: now });
  if (isRefusal(span)) return span;
  const services = selectedServices(catalogue, request.service, passedOf(span, now));
  return isRefusal(services) ? services : { policy, span, services };
};

/** Where the local month of an instant begins. */
const monthOf = (at: Instant, zone: string): Instant => {
  const month = periodsOf({ from: at - 32 * 86_400_000, to: at + 1 }, 'month', zone).at(-1);
  return month?.from ?? at;
};
