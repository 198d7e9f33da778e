// A recurrence rule of RFC 5545 (3.3.10), read strictly: every part once and of those known, numbers in their ranges, an UNTIL that is a date,
// combinations that the standard forbids refused. A rule recurs by days: what it says of hours is refused, since events and windows have
// their own. What reads a rule leniently takes COUNT=3x for 3, or a date with dashes for no end it could reach.
import { refuse, type Refusal } from '../refusal.ts';
import { localDay, whenReached, type LocalTime } from './zone.ts';
import type { Instant } from './instant.ts';

export interface Recurrence {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | undefined;
  readonly until: Until | undefined;
  /** 0 is Sunday. */
  readonly weekStart: number;
  readonly months: readonly number[] | undefined;
  readonly weeks: readonly number[] | undefined;
  readonly yearDays: readonly number[] | undefined;
  readonly monthDays: readonly number[] | undefined;
  readonly weekdays: readonly Weekday[] | undefined;
  readonly positions: readonly number[] | undefined;
}

/** `nth`: only the nth of the month or year, from its end where negative. */
export interface Weekday {
  readonly day: number;
  readonly nth: number | undefined;
}

/** As clocks read it: in UTC, or wherever the events are. A date takes in its whole day. */
export interface Until {
  readonly read: LocalTime;
  readonly form: 'date' | 'local' | 'utc';
}

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof FREQUENCIES)[number];
const PARTS = new Set('FREQ INTERVAL COUNT UNTIL BYDAY BYMONTHDAY BYYEARDAY BYWEEKNO BYMONTH BYSETPOS WKST'.split(' '));
const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];
const EXAMPLE = 'expected a rule of RFC 5545 such as FREQ=MONTHLY;BYDAY=1SU';
const DAY = 86_400_000;
/** More numbers than a list could need: the days of a year, from both ends. */
const MOST_IN_LIST = 732;

export const parseRecurrence = (text: string): Recurrence | Refusal => {
  const shown = text.length > 120 ? `${text.slice(0, 120)}…` : text;
  const rule = text
    .trim()
    .replace(/^RRULE:/i, '')
    .toUpperCase();
  if (/[\r\n]|\b(EXDATE|RDATE|EXRULE|DTSTART|DTEND|DURATION)\b/.test(rule))
    return refuse(`${JSON.stringify(shown)} says more than a rule: exceptions have a place of their own, not in it; ${EXAMPLE}`);
  const pairs = rule.split(';').map((part) => part.split('='));
  const odd = pairs.some(([name = '', value = '', ...more]) => !/^[A-Z-]+$/.test(name) || value === '' || more.length > 0);
  if (odd) return refuse(`"${shown}" does not say when it comes again: ${EXAMPLE}`);
  const parts = new Map(pairs as [string, string][]);
  const unknown = pairs.find(([name = '']) => !PARTS.has(name))?.[0];
  if (unknown !== undefined)
    return refuse(`"${unknown}" cannot be followed in "${shown}": it recurs by days, at its own hours; ${EXAMPLE}`);
  const frequency = FREQUENCIES.find((one) => parts.get('FREQ') === one);
  if (frequency === undefined) return refuse(`"${shown}" says no frequency of ${FREQUENCIES.join(', ')}: ${EXAMPLE}`);
  const read = partsOf(frequency, parts);
  const wrong = parts.size < pairs.length ? 'a part stands in it twice' : typeof read === 'string' ? read : forbidden(read);
  return wrong === undefined ? (read as Recurrence) : refuse(`"${shown}" is not a rule: ${wrong}; ${EXAMPLE}`);
};

