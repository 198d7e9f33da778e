// What a maintenance is at, and what cannot happen to it: planned twice, changed or cancelled while it is not planned. One that was
// cancelled may be planned again. Its window ends after it begins, and comes again by a rule that can be followed and has not ended before it,
// less days on which it would come.
import { idleException } from '../../time/occurrences.ts';
import { isRefusal } from '../../refusal.ts';
import { BEGINNING } from '../../time/instant.ts';
import { lastInstant, parseRecurrence } from '../../time/recurrence-rule.ts';
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
  const again = fact.type === 'MaintenanceCancelled' ? undefined : whyNotAgain(fact.data);
  if (again !== undefined) return `maintenance "${maintenance}": ${again}`;
  if (fact.type === 'MaintenancePlanned') {
    return state === 'planned' ? `maintenance "${maintenance}" is planned already; change or cancel it` : undefined;
  }
  if (state === undefined) return `there is no maintenance "${maintenance}"; plan it first`;
  return state === 'cancelled' ? `maintenance "${maintenance}" has been cancelled; plan it again` : undefined;
};

/** Why it cannot come again as it says. */
const whyNotAgain = ({ rrule, zone = 'UTC', exdates = [], from, to }: FactOf<'MaintenancePlanned'>['data']): string | undefined => {
  if (rrule === undefined) return exdates.length === 0 ? undefined : 'exdates without an rrule: a window that comes once has no exceptions';
  const rule = parseRecurrence(rrule);
  if (isRefusal(rule)) return rule.refused;
  if (from === BEGINNING) return 'a window that recurs begins at an instant that is known';
  if (lastInstant(rule, zone) < from) return `its rule "${rrule}" ends before its window begins at ${formatInstant(from)}`;
  if (exdates.length === 0) return undefined;
  const idle = idleException({ from, to }, { rule, zone, exdates });
  return idle === undefined
    ? undefined
    : `it would not come on ${idle} (${zone}), the exception is of another day: expected a date on which it does`;
};

export const evolveMaintenance = ({ type }: MaintenanceFact): MaintenanceState =>
  type === 'MaintenanceCancelled' ? 'cancelled' : 'planned';
