// Every outage of each service against its recovery-time objective, in the time its calendar works (S7). An outage is one as the policy
// counts it; it is judged whole, also where it reaches out of the span. Beside it, the fallbacks that were in force behind the service.
import { catalogueOf, displayName, lastWithin } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { Replay } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { hoursBook, type HoursBook } from '#domain/time/hours-book.ts';
import { passedOf, type Duration, type Instant, type Interval } from '#domain/time/instant.ts';
import { checkObjective, type ObjectiveCheck } from '#domain/time/objective.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import { whenOver } from '#domain/time/working-time.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { approximateInstants } from './approximate.ts';
import { countersOf } from './availability.ts';
import { fallbacksBehind, type Fallback } from './fallbacks.ts';
import type { Range, surely } from './ranges.ts';
import { promisedAt } from './services.ts';

export interface ObjectiveRow extends Interval, ObjectiveCheck {
  readonly open: boolean;
  /** Its length on the clock, and in agreed service time. */
  readonly raw: Duration;
  readonly counted: Duration;
  /** Least and most, where uncertain times move it and it can be followed through them (S4.4). */
  readonly range?: ObjectiveRange | undefined;
}

export interface ObjectiveRange {
  readonly raw: Range<Duration>;
  readonly counted: Range<Duration>;
  /** Undefined without an objective, and while it runs in all of them. */
  readonly margin: Range<Duration> | undefined;
  /** `depends`: met by some of the times there may have been, and missed or not decided by others. */
  readonly verdict: ReturnType<typeof surely>;
}

export interface ServiceObjectives {
  readonly service: ComponentId;
  readonly name: string;
  /** Where its working days begin. */
  readonly zone: string;
  readonly outages: readonly ObjectiveRow[];
  /** Where uncertain times reach the service and its outages cannot be followed through them: how many there may have been. */
  readonly mayHaveBeen?: Range<number> | undefined;
  /** Those in force within the span, of the service and of what it requires. */
  readonly fallbacks: readonly Fallback[];
}

export interface ObjectivesReport extends Interval {
  readonly policy: Policy;
  readonly scale: Scale;
  readonly now: Instant;
  readonly approximate: ReadonlySet<Instant>;
  readonly services: readonly ServiceObjectives[];
}

export interface ObjectivesRequest {
  readonly facts: readonly Recorded[];
  readonly replayed: Replay;
  /** Of the same replay. */
  readonly fallbacks: readonly Fallback[];
  readonly services: readonly ComponentId[];
  readonly span: Interval;
  readonly policy: Policy;
  readonly now: Instant;
  readonly holidays: HolidaySource;
  /** `all`: as of a simulation, which no records can lack. */
  readonly records?: 'all';
}

export const objectivesOf = (request: ObjectivesRequest): ObjectivesReport | Refusal => {
  const { facts, replayed, services, span, policy, now } = request;
  const catalogue = catalogueOf(facts);
  const book = hoursBook(catalogue, request.holidays);
  const outagesOf = objectiveRows({ ...request, book });
  const inSpan = request.fallbacks.filter(({ from, to }) => from < span.to && to > span.from);
  const found: ServiceObjectives[] = [];
  for (const service of services) {
    const outages = outagesOf(service);
    if (isRefusal(outages)) return outages;
    const asOf = lastWithin(catalogue.components, service, passedOf(span, now));
    found.push({
      service,
      name: displayName(catalogue, service, asOf),
      zone: book.zoneOf(service, asOf) ?? policy.zone,
      outages,
      fallbacks: fallbacksBehind(service, replayed.world.model, inSpan),
    });
  }
  return { ...span, policy, scale: replayed.scale, now, approximate: approximateInstants(facts), services: found };
};

/** The outages that touch the span, of any service, each against its objective. `book`: of these facts. */
export const objectiveRows = (
  request: Omit<ObjectivesRequest, 'fallbacks' | 'services'> & { readonly book: HoursBook },
): ((service: ComponentId) => readonly ObjectiveRow[] | Refusal) => {
  const { facts, span, policy, book } = request;
  const catalogue = catalogueOf(facts);
  const counting = countersOf(request);
  return (service) => {
    const count = counting(service);
    const hours = book.ofComponent(service);
    if (isRefusal(count)) return count;
    if (isRefusal(hours)) return hours;
    return count(span).outages.map(({ from, to, open, whole }): ObjectiveRow => {
      const zone = book.zoneOf(service, from) ?? policy.zone;
      const check = checkObjective({ from, to, open }, promisedAt(catalogue, service, from) ?? {}, (wait) =>
        whenOver(from, wait, hours, zone),
      );
      return { from, to, open, raw: to - from, counted: whole, ...check };
    });
  };
};
