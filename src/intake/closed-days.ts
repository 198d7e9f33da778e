// An iCalendar file (RFC 5545) as closed days: every day of every all-day event, those that recur to their end, or for thirty years where
// they have none. An event at hours of the day closes no day and is refused, as is a file without events, one that only cancels, and any event
// that could be read in more than one way, each with its line.
import { dateText } from '#domain/time/day-number.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { MOST_PROBLEMS } from './depth.ts';
import { dayEventOf, titleOf, type DayEvent } from './ical/events.ts';
import { calendarsIn, type CalendarLines } from './ical/lines.ts';
import { closedBy } from './ical/series.ts';

export interface ClosedDays {
  readonly kind: 'closed days';
  readonly name: string;
  /** Dates, `2016-12-27`, sorted, each once, for a calendar in `zone`; or what is wrong with the file. */
  readonly daysIn: (zone: string) => readonly string[] | readonly Refusal[];
}

/** What a calendar says that may be taken as said (RFC 5546); others ask for, answer or take back something. */
const METHODS = new Set(['PUBLISH', 'REQUEST', '']);
const EXPECTED = 'expected all-day events on the days that are closed';

export const isICalendar = (text: string): boolean => /^\s*BEGIN:VCALENDAR\b/i.test(text);

export const closedDaysIn = (name: string, text: string): ClosedDays | readonly Refusal[] => {
  const calendars = calendarsIn(name, text);
  if (isRefusal(calendars)) return [calendars];
  const events: DayEvent[] = [];
  const refusals: Refusal[] = [];
  for (const calendar of calendars) {
    const method = methodOf(calendar);
    if (!METHODS.has(method)) {
      refusals.push(
        refuse(`the calendar is a message that says ${method}, not what is (METHOD:${method}): ${EXPECTED}`, `${name}:${calendar.line}`),
      );
      continue;
    }
    for (const lines of calendar.events) {
      const event = dayEventOf(lines, calendar);
      if (typeof event !== 'string') events.push(event);
      else refusals.push(refused(name, lines.line, titleOf(lines), event));
    }
  }
  if (refusals.length > 0) return refusals.slice(0, MOST_PROBLEMS);
  if (events.length === 0) return [refuse(`has no events: ${EXPECTED}`, name)];
  return { kind: 'closed days', name, daysIn: (zone) => daysOf(name, events, zone) };
};

const methodOf = ({ properties }: CalendarLines): string =>
  (properties.find((property) => property.name === 'METHOD')?.value ?? '').toUpperCase().slice(0, 20);

const daysOf = (name: string, events: readonly DayEvent[], zone: string): readonly string[] | readonly Refusal[] => {
  const closed = closedBy(events, zone);
  const [first] = closed;
  if (first === undefined) return [refuse(`closes no day: all that is in it is cancelled or left out: ${EXPECTED}`, name)];
  if (typeof first === 'number') return (closed as readonly number[]).map(dateText);
  return (closed as readonly Exclude<typeof first, number>[])
    .slice(0, MOST_PROBLEMS)
    .map(({ event, why }) => refused(name, event.line, event.title, why));
};

const refused = (name: string, line: number, title: string, why: string): Refusal =>
  refuse(`${why}: ${EXPECTED}`, `${name}:${line} "${title}"`);
