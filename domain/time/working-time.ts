// Working time of a calendar as instants: when so many working hours, or working days, have passed. Working hours are agreed service time.
// A working day is a local day with some agreed service time; the n-th working day after an instant ends the wait at the same reading of
// the clock on the n-th such day after it, as people count ("by this time on Thursday"); from a day that is none, the wait begins when the
// next one begins. A clock reading that is skipped that day falls on the change. O(windows until then).
import type { WorkingDuration } from '../topology/definition.ts';
import type { Duration, Instant } from './instant.ts';
import type { ServiceHours } from './service-calendar.ts';
import { localOf, whenReached, type LocalTime } from './zone.ts';

const DAY = 86_400_000;
/** How far ahead is looked: a calendar without any service time for so long never gets there. */
const PATIENCE = 20 * 366 * DAY;

/** When a wait that begins at `from` is over, by these hours and in the zone of their calendar; undefined: not within twenty years. */
export const whenOver = (from: Instant, wait: Duration | WorkingDuration, hours: ServiceHours, zone: string): Instant | undefined => {
  if (typeof wait === 'number') return from + wait;
  return wait.unit === 'hours' ? afterHours(from, Math.round(wait.working * 3_600_000), hours) : afterDays(from, wait.working, hours, zone);
};

/** The first instant by which so much service time has passed. */
const afterHours = (from: Instant, time: Duration, hours: ServiceHours): Instant | undefined => {
  if (time === 0) return from;
  let left = time;
  for (let at = from, step = 31 * DAY; at < from + PATIENCE; at += step) {
    for (const window of hours.windowsWithin(at, at + step)) {
      const length = window.to - window.from;
      if (length >= left) return window.from + left;
      left -= length;
    }
  }
  return undefined;
};

const afterDays = (from: Instant, days: number, hours: ServiceHours, zone: string): Instant | undefined => {
  const local = localOf(zone, from);
  const clock = modulo(local, DAY);
  const works = (midnight: LocalTime): boolean => hours.timeBetween(whenReached(zone, midnight), whenReached(zone, midnight + DAY)) > 0;
  const today = local - clock;
  const begun = works(today);
  let [midnight, left] = [today, Math.ceil(days)];
  if (!begun) {
    const next = nextWorking(today, works);
    if (next === undefined) return undefined;
    midnight = next;
  }
  for (; left > 0; left--) {
    const next = nextWorking(midnight, works);
    if (next === undefined) return undefined;
    midnight = next;
  }
  return whenReached(zone, midnight + (begun ? clock : 0));
};

const nextWorking = (midnight: LocalTime, works: (midnight: LocalTime) => boolean): LocalTime | undefined => {
  for (let next = midnight + DAY; next <= midnight + PATIENCE; next += DAY) if (works(next)) return next;
  return undefined;
};

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
