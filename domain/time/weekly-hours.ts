// Weekly hours and exceptions as people write them (`mon-fri: "08:00-18:00"`), parsed once to spans of minutes of each day of the week.
// A span past midnight belongs to the day on which it begins and runs into the next.
import type { CalendarDefinition, DaySpans } from './definitions.ts';
import { localDay } from './zone.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '../refusal.ts';

/** Minutes since local midnight; `to` may pass 1440 into the next day, `from < to <= from + 1440`. */
export interface DaySpan {
  readonly from: number;
  readonly to: number;
}

export interface ParsedHours {
  /** Indexed as the platform counts: Sunday is 0. */
  readonly week: readonly (readonly DaySpan[])[];
  /** By local date; an empty list is a closed day. */
  readonly exceptions: ReadonlyMap<string, readonly DaySpan[]>;
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const DAY_MINUTES = 24 * 60;

/** Parses the hours of a calendar, or says which key or span is wrong. */
export const parseHours = (definition: CalendarDefinition): ParsedHours | Refusal => {
  const week: DaySpan[][] = DAYS.map(() => []);
  const named = new Set<number>();
  for (const [key, value] of Object.entries(definition.weekly)) {
    const days = parseDays(key);
    if (isRefusal(days)) return days;
    const spans = parseSpans(value, `weekly.${key}`);
    if (isRefusal(spans)) return spans;
    for (const day of days) {
      if (named.has(day)) return refuse(`${DAYS[day]} is named by two keys: list all its hours under one`, `weekly.${key}`);
      named.add(day);
      week[day] = [...spans];
    }
  }
  const exceptions = new Map<string, readonly DaySpan[]>();
  for (const [date, value] of Object.entries(definition.exceptions ?? {})) {
    if (localDay(date) === undefined) return refuse(`"${date}" is not a date: expected one such as 2016-12-24`, 'exceptions');
    const spans = value === 'closed' ? [] : parseSpans(value, `exceptions.${date}`);
    if (isRefusal(spans)) return spans;
    exceptions.set(date, spans);
  }
  return { week, exceptions };
};

const parseDays = (key: string): readonly number[] | Refusal => {
  const days: number[] = [];
  for (const part of key.toLowerCase().split(',')) {
    const [first = '', last = first, ...more] = part.trim().split('-');
    const [from, to] = [DAYS.indexOf(first), DAYS.indexOf(last)];
    if (from < 0 || to < 0 || more.length > 0) {
      const wrong = from < 0 ? first : last;
      return refuse(`"${wrong}" is not a day${didYouMean(wrong, DAYS)}: expected mon, mon-fri or sat,sun`, `weekly.${key}`);
    }
    for (let day = from; ; day = (day + 1) % 7) {
      days.push(day);
      if (day === to) break;
    }
  }
  return days;
};

const parseSpans = (value: DaySpans, place: string): readonly DaySpan[] | Refusal => {
  const spans: DaySpan[] = [];
  for (const text of typeof value === 'string' ? [value] : value) {
    const parts = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
    if (parts === null)
      return refuse(`"${text}" is not a span of hours: expected one such as 08:00-18:00, 22:00-06:00 or 00:00-24:00`, place);
    const from = Number(parts[1]) * 60 + Number(parts[2]);
    const to = parts[3] === undefined ? DAY_MINUTES : Number(parts[3]) * 60 + Number(parts[4]);
    if (from === to) return refuse(`"${text}" is empty: a whole day is 00:00-24:00`, place);
    spans.push({ from, to: to > from ? to : to + DAY_MINUTES });
  }
  return spans;
};
