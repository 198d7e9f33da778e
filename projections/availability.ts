// Availability of services by period, under one policy that is always named (S7). One replay; then each cell is counted from a
// service's intervals, its agreed service time of the day and the records there are. Quarters and years are rolled up from their months.
import type { Recorded } from '#domain/facts/fact.ts';
import type { Replay } from '#domain/impact/replay.ts';
import type { LevelInterval } from '#domain/impact/timeline.ts';
import type { Level, Scale } from '#domain/impact/scale.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { counterOf, meetsTarget, type Figures } from '#domain/time/availability.ts';
import { BEGINNING, END_OF_TIME, passedOf, type Instant, type Interval } from '#domain/time/instant.ts';
import { clip, intersect, normalise, totalLength, without, type Intervals } from '#domain/time/intervals.ts';
import { reportingPeriods, wholeSpan, type Period, type PeriodUnit } from '#domain/time/period.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { Ratio } from '#domain/time/ratio.ts';
import type { HolidaySource, ServiceHours } from '#domain/time/service-calendar.ts';
import type { History } from '#domain/time/timeline.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { catalogueOf, displayName, lastWithin, type Catalogue } from '#domain/facts/catalogue.ts';
import { coverageOf } from './coverage.ts';
import { hoursBook, type HoursBook } from '#domain/time/hours-book.ts';
import { together } from './group-figures.ts';
import { notesOnWindows, plannedIn, windowsWithin } from './planned.ts';
import { cellNumbers, NOT_MONOTONE } from './cell-numbers.ts';
import { downtimeRange, rangesOf, type Counted, type FigureRange, type Ranges, type RangesRequest } from './ranges.ts';
import { partsIn, rolledUp } from './rolled-up.ts';
import { restsOn, type RestsOn } from './uncertainty.ts';
import { promisedWithin } from './services.ts';

export interface AvailabilityCell {
  readonly period: Period;
  readonly figures: Figures;
  /** The period's figure, rolled up by the policy where it is made of months. */
  readonly availability: Ratio | 'no data';
  /** Promised at the period's end, in percent. */
  readonly target: number | undefined;
  /** Undefined without a target or without data. */
  readonly met: boolean | undefined;
  /** Facts with uncertain times that the downtime, and the time at risk, rest on (S4.3). */
  readonly restsOn: { readonly downtime: readonly Recorded[]; readonly atRisk: readonly Recorded[] };
  /** Least and most, where an uncertain time moves the figure (S4.4). */
  readonly range: FigureRange | undefined;
  /** The same of every figure by its name, where an uncertain time reaches the service or group. */
  readonly ranges: Ranges | undefined;
}

export interface ServiceAvailability {
  readonly service: ComponentId;
  readonly name: string;
  /** Name of the calendar it is promised by at the end of the span, or `always`. */
  readonly hours: string;
  readonly cells: readonly AvailabilityCell[];
  /** Over all periods, rolled up by the policy. */
  readonly overall: AvailabilityCell;
  /** Its levels, its planned downtime and the time without records over the span, as far as it has passed; none of a group. */
  readonly levels: readonly LevelInterval[];
  readonly planned: Intervals;
  readonly unrecorded: Intervals;
}

export interface AvailabilityReport extends Interval {
  readonly unit: PeriodUnit;
  readonly policy: Policy;
  readonly scale: Scale;
  readonly now: Instant;
  readonly services: readonly ServiceAvailability[];
  /** Of the groups asked for, by the name of their row: for each period and then for the whole. */
  readonly groupRanges: ReadonlyMap<string, readonly Ranges[]>;
  /** What a reader should know of what was not counted. */
  readonly notes: readonly string[];
}

export interface AvailabilityRequest {
  readonly facts: readonly Recorded[];
  /** A replay of the facts up to now. */
  readonly replayed: Replay;
  readonly services: readonly ComponentId[];
  /** Members of the groups whose ranges are counted. */
  readonly groups?: ReadonlyMap<string, readonly ComponentId[]> | undefined;
  readonly span: Interval;
  readonly unit: PeriodUnit;
  readonly policy: Policy;
  readonly now: Instant;
  readonly holidays: HolidaySource;
  /** `untold`: neither ranges nor what a figure rests on, which cost a replay for each uncertain time and more. */
  readonly uncertainty?: 'untold' | undefined;
  /** Ranges of means too: they cost a replay for each combination of ends. */
  readonly means?: boolean | undefined;
  readonly progress?: (done: number, total: number) => void;
}

