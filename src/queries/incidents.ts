// Incidents of a log, and what may belong to one. One replay up to now.
import { catalogueOf, type Catalogue } from '#domain/facts/catalogue.ts';
import { faultOrFactCalled } from '#domain/facts/called.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { isOfCondition } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { approximateInstants } from '#projections/approximate.ts';
import { atWorkUntil, type AtWork } from '#projections/at-work.ts';
import { connectedTo, type Connection } from '#projections/connected.ts';
import { incidentDetail, incidentSetting, type IncidentDetail, type IncidentSetting } from '#projections/incident-detail.ts';
import { incidentsIn, type Incident } from '#projections/incidents.ts';
import { servicesOf } from '#projections/services.ts';
import type { Instant } from '#domain/time/instant.ts';
import { load, type Source } from './source.ts';

interface Known {
  readonly facts: readonly Recorded[];
  readonly catalogue: Catalogue;
  readonly work: AtWork;
}

const knownTo = async (source: Source): Promise<Known> => {
  const { facts } = await load(source);
  return { facts, catalogue: catalogueOf(facts), work: atWorkUntil(facts, source.now, source.progress) };
};

const settingOf = ({ facts, catalogue, work }: Known, { holidays }: Source): IncidentSetting =>
  incidentSetting(facts, catalogue, work, holidays);

export const incidents = async (source: Source): Promise<readonly IncidentDetail[]> => {
  const known = await knownTo(source);
  const setting = settingOf(known, source);
  return incidentsIn(known.facts).map((incident) => incidentDetail({ incident, setting }));
};

export const incidentCalled = (facts: readonly Recorded[], name: string): Incident | Refusal => {
  const all = incidentsIn(facts);
  const found = all.find((one) => one.name === name);
  if (found !== undefined) return found;
  return refuse(
    `there is no incident "${name}"${didYouMean(
      name,
      all.map((one) => one.name),
    )}; incident list shows those there are`,
  );
};

export const incident = async (source: Source, name: string): Promise<IncidentDetail | Refusal> => {
  const known = await knownTo(source);
  const found = incidentCalled(known.facts, name);
  return isRefusal(found) ? found : incidentDetail({ incident: found, setting: settingOf(known, source) });
};

export interface Suggestion {
  readonly connections: readonly Connection[];
  readonly approximate: ReadonlySet<Instant>;
}

/** What may belong together with the faults `called` by name or fact. */
export const suggestion = async (source: Source, called: readonly string[]): Promise<Suggestion | Refusal> => {
  const { facts, catalogue, work } = await knownTo(source);
  const { faults } = work;
  const start = new Set<FactId>();
  for (const one of called) {
    const found = faultOrFactCalled(facts, one);
    if (isRefusal(found)) return found;
    const { id, type } = found.fact;
    if (!faults.has(id)) {
      const why = isOfCondition(found) ? 'began no fault that was ever at work' : 'is no fault';
      return refuse(`fact ${id} (${type}) ${why}; expected the fact or the name of a fault to start from`);
    }
    start.add(id);
  }
  return { connections: connectedTo(facts, work, servicesOf(catalogue), start), approximate: approximateInstants(facts) };
};
