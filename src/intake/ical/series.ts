// The days that events close together: those of one UID are a series and its exceptions (RFC 5545, 3.8.4.4 and 3.8.4.7), in however many calendars
// they stand. A later version stands for an earlier one; what is cancelled closes nothing; an exception moves, or takes away, an occurrence that
// there must be. One without an end is followed for thirty years; one that says its end, to it. O(days looked at), and no more of them than MOST_WORK.
import type { DayNumber } from '#domain/time/day-number.ts';
import { groupedBy } from '#domain/grouped.ts';
import { dateText, dayNumber } from '#domain/time/day-number.ts';
import { recurringDays, type Work } from '#domain/time/recurrence.ts';
import { dateOf, type Listed, type Moment } from './dates.ts';
import { lastDayOf, type DayEvent } from './events.ts';

/** What is wrong with an event, beside the others. */
export interface Wrong {
  readonly event: DayEvent;
  readonly why: string;
}

const MOST_WORK = 2_000_000;
const ENDLESS_YEARS = 30;
/** The furthest that an end may be. 36,525 days are a hundred years. */
const CENTURY = 36_525;
/** An end in this year means none. */
const NEVER = dayNumber(9999, 1, 1);
/** What would come later has no date. */
const LAST_DATE = dayNumber(9999, 12, 31);

/** Every closed day, once, sorted; or everything that is wrong. `zone`: where times in UTC are read whose file does not say. */
export const closedBy = (events: readonly DayEvent[], zone: string): readonly DayNumber[] | readonly Wrong[] => {
  const sets = groupedBy(events, ({ uid }) => uid);
  const work: Work = { left: MOST_WORK };
  const closed = new Set<DayNumber>();
  const wrong: Wrong[] = [];
  for (const set of sets.values()) {
    const problem = closeSet(set, zone, work, closed);
    if (problem !== undefined) wrong.push(problem);
    if (work.left < 0) return wrong;
  }
  return wrong.length > 0 ? wrong : [...closed].toSorted((a, b) => a - b);
};

const closeSet = (set: readonly DayEvent[], fallback: string, work: Work, closed: Set<DayNumber>): Wrong | undefined => {
  const dated = (event: DayEvent, moment: Moment): DayNumber => dateOf(moment, event.zone ?? fallback);
  const latest = new Map<DayNumber, DayEvent>();
  let series: DayEvent | undefined;
  for (const event of set) {
    const key = event.standsFor === undefined ? undefined : dated(event, event.standsFor);
    const other = key === undefined ? series : latest.get(key);
    const order = other === undefined ? 1 : compared(event, other);
    if (order === 0 && other !== undefined && !isSame(event, other)) {
      return {
        event,
        why: `the event has the UID of that of line ${other.line}, and neither is the later version (SEQUENCE)`,
      };
    }
    if (order > 0 && key === undefined) series = event;
    else if (order > 0 && key !== undefined) latest.set(key, event);
  }
  const [first] = latest.values();
  if (series === undefined) {
    return first === undefined
      ? undefined
      : {
          event: first,
          why: 'the event is an exception (RECURRENCE-ID) of a series that is not in the file',
        };
  }
  if (series.isCancelled) return undefined;
  const days = daysOf(series, (moment) => dated(series, moment), work);
  if (typeof days === 'string') return { event: series, why: days };
  for (const [day, exception] of latest) {
    if (!days.all.has(day))
      return {
        event: exception,
        why: `the event stands for an occurrence on ${dateText(day)}, on which its series has none`,
      };
    if (!exception.isCancelled && days.left.has(day)) {
      return {
        event: exception,
        why: `the event moves the occurrence on ${dateText(day)}, which its series leaves out (EXDATE)`,
      };
    }
  }
  const close = (from: DayNumber, length: number): void => {
    work.left -= length;
    for (let day = from; day < from + length && day <= LAST_DATE && work.left >= 0; day++) closed.add(day);
  };
  for (const [day, length] of days.all) if (!days.left.has(day) && !latest.has(day)) close(day, length);
  for (const exception of latest.values()) if (!exception.isCancelled) close(exception.start, exception.length);
  return work.left < 0 ? { event: series, why: TOO_MUCH } : undefined;
};

const TOO_MUCH = `the file has more than ${MOST_WORK.toLocaleString('en-GB')} days to look at, up to this event`;

/** Days on which occurrences begin, with their lengths, and those left out. */
interface Days {
  readonly all: ReadonlyMap<DayNumber, number>;
  readonly left: ReadonlySet<DayNumber>;
}

const daysOf = (event: DayEvent, localDate: (moment: Moment) => DayNumber, work: Work): Days | string => {
  const all = new Map<DayNumber, number>([[event.start, event.length]]);
  const { rule } = event;
  if (rule !== undefined) {
    const until = lastDayOf(rule, localDate);
    if (until !== undefined && until < event.start) return 'its rule ends (UNTIL) before the event begins';
    const isEndless = rule.count === undefined && (until === undefined || until >= NEVER);
    if (!isEndless && (until ?? 0) > event.start + CENTURY) return 'its rule ends (UNTIL) more than a hundred years after it begins';
    let count = 0;
    for (const day of recurringDays(rule, event.start, isEndless ? yearsAfter(event.start) : (until ?? event.start + CENTURY), work)) {
      all.set(day, event.length);
      if (++count === rule.count) break;
    }
    if (work.left < 0) return TOO_MUCH;
    if (rule.count !== undefined && count < rule.count) return `its rule does not come ${rule.count} times (COUNT) within a hundred years`;
  }
  for (const listed of event.added) {
    const [day, length] = extentOf(listed, event.length, localDate);
    if (length > 366) return `RDATE: a period lasts ${length} days`;
    all.set(day, Math.max(length, all.get(day) ?? 0));
  }
  return { all, left: new Set(event.left.map(({ from }) => localDate(from))) };
};

/** The end of the thirty years, which is no later than that of the calendar. */
const yearsAfter = (start: DayNumber): DayNumber => {
  const [year = 0, month = 1, day = 1] = dateText(start).split('-').map(Number);
  return dayNumber(year + ENDLESS_YEARS, month, day);
};

const extentOf = ({ from, to }: Listed, length: number, localDate: (moment: Moment) => DayNumber): readonly [DayNumber, number] => {
  const day = localDate(from);
  if (to === undefined) return [day, length];
  const end = localDate(to);
  // A period that ends at midnight does not touch the day that begins then.
  return [day, Math.max(1, end - day + (isMidnight(to, localDate) ? 0 : 1))];
};

const isMidnight = (to: Moment, localDate: (moment: Moment) => DayNumber): boolean => {
  const time = to.time ?? 0;
  if (!to.isUtc || time === 0) return time === 0;
  return localDate({ ...to, time: time - 1 }) < localDate(to);
};

const compared = (a: DayEvent, b: DayEvent): number =>
  a.version[0] - b.version[0] || (a.version[1] < b.version[1] ? -1 : a.version[1] > b.version[1] ? 1 : 0);

const isSame = (a: DayEvent, b: DayEvent): boolean =>
  JSON.stringify({ ...a, line: 0, title: '' }) === JSON.stringify({ ...b, line: 0, title: '' });
