// When a maintenance window comes again: an RFC 5545 recurrence rule, expanded by ical.js, whose only user in the domain this file is.
// Every occurrence begins and ends at the same local clock readings as the window itself, which always is the first of them. ical.js waits
// for ever where a rule by days or weeks filters everything out, and runs days of short months over into the next: so filters are applied
// here, and COUNT and UNTIL too. O(occurrences tried).
import ICAL from 'ical.js';
import { refuse, type Refusal } from '../refusal.ts';
import type { Instant, Interval } from '../time/instant.ts';
import { localOf, whenReached, type LocalTime } from '../time/zone.ts';

/** A rule that can be followed. */
export interface Recurrence {
  readonly rule: string;
  readonly frequency: Frequency;
}

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
type Frequency = (typeof FREQUENCIES)[number];
const PARTS = new Set(['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'BYMONTHDAY', 'BYMONTH', 'BYSETPOS', 'WKST']);
const EXAMPLE = 'expected a rule of RFC 5545 such as FREQ=MONTHLY;BYDAY=1SU';
const DAY = 86_400_000;
/** How far past the instant asked about the next occurrence is looked for: a 29 February may be eight years away. */
const PATIENCE = 9 * 366 * DAY;

/** Reads a rule; refuses what is none, and what says more than days: a window's hours are its own. */
export const parseRecurrence = (text: string): Recurrence | Refusal => {
  const rule = text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase();
  const parts = rule.split(';').map((part) => part.split('='));
  const odd = parts.find(([name = '', value = '', ...more]) => !/^[A-Z]+$/.test(name) || value === '' || more.length > 0);
  if (odd !== undefined) return refuse(`"${text}" does not say when it comes again: ${EXAMPLE}`);
  const unknown = parts.find(([name = '']) => !PARTS.has(name))?.[0];
  if (unknown !== undefined)
    return refuse(`"${unknown}" cannot be followed in "${text}": a window recurs by days, at its own hours; ${EXAMPLE}`);
  const frequency = FREQUENCIES.find((one) => parts.some(([name, value]) => name === 'FREQ' && value === one));
  if (frequency === undefined) return refuse(`"${text}" says no frequency of ${FREQUENCIES.join(', ')}: ${EXAMPLE}`);
  try {
    ICAL.Recur.fromString(rule).iterator(timeOf(0));
  } catch (error) {
    return refuse(`"${text}" is not a rule: ${error instanceof Error ? error.message : String(error)}; ${EXAMPLE}`);
  }
  return { rule, frequency };
};

/** The window and its occurrences up to the first that begins at `before` or later, in order, as local clocks of `zone` read its hours. */
export const occurrencesOf = (window: Interval, { rule, frequency }: Recurrence, zone: string, before: Instant): readonly Interval[] => {
  const [localFrom, localTo] = [localOf(zone, window.from), localOf(zone, window.to)];
  const recur = ICAL.Recur.fromString(rule);
  const most = recur.count ?? Infinity;
  const last = untilOf(recur, zone);
  const keeps = filtersOf(recur, frequency);
  Object.assign(recur, { count: null, until: null });
  const starts = recur.iterator(timeOf(localFrom));
  const found: Interval[] = [window];
  for (let start = starts.next(); start !== null && start !== undefined && found.length < most; start = starts.next()) {
    const local = Date.UTC(start.year, start.month - 1, start.day, start.hour, start.minute, start.second) + modulo(localFrom, 1_000);
    const from = whenReached(zone, local);
    if (from > last || from > before + PATIENCE || (found.at(-1)?.from ?? before) >= before) break;
    // A window that the change of the clocks leaves without length does not take place.
    const to = whenReached(zone, local + (localTo - localFrom));
    if (from > window.from && from < to && keeps(local)) found.push({ from, to });
  }
  return found;
};

const timeOf = (local: LocalTime): ICAL.Time => ICAL.Time.fromDateTimeString(new Date(local).toISOString().slice(0, 19));

/** UNTIL as an instant: in UTC, or as local clocks read it; a date takes in its whole day. */
const untilOf = (recur: ICAL.Recur, zone: string): Instant => {
  const { until } = recur;
  if (until === null || until === undefined) return Infinity;
  const read = Date.UTC(until.year, until.month - 1, until.day, until.hour, until.minute, until.second);
  if (until.isDate) return whenReached(zone, read + DAY) - 1;
  return until.zone?.tzid === 'UTC' ? read : whenReached(zone, read);
};

/** Takes the filters out of a rule that ical.js could wait for in vain, and applies them, and those it gets wrong. */
const filtersOf = (recur: ICAL.Recur, frequency: Frequency): ((local: LocalTime) => boolean) => {
  const parts = recur.parts as { BYMONTH?: readonly number[]; BYMONTHDAY?: readonly number[]; BYDAY?: readonly string[] };
  const { BYMONTH: months, BYMONTHDAY: days, BYDAY: weekdays } = parts;
  if (frequency === 'DAILY' || frequency === 'WEEKLY') delete parts.BYMONTH;
  if (frequency === 'DAILY') {
    delete parts.BYMONTHDAY;
    delete parts.BYDAY;
  }
  return (local) => {
    const date = new Date(local);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
    if (months !== undefined && !months.includes(month)) return false;
    const fromEnd = day - new Date(Date.UTC(year, month, 0)).getUTCDate() - 1;
    if (days !== undefined && !days.includes(day) && !days.includes(fromEnd)) return false;
    return frequency !== 'DAILY' || weekdays === undefined || weekdays.includes(WEEKDAYS[date.getUTCDay()] ?? '');
  };
};

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

const modulo = (value: number, by: number): number => ((value % by) + by) % by;
