// Instants as text (S4.1): in with `Z`, an offset or a zone (RFC 3339, RFC 9557), out in one canonical UTC form or as people read them.
// An instant never rests on a guess: no offset, a repeated or a skipped local time are refused with the choices there are.
import { BEGINNING, type Instant } from './instant.ts';
import { utcInstant, utcText } from './utc.ts';
import { dayOf, instantsOf, isZone, localDay, localOf, offsetAt, offsetsAround, startOfDay, unknownZone } from './zone.ts';
import { refuse, type Refusal } from '../refusal.ts';

const FORM = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d(?::?\d\d)?)?(?:\[!?([^\][=]+)\])?$/;
const EXAMPLE = '2016-01-16T19:30:00Z';

/**
 * Reads an instant: `2016-01-16T19:30Z`, `…+01:00`, `…+01:00[Europe/London]` (offset and zone must agree), `…[Europe/London]` (that
 * local time must exist exactly once), or `beginning`. Digits finer than a millisecond are cut off. Refuses everything else, saying why.
 */
export const parseInstant = (text: string): Instant | Refusal => {
  if (text === 'beginning') return BEGINNING;
  const at = utcInstant(text);
  if (at !== undefined) return at;
  if (/^\d{4}(-\d\d){1,2}$/.test(text)) return refuse(`"${text}" has no time of day: expected an instant such as ${EXAMPLE}`);
  const parts = FORM.exec(text);
  if (parts === null) return refuse(`"${text}" is not an instant: expected one such as ${EXAMPLE} or 2016-01-16T20:30:00+01:00`);
  const [, day = '', hour = '', minute = '', second = '00', fraction = '', offsetText, zone] = parts;
  const midnight = localDay(day);
  if (midnight === undefined) return refuse(`"${text}": there is no ${day}`);
  if (second === '60') return refuse(`"${text}": leap seconds cannot be told, give second 59`);
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return refuse(`"${text}": there is no ${hour}:${minute}:${second}, a day runs from 00:00:00 to 23:59:59`);
  }
  const local =
    midnight + (Number(hour) * 3_600 + Number(minute) * 60 + Number(second)) * 1_000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
  if (zone !== undefined && !isZone(zone)) return { refused: `"${text}": ${unknownZone(zone).refused}` };
  if (offsetText === undefined) {
    return zone === undefined
      ? refuse(`"${text}" could be anywhere: give Z or an offset, as in ${text}Z or ${text}+01:00`)
      : inZone(text, local, zone);
  }
  return withOffset(text, local, offsetText, zone);
};

const withOffset = (text: string, local: number, offsetText: string, zone: string | undefined): Instant | Refusal => {
  const [hours, minutes] = [Number(offsetText.slice(1, 3)), Number(offsetText.slice(3).replace(':', ''))];
  if (hours > 23 || minutes > 59) return refuse(`"${text}": there is no offset ${offsetText}`);
  const offset = offsetText === 'Z' ? 0 : (offsetText.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
  const at = local - offset;
  if (zone === undefined || offsetText === 'Z' || offsetAt(zone, at) === offset) return at;
  return refuse(
    `"${text}": clocks in ${zone} were at ${formatOffset(offsetAt(zone, at))} then, not ${offsetText}: correct the offset or the zone`,
  );
};

const inZone = (text: string, local: number, zone: string): Instant | Refusal => {
  const [first, second] = instantsOf(zone, local);
  const stem = text.slice(0, text.indexOf('['));
  if (first === undefined) {
    const choices = offsetsAround(zone, local).map(formatOffset);
    return refuse(
      `"${text}": this time was skipped in ${zone} when the clocks changed from ${choices.join(' to ')}: give one of the two offsets`,
    );
  }
  if (second === undefined) return first;
  const choices = [first, second].map((at) => `${stem}${formatOffset(offsetAt(zone, at))}[${zone}]`);
  return refuse(`"${text}": this time was repeated in ${zone} when the clocks went back: give ${choices.join(' or ')}`);
};

/** Reads an instant, a bare date (midnight in `zone`) or a bare month (midnight of its first day in `zone`). */
export const parseInstantOrDate = (text: string, zone: string): Instant | Refusal => {
  const date = /^\d{4}-\d\d$/.test(text) ? `${text}-01` : text;
  return /^\d{4}-\d\d-\d\d$/.test(date) ? startOfDay(date, zone) : parseInstant(text);
};

/** `+01:00`, `-03:30`, `Z` for none. */
const formatOffset = (offset: number): string => {
  if (offset === 0) return 'Z';
  const minutes = Math.abs(offset) / 60_000;
  const seconds = Math.round((minutes % 1) * 60);
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(Math.floor(minutes % 60))}${seconds === 0 ? '' : `:${two(seconds)}`}`;
};

/** The canonical form: UTC, milliseconds only where there are any. {@link BEGINNING} is `beginning`. */
export const formatInstant = (at: Instant): string =>
  utcText(at) ?? (at === BEGINNING ? 'beginning' : new Date(at).toISOString().replace(/\.000Z$/, 'Z'));

/** How much of an instant is shown to people, in the zone they read it in. */
export type InstantStyle = 'full' | 'date' | 'time' | 'iso';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * An instant as clocks in `zone` read it: `full` `Sat 16 Jan 2016 19:30`, `date` `16 Jan 2016`, `time` `19:30`, `iso`
 * `2016-01-16T19:30:00+00:00`. Seconds and milliseconds are shown where they are not zero. Throws for an unknown zone.
 */
export const formatIn = (zone: string, at: Instant, style: InstantStyle = 'full'): string => {
  if (at === BEGINNING) return 'the beginning';
  const local = new Date(localOf(zone, at));
  const milliseconds = local.getUTCMilliseconds() === 0 ? '' : `.${String(local.getUTCMilliseconds()).padStart(3, '0')}`;
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
  const seconds = `:${two(local.getUTCSeconds())}${milliseconds}`;
  const shown = seconds === ':00' ? time : `${time}${seconds}`;
  const date = `${local.getUTCDate()} ${MONTHS[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
  switch (style) {
    case 'full':
      return `${WEEKDAYS[local.getUTCDay()]} ${date} ${shown}`;
    case 'date':
      return date;
    case 'time':
      return shown;
    case 'iso':
      return `${dayOf(local.getTime())}T${time}${seconds}${formatOffset(offsetAt(zone, at)).replace('Z', '+00:00')}`;
  }
};

const two = (value: number): string => String(value).padStart(2, '0');
