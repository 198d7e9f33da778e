// What an incident is at, and what cannot happen to it: opened twice, closed while closed, reopened while open, anything before it is
// opened. Facts may be linked and a severity set after it is closed, since a review comes later.
import type { FactOf } from '../fact.ts';

export type IncidentState = 'open' | 'closed';

export type IncidentFact = FactOf<'IncidentOpened' | 'IncidentLinked' | 'IncidentSeveritySet' | 'IncidentClosed' | 'IncidentReopened'>;

/** Why the fact cannot be; undefined where it can. `state`: undefined before the incident is opened. */
export const decideIncident = (state: IncidentState | undefined, { type, data: { incident } }: IncidentFact): string | undefined => {
  if (type === 'IncidentOpened') {
    return state === undefined ? undefined : `incident "${incident}" is there already; give this one another name, or reopen that one`;
  }
  if (state === undefined) return `there is no incident "${incident}"; open it first`;
  if (type === 'IncidentClosed' && state === 'closed') return `incident "${incident}" is closed already`;
  if (type === 'IncidentReopened' && state === 'open') return `incident "${incident}" is open already`;
  return undefined;
};

export const evolveIncident = (state: IncidentState | undefined, { type }: IncidentFact): IncidentState => {
  if (type === 'IncidentClosed') return 'closed';
  return type === 'IncidentOpened' || type === 'IncidentReopened' ? 'open' : (state ?? 'open');
};
