// The days on which a rule of RFC 5545 comes again: period by period, the days of each that every BY… part lets in, then BYSETPOS. A date that a
// month or year has not is left out (3.3.10): 29 February comes in leap years. Never waits: a rule that lets nothing in is over when its last
// day is. O(days looked at), which are those of the months a rule names where it names any. COUNT and UNTIL are for whoever asks.
import { civilOf, dayNumber, weekdayOf, type DayNumber } from './day-number.ts';
import type { Recurrence } from './recurrence-rule.ts';

/** How many days may still be looked at, over all that share it. */
export interface Work {
  left: number;
}

/** No date is later: 9999-12-31. */
const LAST_DATE: DayNumber = dayNumber(9999, 12, 31);

/**
 * `start` itself, whatever the rule says of it, then every day of the rule after it and not after `last`, in order. Ends early when `work` is
 * used up, which is then below nothing.
 */
export function* recurringDays(rule: Recurrence, start: DayNumber, last: DayNumber, work: Work = { left: Infinity }): Generator<DayNumber> {
  yield start;
  const lets = dayFilter(rule, start);
  const end = Math.min(last, LAST_DATE);
  for (let turn = 0; ; turn += rule.interval) {
    const spans = spansOf(rule, start, turn);
    if (spans.from > end) return;
    const found: DayNumber[] = [];
    work.left -= 1;
    for (const [first, until] of spans.days) {
      work.left -= until - first;
      if (work.left < 0) return;
      for (let day = first; day < until; day++) if (lets(day)) found.push(day);
    }
    for (const day of positioned(found, rule.positions)) {
      if (day > end) return;
      if (day > start) yield day;
    }
  }
}

interface Spans {
  /** The first day of the period. */
  readonly from: DayNumber;
  /** The spans of days that may hold some, in order; ends not included. */
  readonly days: readonly (readonly [DayNumber, DayNumber])[];
}

/** The period that lies `turn` periods after that of `start`. */
const spansOf = (rule: Recurrence, start: DayNumber, turn: number): Spans => {
  if (rule.frequency === 'DAILY') return { from: start + turn, days: [[start + turn, start + turn + 1]] };
  if (rule.frequency === 'WEEKLY') {
    const from = start - ((weekdayOf(start) - rule.weekStart + 7) % 7) + 7 * turn;
    return { from, days: [[from, from + 7]] };
  }
  const { year, month } = civilOf(start);
  const monthSpan = (y: number, m: number): readonly [DayNumber, DayNumber] => [
    dayNumber(y, m, 1),
    m === 12 ? dayNumber(y + 1, 1, 1) : dayNumber(y, m + 1, 1),
  ];
  if (rule.frequency === 'MONTHLY') {
    const months = year * 12 + month - 1 + turn;
    const [y, m] = [Math.floor(months / 12), (months % 12) + 1];
    const span = monthSpan(y, m);
    return { from: span[0], days: rule.months?.includes(m) === false ? [] : [span] };
  }
  const y = year + turn;
  const saysDays = [rule.weeks, rule.yearDays, rule.monthDays, rule.weekdays].some((part) => part !== undefined);
  const months = rule.months ?? (saysDays ? undefined : [month]);
  const from = dayNumber(y, 1, 1);
  if (months === undefined) return { from, days: [[from, dayNumber(y + 1, 1, 1)]] };
  return { from, days: [...new Set(months)].toSorted((a, b) => a - b).map((m) => monthSpan(y, m)) };
};

/** Whether a day of a period that the rule reaches is one of the rule's, but for BYSETPOS. */
const dayFilter = (rule: Recurrence, start: DayNumber): ((day: DayNumber) => boolean) => {
  const { frequency, weeks, yearDays } = rule;
  const begin = civilOf(start);
  const saysDays = [yearDays, rule.monthDays, rule.weekdays].some((part) => part !== undefined);
  // What a rule leaves open is as the start has it.
  const weekdays =
    rule.weekdays ??
    (!saysDays && (frequency === 'WEEKLY' || weeks !== undefined) ? [{ day: weekdayOf(start), nth: undefined }] : undefined);
  const isOpen = !saysDays && weeks === undefined && (frequency === 'MONTHLY' || frequency === 'YEARLY');
  const monthDays = rule.monthDays ?? (isOpen ? [begin.day] : undefined);
  const isNthOfYear = frequency === 'YEARLY' && rule.months === undefined;
  return (number) => {
    const { year, month, day } = civilOf(number);
    if (rule.months?.includes(month) === false) return false;
    const [monthFirst, monthEnd] = [number - day + 1, month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1)];
    if (monthDays !== undefined && !isListed(monthDays, number, monthFirst, monthEnd)) return false;
    const [yearFirst, yearEnd] = [dayNumber(year, 1, 1), dayNumber(year + 1, 1, 1)];
    if (yearDays !== undefined && !isListed(yearDays, number, yearFirst, yearEnd)) return false;
    if (weeks !== undefined && !isWeekListed(weeks, number, rule.weekStart)) return false;
    if (weekdays === undefined) return true;
    const [first, end] = isNthOfYear ? [yearFirst, yearEnd] : [monthFirst, monthEnd];
    const weekday = weekdayOf(number);
    return weekdays.some((one) => one.day === weekday && (one.nth === undefined || isNth(one.nth, number, first, end)));
  };
};

/** Whether a day is in a list of the days of `first` to `end`, counted from 1, or from -1 backwards. */
const isListed = (list: readonly number[], day: DayNumber, first: DayNumber, end: DayNumber): boolean =>
  list.includes(day - first + 1) || list.includes(day - end);

const isNth = (nth: number, day: DayNumber, first: DayNumber, end: DayNumber): boolean =>
  nth > 0 ? Math.floor((day - first) / 7) + 1 === nth : Math.floor((end - 1 - day) / 7) + 1 === -nth;

/** Week 1 is the first with four days in its year (ISO 8601, weeks beginning on `weekStart`). */
const isWeekListed = (weeks: readonly number[], day: DayNumber, weekStart: number): boolean => {
  const week = day - ((weekdayOf(day) - weekStart + 7) % 7);
  // A week is of the year in which its fourth day lies.
  const { year } = civilOf(week + 3);
  const firstOf = (y: number): DayNumber => {
    const fourth = dayNumber(y, 1, 4);
    return fourth - ((weekdayOf(fourth) - weekStart + 7) % 7);
  };
  return weeks.includes((week - firstOf(year)) / 7 + 1) || weeks.includes((week - firstOf(year + 1)) / 7);
};

const positioned = (days: readonly DayNumber[], positions: readonly number[] | undefined): readonly DayNumber[] =>
  positions === undefined ? days : days.filter((_, index) => positions.includes(index + 1) || positions.includes(index - days.length));
