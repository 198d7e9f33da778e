// The connected set of faults and their consequences in time, from one or more faults outwards, as what may belong to one incident: what a
// fault is a consequence of and what came from it; faults at work in the same outage of a service (of any component, where none is a
// service); then what ended, moved, released or observed the components these faults impaired while they did, and calls about them.
// Only suggested: people link. O(faults² of an outage + facts).
import { isA, type Recorded } from '#domain/facts/fact.ts';
import { foldedAt, inFoldOrder } from '#domain/facts/fold-order.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { AtWork, Impairment } from './at-work.ts';

/** Why a fact is suggested; `of`: the fault or component it hangs on. */
export interface Connection {
  readonly recorded: Recorded;
  readonly as: 'start' | 'consequence' | 'cause' | 'same-outage' | 'end' | 'fail-over' | 'observation' | 'call';
  readonly of: string;
}

/** In fold order; the faults one starts from among them. */
export const connectedTo = (
  facts: readonly Recorded[],
  work: AtWork,
  services: readonly ComponentId[],
  start: ReadonlySet<FactId>,
): readonly Connection[] => {
  const found = new Map<FactId, Connection>();
  const faults = faultsIn(work);
  const pending: Fault[] = [];
  const take = (fault: Fault, as: Connection['as'], of: string): void => {
    const { id } = fault.began.fact;
    if (found.has(id)) return;
    found.set(id, { recorded: fault.began, as, of });
    pending.push(fault);
  };
  for (const id of start) {
    const fault = faults.get(id);
    if (fault !== undefined) take(fault, 'start', fault.component);
  }
  const consequences = consequencesIn(faults.values());
  const outages = outagesOf(work, services);
  for (let fault = pending.shift(); fault !== undefined; fault = pending.shift()) {
    if (fault.origin !== undefined) take(fault.origin, 'cause', fault.name);
    for (const one of consequences.get(fault.began.fact.id) ?? []) take(one, 'consequence', fault.name);
    for (const outage of outages) {
      if (outage.faults.has(fault.began.fact.id)) for (const one of outage.faults.values()) take(one, 'same-outage', outage.component);
    }
  }
  const impaired = impairedBy(work, new Set(found.keys()));
  for (const recorded of facts) {
    const connection = hangingOn(recorded, found, impaired);
    if (connection !== undefined && !found.has(recorded.fact.id)) found.set(recorded.fact.id, connection);
  }
  return inFoldOrder([...found.values()].map(({ recorded }) => recorded)).map((one) => found.get(one.fact.id) as Connection);
};

/** Every fault ever at work, and those that never were, by the facts that began them. */
export const faultsIn = ({ replayed, byComponent }: AtWork): ReadonlyMap<FactId, Fault> => {
  const faults = new Map(replayed.faults.map((fault) => [fault.began.fact.id, fault]));
  for (const rows of byComponent.values()) {
    for (const row of rows) for (const [id, fault] of row.faults) if (!faults.has(id)) faults.set(id, fault);
  }
  return faults;
};

const consequencesIn = (faults: Iterable<Fault>): ReadonlyMap<FactId, readonly Fault[]> => {
  const found = new Map<FactId, Fault[]>();
  for (const fault of faults) {
    const id = fault.origin?.began.fact.id;
    if (id !== undefined) found.set(id, [...(found.get(id) ?? []), fault]);
  }
  return found;
};

interface Outage {
  readonly component: ComponentId;
  readonly faults: ReadonlyMap<FactId, Fault>;
}

/** Each unbroken stretch at `down`, with everything at work in it. */
const outagesOf = ({ replayed, byComponent }: AtWork, services: readonly ComponentId[]): readonly Outage[] => {
  const outages: Outage[] = [];
  for (const component of services.length > 0 ? services : byComponent.keys()) {
    let last: Impairment | undefined;
    for (const row of byComponent.get(component) ?? []) {
      if (row.level !== replayed.scale.down) continue;
      const before = last?.to === row.from ? outages.pop() : undefined;
      outages.push({ component, faults: new Map([...(before?.faults ?? []), ...row.faults]) });
      last = row;
    }
  }
  return outages;
};

/** When each component was worse than `up` with one of these faults at work, stretch by stretch. */
export const impairedBy = ({ byComponent }: AtWork, faults: ReadonlySet<FactId>): ReadonlyMap<ComponentId, readonly Impairment[]> => {
  const impaired = new Map<ComponentId, readonly Impairment[]>();
  for (const [component, rows] of byComponent) {
    const own = rows.filter((row) => [...row.faults.keys()].some((id) => faults.has(id)));
    if (own.length > 0) impaired.set(component, own);
  }
  return impaired;
};

const hangingOn = (
  recorded: Recorded,
  found: ReadonlyMap<FactId, Connection>,
  impaired: ReadonlyMap<ComponentId, readonly Interval[]>,
): Connection | undefined => {
  const during = (component: ComponentId, at: Instant): boolean =>
    (impaired.get(component) ?? []).some(({ from, to }) => from <= at && at <= to);
  if (isA(recorded, 'OutageEnded')) {
    const { component, fault } = recorded.fact.data;
    if (fault === undefined) return during(component, foldedAt(recorded)) ? { recorded, as: 'end', of: component } : undefined;
    const ended = [...found.values()].some(({ recorded: began }) => nameOf(began) === fault && componentOf(began) === component);
    return ended ? { recorded, as: 'end', of: fault } : undefined;
  }
  if (isA(recorded, 'FailedOver', 'FailedBack')) {
    const { component } = recorded.fact.data;
    return during(component, foldedAt(recorded)) ? { recorded, as: 'fail-over', of: component } : undefined;
  }
  if (isA(recorded, 'StatusObserved', 'ObservationReleased')) {
    const { component } = recorded.fact.data;
    return during(component, foldedAt(recorded)) ? { recorded, as: 'observation', of: component } : undefined;
  }
  if (isA(recorded, 'CallLogged') && recorded.fact.occurredAt !== undefined) {
    const { system } = recorded.fact.data;
    return during(system, foldedAt(recorded)) ? { recorded, as: 'call', of: system } : undefined;
  }
  return undefined;
};

const nameOf = (recorded: Recorded): string | undefined =>
  isA(recorded, 'OutageBegan') ? (recorded.fact.data.fault ?? recorded.fact.id) : undefined;
const componentOf = (recorded: Recorded): string | undefined =>
  'component' in recorded.fact.data ? recorded.fact.data.component : undefined;
