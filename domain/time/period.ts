// Reporting periods: local days, weeks (from Monday, ISO 8601), months, quarters and reporting years of a zone, as half-open intervals that
// tile a span (S7); or the span as one; or for each of its days the so many days that end with it. A period cut by the span's ends says so.
// Quarters and years are those of a reporting year that may begin in any month.
import type { Interval } from './instant.ts';
import { formatInstant } from './text.ts';
import { dayOf, localOf, whenReached, type LocalTime } from './zone.ts';

export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';
export type PeriodUnit = CalendarUnit | 'span' | `rolling:${number}`;

export interface Period extends Interval {
  /**
   * `2016-01-16`, `2016-W02`, `2016-01`, `2015-Q4`, `2016`; where the year begins in another month `FY2015/16-Q4`, `FY2015/16`; of rolling
   * days `2016-01-31 (30 d)`.
   */
  readonly label: string;
  /** Only part of the period lies in the span asked for. */
  readonly partial: boolean;
}

const DAY = 86_400_000;
const MONTHS_IN = { month: 1, quarter: 3, year: 12 } as const;

/** The periods a report over a span is made of, in order. Rolling ones reach back before the span, and overlap. */
export const reportingPeriods = (span: Interval, unit: PeriodUnit, zone: string, yearStart = 1): readonly Period[] => {
  if (unit === 'span') return [wholeSpan(span, zone)];
  const days = rollingDays(unit);
  if (days === undefined) return periodsOf(span, unit as CalendarUnit, zone, yearStart);
  return periodsOf(span, 'day', zone).map(({ to, label }) => {
    const from = whenReached(zone, beginning(localOf(zone, to - 1), 'day', 1) - (days - 1) * DAY);
    return { from, to, label: `${label} (${days} d)`, partial: false };
  });
};

/** The number of days of a rolling unit; undefined where it is none. */
export const rollingDays = (unit: string): number | undefined => {
  const days = Number(/^rolling:([1-9]\d{0,3})$/.exec(unit)?.[1]);
  return Number.isNaN(days) ? undefined : days;
};

/** The periods that make up a finite span, in order. Days that a zone left out do not occur. O(periods). */
export const periodsOf = (span: Interval, unit: CalendarUnit, zone: string, yearStart = 1): readonly Period[] => {
  const periods: Period[] = [];
  if (span.from >= span.to) return periods;
  let local = beginning(localOf(zone, span.from), unit, yearStart);
  for (let from = whenReached(zone, local); from < span.to;) {
    const next = following(local, unit);
    const to = whenReached(zone, next);
    const part = { from: Math.max(from, span.from), to: Math.min(to, span.to) };
    // Empty where a zone left the day out, or where a repeated midnight made the clock read the day before again.
    if (part.from < part.to) periods.push({ ...part, label: labelOf(local, unit, yearStart), partial: part.from > from || part.to < to });
    [local, from] = [next, to];
  }
  return periods;
};

/** The whole period of a unit that a local time falls in. */
export const periodAround = (local: LocalTime, unit: CalendarUnit, zone: string, yearStart: number): Interval => {
  const first = beginning(local, unit, yearStart);
  return { from: whenReached(zone, first), to: whenReached(zone, following(first, unit)) };
};

const beginning = (local: LocalTime, unit: CalendarUnit, yearStart: number): LocalTime => {
  const date = new Date(local);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === 'day') return Date.UTC(year, month, date.getUTCDate());
  if (unit === 'week') return Date.UTC(year, month, date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  const into = (month - (yearStart - 1) + 12) % MONTHS_IN[unit];
  return Date.UTC(year, month - into, 1);
};

const following = (local: LocalTime, unit: CalendarUnit): LocalTime => {
  const date = new Date(local);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  if (unit === 'day' || unit === 'week') return Date.UTC(year, month, day + (unit === 'day' ? 1 : 7));
  return Date.UTC(year, month + MONTHS_IN[unit], 1);
};

const labelOf = (local: LocalTime, unit: CalendarUnit, yearStart: number): string => {
  if (unit === 'day') return dayOf(local);
  if (unit === 'week') return weekLabel(local);
  if (unit === 'month') return dayOf(local).slice(0, 7);
  const date = new Date(local);
  const monthOfYear = (date.getUTCMonth() - (yearStart - 1) + 12) % 12;
  const year = date.getUTCFullYear() - (date.getUTCMonth() < yearStart - 1 ? 1 : 0);
  const name = yearStart === 1 ? String(year) : `FY${year}/${String((year + 1) % 100).padStart(2, '0')}`;
  return unit === 'year' ? name : `${name}-Q${monthOfYear / 3 + 1}`;
};

/** A week belongs to the year that most of its days are in: that of its Thursday (ISO 8601). */
const weekLabel = (monday: LocalTime): string => {
  const thursday = monday + 3 * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const week = Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1;
  return `${String(year).padStart(4, '0')}-W${String(week).padStart(2, '0')}`;
};

/** The whole span as one period: `2014-04/2015-03` where it is whole months, `2016-01-04/2016-01-08` whole days, else its two instants. */
export const wholeSpan = (span: Interval, zone: string): Period => {
  const [first, next] = [localOf(zone, span.from), localOf(zone, span.to)];
  const label = (['month', 'day'] as const).flatMap((unit) => {
    if (whenReached(zone, beginning(first, unit, 1)) !== span.from || whenReached(zone, beginning(next, unit, 1)) !== span.to) return [];
    const [one, last] = [labelOf(first, unit, 1), labelOf(next - 1, unit, 1)];
    return [one === last ? one : `${one}/${last}`];
  })[0];
  return { ...span, label: label ?? `${formatInstant(span.from)}/${formatInstant(span.to)}`, partial: false };
};
