// Figures we published that the log would now give otherwise, at the published decimals: the two values, and the facts responsible, which
// are those recorded since that make the difference. Each is left out in turn; where no single one does, each is added alone to what was
// known; where that does not either, they are responsible together. Counted under the policy of the day and to the instant of publication,
// so that only what became known makes a difference. One replay a publication, and two more for each fact recorded since, if a figure moved.
import { catalogueOf, displayName } from '#domain/facts/catalogue.ts';
import { pushTo } from '#domain/grouped.ts';
import { effectiveFacts, type DecodeData } from '#domain/facts/effective.ts';
import { isA, type FactOf, type Recorded } from '#domain/facts/fact.ts';
import type { FactId, PublishedFigure } from '#domain/facts/types.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { periodLabelled } from '#domain/time/period-named.ts';
import { ofNumber, percent, roundHalfUp } from '#domain/time/ratio.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { figuresBy } from './figures.ts';
import { policyNamed } from './policies.ts';

type Publishing = Recorded<FactOf<'ReportPublished'>>;

export interface RestatedFigure {
  readonly service: ComponentId;
  readonly name: string;
  readonly period: string;
  readonly measure: string;
  readonly published: string;
  /** Undefined where there is no data now. */
  readonly now: string | undefined;
  /** Recorded since, in the order of the log. */
  readonly because: readonly Recorded[];
}

export interface Restatement {
  readonly report: string;
  readonly publishing: Publishing;
  readonly policy: string;
  readonly root: string;
  /** Figures published, and those that are as they were. */
  readonly figures: number;
  readonly restated: readonly RestatedFigure[];
}

export interface RestatedRequest {
  /** All that is visible in the log, corrections and retractions among it, in the log's order. */
  readonly records: readonly Recorded[];
  readonly decode: DecodeData;
  readonly holidays: HolidaySource;
  readonly progress: (done: number, total: number) => void;
}

/** Our own publications, the last edition of each report; `report`: only that one. */
export const restatementsIn = (request: RestatedRequest, report?: string): readonly Restatement[] | Refusal => {
  const editions = new Map<string, Publishing>();
  for (const one of effectiveFacts(request.records, request.decode).facts) {
    if (!isA(one, 'ReportPublished') || one.fact.data.made === undefined) continue;
    if (report === undefined || one.fact.data.report === report) editions.set(one.fact.data.report, one);
  }
  const restatements: Restatement[] = [];
  for (const publishing of editions.values()) {
    const restatement = restatementOf(publishing, request);
    if (isRefusal(restatement)) return restatement;
    restatements.push(restatement);
  }
  return restatements;
};

const restatementOf = (publishing: Publishing, request: RestatedRequest): Restatement | Refusal => {
  const { records } = request;
  const { report, figures, made } = publishing.fact.data;
  if (made === undefined) throw new Error('a report of others is no publication of ours');
  const today = valuesOf(figures, records, publishing, made.policy, request);
  if (isRefusal(today)) return today;
  const moved = figures.flatMap((figure, index) => (today[index] === shown(figure) ? [] : [index]));
  const because = moved.length === 0 ? new Map<number, readonly Recorded[]>() : responsible(figures, moved, today, publishing, request);
  if (isRefusal(because)) return because;
  const catalogue = catalogueOf(effectiveFacts(records, request.decode).facts);
  return {
    report,
    publishing,
    policy: made.policy,
    root: made.root,
    figures: figures.length,
    restated: moved.map((index): RestatedFigure => {
      const figure = figures[index] as PublishedFigure;
      return {
        service: figure.service,
        name: displayName(catalogue, figure.service, publishing.fact.occurredAt.best),
        period: figure.period,
        measure: figure.measure,
        published: shown(figure),
        now: today[index],
        because: because.get(index) ?? [],
      };
    }),
  };
};

export const shown = ({ value, decimals }: PublishedFigure): string => roundHalfUp(ofNumber(value), decimals);

/** Each figure as some of the log's records give it, at its decimals; undefined where they give no data. */
const valuesOf = (
  figures: readonly PublishedFigure[],
  records: readonly Recorded[],
  publishing: Publishing,
  policyName: string,
  { decode, holidays }: RestatedRequest,
): readonly (string | undefined)[] | Refusal => {
  const { facts } = effectiveFacts(records, decode);
  const at = publishing.fact.occurredAt.best;
  const policy = policyNamed(catalogueOf(facts), scaleOf(facts), policyName, at);
  if (isRefusal(policy)) return policy;
  const figureOf = figuresBy(facts, policy, at, holidays);
  const values: (string | undefined)[] = [];
  for (const { service, period, decimals } of figures) {
    const span = periodLabelled(period, policy);
    const value = isRefusal(span) ? span : figureOf(service, span);
    if (isRefusal(value)) return refuse(value.refused, `report ${publishing.fact.data.report} ${service} ${period}`);
    values.push(value === 'no data' ? undefined : percent(value, decimals));
  }
  return values;
};

/** The facts recorded since that each moved figure is owed to. */
const responsible = (
  figures: readonly PublishedFigure[],
  moved: readonly number[],
  today: readonly (string | undefined)[],
  publishing: Publishing,
  request: RestatedRequest,
): ReadonlyMap<number, readonly Recorded[]> | Refusal => {
  const policy = publishing.fact.data.made?.policy ?? '';
  const since = recordedSince(publishing, request.records);
  const known = new Set(since.map(({ fact }) => fact.id));
  const without = (left: (id: FactId) => boolean): readonly (string | undefined)[] | Refusal =>
    valuesOf(
      figures,
      request.records.filter(({ fact }) => !left(fact.id)),
      publishing,
      policy,
      request,
    );
  const [leftOut, alone] = [new Map<number, Recorded[]>(), new Map<number, Recorded[]>()];
  for (const [done, one] of since.entries()) {
    request.progress(done, since.length);
    const lacking = without((id) => id === one.fact.id);
    const only = without((id) => known.has(id) && id !== one.fact.id);
    // Without a fact that others amend, or a policy that a later one needs, there may be no figure at all: that is a difference too.
    for (const index of moved) {
      if (isRefusal(lacking) || lacking[index] !== today[index]) pushTo(leftOut, index, one);
      const figure = figures[index];
      if (!isRefusal(only) && figure !== undefined && only[index] !== shown(figure)) pushTo(alone, index, one);
    }
  }
  return new Map(moved.map((index) => [index, leftOut.get(index) ?? alone.get(index) ?? since]));
};

/** What was recorded after a publication, or became visible after it with an import that was completed later, and can move a figure. */
const recordedSince = (publishing: Publishing, records: readonly Recorded[]): readonly Recorded[] => {
  const place = records.findIndex(({ fact }) => fact.id === publishing.fact.id);
  const isLater = ({ recordedAt }: Recorded, index: number): boolean =>
    recordedAt > publishing.recordedAt || (recordedAt === publishing.recordedAt && index > place);
  const completedLater = new Set(records.filter(isLater).flatMap((one) => (isA(one, 'ImportCompleted') ? [one.fact.data.import] : [])));
  return records.filter(
    (one, index) =>
      !isA(one, 'ReportPublished', 'ImportCompleted', 'NoteAdded', 'CallLogged', 'ScenarioSaved') &&
      (isLater(one, index) || (one.fact.import !== undefined && completedLater.has(one.fact.import))),
  );
};
