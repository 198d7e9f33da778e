// A period as people name it, in a zone: a date, a month, a year, or two of them with both ends included (`2013-06/2014-09`).
import { refuse, type Refusal } from '../refusal.ts';
import type { Interval } from './instant.ts';
import { dayOf, localDay, whenReached, isZone, unknownZone, type LocalTime } from './zone.ts';

/** Half-open. Refuses what is no period, and one that ends before it begins. */
export const namedSpan = (text: string, zone: string): Interval | Refusal => {
  if (!isZone(zone)) return unknownZone(zone);
  const parts = text.split('/');
  const [first, last] = [localSpan(parts[0] ?? ''), localSpan(parts.at(-1) ?? '')];
  if (parts.length > 2 || first === undefined || last === undefined) {
    return refuse(`"${text}" is not a period: expected a date, a month, a year or two of them such as 2013-06/2014-09`);
  }
  if (first.from >= last.to) return refuse(`the period "${text}" ends before it begins`);
  return { from: whenReached(zone, first.from), to: whenReached(zone, last.to) };
};

const localSpan = (text: string): { readonly from: LocalTime; readonly to: LocalTime } | undefined => {
  if (!/^\d{4}(-\d\d(-\d\d)?)?$/.test(text)) return undefined;
  const from = localDay(`${text}-01-01`.slice(0, 10));
  if (from === undefined) return undefined;
  const date = new Date(from);
  const [year, month, day] = dayOf(from).split('-').map(Number) as [number, number, number];
  if (text.length === 4) date.setUTCFullYear(year + 1);
  else if (text.length === 7) date.setUTCMonth(month);
  else date.setUTCDate(day + 1);
  return { from, to: date.getTime() };
};
