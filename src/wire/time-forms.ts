// Instants, lengths of time and zones as texts on the wire, in one canonical form on the way out: UTC, and hours, minutes, seconds.
import * as z from 'zod';
import { parseDuration, formatDuration, parseWorkingOrPlain } from '#domain/time/duration.ts';
import { BEGINNING, type Duration, type Instant } from '#domain/time/instant.ts';
import { formatInstant, parseInstant } from '#domain/time/text.ts';
import { isZone, localDay, unknownZone } from '#domain/time/zone.ts';
import type { WorkingDuration } from '#domain/topology/definition.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { said } from './words.ts';

/** A text that stands for a value: `parse` refuses in a sentence, `format` gives the one canonical text back. */
const textFor = <T>(expected: string, parse: (text: string) => T | Refusal, format: (value: T) => string) =>
  z.codec(z.string(said(expected)), z.custom<T>(), {
    decode: (text, context) => {
      const value = parse(text);
      if (!isRefusal(value)) return value;
      context.issues.push({ code: 'custom', message: value.refused, input: text });
      return z.NEVER;
    },
    encode: format,
  });

const FIRST = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

/** Whether an instant has a text that can be read back: the years 0000 to 9999, or the beginning. */
export const isWritable = (at: Instant): boolean => at === BEGINNING || (Number.isInteger(at) && at >= FIRST && at <= LAST);

const parseWritable = (text: string): Instant | Refusal => {
  const at = parseInstant(text);
  return isRefusal(at) || isWritable(at) ? at : refuse(`"${text}" is, in UTC, outside the years 0000 to 9999`);
};

/** The one text of an instant. Throws for one that could not be read back. */
export const writtenInstant = (at: Instant): string => {
  if (!isWritable(at)) throw new Error(`the instant ${at} has no text that could be read back`);
  return formatInstant(at);
};

export const instant = textFor('an instant such as 2016-01-16T19:30:00Z', parseWritable, writtenInstant);

export const duration = textFor<Duration>('a duration such as PT3H15M', parseDuration, formatDuration);

/** A duration that is not nothing. */
export const stretch = textFor<Duration>(
  'a duration such as PT3H15M',
  (text) => {
    const length = parseDuration(text);
    return length === 0 ? refuse(`"${text}" is no time at all: expected a duration such as PT5M`) : length;
  },
  formatDuration,
);

const formatWorkingOrPlain = (length: Duration | WorkingDuration): string =>
  typeof length === 'number'
    ? formatDuration(length)
    : `${length.working} working ${length.unit.slice(0, length.working === 1 ? -1 : undefined)}`;

export const workingOrPlain = textFor('a duration such as PT4H or 2 working days', parseWorkingOrPlain, formatWorkingOrPlain);

export const zone = z
  .string(said('a time zone such as Europe/London'))
  .refine(isZone, { error: (issue) => unknownZone(String(issue.input)).refused });

/** A date of the calendar, with no zone said. */
export const date = z
  .string(said('a date such as 2016-01-16'))
  .refine((text) => localDay(text) !== undefined, said('a date of the calendar such as 2016-01-16'));
