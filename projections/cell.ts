// One figure taken apart (report … --explain): every interval of its period, what it is, what the policy counts it as, and the facts it rests
// on. The intervals tile the period; their counted time by what it counts as is the figure, exactly. One replay.
import { catalogueOf, displayName, lastWithin } from '#domain/facts/catalogue.ts';
import { isA, type Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import { faultsAtWork, firstCause } from '#domain/blame/first-cause.ts';
import { replay } from '#domain/impact/replay.ts';
import { UP, type Scale } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { World } from '#domain/impact/world.ts';
import { windowsOf } from '#domain/maintenance/planned-faults.ts';
import { tellsOfMaintenance, windowsIn, type Window } from '#domain/maintenance/windows.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { counterOf, meetsTarget, type Figures } from '#domain/time/availability.ts';
import { BEGINNING, passedOf, type Duration, type Instant, type Interval } from '#domain/time/instant.ts';
import { clip } from '#domain/time/intervals.ts';
import { periodsOf, type Period } from '#domain/time/period.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { Ratio } from '#domain/time/ratio.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import { segmentsOf, timelineOf, type Column, type CountsAs } from '#domain/time/timeline.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { approximateInstants } from './approximate.ts';
import { countedFrom } from './availability.ts';
import { availabilityIn } from './rolled-up.ts';
import { promisedWithin } from './services.ts';

/** A fault at work in an interval, and the facts that ended it. */
export interface FaultTold {
  readonly fault: Fault;
  readonly endedBy: readonly Recorded[];
}

export interface ExplainedInterval extends Interval {
  readonly column: Column;
  readonly countsAs: CountsAs;
  readonly raw: Duration;
  readonly counted: Duration;
  /** What its level is owed to by first cause; undefined where it is up, or nothing recorded explains it. */
  readonly cause: Fault | undefined;
  /** Every fault at work, the cause among them, in fold order. */
  readonly faults: readonly FaultTold[];
  /** Of planned time: the windows by which the faults at work are planned. */
  readonly windows: readonly Window[];
  /** Of other time: the last of such windows that was over when it began, so that no fault of theirs is planned any more. */
  readonly overran: readonly Window[];
}

export interface ExplainedCell {
  readonly service: ComponentId;
  readonly name: string;
  readonly period: Period;
  readonly policy: Policy;
  readonly scale: Scale;
  readonly now: Instant;
  readonly figures: Figures;
  readonly availability: Ratio | 'no data';
  readonly target: number | undefined;
  readonly met: boolean | undefined;
  /** The months it is rolled up from; empty where it is counted by itself. */
  readonly rolledUpFrom: readonly { readonly period: Period; readonly availability: Ratio | 'no data' }[];
  readonly intervals: readonly ExplainedInterval[];
  readonly approximate: ReadonlySet<Instant>;
}

export interface CellRequest {
  readonly facts: readonly Recorded[];
  readonly service: ComponentId;
  readonly period: Period;
  readonly policy: Policy;
  readonly now: Instant;
  readonly holidays: HolidaySource;
  readonly progress?: (done: number, total: number) => void;
}

export const explainCell = (request: CellRequest): ExplainedCell | Refusal => {
  const { facts, service, period, policy, now, progress } = request;
  const owed: (Interval & { readonly cause: Fault | undefined; readonly faults: readonly Fault[] })[] = [];
  const during = (world: World, from: Instant, to: Instant): void => {
    if (to <= period.from || from >= period.to || world.states.get(service)?.level === UP) return;
    const faults = [...faultsAtWork(world, service)].toSorted((a, b) => a.order - b.order);
    owed.push({ from, to, cause: firstCause(world, service), faults });
  };
  const replayed = replay(facts, { until: now, during, ...(progress === undefined ? {} : { progress }) });
  const { scale } = replayed;
  const found = countedFrom({ ...request, replayed })(service);
  if (isRefusal(found)) return found;
  const { history, hours } = found;
  const count = counterOf({ history, hours, policy, scale, now });
  const endsOf = endersOf(facts);
  const windows = tellsOfMaintenance(facts) ? windowsIn(facts, now) : [];
  const intervalOf = (span: Interval, column: Column, countsAs: CountsAs): readonly ExplainedInterval[] =>
    owedIn(owed, span).map(({ from, to, cause, faults }) => {
      const byFaults = new Set(faults.flatMap((fault) => windowsOf(fault, windows)));
      const planning =
        policy.planned === 'window' ? windowsAround(windows, { from, to }, service, cause) : windows.filter((one) => byFaults.has(one));
      const touching = planning.filter((window) => window.from < to && window.to > from);
      const last = planning
        .filter((window) => window.to <= from)
        .toSorted((a, b) => b.to - a.to)
        .slice(0, 1);
      return {
        from,
        to,
        column,
        countsAs,
        raw: to - from,
        counted: hours.timeBetween(from, to),
        cause,
        faults: faults.map((fault) => ({ fault, endedBy: endsOf(fault) })),
        windows: column !== 'planned' ? [] : touching.length > 0 ? touching : planning,
        overran: column === 'planned' ? [] : last,
      };
    });
  const catalogue = catalogueOf(facts);
  const passed = passedOf(period, now);
  const target = promisedWithin(catalogue, service, passed)?.target;
  const availability = availabilityIn(period, count, policy);
  const months = periodsOf(period, 'month', policy.zone);
  const isLong = months.length > 1 && period.to - period.from > 32 * 86_400_000;
  return {
    service,
    name: displayName(catalogue, service, lastWithin(catalogue.components, service, passed)),
    period,
    policy,
    scale,
    now,
    figures: count(period),
    availability,
    target,
    met: target === undefined || availability === 'no data' ? undefined : meetsTarget(availability, target),
    rolledUpFrom: isLong ? months.map((month) => ({ period: month, availability: count(month).availability })) : [],
    intervals: tiled(clip(segmentsOf(timelineOf(history, policy, scale, now)), period), {
      period,
      now,
      ...edgesOf(history.levels, policy, now),
    }).flatMap(({ column, countsAs, ...span }) => intervalOf(span, column, countsAs)),
    approximate: approximateInstants(facts),
  };
};

/** Windows that a stretch lies in, of the service or of the component its first cause lies on. */
const windowsAround = (windows: readonly Window[], span: Interval, service: ComponentId, cause: Fault | undefined): readonly Window[] =>
  windows.filter(
    ({ from, to, components }) =>
      from < span.to && to > span.from && (components.includes(service) || (cause !== undefined && components.includes(cause.component))),
  );

interface Piece extends Interval {
  readonly column: Column;
  readonly countsAs: CountsAs;
}

/** What time outside of a component's existence counts as by a policy. */
interface Edges {
  readonly firstExisted: Instant;
  readonly before: CountsAs;
  readonly ahead: CountsAs;
}

const edgesOf = (levels: readonly Interval[], { beforeExistence, edge }: Policy, now: Instant): Edges => ({
  firstExisted: levels[0]?.from ?? BEGINNING,
  before: beforeExistence === 'in' ? UP : 'out',
  ahead: edge === 'whole' && levels.some(({ from, to }) => from <= now && now < to) ? UP : 'out',
});

/** The pieces with what lies between them: time in which the component did not exist, and time that has not passed. */
const tiled = (
  pieces: readonly Piece[],
  { period, now, firstExisted, before, ahead }: Edges & { readonly period: Interval; readonly now: Instant },
): readonly Piece[] => {
  const elapsed = Math.max(period.from, Math.min(period.to, now));
  const all: Piece[] = [];
  let at = period.from;
  const absent = (to: Instant): void => {
    const born = Math.min(Math.max(firstExisted, at), to);
    if (at < born) all.push({ from: at, to: born, column: 'absent', countsAs: before });
    if (born < to) all.push({ from: born, to, column: 'absent', countsAs: 'out' });
  };
  for (const piece of pieces) {
    absent(piece.from);
    all.push(piece);
    at = piece.to;
  }
  absent(elapsed);
  if (elapsed < period.to) all.push({ from: elapsed, to: period.to, column: 'ahead', countsAs: ahead });
  return all;
};

interface Owed extends Interval {
  readonly cause: Fault | undefined;
  readonly faults: readonly Fault[];
}

/** A span cut where what it is owed to changes; neighbours owed to the same are one. */
const owedIn = (owed: readonly Owed[], span: Interval): readonly Owed[] => {
  const parts: Owed[] = [];
  const add = (part: Owed): void => {
    const last = parts.at(-1);
    if (part.from >= part.to) return;
    if (last !== undefined && last.cause === part.cause && sameFaults(last.faults, part.faults))
      parts[parts.length - 1] = { ...last, to: part.to };
    else parts.push(part);
  };
  let at = span.from;
  for (const part of clip(owed, span)) {
    add({ from: at, to: part.from, cause: undefined, faults: [] });
    add(part);
    at = part.to;
  }
  add({ from: at, to: span.to, cause: undefined, faults: [] });
  return parts;
};

const sameFaults = (a: readonly Fault[], b: readonly Fault[]): boolean =>
  a.length === b.length && a.every((fault, index) => fault === b[index]);

/** The facts that ended a fault: those that name it, or say that its component works again, at that instant. */
const endersOf = (facts: readonly Recorded[]): ((fault: Fault) => readonly Recorded[]) => {
  const ends = inFoldOrder(facts.filter((one) => isA(one, 'OutageEnded', 'ObservationReleased', 'StatusObserved')));
  return (fault) =>
    fault.ended === undefined
      ? []
      : ends.filter(({ fact }) => {
          if (fact.occurredAt?.best !== fault.ended || !('component' in fact.data) || fact.data.component !== fault.component) return false;
          if (fact.type === 'OutageEnded') return fact.data.fault === undefined || fact.data.fault === fault.name;
          return fault.began.fact.type === 'StatusObserved' && fact.id !== fault.began.fact.id;
        });
};
