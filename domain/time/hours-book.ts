// A component's agreed service time as it was promised on each day: its `hours` then, by the calendar of that name then (S5.1).
// A version of a calendar is compiled once, however many histories are counted by it.
import type { CalendarDefinition } from './definitions.ts';
import { END_OF_TIME, BEGINNING, type Instant, type Interval } from './instant.ts';
import { ALWAYS, compileCalendar, inTurn, type HolidaySource, type ServiceHours } from './service-calendar.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';
import type { ComponentId } from '../topology/definition.ts';
import { inForce, spansOf, type Catalogue } from '../facts/catalogue.ts';

export interface HoursBook {
  /** Hours a component was promised for; a component that promises nothing counts around the clock. */
  ofComponent(id: ComponentId): ServiceHours | Refusal;
  /** `always` or a calendar by name. */
  named(name: string): ServiceHours | Refusal;
  /** The zone of the calendar by which a component is promised at an instant; undefined around the clock. */
  zoneOf(id: ComponentId, at: Instant): string | undefined;
}

const ALL_TIME: Interval = { from: BEGINNING, to: END_OF_TIME };

/** Calendars by where their holidays come from; definitions are never changed. */
const compiledBy = new WeakMap<HolidaySource, WeakMap<CalendarDefinition, ServiceHours | Refusal>>();

const compilerFor = (holidays: HolidaySource): ((definition: CalendarDefinition) => ServiceHours | Refusal) => {
  const compiled = compiledBy.get(holidays) ?? new WeakMap<CalendarDefinition, ServiceHours | Refusal>();
  compiledBy.set(holidays, compiled);
  return (definition) => {
    const known = compiled.get(definition) ?? compileCalendar(definition, holidays);
    compiled.set(definition, known);
    return known;
  };
};

export const hoursBook = (catalogue: Catalogue, holidays: HolidaySource): HoursBook => {
  const compile = compilerFor(holidays);
  const within = (name: string, span: Interval): readonly (Interval & { readonly hours: ServiceHours })[] | Refusal => {
    if (name === 'always') return [{ ...span, hours: ALWAYS }];
    const parts: (Interval & { readonly hours: ServiceHours })[] = [];
    for (const { from, to, value } of spansOf(catalogue.calendars, name, span)) {
      const hours = compile(value);
      if (isRefusal(hours)) return { ...hours, place: `calendar ${name}` };
      parts.push({ from, to, hours });
    }
    return parts.length === 0 ? refuse(`there is no calendar "${name}"`) : parts;
  };
  const named = (name: string): ServiceHours | Refusal => {
    if (name === 'always') return ALWAYS;
    const parts = within(name, ALL_TIME);
    return isRefusal(parts) ? parts : inTurn(parts);
  };
  return {
    named,
    zoneOf: (id, at) => inForce(catalogue.calendars, inForce(catalogue.components, id, at)?.service?.hours ?? 'always', at)?.zone,
    ofComponent(id) {
      const parts: (Interval & { readonly hours: ServiceHours })[] = [];
      const versions = spansOf(catalogue.components, id, ALL_TIME);
      // Whether time counts in which it did not exist is the policy's choice; its hours are those of the version before, or else of the first.
      for (const [index, { from, value }] of versions.entries()) {
        const span = { from: index === 0 ? BEGINNING : from, to: versions[index + 1]?.from ?? END_OF_TIME };
        const found = within(value.service?.hours ?? 'always', span);
        if (isRefusal(found)) return found;
        for (const one of found) parts.push(one);
      }
      return inTurn(parts);
    },
  };
};
