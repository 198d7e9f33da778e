// Every outage of each service against its recovery-time objective, in the time its calendar works (S7). An outage is one as the policy
// counts it; it is judged whole, also where it reaches out of the span. Beside it, the fallbacks that were in force behind the service.
import { catalogueOf, displayName } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { Replay } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { hoursBook } from '#domain/time/hours-book.ts';
import type { Duration, Instant, Interval } from '#domain/time/instant.ts';
import { checkObjective, type ObjectiveCheck } from '#domain/time/objective.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import { whenOver } from '#domain/time/working-time.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { approximateInstants } from './approximate.ts';
import { countersOf } from './availability.ts';
import { fallbacksBehind, type Fallback } from './fallbacks.ts';
import { promisedAt } from './services.ts';

export interface ObjectiveRow extends Interval, ObjectiveCheck {
  readonly open: boolean;
  /** Its length on the clock, and in agreed service time. */
  readonly raw: Duration;
  readonly counted: Duration;
}

export interface ServiceObjectives {
  readonly service: ComponentId;
  readonly name: string;
  /** Where its working days begin. */
  readonly zone: string;
  readonly outages: readonly ObjectiveRow[];
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
  const { facts, replayed, services, span, policy, now, holidays } = request;
  const catalogue = catalogueOf(facts);
  const book = hoursBook(catalogue, holidays);
  const counting = countersOf(request);
  const inSpan = request.fallbacks.filter(({ from, to }) => from < span.to && to > span.from);
  const found: ServiceObjectives[] = [];
  for (const service of services) {
    const count = counting(service);
    const hours = book.ofComponent(service);
    if (isRefusal(count)) return count;
    if (isRefusal(hours)) return hours;
    const outages = count(span).outages.map(({ from, to, open, whole }): ObjectiveRow => {
      const zone = book.zoneOf(service, from) ?? policy.zone;
      const check = checkObjective({ from, to, open }, promisedAt(catalogue, service, from) ?? {}, (wait) =>
        whenOver(from, wait, hours, zone),
      );
      return { from, to, open, raw: to - from, counted: whole, ...check };
    });
    const asOf = Math.max(span.from, Math.min(span.to, now) - 1);
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
