// An incident with what its faults did: the components they impaired and when, the span from its first fault to the last recovery, and how
// bad it is, by rule and by people. O(stretches).
import { displayName, type Catalogue } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { Level, Scale } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import { hoursBook, type HoursBook } from '#domain/time/hours-book.ts';
import { totalLength } from '#domain/time/intervals.ts';
import type { Duration, Instant, Interval } from '#domain/time/instant.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { approximateInstants } from './approximate.ts';
import type { AtWork, Impairment } from './at-work.ts';
import { impairedBy } from './connected.ts';
import type { Incident } from './incidents.ts';
import { servicesOf } from './services.ts';
import { severityOf, type Severity } from './severity.ts';

export interface Affected {
  readonly component: ComponentId;
  readonly name: string;
  readonly isService: boolean;
  readonly worst: Level;
  readonly downtime: Duration;
  readonly stretches: readonly Impairment[];
}

export interface IncidentDetail {
  readonly incident: Incident;
  readonly scale: Scale;
  readonly approximate: ReadonlySet<Instant>;
  /** Linked faults, in fold order. */
  readonly faults: readonly Fault[];
  /** From the first linked fault to the end of what they impaired; undefined where no fault is linked. */
  readonly span: Interval | undefined;
  /** Something is impaired still, as far as is known. */
  readonly open: boolean;
  readonly affected: readonly Affected[];
  readonly byRule: Severity;
}

export interface DetailRequest {
  readonly incident: Incident;
  readonly setting: IncidentSetting;
}

/** What every incident of a log is held against; made once. */
export interface IncidentSetting {
  readonly catalogue: Catalogue;
  readonly work: AtWork;
  readonly book: HoursBook;
  /** Places in the order in which reports show services. */
  readonly services: ReadonlyMap<ComponentId, number>;
  readonly approximate: ReadonlySet<Instant>;
}

export const incidentSetting = (
  facts: readonly Recorded[],
  catalogue: Catalogue,
  work: AtWork,
  holidays: HolidaySource,
): IncidentSetting => ({
  catalogue,
  work,
  book: hoursBook(catalogue, holidays),
  services: new Map(servicesOf(catalogue).map((service, place) => [service, place])),
  approximate: approximateInstants(facts),
});

export const incidentDetail = ({ incident, setting }: DetailRequest): IncidentDetail => {
  const { catalogue, work, book, services, approximate } = setting;
  const { replayed } = work;
  const faults = incident.linked.flatMap(({ fact }) => work.faults.get(fact.id) ?? []);
  const impaired = impairedBy(work, new Set(faults.map(({ began }) => began.fact.id)));
  const impairedServices = [...impaired.keys()]
    .filter((id) => services.has(id))
    .toSorted((a, b) => (services.get(a) ?? 0) - (services.get(b) ?? 0));
  const affected = [...impaired].map(([component, stretches]): Affected => ({
    component,
    name: displayName(catalogue, component, stretches[0]?.from ?? 0),
    isService: services.has(component),
    worst: stretches.reduce((worst, { level }) => Math.max(worst, level), 0),
    downtime: totalLength(stretches.filter(({ level }) => level === replayed.scale.down)),
    stretches,
  }));
  const first = faults.reduce<Instant | undefined>((min, { began }) => Math.min(min ?? Infinity, began.fact.occurredAt.best), undefined);
  const last = affected.flatMap(({ stretches }) => stretches.map(({ to }) => to)).reduce((max, to) => Math.max(max, to), first ?? 0);
  return {
    incident,
    scale: replayed.scale,
    approximate,
    faults,
    span: first === undefined ? undefined : { from: first, to: Math.max(last, first + 1) },
    open: last === replayed.until,
    affected: affected.toSorted(
      (a, b) => rank(a, services) - rank(b, services) || (a.stretches[0]?.from ?? 0) - (b.stretches[0]?.from ?? 0),
    ),
    byRule: severityOf(impaired, impairedServices, replayed.scale, catalogue, book),
  };
};

/** Services first, in the order in which reports show them. */
const rank = ({ component }: Affected, services: ReadonlyMap<ComponentId, number>): number => services.get(component) ?? services.size;
