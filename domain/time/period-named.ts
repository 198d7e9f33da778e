// A period as people name it, in a zone: by the label a report shows (`2025-10-03`, `2025-W40`, `2025-10`, `2025-Q4`, `2025`, `FY2025/26`,
// `FY2025/26-Q3`), two such with both included (`2025-04/2025-06`), or from now (`today`, `yesterday`, `this-month`, `last-month`; so for
// week, quarter and year). Half-open, in instants. Weeks are those of ISO 8601. O(1).
import { refuse, type Refusal } from '../refusal.ts';
import type { Instant, Interval } from './instant.ts';
import { periodAround, type CalendarUnit } from './period.ts';
import { localDay, localOf, whenReached, type LocalTime } from './zone.ts';

/** By what a label is understood. */
export interface LabelCalendar {
  readonly zone: string;
  /** The month in which reporting years begin; undefined: nobody said. */
  readonly yearStart?: number | undefined;
}

/** By what a name is understood. */
export interface Calendar extends LabelCalendar {
  readonly now: Instant;
}

const DAY = 86_400_000;
const LABELS = '2025-10-03, 2025-W40, 2025-10, 2025-Q4, 2025, FY2025/26 or 2025-04/2025-06';

/** A period by its label, or two of them, or from now. Refuses what is neither, and one that ends before it begins. */
export const periodNamed = (name: string, calendar: Calendar): Interval | Refusal => {
  const relative = /^(?:(this|last)-(day|week|month|quarter|year)|(today)|(yesterday))$/i.exec(name.trim());
  if (relative === null) return spanLabelled(name, calendar) ?? notAPeriod(name, `last-month, this-year, yesterday, ${LABELS}`);
  const [, which = '', unit = 'day', , yesterday] = relative;
  return fromNow(unit.toLowerCase() as CalendarUnit, which.toLowerCase() === 'last' || yesterday !== undefined, calendar);
};

/** The same where there is no now, as in a file: by its label, or two of them. */
export const periodLabelled = (label: string, calendar: LabelCalendar): Interval | Refusal =>
  spanLabelled(label, calendar) ?? notAPeriod(label, LABELS);

const notAPeriod = (name: string, such: string): Refusal => refuse(`"${name}" is not a period: expected one such as ${such}`);

/** Undefined: it is neither a label nor two. */
const spanLabelled = (name: string, calendar: LabelCalendar): Interval | Refusal | undefined => {
  const text = name.trim();
  const one = labelled(text, calendar);
  if (one !== undefined) return one;
  const [first = '', second = '', ...more] = text.split('/');
  const [from, to] = [labelled(first, calendar), labelled(second, calendar)];
  if (more.length > 0 || from === undefined || to === undefined) return undefined;
  if ('refused' in from) return from;
  if ('refused' in to) return to;
  return from.from < to.to ? { from: from.from, to: to.to } : refuse(`the period "${name}" ends before it begins`);
};

const fromNow = (unit: CalendarUnit, last: boolean, { zone, now, yearStart = 1 }: Calendar): Interval => {
  const present = periodAround(localOf(zone, now), unit, zone, yearStart);
  return last ? periodAround(localOf(zone, present.from - 1), unit, zone, yearStart) : present;
};

/** Undefined: it is no label. */
const labelled = (text: string, { zone, yearStart }: LabelCalendar): Interval | Refusal | undefined => {
  const around = (local: LocalTime | undefined, unit: CalendarUnit, start = 1): Interval | undefined =>
    local === undefined ? undefined : periodAround(local, unit, zone, start);
  if (/^\d{4}-\d\d-\d\d$/.test(text)) return around(localDay(text), 'day');
  if (/^\d{4}-\d\d$/.test(text)) return around(localDay(`${text}-01`), 'month');
  const [, weekYear, week] = /^(\d{4})-W(\d\d)$/i.exec(text) ?? [];
  if (weekYear !== undefined) return around(mondayOf(Number(weekYear), Number(week)), 'week');
  const [, financial, year = '', next, quarter] = /^(FY)?(\d{4})(?:\/(\d\d))?(?:-Q([1-4]))?$/i.exec(text) ?? [];
  if (year === '' || (financial === undefined && next !== undefined)) return undefined;
  if (next !== undefined && Number(next) !== (Number(year) + 1) % 100)
    return refuse(`"${text}": a reporting year ends in the year after it begins; expected FY${year}/${two((Number(year) + 1) % 100)}`);
  if (financial !== undefined && (yearStart ?? 1) === 1)
    return refuse(
      `"${text}": nothing says in which month reporting years begin; expected a --policy with a yearStart, or a year such as ${year}`,
    );
  const start = financial === undefined ? 1 : (yearStart ?? 1);
  const first = Date.UTC(Number(year), start - 1 + (quarter === undefined ? 0 : 3 * (Number(quarter) - 1)), 1);
  return { from: whenReached(zone, first), to: whenReached(zone, monthsOn(first, quarter === undefined ? 12 : 3)) };
};

const monthsOn = (local: LocalTime, months: number): LocalTime => {
  const date = new Date(local);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
};

const two = (value: number): string => String(value).padStart(2, '0');

/** The Monday of a week of ISO 8601: the first week of a year is that of 4 January. Undefined where the year has no such week. */
const mondayOf = (year: number, week: number): LocalTime | undefined => {
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (week - 1) * 7 * DAY;
  return week >= 1 && new Date(monday + 3 * DAY).getUTCFullYear() === year ? monday : undefined;
};
