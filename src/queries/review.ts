// One incident's review, put together from everything the log knows (review). Some replays: those of the figures' ranges, of the saved
// scenarios and of the open questions.
import { BLAME_RULES } from '#domain/blame/rules.ts';
import { catalogueOf, displayName } from '#domain/facts/catalogue.ts';
import { effectiveFacts } from '#domain/facts/effective.ts';
import { isA, type Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import { replay, scaleOf } from '#domain/impact/replay.ts';
import type { World } from '#domain/impact/world.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { formatInstant } from '#domain/time/text.ts';
import { recordsOf } from '#log/records.ts';
import { visibleFacts } from '#log/visible.ts';
import { atWorkUntil } from '#projections/at-work.ts';
import { availabilityOf } from '#projections/availability.ts';
import { blameReport, type BlameReport } from '#projections/blame.ts';
import { contradictionsIn } from '#projections/contradictions.ts';
import { fallbacksOf } from '#projections/fallbacks.ts';
import { graphAt, type GraphAt } from '#projections/graph-at.ts';
import { incidentDetail, incidentSetting, type IncidentDetail } from '#projections/incident-detail.ts';
import { objectivesOf } from '#projections/objectives.ts';
import { openQuestions } from '#projections/open-questions.ts';
import { policyNamed } from '#projections/policies.ts';
import { restatementsIn } from '#projections/restated.ts';
import type { Moment, Review, ReviewedWhatIf } from '#projections/review.ts';
import type { Seen } from '#projections/review-sentences.ts';
import { sentencesOf } from '#projections/review-sentences.ts';
import { wouldExplain } from '#projections/would-explain.ts';
import { incidentCalled } from './incidents.ts';
import { comparedOn, type AskedScenario } from './scenarios.ts';
import type { Source } from './source.ts';
import type { ModelEditor } from './what-if-changes.ts';

export interface ReviewRequest {
  readonly incident: string;
  readonly policy: string;
  readonly zone: string;
  /** Scenarios besides those saved in the log. */
  readonly scenarios: readonly ToldScenario[];
}

export type ToldScenario = Extract<AskedScenario, { readonly kind: 'told' }>;

export const review = async (source: Source, request: ReviewRequest, editor: ModelEditor): Promise<Review | Refusal> => {
  const { log, by, decode, holidays, now, progress } = source;
  const records = visibleFacts(await recordsOf(log), by).facts;
  const { facts, amendments } = effectiveFacts(records, decode);
  const catalogue = catalogueOf(facts);
  const incident = incidentCalled(facts, request.incident);
  if (isRefusal(incident)) return incident;
  const policy = policyNamed(catalogue, scaleOf(facts), request.policy, now);
  if (isRefusal(policy)) return policy;
  const setting = incidentSetting(facts, catalogue, atWorkUntil(facts, now, progress), holidays);
  const detail = incidentDetail({ incident, setting });
  const { span, affected } = detail;
  if (span === undefined) {
    return refuse(
      `no fault is linked to incident "${incident.name}", so there is nothing to review; incident suggest finds what belongs to a fault`,
    );
  }
  const services = affected.filter(({ isService }) => isService).map(({ component }) => component);
  const fallbacks = fallbacksOf();
  const replayed = replay(facts, { until: now, during: fallbacks.during });
  const counted = { facts, services, span, policy, now, holidays };
  const availability = availabilityOf({ ...counted, replayed, unit: 'span', progress });
  if (isRefusal(availability)) return availability;
  const objectives = objectivesOf({ ...counted, replayed, fallbacks: fallbacks.rows() });
  if (isRefusal(objectives)) return objectives;
  const contradictions = contradictionsIn(facts, span).filter(
    (row) => affected.some(({ component }) => component === row.component) && row.to > span.from,
  );
  const blames: BlameReport[] = [];
  for (const rule of BLAME_RULES) {
    const blame = blameReport({ ...counted, rule, unit: 'span' });
    if (isRefusal(blame)) return blame;
    blames.push(blame);
  }
  const whatIfs = whatIfsOf(facts, source, request, span, editor);
  if (isRefusal(whatIfs)) return whatIfs;
  const restated = restatementsIn({ records, decode, holidays, progress });
  if (isRefusal(restated)) return restated;
  const detected = detectedIn(facts, detail, span);
  const linked = new Set([...incident.linked.map(({ fact }) => fact.id), ...incident.missing]);
  const byId = new Map(records.map((one) => [one.fact.id, one]));
  return {
    detail,
    span,
    now,
    policy,
    summary: sentencesOf(detail, facts, detected),
    availability,
    blames,
    objectives,
    detected,
    moments: momentsOf(facts, detail, span, catalogue),
    contradictions,
    explained: wouldExplain(facts, span, contradictions),
    whatIfs,
    questions: openQuestions(facts, incident.linked, services, span),
    corrections: inFoldOrder(amendments).filter(
      (one) => isA(one, 'Corrected', 'Retracted') && one.fact.data.fact !== undefined && linked.has(one.fact.data.fact),
    ),
    restated: restated.filter((one) => one.restated.length > 0),
    factOf: (id) => byId.get(id),
    nameOf: (component) => displayName(catalogue, component, span.from),
  };
};

/**
 * The scenarios saved in the log, the last of each name, then those told, all over the incident's span and on the facts reviewed, so that one
 * column tells how it was. One saved that no longer fits its log says why; one told that does not is refused.
 */
const whatIfsOf = (
  facts: readonly Recorded[],
  source: Source,
  { policy, zone, scenarios }: ReviewRequest,
  span: Interval,
  editor: ModelEditor,
): readonly ReviewedWhatIf[] | Refusal => {
  const asked = { from: formatInstant(span.from), to: formatInstant(span.to), policy, service: [], zone };
  const saved = new Map(
    inFoldOrder(facts).flatMap((one) => (isA(one, 'ScenarioSaved') ? [[one.fact.data.scenario, one.fact.id] as const] : [])),
  );
  const found: ReviewedWhatIf[] = [];
  for (const [name, fact] of saved) {
    const comparison = comparedOn(facts, { kind: 'saved', name }, source, asked, editor);
    found.push({ name, fact, comparison: isRefusal(comparison) ? comparison.refused : comparison });
  }
  for (const scenario of scenarios) {
    const comparison = comparedOn(facts, scenario, source, asked, editor);
    if (isRefusal(comparison)) return comparison;
    found.push({ name: scenario.name, fact: undefined, comparison });
  }
  return found;
};

/** The first observation that tells of it, or the first call, of a component it impaired, while it did. */
const detectedIn = (facts: readonly Recorded[], { affected, scale }: IncidentDetail, span: Interval): Seen | undefined => {
  const found = inFoldOrder(facts).find((one) => {
    const component = componentSeen(one);
    const at = one.fact.occurredAt?.best;
    if (component === undefined || at === undefined) return false;
    if (isA(one, 'StatusObserved') && scale.names.indexOf(one.fact.data.level) < scale.impaired) return false;
    return affected.some((each) => each.component === component && each.stretches.some(({ from, to }) => from <= at && at <= to));
  });
  if (found === undefined) return undefined;
  return { recorded: found, component: componentSeen(found) ?? '', after: (found.fact.occurredAt?.best ?? span.from) - span.from };
};

const componentSeen = (one: Recorded): string | undefined =>
  isA(one, 'StatusObserved') ? one.fact.data.component : isA(one, 'CallLogged') ? one.fact.data.system : undefined;

/** Just before the first fault, when most services were down, and when the first of them was back. */
const momentsOf = (
  facts: readonly Recorded[],
  detail: IncidentDetail,
  span: Interval,
  catalogue: ReturnType<typeof catalogueOf>,
): readonly Moment[] => {
  const { affected, scale } = detail;
  const rows = affected
    .filter(({ isService }) => isService)
    .flatMap(({ stretches }) => stretches.filter(({ level }) => level === scale.down));
  const downAt = (at: Instant): number => rows.filter(({ from, to }) => from <= at && at < to).length;
  const worst = rows.map(({ from }) => from).toSorted((a, b) => downAt(b) - downAt(a) || a - b)[0] ?? span.from;
  const ends = rows.map(({ to }) => to).filter((to) => to > worst);
  const better = ends.length === 0 ? span.to : Math.min(...ends);
  const asked: readonly (readonly [title: string, at: Instant, said: Instant])[] = [
    ['Just before', span.from - 1, span.from],
    ['At its worst,', worst, worst],
    ['When the first service was back,', better, better],
  ];
  const graphs = new Map<string, GraphAt>();
  const during = (world: World, from: Instant, to: Instant): void => {
    for (const [title, at] of asked) {
      if (from <= at && at < to)
        graphs.set(
          title,
          graphAt(
            world,
            affected.map(({ component }) => component),
            catalogue,
            at,
          ),
        );
    }
  };
  replay(facts, { until: better + 1, during });
  return asked.flatMap(([title, , said]) => {
    const graph = graphs.get(title);
    return graph === undefined ? [] : [{ title, said, graph }];
  });
};
