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

interface Year extends Interval {
  readonly windows: Intervals;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  /** Service time before window i, in the year. */
  readonly before: Float64Array;
}

const expandedByYear = (zone: string, expand: (year: number) => Intervals): ServiceHours => {
  const starts = remembered((year) => whenReached(zone, Date.UTC(year, 0, 1)));
  const expanded = remembered((year) => withSums({ from: starts(year), to: starts(year + 1) }, expand(year)));
  const yearsWithin = (from: Instant, to: Instant): readonly Year[] => {
    const years: Year[] = [];
    let year = new Date(from).getUTCFullYear() - 1;
    while (starts(year + 1) <= from) year++;
    for (; starts(year) < to; year++) years.push(expanded(year));
    return years;
  };
  // Whoever counts goes on from where it was: most questions are about the year of the one before, and begin where that one ended.
  let walk: Walk | undefined;
  return {
    timeBetween: (from, to) => {
      if (from >= to) return 0;
      if (walk === undefined || !walk.reaches(from, to)) {
        const years = yearsWithin(from, to);
        const last = years.at(-1);
        if (last !== undefined) walk = new Walk(last);
        if (years.length > 1) return years.reduce((time, year) => time + serviceTime(new Walk(year), from, to), 0);
      }
      return walk === undefined ? 0 : serviceTime(walk, from, to);
    },
    windowsWithin: (from, to) =>
      from < to ? intersect(normalise(yearsWithin(from, to).flatMap(({ windows }) => windows)), [{ from, to }]) : [],
  };
};

const serviceTime = (walk: Walk, from: Instant, to: Instant): Duration => {
  const before = walk.timeUntil(from);
  return walk.timeUntil(to) - before;
};

const remembered = <T>(compute: (year: number) => T): ((year: number) => T) => {
  const known = new Map<number, T>();
  return (year) => {
    const value = known.get(year) ?? compute(year);
    known.set(year, value);
    return value;
  };
};

const withSums = (year: Interval, windows: Intervals): Year => {
  const [starts, ends, before] = [windows, windows, windows].map(({ length }) => new Float64Array(length)) as Columns;
  let time = 0;
  windows.forEach(({ from, to }, i) => {
    starts[i] = from;
    ends[i] = to;
    before[i] = time;
    time += to - from;
  });
  return { ...year, windows, starts, ends, before };
};

type Columns = [Float64Array, Float64Array, Float64Array];

/** How many windows after the one it stands at are looked at one by one. */
const STEPS = 8;

/** Looks service time up in one year. O(1) for instants that rise little by little, else O(log windows). */
class Walk {
  private readonly year: Year;
  /** How many windows begin before `at`. */
  private begun = 0;
  private at: Instant = Number.NEGATIVE_INFINITY;
  private time: Duration = 0;

  constructor(year: Year) {
    this.year = year;
  }

  reaches(from: Instant, to: Instant): boolean {
    return from >= this.year.from && to <= this.year.to;
  }

  /** Service time of the year up to an instant. */
  timeUntil(at: Instant): Duration {
    if (at === this.at) return this.time;
    const { starts, ends, before } = this.year;
    let low = at > this.at ? this.begun : 0;
    let high = at > this.at ? starts.length : this.begun;
    for (let left = STEPS; low < high && left > 0; left--) {
      if ((starts[low] ?? 0) < at) low++;
      else high = low;
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((starts[middle] ?? 0) < at) low = middle + 1;
      else high = middle;
    }
    this.begun = low;
    this.at = at;
    this.time = low === 0 ? 0 : (before[low - 1] ?? 0) + Math.min(at, ends[low - 1] ?? 0) - (starts[low - 1] ?? 0);
    return this.time;
  }
}

/** Hours that changed: each part holds in its own interval, outside all of them there is no agreed service time. */
export const inTurn = (parts: readonly (Interval & { readonly hours: ServiceHours })[]): ServiceHours => ({
  timeBetween: (from, to) => parts.reduce((sum, part) => sum + part.hours.timeBetween(Math.max(from, part.from), Math.min(to, part.to)), 0),
  windowsWithin: (from, to) =>
    normalise(parts.flatMap((part) => part.hours.windowsWithin(Math.max(from, part.from), Math.min(to, part.to)))),
});