export const availabilityOf = (request: AvailabilityRequest): AvailabilityReport | Refusal => {
  const { replayed, span, unit, policy, now } = request;
  const services: ServiceAvailability[] = [];
  const countingFrom = countedFrom(request);
  const catalogue = catalogueOf(request.facts);
  const passed = { from: span.from, to: Math.min(span.to, now) };
  const periods = reportingPeriods(span, unit, policy.zone, policy.yearStart);
  const whole = wholeSpan(span, policy.zone);
  const parts = partsIn(periods, whole, policy);
  const uncertain = uncertaintyOf(request, catalogue, [...periods, whole]);
  const restsOnOf = (service: ComponentId, period: Interval): AvailabilityCell['restsOn'] => ({
    downtime: uncertain.facts.get(keyOf('down', service, period)) ?? [],
    atRisk: uncertain.facts.get(keyOf('at risk', service, period)) ?? [],
  });
  const windows = windowsWithin(request.facts, passed);
  const allRanges = rangesIn(request, [...periods, whole], parts);
  for (const service of request.services) {
    const found = countingFrom(service);
    if (isRefusal(found)) return found;
    const count = counterOf({ ...found, policy, scale: replayed.scale, now });
    const asOf = lastWithin(catalogue.components, service, passedOf(span, now));
    const cellOf = (period: Period, place: number): AvailabilityCell => {
      const figures = count(period);
      const availability = rolledUp(parts[place] ?? [period], count, policy);
      const target = targetIn(catalogue, service, period, now);
      const ranged = allRanges.get(service)?.[place];
      const met = target === undefined || availability === 'no data' ? undefined : meetsTarget(availability, target);
      return {
        period,
        figures,
        availability,
        target,
        met,
        restsOn: restsOnOf(service, period),
        range: downtimeRange(ranged),
        ranges: ranged,
      };
    };
    services.push({
      service,
      name: displayName(catalogue, service, asOf),
      hours:
        policy.hours === 'component'
          ? (promisedWithin(catalogue, service, { from: span.from, to: asOf + 1 })?.hours ?? 'always')
          : policy.hours,
      cells: periods.map(cellOf),
      overall: cellOf(whole, periods.length),
      levels: clip(replayed.timeline.get(service) ?? [], passed),
      planned: intersect(
        clip(found.history.planned, passed),
        normalise((replayed.timeline.get(service) ?? []).filter(isWorse(replayed.scale))),
      ),
      unrecorded: without(passed, found.history.records),
    });
  }
  return {
    ...span,
    unit,
    policy,
    scale: replayed.scale,
    now,
    services,
    groupRanges: new Map([...allRanges].filter(([id]) => request.groups?.has(id) === true)),
    notes: [...notesOnWindows(windows, policy.planned), ...untracedNote(uncertain)],
  };
};

/** Worse than full service, or unknown. */
const isWorse =
  ({ impaired, unknown }: Scale) =>
  ({ level }: LevelInterval): boolean =>
    level >= impaired || level === unknown;

const targetIn = (catalogue: Catalogue, service: ComponentId, period: Interval, now: Instant): number | undefined =>
  promisedWithin(catalogue, service, passedOf(period, now))?.target;

/** Ranges of the figures of periods, each rolled up from its parts. */
const rangesIn = (
  request: AvailabilityRequest,
  periods: readonly Period[],
  parts: readonly (readonly Interval[])[],
): ReadonlyMap<string, readonly Ranges[]> => {
  if (request.uncertainty === 'untold') return new Map();
  const { facts, replayed, span, policy, now, services, groups, means = false, progress } = request;
  const catalogue = catalogueOf(facts);
  const book = hoursBook(catalogue, request.holidays);
  const countAll: RangesRequest['countAll'] = (moved, other) => {
    const counting = countersOf({ ...request, facts: moved, replayed: other, book });
    const countedIn = (service: ComponentId) => {
      const count = counting(service);
      if (isRefusal(count)) return [];
      return periods.map((period, place) => {
        const figures = count(period);
        const own = parts[place] ?? [period];
        return { period, figures, availability: own[0] === period ? figures.availability : rolledUp(own, count, policy) };
      });
    };
    return (id) => {
      const members = groups?.get(id)?.map(countedIn);
      if (members === undefined) {
        return countedIn(id).map(({ period, figures, availability }): Counted =>
          cellNumbers(figures, availability, targetIn(catalogue, id, period, now), means),
        );
      }
      return periods.flatMap((_, place): readonly Counted[] => {
        const cells = members.flatMap((cell) => cell[place] ?? []);
        if (cells.length === 0) return [];
        const figures = together(cells, policy.rollup);
        return [cellNumbers(figures, figures.availability, undefined, means)];
      });
    };
  };
  return rangesOf({
    facts,
    scale: replayed.scale,
    span,
    now,
    services,
    groups,
    countAll,
    notMonotone: NOT_MONOTONE,
    combined: means,
    progress,
  });
};

