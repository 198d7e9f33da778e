// The outages of services in a span and what they are owed to, as one report (report downtime). Folds one replay with its ledger.
import { replay } from '#domain/impact/replay.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { catalogueOf, displayName, lastWithin } from '#domain/facts/catalogue.ts';
import { addedUp, outagesWithin, type OutageRow, type Share } from './downtime.ts';
import { hoursBook } from '#domain/time/hours-book.ts';
import { ledgerOf } from './ledger.ts';
import { approximateInstants } from './approximate.ts';
import type { CountedRequest } from './counted-request.ts';
import { notesOnWindows, plannedIn, windowsWithin, type PlannedOf } from './planned.ts';

export interface ServiceOutages {
  readonly service: ComponentId;
  readonly name: string;
  /** In order, planned downtime among them. */
  readonly outages: readonly OutageRow[];
  /** Over all outages that were not planned: what the service's downtime is owed to. */
  readonly owedTo: readonly Share[];
}

export interface OutageReport extends Interval {
  /** Instants whose time is not known exactly. */
  readonly approximate: ReadonlySet<Instant>;
  readonly policy: Policy;
  readonly scale: Scale;
  readonly now: Instant;
  readonly services: readonly ServiceOutages[];
  /** What a reader should know of what was not counted. */
  readonly notes: readonly string[];
}

export interface OutageRequest extends CountedRequest {
  readonly progress?: (done: number, total: number) => void;
}

/** Counts to now: what lies ahead of it is left out. */
export const outageReport = ({ facts, services, span, policy, now, holidays, progress }: OutageRequest): OutageReport | Refusal => {
  const wanted = new Set(services);
  const ledger = ledgerOf((id) => wanted.has(id));
  const until = Math.min(span.to, now);
  const replayed = replay(facts, { until, during: ledger.during, ...(progress === undefined ? {} : { progress }) });
  const { scale } = replayed;
  // Where planned downtime counts as any other it is an outage like any other.
  const planned: PlannedOf = policy.maintenance === 'down' ? () => [] : plannedIn(facts, replayed, policy.planned);
  const catalogue = catalogueOf(facts);
  const book = hoursBook(catalogue, holidays);
  const found: ServiceOutages[] = [];
  for (const service of services) {
    const hours = policy.hours === 'component' ? book.ofComponent(service) : book.named(policy.hours);
    if (isRefusal(hours)) return hours;
    const outages = outagesWithin(
      ledger.of(service),
      { from: span.from, to: until },
      policy.countFrom,
      scale.unknown,
      hours,
      planned(service),
    );
    found.push({
      service,
      name: displayName(catalogue, service, lastWithin(catalogue.components, service, { from: span.from, to: until })),
      outages,
      owedTo: addedUp(outages.flatMap((outage) => (outage.planned ? [] : outage.shares))),
    });
  }
  const notes = notesOnWindows(windowsWithin(facts, { from: span.from, to: until }), policy.planned);
  return { ...span, approximate: approximateInstants(facts), policy, scale, now, services: found, notes };
};
