// When something happened, in every form people may say it (S4.3), and one normal form for each kind on the way out:
// an instant, `{at, about}`, `{at, earliest, latest}`, a day resolved (`{day, zone, at, earliest, latest}`) or still open (`{day, zone}`).
import * as z from 'zod';
import { BEGINNING, exactly, type DayOnly, type Instant, type Occurrence } from '#domain/time/instant.ts';
import { formatInstant } from '#domain/time/text.ts';
import { dayBounds } from '#domain/time/zone.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { found, inOurWords } from './problem.ts';
import { date, duration, instant, isWritable, zone } from './time-forms.ts';

const EXPECTED = 'an instant, "beginning", {at, plusMinus}, {earliest, latest}, {at, about: true} or {day, zone}';

const spoken = z.strictObject({
  at: instant.optional(),
  plusMinus: duration.optional(),
  earliest: instant.optional(),
  latest: instant.optional(),
  about: z.literal(true).optional(),
  day: date.optional(),
  zone: zone.optional(),
});
type Spoken = z.output<typeof spoken>;

const resolve = (said: Spoken): Occurrence | DayOnly | Refusal => {
  if (said.day !== undefined || said.zone !== undefined) return onDay(said);
  const span = spanOf(said);
  if (isRefusal(span)) return span;
  return said.about === true ? { ...span, about: true } : span;
};

const spanOf = ({ at, plusMinus, earliest, latest }: Spoken): Occurrence | Refusal => {
  if (plusMinus !== undefined) {
    if (at === undefined || earliest !== undefined || latest !== undefined) return refuse('plusMinus goes with at and nothing else');
    return ordered(at, at - plusMinus, at + plusMinus);
  }
  if (earliest === undefined && latest === undefined) return at === undefined ? refuse(`says no time, expected ${EXPECTED}`) : exactly(at);
  if (earliest === undefined || latest === undefined) return refuse('has only one of earliest and latest: expected both');
  return ordered(at ?? Math.floor((earliest + latest) / 2), earliest, latest);
};

const ordered = (best: Instant, earliest: Instant, latest: Instant): Occurrence | Refusal => {
  if (best === BEGINNING && earliest === best && latest === best) return exactly(best);
  if ([best, earliest, latest].some((at) => at === BEGINNING || !isWritable(at))) {
    return refuse('a range of time must lie within the years 0000 to 9999 and cannot start at the beginning');
  }
  if (earliest > latest) return refuse(`earliest (${formatInstant(earliest)}) is after latest (${formatInstant(latest)})`);
  if (best < earliest || best > latest) {
    return refuse(`at (${formatInstant(best)}) is not between earliest (${formatInstant(earliest)}) and latest (${formatInstant(latest)})`);
  }
  return { best, earliest, latest };
};

const onDay = (said: Spoken): Occurrence | DayOnly | Refusal => {
  const { day, zone: where, at, earliest, latest } = said;
  if (day === undefined || where === undefined)
    return refuse(`${day === undefined ? 'zone' : 'day'} alone is not enough: expected both day and zone`);
  const bounds = dayBounds(day, where);
  if (isRefusal(bounds)) return bounds;
  if (at === undefined && earliest === undefined && latest === undefined && said.plusMinus === undefined && said.about === undefined) {
    return { day, zone: where };
  }
  if (at === undefined || earliest === undefined || latest === undefined || said.plusMinus !== undefined) {
    return refuse('a day goes with its zone alone, or with all of at, earliest and latest');
  }
  const span = ordered(at, earliest, latest);
  return isRefusal(span) ? span : { ...span, ...(said.about === true ? { about: true } : {}), day, zone: where };
};

const decode = (value: unknown, context: { readonly issues: z.core.$ZodRawIssue[] }): Occurrence | DayOnly => {
  const fail = (issues: readonly z.core.$ZodIssue[]): never => {
    for (const issue of issues) context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
    return z.NEVER;
  };
  const refusal = (message: string): never => fail([{ code: 'custom', message, path: [] }]);
  if (typeof value === 'string') {
    const at = z.safeDecode(instant, value);
    return at.success ? exactly(at.data) : fail(at.error.issues);
  }
  if (value === undefined) return refusal(`is missing, expected ${EXPECTED}`);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refusal(`expected ${EXPECTED}, found ${found(value)}`);
  const parts = z.safeDecode(spoken, value, { error: inOurWords });
  if (!parts.success) return fail(parts.error.issues);
  const when = resolve(parts.data);
  return isRefusal(when) ? refusal(when.refused) : when;
};

/** The normal form. A day still open stays a day. */
const encode = (when: Occurrence | DayOnly): unknown => {
  if (!('best' in when)) return { day: when.day, zone: when.zone };
  const { best, earliest, latest, about, day, zone: where } = when;
  const at = z.encode(instant, best);
  if (earliest === latest && day === undefined) return about === true ? { at, about } : at;
  return { at, earliest: z.encode(instant, earliest), latest: z.encode(instant, latest), about, day, zone: where };
};

/** As a person or a file says it: a day may still be open. */
export const spokenOccurrence = z.codec(z.unknown(), z.custom<Occurrence | DayOnly>(), { decode, encode });

/** As the log keeps it: a day is resolved. */
export const occurrence = z.codec(z.unknown(), z.custom<Occurrence>(), {
  decode: (value, context): Occurrence => {
    const when = decode(value, context);
    if (context.issues.length > 0 || 'best' in when) return when as Occurrence;
    context.issues.push({
      code: 'custom',
      message: 'expected at, earliest and latest beside day and zone: a day alone is not enough here',
      input: value,
    });
    return z.NEVER;
  },
  encode,
});

/** What was said, whatever a day was resolved to: the form that ids and comparisons rest on. */
export const asSaid = (when: Occurrence | DayOnly): unknown =>
  when.day !== undefined && when.zone !== undefined ? encode({ day: when.day, zone: when.zone }) : encode(when);
