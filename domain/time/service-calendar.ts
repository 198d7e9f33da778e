// Agreed service time (S7): weekly local hours less public holidays, with exceptions, as instants. Local hours stay local across every
// change of the clocks: an edge that is skipped falls on the change, one that is repeated on its first reading, so spans that touch still
// touch. A year is expanded once, on first use, into sorted arrays with prefix sums; a span then costs O(years + log windows).
import type { CalendarDefinition } from './definitions.ts';
import type { Duration, Instant, Interval } from './instant.ts';
import { intersect, normalise, type Intervals } from './intervals.ts';
import { parseHours, type ParsedHours } from './weekly-hours.ts';
import { dayOf, isZone, unknownZone, whenReached } from './zone.ts';
import { isRefusal, type Refusal } from '../refusal.ts';

export interface Holiday {
  /** Local date, `2016-01-01`. */
  readonly date: string;
  readonly name: string;
}

/** Public holidays as data: the closed days of a region (`GB-ENG`) in a year. A region is refused in every year or in none. */
export type HolidaySource = (region: string, year: number) => readonly Holiday[] | Refusal;

/** When a service is promised to be there. */
export interface ServiceHours {
  /** How much of `[from, to)` is agreed service time. */
  timeBetween(from: Instant, to: Instant): Duration;
  /** The agreed service time in `[from, to)`, as intervals. O(windows in it). */
  windowsWithin(from: Instant, to: Instant): Intervals;
}

/** 24 × 7. */
export const ALWAYS: ServiceHours = {
  timeBetween: (from, to) => Math.max(0, to - from),
  windowsWithin: (from, to) => (from < to ? [{ from, to }] : []),
};

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Service hours of a calendar; refuses a zone, region, day or span it cannot read. Spans asked for must be finite: each year costs some 20 ms once. */
export const compileCalendar = (definition: CalendarDefinition, holidays: HolidaySource): ServiceHours | Refusal => {
  const { zone } = definition;
  if (!isZone(zone)) return { ...unknownZone(zone), place: 'zone' };
  const hours = parseHours(definition);
  if (isRefusal(hours)) return hours;
  const regions = typeof definition.holidays === 'string' ? [definition.holidays] : (definition.holidays ?? []);
  for (const region of regions) {
    const probe = holidays(region, 2000);
    if (isRefusal(probe)) return { ...probe, place: 'holidays' };
  }
  const closedDays = remembered((year) => new Set(regions.flatMap((region) => daysOf(holidays(region, year))).map(({ date }) => date)));
  return expandedByYear(zone, (year) => expandYear(zone, hours, closedDays, year));
};

const daysOf = (answer: readonly Holiday[] | Refusal): readonly Holiday[] => {
  if (isRefusal(answer)) throw new Error(`a region known in one year was refused in another: ${answer.refused}`);
  return answer;
};

/** The windows of one local year, cut at its ends; the evening before may reach into it. */
const expandYear = (zone: string, hours: ParsedHours, closedDays: (year: number) => ReadonlySet<string>, year: number): Intervals => {
  const first = Date.UTC(year, 0, 1);
  const next = Date.UTC(year + 1, 0, 1);
  const closed = new Set([...closedDays(year - 1), ...closedDays(year)]);
  const windows: Interval[] = [];
  for (let midnight = first - DAY; midnight < next; midnight += DAY) {
    const date = dayOf(midnight);
    const usual = closed.has(date) ? [] : (hours.week[new Date(midnight).getUTCDay()] ?? []);
    for (const { from, to } of hours.exceptions.get(date) ?? usual) {
      windows.push({ from: whenReached(zone, midnight + from * MINUTE), to: whenReached(zone, midnight + to * MINUTE) });
    }
  }
  return intersect(normalise(windows), [{ from: whenReached(zone, first), to: whenReached(zone, next) }]);
};

interface Year {
  readonly windows: Intervals;
  readonly starts: Float64Array;
  /** Service time before window i, in the year; one more entry than windows. */
  readonly before: Float64Array;
}

const expandedByYear = (zone: string, expand: (year: number) => Intervals): ServiceHours => {
  const starts = remembered((year) => whenReached(zone, Date.UTC(year, 0, 1)));
  const expanded = remembered((year) => withSums(expand(year)));
  const yearsWithin = (from: Instant, to: Instant): readonly Year[] => {
    const years: Year[] = [];
    let year = new Date(from).getUTCFullYear() - 1;
    while (starts(year + 1) <= from) year++;
    for (; starts(year) < to; year++) years.push(expanded(year));
    return years;
  };
  // Whoever counts goes on from where it was: most questions are about one year, and about the year of the one before.
  let [yearFrom, yearTo] = [0, 0];
  let within: Year | undefined;
  return {
    timeBetween: (from, to) => {
      if (from >= to) return 0;
      if (within !== undefined && from >= yearFrom && to <= yearTo) return timeUntil(within, to) - timeUntil(within, from);
      const years = yearsWithin(from, to);
      if (years.length === 1) {
        within = years[0];
        let year = new Date(from).getUTCFullYear() - 1;
        while (starts(year + 1) <= from) year++;
        [yearFrom, yearTo] = [starts(year), starts(year + 1)];
      }
      return years.reduce((time, year) => time + timeUntil(year, to) - timeUntil(year, from), 0);
    },
    windowsWithin: (from, to) =>
      from < to ? intersect(normalise(yearsWithin(from, to).flatMap(({ windows }) => windows)), [{ from, to }]) : [],
  };
};

const remembered = <T>(compute: (year: number) => T): ((year: number) => T) => {
  const known = new Map<number, T>();
  return (year) => {
    const value = known.get(year) ?? compute(year);
    known.set(year, value);
    return value;
  };
};

const withSums = (windows: Intervals): Year => {
  const starts = new Float64Array(windows.length);
  const before = new Float64Array(windows.length + 1);
  windows.forEach(({ from, to }, i) => {
    starts[i] = from;
    before[i + 1] = (before[i] ?? 0) + to - from;
  });
  return { windows, starts, before };
};

/** Service time of the year up to `at`. O(log windows). */
const timeUntil = ({ windows, starts, before }: Year, at: Instant): Duration => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const window = windows[low - 1];
  return window === undefined ? 0 : (before[low - 1] ?? 0) + Math.min(at, window.to) - window.from;
};

/** Hours that changed: each part holds in its own interval, outside all of them there is no agreed service time. */
export const inTurn = (parts: readonly (Interval & { readonly hours: ServiceHours })[]): ServiceHours => ({
  timeBetween: (from, to) => parts.reduce((sum, part) => sum + part.hours.timeBetween(Math.max(from, part.from), Math.min(to, part.to)), 0),
  windowsWithin: (from, to) =>
    normalise(parts.flatMap((part) => part.hours.windowsWithin(Math.max(from, part.from), Math.min(to, part.to)))),
});
