// An iCalendar file (RFC 5545) as closed days: every day of every all-day event, those that recur to their end, or for thirty years where
// they have none. An event at hours of the day closes no day and is refused, as is a file without events.
import ICAL from 'ical.js';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { MOST_PROBLEMS } from './depth.ts';

export interface ClosedDays {
  readonly kind: 'closed days';
  readonly name: string;
  /** Dates, `2016-12-27`, sorted, each once. */
  readonly days: readonly string[];
}

/** How far a recurrence without an end is followed. */
const YEARS = 30;
/** A single event closes no more days than this: a slip of the year would close centuries. */
const MOST_DAYS = 366;

export const isICalendar = (text: string): boolean => /^\s*BEGIN:VCALENDAR\b/i.test(text);

export const closedDaysIn = (name: string, text: string): ClosedDays | readonly Refusal[] => {
  const events = eventsIn(text);
  if (typeof events === 'string') return [refuse(`is not an iCalendar file that can be read: ${events}`, name)];
  if (events.length === 0) return [refuse('has no events: expected all-day events on the days that are closed', name)];
  const days = new Set<string>();
  const refusals: Refusal[] = [];
  for (const event of events) {
    const why = closing(event, days);
    if (why !== undefined)
      refusals.push(refuse(`${why}: expected all-day events on the days that are closed`, `${name} ${titleOf(event)}`));
  }
  if (refusals.length > 0) return refusals.slice(0, MOST_PROBLEMS);
  return { kind: 'closed days', name, days: [...days].toSorted() };
};

const eventsIn = (text: string): readonly ICAL.Event[] | string => {
  try {
    const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
    return calendar.getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
  } catch (error) {
    return error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : 'it is broken';
  }
};

const titleOf = (event: ICAL.Event): string => `"${event.summary ?? event.uid ?? 'without a title'}"`;

/** Adds the days an event closes, or says why it closes none. */
const closing = (event: ICAL.Event, days: Set<string>): string | undefined => {
  const { startDate } = event;
  if (startDate === null || startDate === undefined) return 'the event has no date';
  if (!startDate.isDate) return `the event is at ${startDate.toString().slice(11, 16)}, not all day`;
  const length = Math.max(1, Math.round(event.duration.toSeconds() / 86_400));
  if (length > MOST_DAYS) return `the event lasts ${length} days`;
  const starts = event.iterator();
  const last = startDate.year + YEARS;
  for (let start = starts.next(); start !== null && start !== undefined && start.year <= last; start = starts.next()) {
    const day = start.clone();
    for (let index = 0; index < length; index++) {
      days.add(day.toString().slice(0, 10));
      day.adjust(1, 0, 0, 0);
    }
  }
  return undefined;
};
