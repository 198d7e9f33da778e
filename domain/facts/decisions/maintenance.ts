// What a maintenance is at, and what cannot happen to it: planned twice, changed or cancelled while it is not planned. One that was
// cancelled may be planned again. Its window ends after it begins, and comes again by a rule that can be followed.
import { parseRecurrence } from '../../maintenance/recurrence.ts';
import { isRefusal } from '../../refusal.ts';
import { formatInstant } from '../../time/text.ts';
import type { FactOf } from '../fact.ts';

export type MaintenanceState = 'planned' | 'cancelled';

export type MaintenanceFact = FactOf<'MaintenancePlanned' | 'MaintenanceChanged' | 'MaintenanceCancelled'>;

/** Why the fact cannot be; undefined where it can. `state`: undefined before it is first planned. */
export const decideMaintenance = (state: MaintenanceState | undefined, fact: MaintenanceFact): string | undefined => {
  const { maintenance } = fact.data;
  if (fact.type !== 'MaintenanceCancelled' && fact.data.to <= fact.data.from) {
    return `maintenance "${maintenance}" would end at ${formatInstant(fact.data.to)}, not after it begins at ${formatInstant(fact.data.from)}`;
  }
  if (fact.type !== 'MaintenanceCancelled' && fact.data.rrule !== undefined) {
    const rule = parseRecurrence(fact.data.rrule);
    if (isRefusal(rule)) return `maintenance "${maintenance}": ${rule.refused}`;
  }
  if (fact.type === 'MaintenancePlanned') {
    return state === 'planned' ? `maintenance "${maintenance}" is planned already; change or cancel it` : undefined;
  }
  if (state === undefined) return `there is no maintenance "${maintenance}"; plan it first`;
  return state === 'cancelled' ? `maintenance "${maintenance}" has been cancelled; plan it again` : undefined;
};

export const evolveMaintenance = ({ type }: MaintenanceFact): MaintenanceState =>
  type === 'MaintenanceCancelled' ? 'cancelled' : 'planned';
