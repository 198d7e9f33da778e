// The connected set of faults and their consequences in time, from one or more faults outwards, as what may belong to one incident: what a
// fault is a consequence of and what came from it; faults at work in the same outage of a service (of any component, where none is a
// service); then what ended, moved, released or observed the components these faults impaired while they did, and calls about them.
// Only suggested: people link. O(faults at work in each outage + facts).
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
  const { faults } = work;
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
  const outages = outagesByFault(work, services);
  const told = new Set<Outage>();
  for (let next = 0; next < pending.length; next++) {
    const fault = pending[next] as Fault;
    if (fault.origin !== undefined) take(fault.origin, 'cause', fault.name);
    for (const one of consequences.get(fault.began.fact.id) ?? []) take(one, 'consequence', fault.name);
    for (const outage of outages.get(fault.began.fact.id) ?? []) {
      if (told.has(outage)) continue;
      told.add(outage);
      for (const one of outage.faults.values()) take(one, 'same-outage', outage.component);
    }
  }
  const impaired = impairedBy(work, new Set(found.keys()));
  const begun = new Set([...found.values()].map(({ recorded }) => keyOf(componentOf(recorded), nameOf(recorded))));
  for (const recorded of facts) {
    const connection = hangingOn(recorded, begun, impaired);
    if (connection !== undefined && !found.has(recorded.fact.id)) found.set(recorded.fact.id, connection);
  }
  return inFoldOrder([...found.values()].map(({ recorded }) => recorded)).map((one) => found.get(one.fact.id) as Connection);
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
  readonly faults: Map<FactId, Fault>;
}

/** Each unbroken stretch at `down`, with everything at work in it, under each of those faults. */
const outagesByFault = ({ replayed, byComponent }: AtWork, services: readonly ComponentId[]): ReadonlyMap<FactId, readonly Outage[]> => {
  const found = new Map<FactId, Outage[]>();
  for (const component of services.length > 0 ? services : byComponent.keys()) {
    let last: { readonly to: Instant; readonly outage: Outage } | undefined;
    for (const row of byComponent.get(component) ?? []) {
      if (row.level !== replayed.scale.down) continue;
      const outage: Outage = last?.to === row.from ? last.outage : { component, faults: new Map() };
      for (const [id, fault] of row.faults) {
        if (outage.faults.has(id)) continue;
        outage.faults.set(id, fault);
        const own = found.get(id);
        if (own === undefined) found.set(id, [outage]);
        else own.push(outage);
      }
      last = { to: row.to, outage };
    }
  }
  return found;
};

/** When each component was worse than `up` with one of these faults at work, or with what they left, stretch by stretch. */
export const impairedBy = (
  { byFault, byComponent }: AtWork,
  faults: ReadonlySet<FactId>,
): ReadonlyMap<ComponentId, readonly Impairment[]> => {
  const impaired = new Map<ComponentId, Set<Impairment>>();
  for (const id of faults) {
    for (const row of byFault.get(id) ?? []) {
      const own = impaired.get(row.component);
      if (own === undefined) impaired.set(row.component, new Set([row]));
      else own.add(row);
    }
  }
  return new Map([...impaired].map(([component, rows]) => [component, withWhatIsLeft(byComponent.get(component) ?? [], rows)]));
};

/** Some stretches of a component, and what follows each without a break and without a fault while a standby has not been failed back. */
const withWhatIsLeft = (all: readonly Impairment[], rows: ReadonlySet<Impairment>): readonly Impairment[] => {
  const found: Impairment[] = [];
  for (const row of all) if (rows.has(row) || (row.faults.size === 0 && row.onStandby && found.at(-1)?.to === row.from)) found.push(row);
  return found;
};

const hangingOn = (
  recorded: Recorded,
  begun: ReadonlySet<string>,
  impaired: ReadonlyMap<ComponentId, readonly Interval[]>,
): Connection | undefined => {
  const during = (component: ComponentId, at: Instant): boolean =>
    (impaired.get(component) ?? []).some(({ from, to }) => from <= at && at <= to);
  if (isA(recorded, 'OutageEnded')) {
    const { component, fault } = recorded.fact.data;
    if (fault === undefined) return during(component, foldedAt(recorded)) ? { recorded, as: 'end', of: component } : undefined;
    return begun.has(keyOf(component, fault)) ? { recorded, as: 'end', of: fault } : undefined;
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
/** A fault by its component and name; neither holds a line break. */
const keyOf = (component: string | undefined, name: string | undefined): string => `${component}\n${name}`;
const componentOf = (recorded: Recorded): string | undefined =>
  'component' in recorded.fact.data ? recorded.fact.data.component : undefined;
