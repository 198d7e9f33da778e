// What a report to be published would say, and of which log: every service's availability by period under a policy, at the decimals it is
// shown with, and the root of the log the figures were made from. And what became of reports published before.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { effectiveFacts } from '#domain/facts/effective.ts';
import type { FactData } from '#domain/facts/types.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { wholeSpan } from '#domain/time/period.ts';
import { periodLabelled } from '#domain/time/period-named.ts';
import { percent } from '#domain/time/ratio.ts';
import { rootOf } from '#log/chain.ts';
import type { EventLog } from '#log/event-log.ts';
import { recordsOf } from '#log/records.ts';
import { visibleFacts } from '#log/visible.ts';
import { figuresBy } from '#projections/figures.ts';
import { policyNamed } from '#projections/policies.ts';
import { publicationsIn, type Publication } from '#projections/published.ts';
import { restatementsIn, type Restatement } from '#projections/restated.ts';
import { availability, type ReportRequest } from './report.ts';
import type { Source } from './source.ts';

type Published = FactData['ReportPublished'];
type PublishedUnit = 'month' | 'quarter' | 'year';

/** The data of the report as it would be recorded. Periods without data are left out. */
export const toPublish = async (
  source: Source,
  request: ReportRequest,
  unit: PublishedUnit,
  report: string,
): Promise<Published | Refusal> => {
  const { made, root } = await unmoved(source.log, () => availability(source, request, unit, 'untold'));
  if (isRefusal(made)) return made;
  const { policy } = made;
  const labels = made.services[0]?.cells.map(({ period }) => wholeSpan(period, policy.zone).label) ?? [];
  const odd = labels.find((label) => isRefusal(periodLabelled(label, policy)));
  if (odd !== undefined)
    return refuse(`the period ${odd} is not made of whole days in ${policy.zone}; publish whole days, months or years`);
  const figures = made.services
    .filter(({ service }) => !service.startsWith('group:'))
    .flatMap(({ service, cells, overall }) =>
      (cells.length > 1 ? [...cells, overall] : cells).flatMap(({ period, availability: value }) =>
        value === 'no data'
          ? []
          : [
              {
                service,
                period: wholeSpan(period, policy.zone).label,
                measure: 'availability',
                value: Number(percent(value, policy.decimals)),
                decimals: policy.decimals,
              },
            ],
      ),
    );
  if (figures.length === 0) return refuse('there is no figure to publish: no service has data in the span');
  return { report, figures, made: { root, policy: policy.name } };
};

/** Made from a log that nobody wrote to meanwhile, and its root. */
const unmoved = async <T>(log: EventLog, make: () => Promise<T>): Promise<{ readonly made: T; readonly root: string }> => {
  for (;;) {
    const root = rootOf(await log.heads());
    const made = await make();
    if (rootOf(await log.heads()) === root) return { made, root };
  }
};

/** `policy`: what figures of others are set against; ours are counted by the policy they were published under. */
export const restated = async (
  { log, by, decode, holidays, now, progress }: Source,
  report: string | undefined,
  policy: string,
): Promise<{ readonly ours: readonly Restatement[]; readonly others: readonly Publication[] } | Refusal> => {
  const records = visibleFacts(await recordsOf(log), by).facts;
  const ours = restatementsIn({ records, decode, holidays, progress }, report);
  if (isRefusal(ours)) return ours;
  const { facts } = effectiveFacts(records, decode);
  const resolved = policyNamed(catalogueOf(facts), scaleOf(facts), policy, now);
  if (isRefusal(resolved)) return resolved;
  const figureOf = figuresBy(facts, resolved, now, holidays);
  const others = publicationsIn(facts, { figureOf, zone: resolved.zone, at: now }).filter(
    (one) => report === undefined || one.report === report,
  );
  if (ours.length + others.length === 0) {
    return refuse(report === undefined ? 'the log holds no published report' : `the log holds no published report "${report}"`);
  }
  return { ours, others };
};