const keyOf = (what: string, service: ComponentId, { from, to }: Interval): string => JSON.stringify([what, service, from, to]);

/** What each cell's downtimes and time at risk rest on: compared as intervals, or where every hour counts alike as lengths. */
const uncertaintyOf = (request: AvailabilityRequest, catalogue: Catalogue, periods: readonly Interval[]): RestsOn => {
  const { facts, replayed: base, services, span, policy, progress } = request;
  if (request.uncertainty === 'untold') return { facts: new Map(), untraced: 0 };
  const { atRisk, unknown } = base.scale;
  const isDown = (level: Level): boolean => level >= policy.countFrom && level !== unknown;
  const alike = (service: ComponentId, period: Interval): boolean =>
    (policy.hours === 'component' ? (promisedWithin(catalogue, service, period)?.hours ?? 'always') : policy.hours) === 'always';
  const shapeOf = (levels: readonly LevelInterval[], period: Interval, service: ComponentId, wanted: (level: Level) => boolean): string => {
    const parts = clip(levels, period).filter(({ level }) => wanted(level));
    return alike(service, period) ? `${totalLength(parts)}` : parts.map(({ from, to }) => `${from} ${to}`).join();
  };
  const differing = function* (moved: Replay): Iterable<string> {
    for (const service of services) {
      const [was, is] = [base.timeline.get(service) ?? [], moved.timeline.get(service) ?? []];
      for (const period of periods) {
        if (shapeOf(was, period, service, isDown) !== shapeOf(is, period, service, isDown)) yield keyOf('down', service, period);
        const risky = (level: Level): boolean => level === atRisk;
        if (shapeOf(was, period, service, risky) !== shapeOf(is, period, service, risky)) yield keyOf('at risk', service, period);
      }
    }
  };
  return restsOn(facts, base, span, differing, progress);
};

const untracedNote = ({ untraced }: RestsOn): readonly string[] =>
  untraced === 0 ? [] : [`${untraced} facts have uncertain times, too many to say which figures rest on them`];

export type CountingRequest = Pick<AvailabilityRequest, 'facts' | 'replayed' | 'policy' | 'now' | 'holidays'> & {
  /** Hours compiled before, where the same calendars are counted by again. */
  readonly book?: HoursBook;
  /** `all`: every instant counts, as in a simulation, which no records can lack. Default: where records exist (S5.6). */
  readonly records?: 'all';
};

/** What a service's figures are counted from: its history, and its agreed service time. */
export interface CountedFrom {
  readonly history: History;
  readonly hours: ServiceHours;
}

export const countedFrom = ({
  facts,
  replayed,
  policy,
  holidays,
  records,
  book = hoursBook(catalogueOf(facts), holidays),
}: CountingRequest): ((service: ComponentId) => CountedFrom | Refusal) => {
  const catalogue = catalogueOf(facts);
  const coverage = records === 'all' ? () => [{ from: BEGINNING, to: END_OF_TIME }] : coverageOf(facts, catalogue);
  const planned = plannedIn(facts, replayed, policy.planned);
  return (service) => {
    const hours = policy.hours === 'component' ? book.ofComponent(service) : book.named(policy.hours);
    if (isRefusal(hours)) return hours;
    const levels = goingOn(replayed.timeline.get(service) ?? [], replayed.until);
    return { hours, history: { levels, records: coverage(service), planned: planned(service) } };
  };
};

/** For each service the function that counts any period of it. */
export const countersOf = (request: CountingRequest): ((service: ComponentId) => ((period: Interval) => Figures) | Refusal) => {
  const from = countedFrom(request);
  const { policy, replayed, now } = request;
  return (service) => {
    const found = from(service);
    return isRefusal(found) ? found : counterOf({ ...found, policy, scale: replayed.scale, now });
  };
};

/** A level that lasts to the replay's end goes on from there, as far as anybody knows. */
const goingOn = (levels: readonly LevelInterval[], until: Instant): readonly LevelInterval[] =>
  levels.map((interval) => (interval.to === until ? { ...interval, to: END_OF_TIME } : interval));
