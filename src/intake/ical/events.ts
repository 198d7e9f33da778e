// The all-day events of an iCalendar stream, read one by one (RFC 5545, 3.6.1): when each begins, how long it is, how it recurs, and what it
// leaves out, adds or stands for. What would close a day by guessing is refused: hours of the day, dates there are not, rules half understood.
import { isRefusal } from '#domain/refusal.ts';
import { parseRecurrence, type Recurrence } from '#domain/time/recurrence-rule.ts';
import type { DayNumber } from '#domain/time/day-number.ts';
import { listedIn, momentOf, zoneOf, type Listed, type Moment } from './dates.ts';
import { unitsIn } from './durations.ts';
import type { CalendarLines, EventLines, Property } from './lines.ts';

export interface DayEvent {
  readonly line: number;
  readonly title: string;
  /** Events with the same are one, and exceptions of it. Its own where the file gives none. */
  readonly uid: string;
  /** What a later version of the same has more of: SEQUENCE, then when it was written. */
  readonly version: readonly [number, string];
  readonly isCancelled: boolean;
  readonly start: DayNumber;
  /** In days. */
  readonly length: number;
  readonly rule: Recurrence | undefined;
  readonly added: readonly Listed[];
  readonly left: readonly Listed[];
  /** The occurrence of its series that it stands for. */
  readonly standsFor: Moment | undefined;
  /** The zone of times in UTC, where the file says one. */
  readonly zone: string | undefined;
}

/** A single event closes no more days than this: a slip of the year would close centuries. */
const MOST_DAYS = 366;
const ONCE = ['DTSTART', 'DTEND', 'DURATION', 'UID', 'RECURRENCE-ID', 'RRULE', 'STATUS', 'SEQUENCE', 'SUMMARY', 'DTSTAMP'];

/** The event, or why it closes no days, in words. */
export const dayEventOf = (event: EventLines, calendar: CalendarLines): DayEvent | string => {
  const of = (name: string): readonly Property[] => event.properties.filter((property) => property.name === name);
  const twice = ONCE.find((name) => of(name).length > 1);
  if (twice !== undefined) return `the event has ${twice} twice`;
  const [once] = of('EXRULE');
  if (once !== undefined) return 'the event has an EXRULE, which RFC 5545 has no more: say EXDATE';
  const extent = extentOf(of('DTSTART')[0], of('DTEND')[0], of('DURATION')[0]);
  if (typeof extent === 'string') return extent;
  const [ruled, exception] = [of('RRULE')[0], of('RECURRENCE-ID')[0]];
  const rule = ruled === undefined ? undefined : parseRecurrence(ruled.value);
  if (isRefusal(rule)) return `the event recurs by a rule that cannot be followed: ${rule.refused}`;
  const [added, left] = [allListed(of('RDATE')), allListed(of('EXDATE'))];
  if (typeof added === 'string') return added;
  if (typeof left === 'string') return left;
  const standsFor = exception === undefined ? undefined : standingFor(exception);
  if (typeof standsFor === 'string') return standsFor;
  if (standsFor !== undefined && (rule !== undefined || added.length > 0))
    return 'the event is an exception (RECURRENCE-ID) and recurs itself';
  const uid = of('UID')[0]?.value ?? '';
  if (standsFor !== undefined && uid === '') return 'the event is an exception (RECURRENCE-ID) of no series: it has no UID';
  const sequence = of('SEQUENCE')[0]?.value ?? '0';
  if (!/^\d{1,9}$/.test(sequence)) return 'SEQUENCE is no whole number';
  return {
    line: event.line,
    title: titleOf(event),
    uid: uid === '' ? `event of line ${event.line}` : `uid ${uid}`,
    version: [Number(sequence), of('LAST-MODIFIED')[0]?.value ?? of('DTSTAMP')[0]?.value ?? ''],
    isCancelled: of('STATUS')[0]?.value.toUpperCase() === 'CANCELLED',
    ...extent,
    rule,
    added,
    left,
    standsFor,
    zone: zoneOf(calendar),
  };
};

/** What people call it. */
export const titleOf = ({ properties }: EventLines): string => {
  const of = (name: string): string | undefined => properties.find((property) => property.name === name)?.value;
  const summary = (of('SUMMARY') ?? '')
    .replace(/\\[nN]/g, ' ')
    .replace(/\\(.)/g, '$1')
    .trim();
  const title = summary === '' ? (of('UID') ?? 'without a title') : summary;
  return title.length > 60 ? `${title.slice(0, 60)}…` : title;
};

const extentOf = (
  from: Property | undefined,
  to: Property | undefined,
  duration: Property | undefined,
): { readonly start: DayNumber; readonly length: number } | string => {
  if (from === undefined) return 'the event has no date (DTSTART)';
  const start = momentOf(from);
  if (typeof start === 'string') return start;
  if (start.time !== undefined) return `the event is at ${new Date(start.time).toISOString().slice(11, 16)}, not all day`;
  const length = lengthOf(start, to, duration);
  if (typeof length === 'string') return length;
  return length > MOST_DAYS ? `the event lasts ${length} days` : { start: start.day, length };
};

const lengthOf = (start: Moment, to: Property | undefined, duration: Property | undefined): number | string => {
  if (to !== undefined && duration !== undefined) return 'the event has both DTEND and DURATION';
  if (duration !== undefined) {
    const units = unitsIn(duration.value);
    const days = units === undefined ? NaN : units.days + units.time / 86_400_000;
    return days >= 1 && Number.isInteger(days) ? days : `DURATION: "${duration.value.slice(0, 40)}" is no number of whole days such as P1D`;
  }
  if (to === undefined) return 1;
  const end = momentOf(to);
  if (typeof end === 'string') return end;
  if (end.time !== undefined) return `the event begins on a date, and ends at ${new Date(end.time).toISOString().slice(11, 16)}`;
  if (end.day < start.day) return 'the event ends before it begins';
  // Its end is not included; many write the same date twice and mean that day.
  return Math.max(1, end.day - start.day);
};

const allListed = (properties: readonly Property[]): readonly Listed[] | string => {
  const all: Listed[] = [];
  for (const property of properties) {
    const listed = listedIn(property);
    if (typeof listed === 'string') return listed;
    for (const one of listed) all.push(one);
  }
  return all;
};

const standingFor = (property: Property): Moment | string => {
  const range = property.parameters.get('RANGE');
  if (range !== undefined)
    return `the event changes all occurrences from one on (RANGE=${range.slice(0, 20)}), which cannot be followed: give it as two series`;
  return momentOf(property);
};

/** The rule's last day, where it says one, as `localDate` reads times in UTC. */
export const lastDayOf = (rule: Recurrence, localDate: (moment: Moment) => DayNumber): DayNumber | undefined => {
  if (rule.until === undefined) return undefined;
  const { read, form } = rule.until;
  const day = Math.floor(read / 86_400_000);
  return localDate({ day, time: form === 'date' ? undefined : read - day * 86_400_000, isUtc: form === 'utc' });
};
