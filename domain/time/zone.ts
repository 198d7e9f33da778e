// Local time in IANA zones: offsets, the instants a local time stands for (none, one or two), and where local days begin.
// The only file that uses luxon, and of luxon only the offset of a named zone at an instant and the reading of a text by its format, as
// UTC: its own reading in a zone moves skipped times in silence. Assumes at most one change of the clocks within 32 hours. Each offset costs about 5 µs.
import { DateTime, IANAZone } from 'luxon';
import type { Instant, Interval } from './instant.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { saysWhere, zoneHint } from './zone-names.ts';

/** Local wall-clock time, as the instant UTC clocks would read it: `localOf('…', t) - t` is the offset. Never an {@link Instant}. */
export type LocalTime = number;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** No zone was ever further than this from UTC. */
const FURTHEST_OFFSET = 16 * HOUR;

const zones = new Map<string, IANAZone>();

/** Whether `name` is a zone of the time-zone database, `UTC` and links included. Offsets (`+01:00`) and abbreviations (`BST`) are not. */
export const isZone = (name: string): boolean => saysWhere(name) && isKnown(name);

/** Whether its offsets are known: also of the abbreviations that earlier versions took into logs, which stay readable. */
const isKnown = (name: string): boolean => zones.has(name) || (/^[A-Za-z]/.test(name) && IANAZone.isValidZone(name));

const zoneNamed = (name: string): IANAZone => {
  let zone = zones.get(name);
  if (zone === undefined) {
    if (!isKnown(name)) throw new Error(`"${name}" is not a zone: check it with isZone where it comes in`);
    zone = IANAZone.create(name);
    zones.set(name, zone);
  }
  return zone;
};

/** The refusal of a name that is not a zone. */
export const unknownZone = (name: string): Refusal =>
  refuse(`"${name}" is not a known time zone${zoneHint(name)}: expected a name of the IANA database such as Europe/London or UTC`);

/** Milliseconds that local clocks in `zone` are ahead of UTC at `at`. Throws for an unknown zone. */
export const offsetAt = (zone: string, at: Instant): number => Math.round(zoneNamed(zone).offset(at) * 60_000);

/** What local clocks in `zone` read at `at`. */
export const localOf = (zone: string, at: Instant): LocalTime => at + offsetAt(zone, at);

/** The instants at which local clocks in `zone` read `local`, in order: none if it is skipped, two if it is repeated. */
export const instantsOf = (zone: string, local: LocalTime): readonly Instant[] => {
  const before = offsetAt(zone, local - FURTHEST_OFFSET);
  const after = offsetAt(zone, local + FURTHEST_OFFSET);
  if (before === after) return [local - before];
  return [local - before, local - after].filter((at) => localOf(zone, at) === local).sort((a, b) => a - b);
};

/**
 * The first instant at which local clocks in `zone` have reached `local`: the first of two where it is repeated, the change of the clocks
 * where it is skipped. Never falls as `local` rises, so spans of local time that touch give intervals that touch.
 */
export const whenReached = (zone: string, local: LocalTime): Instant => instantsOf(zone, local)[0] ?? changeSkipping(zone, local);

const changeSkipping = (zone: string, local: LocalTime): Instant => {
  let before = local - FURTHEST_OFFSET;
  let after = local + FURTHEST_OFFSET;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localOf(zone, middle) < local) before = middle;
    else after = middle;
  }
  return after;
};

/** Offsets that hold just before and after a skipped local time, or at both readings of a repeated one. */
export const offsetsAround = (zone: string, local: LocalTime): readonly number[] => [
  offsetAt(zone, local - FURTHEST_OFFSET),
  offsetAt(zone, local + FURTHEST_OFFSET),
];

/** Midnight (local) of a calendar date written `2016-01-16`, or undefined if there is no such date. */
export const localDay = (day: string): LocalTime | undefined => {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return undefined;
  const local = Date.parse(`${day}T00:00:00.000Z`);
  return Number.isNaN(local) || new Date(local).toISOString().slice(0, 10) !== day ? undefined : local;
};

/** The calendar date of a local time, `2016-01-16`. */
export const dayOf = (local: LocalTime): string => new Date(local).toISOString().slice(0, -14);

/**
 * The local day as an interval: midnight to midnight, 23 to 25 hours long where clocks change. Days tile: where midnight is repeated
 * the first counts, where it is skipped the day begins at the change. Refuses what is no date, no zone, or a day that the zone left out
 * (Pacific/Apia had no 2011-12-30).
 */
export const dayBounds = (day: string, zone: string): Interval | Refusal => {
  if (!isZone(zone)) return unknownZone(zone);
  const local = localDay(day);
  if (local === undefined) return refuse(`"${day}" is not a date: expected year, month and day as 2016-01-16`);
  const [from, to] = [whenReached(zone, local), whenReached(zone, local + DAY)];
  return from < to ? { from, to } : refuse(`${day} did not exist in ${zone}: clocks there skipped the whole day`);
};

/** The instant a local day begins; refuses as {@link dayBounds}. */
export const startOfDay = (day: string, zone: string): Instant | Refusal => {
  const bounds = dayBounds(day, zone);
  return 'refused' in bounds ? bounds : bounds.from;
};

/** A local time as ISO 8601 writes it, `2016-01-16T09:12`, with seconds and thousandths or without; undefined where no clock reads so. */
export const localTime = (text: string): LocalTime | undefined => {
  const [, day = '', hour, minute, second = '0', fraction = '0'] =
    /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3}))?)?$/.exec(text) ?? [];
  const midnight = localDay(day);
  const [hours, minutes, seconds] = [Number(hour), Number(minute), Number(second)];
  if (midnight === undefined || hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return midnight + ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number(fraction.padEnd(3, '0'));
};

/** What local clocks read where `text` stands for a time in `format` (luxon's tokens: `dd/MM/yyyy HH:mm`); undefined where it is not so. */
export const localIn = (text: string, format: string): LocalTime | undefined => {
  const read = DateTime.fromFormat(text, format, { zone: 'utc', locale: 'en-GB' });
  return read.isValid ? read.toMillis() : undefined;
};