/** The parts as numbers, or what is wrong with one of them. */
const partsOf = (frequency: Frequency, parts: ReadonlyMap<string, string>): Recurrence | string => {
  let wrong: string | undefined;
  const isWrong = (name: string, expected: string): undefined => {
    wrong ??= `${name}=${(parts.get(name) ?? '').slice(0, 40)}, where ${expected} is expected`;
    return undefined;
  };
  const whole = (name: string): number | undefined => {
    const value = parts.get(name);
    if (value === undefined) return undefined;
    return /^\d{1,9}$/.test(value) && Number(value) > 0 ? Number(value) : isWrong(name, 'a whole number from 1 to 999999999');
  };
  const listed = <T>(name: string, expected: string, one: (text: string) => T | undefined): readonly T[] | undefined => {
    const texts = parts.get(name)?.split(',');
    if (texts === undefined) return undefined;
    const values = texts.slice(0, MOST_IN_LIST).map(one);
    if (values.length < texts.length || values.includes(undefined)) return isWrong(name, expected);
    return values as readonly T[];
  };
  const numbers = (name: string, most: number, signed: boolean): readonly number[] | undefined =>
    listed(name, signed ? `a list of numbers from 1 to ${most} or from -${most} to -1` : `a list of numbers from 1 to ${most}`, (text) => {
      const value = (signed ? /^[+-]?\d{1,3}$/ : /^\d{1,2}$/).test(text) ? Number(text) : 0;
      return value === 0 || Math.abs(value) > most ? undefined : value;
    });
  const untilText = parts.get('UNTIL');
  const startText = parts.get('WKST') ?? 'MO';
  const read: Recurrence = {
    frequency,
    interval: whole('INTERVAL') ?? 1,
    count: whole('COUNT'),
    until: untilText === undefined ? undefined : (untilIn(untilText) ?? isWrong('UNTIL', 'a date such as 20250131 or 20250131T220000Z')),
    weekStart: WEEKDAYS.includes(startText) ? WEEKDAYS.indexOf(startText) : (isWrong('WKST', 'a day such as MO') ?? 1),
    months: numbers('BYMONTH', 12, false),
    weeks: numbers('BYWEEKNO', 53, true),
    yearDays: numbers('BYYEARDAY', 366, true),
    monthDays: numbers('BYMONTHDAY', 31, true),
    weekdays: listed('BYDAY', 'a list of days such as MO or 1SU', weekdayIn),
    positions: numbers('BYSETPOS', 366, true),
  };
  return wrong ?? read;
};

const weekdayIn = (text: string): Weekday | undefined => {
  const [, nth, name = ''] = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/.exec(text) ?? [];
  const number = nth === undefined ? undefined : Number(nth);
  if (name === '' || number === 0 || Math.abs(number ?? 1) > 53) return undefined;
  return { day: WEEKDAYS.indexOf(name), nth: number };
};

const untilIn = (text: string): Until | undefined => {
  const parts = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '', day = '', hour, minute = '00', second = '00', utc] = parts;
  const midnight = localDay(`${year}-${month}-${day}`);
  if (midnight === undefined || Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const read = midnight + ((Number(hour ?? 0) * 60 + Number(minute)) * 60 + Number(second)) * 1_000;
  return { read, form: hour === undefined ? 'date' : utc === undefined ? 'local' : 'utc' };
};

/** What RFC 5545 says must not be said together. */
const forbidden = (rule: Recurrence): string | undefined => {
  const { frequency, weekdays, positions } = rule;
  const [isYearly, isMonthly, isWeekly] = [frequency === 'YEARLY', frequency === 'MONTHLY', frequency === 'WEEKLY'];
  const nth = weekdays?.find((one) => one.nth !== undefined)?.nth;
  if (rule.count !== undefined && rule.until !== undefined) return 'COUNT and UNTIL exclude each other';
  if (rule.weeks !== undefined && !isYearly) return 'BYWEEKNO goes with FREQ=YEARLY alone';
  if (rule.yearDays !== undefined && !isYearly) return 'BYYEARDAY goes with FREQ=YEARLY alone';
  if (rule.monthDays !== undefined && isWeekly) return 'BYMONTHDAY does not go with FREQ=WEEKLY';
  if (nth !== undefined && !isYearly && !isMonthly) return 'a BYDAY with a number goes with FREQ=MONTHLY or YEARLY alone';
  if (nth !== undefined && rule.weeks !== undefined) return 'a BYDAY with a number does not go with BYWEEKNO';
  const mostInPeriod = isMonthly || rule.months !== undefined ? 5 : 53;
  if (weekdays?.some((one) => Math.abs(one.nth ?? 1) > mostInPeriod) === true) return 'no month has more than five of a weekday';
  const filters = [rule.months, rule.weeks, rule.yearDays, rule.monthDays, weekdays];
  if (positions !== undefined && filters.every((one) => one === undefined)) return 'BYSETPOS needs another BY… beside it';
  return undefined;
};

/** The last instant at which one may begin; never, where the rule has no such end. */
export const lastInstant = ({ until }: Recurrence, zone: string): Instant => {
  if (until === undefined) return Infinity;
  if (until.form === 'date') return whenReached(zone, until.read + DAY) - 1;
  return until.form === 'utc' ? until.read : whenReached(zone, until.read);
};
