// Lengths of time as text. One canonical ISO 8601 form, in hours, minutes and seconds (a day of 24 hours would be mistaken for a
// calendar day), and one form for people. Months and years have no fixed length and are refused.
import type { Duration } from './instant.ts';
import type { WorkingDuration } from '../topology/definition.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

const FORM = /^P(?=[\dT])(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:[.,](\d+))?S)?)?$/;

/**
 * Reads an ISO 8601 duration of weeks, days (24 hours each), hours, minutes and seconds, e.g. `PT3H15M`, `P1DT12H`, `PT0.25S`.
 * Refuses signs, months, years, decimals of anything but seconds, and what is finer than a millisecond.
 */
export const parseDuration = (text: string): Duration | Refusal => {
  const parts = FORM.exec(text);
  if (parts === null) return refuse(`"${text}" is not a duration: ${whyNot(text)}`);
  const [, weeks = '0', days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = parts;
  if (/[^0]/.test(fraction.slice(3))) return refuse(`"${text}" is finer than a millisecond: give at most three decimals`);
  const whole = Number(weeks) * WEEK + Number(days) * DAY + Number(hours) * HOUR + Number(minutes) * MINUTE + Number(seconds) * SECOND;
  const total = whole + Number(fraction.slice(0, 3).padEnd(3, '0'));
  return total <= 1e14 ? total : refuse(`"${text}" is longer than 3,000 years`);
};

const whyNot = (text: string): string => {
  if (/^[+-]/.test(text)) return 'a length of time has no sign';
  if (/^P[^T]*\d(?:[.,]\d+)?[YM]/.test(text)) return 'months and years differ in length, give weeks, days or hours';
  if (/^P.*\d[.,]\d+[WDHM]/.test(text)) return 'only seconds take decimals, write PT1H30M for an hour and a half';
  return 'expected ISO 8601 such as PT3H15M or P2D';
};

/** The canonical ISO 8601 form in hours, minutes and seconds: `PT58H30M`, `PT0.25S`, `PT0S`. {@link parseDuration} gives it back. */
export const formatDuration = (duration: Duration): string => {
  if (!Number.isSafeInteger(duration) || duration < 0) throw new Error(`a duration is a whole number of milliseconds, not ${duration}`);
  const [hours, minutes, seconds] = partsOf(duration);
  const text = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
  return text === '' ? 'PT0S' : `PT${text}`;
};

/** For people: `9 h 15 min`, `58 h 30 min` (hours are never turned into days), `45 s`, `1.5 s`, `0 min`; a minus sign for a shortfall. */
export const spokenDuration = (duration: Duration): string => {
  if (duration < 0) return `−${spokenDuration(-duration)}`;
  const [hours, minutes, seconds] = partsOf(duration);
  const words = [
    ...(hours > 0 ? [`${hours} h`] : []),
    ...(minutes > 0 ? [`${minutes} min`] : []),
    ...(seconds > 0 ? [`${seconds} s`] : []),
  ];
  return words.length === 0 ? '0 min' : words.join(' ');
};

const partsOf = (duration: Duration): readonly [hours: number, minutes: number, seconds: number] => [
  Math.floor(duration / HOUR),
  Math.floor((duration % HOUR) / MINUTE),
  (duration % MINUTE) / SECOND,
];

/** Reads a plain duration, or working time as `2 working days`, `1 working hour` (of the component's calendar). */
export const parseWorkingOrPlain = (text: string): Duration | WorkingDuration | Refusal => {
  const working = /^(\d+(?:\.\d+)?) working (day|hour)s?$/.exec(text.trim());
  if (working !== null) return { working: Number(working[1]), unit: working[2] === 'day' ? 'days' : 'hours' };
  const plain = parseDuration(text);
  return isRefusal(plain) ? refuse(`${plain.refused}, or working time such as 2 working days`) : plain;
};
