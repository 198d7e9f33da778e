// Facts that cannot be, by everything else that is known (S5.5): decided one after the other in fold order, each by the rules of its
// kind, against what the facts before it came to. A decision refuses a new fact found here; the fold leaves it without effect. What
// happens to components (faults, fail-overs) is decided by the replay. O(n log n).
import { scaleOf } from '../../impact/replay.ts';
import type { Scale } from '../../impact/scale.ts';
import { catalogueOf } from '../catalogue.ts';
import { isA, type Fact, type Recorded } from '../fact.ts';
import { inFoldOrder } from '../fold-order.ts';
import { decideIncident, evolveIncident, type IncidentState } from './incident.ts';
import { decideMaintenance, evolveMaintenance, type MaintenanceState } from './maintenance.ts';
import { unknownName, type KnownNames } from './names.ts';
import { decideObservation, evolveObservation, type ObservationState } from './observation.ts';

export interface RefusedFact {
  readonly recorded: Recorded;
  readonly why: string;
}

/** Incidents, maintenances and observations as the facts so far left them. */
interface Standing {
  readonly incidents: Map<string, IncidentState>;
  readonly maintenances: Map<string, MaintenanceState>;
  readonly observations: Map<string, ObservationState>;
}

/** `facts` are those that count, in any order; their names are looked up among all of them. */
export const refusedFacts = (facts: readonly Recorded[]): readonly RefusedFact[] => {
  const known = namesIn(facts);
  const scale = scaleOf(facts);
  const standing: Standing = { incidents: new Map(), maintenances: new Map(), observations: new Map() };
  return inFoldOrder(facts).flatMap((recorded) => {
    const why = unknownName(recorded.fact, known) ?? applied(standing, recorded, scale);
    return why === undefined ? [] : [{ recorded, why }];
  });
};

/** Maintenances that are planned and not cancelled, by everything known. */
export const plannedMaintenances = (facts: readonly Recorded[]): ReadonlySet<string> => {
  const standing: Standing = { incidents: new Map(), maintenances: new Map(), observations: new Map() };
  const scale = scaleOf(facts);
  for (const recorded of inFoldOrder(facts)) applied(standing, recorded, scale);
  return new Set([...standing.maintenances].flatMap(([name, state]) => (state === 'planned' ? [name] : [])));
};

/** Lets a fact happen, or says why it cannot. */
const applied = ({ incidents, maintenances, observations }: Standing, recorded: Recorded, scale: Scale): string | undefined => {
  if (isA(recorded, 'IncidentOpened', 'IncidentLinked', 'IncidentSeveritySet', 'IncidentClosed', 'IncidentReopened')) {
    const { fact } = recorded;
    const state = incidents.get(fact.data.incident);
    const why = decideIncident(state, fact);
    if (why === undefined) incidents.set(fact.data.incident, evolveIncident(state, fact));
    return why;
  }
  if (isA(recorded, 'MaintenancePlanned', 'MaintenanceChanged', 'MaintenanceCancelled')) {
    const { fact } = recorded;
    const why = decideMaintenance(maintenances.get(fact.data.maintenance), fact);
    if (why === undefined) maintenances.set(fact.data.maintenance, evolveMaintenance(fact));
    return why;
  }
  if (isA(recorded, 'StatusObserved', 'ObservationReleased')) {
    const { fact } = recorded;
    const place = JSON.stringify([fact.data.component, fact.data.vantage]);
    const why = decideObservation(observations.get(place), fact, scale);
    if (why === undefined) observations.set(place, evolveObservation(fact));
    return why;
  }
  return undefined;
};

const namesIn = (facts: readonly Recorded[]): KnownNames => {
  const named = (name: (fact: Fact) => string | undefined): ReadonlySet<string> => new Set(facts.flatMap(({ fact }) => name(fact) ?? []));
  return {
    catalogue: catalogueOf(facts),
    facts: named(({ id }) => id),
    incidents: named((fact) => (fact.type === 'IncidentOpened' ? fact.data.incident : undefined)),
    maintenances: named((fact) => (fact.type === 'MaintenancePlanned' ? fact.data.maintenance : undefined)),
  };
};
