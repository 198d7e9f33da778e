// One figure of a report taken apart: its cell is called as the report shows it, `online-renewals@2016-01`, or by the service alone for the
// whole span. A period that the report does not show may be named as well, by its label or by two of them.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { reportingPeriods, wholeSpan, type Period, type PeriodUnit } from '#domain/time/period.ts';
import { periodLabelled } from '#domain/time/period-named.ts';
import type { Policy } from '#domain/time/policy.ts';
import { passedOf, type Interval } from '#domain/time/instant.ts';
import { explainCell, type ExplainedCell } from '#projections/cell.ts';
import { selectedServices } from '#projections/selected.ts';
import { resolve, type ReportRequest } from './report.ts';
import { load, type Source } from './source.ts';

const OPTION = '--explain';

export const cell = async (source: Source, request: ReportRequest, unit: PeriodUnit, called: string): Promise<ExplainedCell | Refusal> => {
  const { facts } = await load(source);
  const { now, holidays, progress } = source;
  const resolved = resolve({ facts }, now, { ...request, service: [] });
  if (isRefusal(resolved)) return resolved;
  const { policy, span } = resolved;
  // An id may have an @ in it; a period has none.
  const cut = called.lastIndexOf('@');
  const found = cut < 0 ? wholeSpan(span, policy.zone) : periodCalled(called.slice(cut + 1), span, unit, policy);
  if (isRefusal(found)) return found;
  const name = cut < 0 ? called : called.slice(0, cut);
  const services = selectedServices(catalogueOf(facts), [name], passedOf(found, now));
  if (isRefusal(services)) return refuse(services.refused, OPTION);
  const [service] = services;
  if (service === undefined || services.length > 1) return refuse(`"${name}" is a group; explain one of ${services.join(', ')}`, OPTION);
  return explainCell({ facts, service, period: found, policy, now, holidays, progress });
};

const periodCalled = (label: string, span: Interval, unit: PeriodUnit, policy: Policy): Period | Refusal => {
  const { zone, yearStart } = policy;
  const whole = wholeSpan(span, zone);
  if (label === 'overall' || label === whole.label) return whole;
  const periods = reportingPeriods(span, unit, zone, yearStart);
  const shown = periods.find((period) => period.label === label);
  if (shown !== undefined) return shown;
  const named = periodLabelled(label, policy);
  if (!isRefusal(named)) return { ...named, label, partial: false };
  const labels = periods.map((period) => period.label);
  return refuse(
    `there is no period "${label}"${didYouMean(label, labels)}; expected one as the report shows it, such as ${labels[0] ?? '2016-01'}, or overall`,
    OPTION,
  );
};
