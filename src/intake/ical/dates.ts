// Dates of an iCalendar file as days: a DATE, or the local date of a DATE-TIME beside an all-day event, as Exchange writes exceptions. A time in
// UTC has its local date in the zone that the file names (X-WR-TIMEZONE, its only VTIMEZONE), else in that of the calendar that is closed; but
// midnight in UTC stands for its date wherever that is, as many programs write it. Zones go by IANA or Windows names.
import { findIana } from 'windows-iana';
import type { DayNumber } from '#domain/time/day-number.ts';
import { isZone, localDay, localOf } from '#domain/time/zone.ts';
import { unitsIn } from './durations.ts';
import type { CalendarLines, Property } from './lines.ts';

const DAY = 86_400_000;

/** A date; `time`: what clocks read then, in milliseconds since midnight, where it is one of a time of day. */
export interface Moment {
  readonly day: DayNumber;
  readonly time: number | undefined;
  readonly isUtc: boolean;
}

/** The one value of a property, or why it is none. `VALUE` may be left out: the form tells, and what contradicts it is refused. */
export const momentOf = ({ name, value, parameters }: Property): Moment | string => {
  const said = parameters.get('VALUE');
  if (said !== undefined && said !== 'DATE' && said !== 'DATE-TIME') return `${name} is said to be a ${said}`;
  const moment = momentIn(value);
  if (typeof moment === 'string') return `${name}: ${moment}`;
  if (said === 'DATE' && moment.time !== undefined) return `${name} is said to be a DATE, and ${shown(value)} is a time of one`;
  return moment;
};

const momentIn = (text: string): Moment | string => {
  const [, year, month, day, hour, minute, second, utc] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text.toUpperCase()) ?? [];
  if (year === undefined) return `${shown(text)} is no date such as 20251224`;
  const date = `${year}-${month ?? ''}-${day ?? ''}`;
  const midnight = localDay(date);
  if (midnight === undefined) return `there is no ${date}`;
  if (hour === undefined) return { day: midnight / DAY, time: undefined, isUtc: false };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return `there is no ${hour}:${minute ?? ''}:${second ?? ''}`;
  const time = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000;
  return { day: midnight / DAY, time, isUtc: utc !== undefined };
};

/** The local date of a moment; `zone` is that in which one in UTC is read. */
export const dateOf = ({ day, time = 0, isUtc }: Moment, zone: string): DayNumber =>
  isUtc && time !== 0 ? Math.floor(localOf(zone, day * DAY + time) / DAY) : day;

/** The local dates of one value of RDATE, or EXDATE: a date, a time of one, or, where it may, every date that a period touches. */
export interface Listed {
  readonly from: Moment;
  /** The end of a period; undefined: as long as the event. */
  readonly to: Moment | undefined;
}

export const listedIn = ({ name, value, parameters }: Property): readonly Listed[] | string => {
  const listed: Listed[] = [];
  for (const text of value.split(',')) {
    const one = parameters.get('VALUE') === 'PERIOD' && name === 'RDATE' ? periodIn(text.trim()) : singleIn(name, parameters, text.trim());
    if (typeof one === 'string') return one.startsWith(name) ? one : `${name}: ${one}`;
    listed.push(one);
  }
  return listed;
};

const singleIn = (name: string, parameters: Property['parameters'], text: string): Listed | string => {
  const from = momentOf({ name, parameters, value: text, line: 0 });
  return typeof from === 'string' ? from : { from, to: undefined };
};

const periodIn = (text: string): Listed | string => {
  const [start = '', end = '', ...more] = text.split('/');
  const from = momentIn(start);
  if (typeof from === 'string') return from;
  if (from.time === undefined || more.length > 0) return `${shown(text)} is no period such as 20251224T090000Z/PT2H`;
  const units = unitsIn(end);
  const to = units === undefined ? momentIn(end) : later(from, units.days * DAY + units.time);
  if (typeof to === 'string') return `${shown(text)} is no period such as 20251224T090000Z/PT2H: ${to}`;
  if (to.time === undefined || to.isUtc !== from.isUtc || instantOf(to) <= instantOf(from))
    return `the period ${shown(text)} does not end after it begins`;
  return { from, to };
};

const instantOf = ({ day, time = 0 }: Moment): number => day * DAY + time;

const later = (from: Moment, length: number): Moment => {
  const at = instantOf(from) + length;
  return { day: Math.floor(at / DAY), time: at - Math.floor(at / DAY) * DAY, isUtc: from.isUtc };
};

/** The zone in which the file says its dates are; undefined: it does not say. */
export const zoneOf = ({ properties, zones }: CalendarLines): string | undefined => {
  const said = properties.find(({ name }) => name === 'X-WR-TIMEZONE')?.value;
  const names = new Set(zones);
  const [only] = zones;
  return named(said) ?? (names.size === 1 ? named(only) : undefined);
};

const named = (name: string | undefined): string | undefined => {
  if (name === undefined) return undefined;
  if (isZone(name)) return name;
  // Globally unique names have a path before that of the database: /citadel.org/20190914_1/Europe/Berlin.
  const tail = /([A-Za-z_]+(?:\/[\w+-]+){1,2})$/.exec(name)?.[1];
  return [...findIana(name), ...(tail === undefined ? [] : [tail, tail.slice(tail.indexOf('/') + 1)])].find(isZone);
};

const shown = (text: string): string => `"${text.slice(0, 40)}"`;
