// The windows of a maintenance that comes again: on the days of its rule, less its exceptions, each beginning and ending at the same local clock
// readings as the window itself, which always is the first of them. Both edges are local, as ADR 12 has it. O(days looked at + occurrences).
import { dateText, type DayNumber } from './day-number.ts';
import type { Instant, Interval } from './instant.ts';
import { recurringDays } from './recurrence.ts';
import { lastInstant, type Recurrence } from './recurrence-rule.ts';
import { localDay, localOf, whenReached } from './zone.ts';

const DAY = 86_400_000;
/** How many days past the instant asked about the next occurrence is looked for: every seventh 29 February is 28 years away, and 40 over 2100. */
const PATIENCE = 40 * 366;
const CENTURY = 36_525;
/** Later than any date. */
const FAR = Date.parse('9999-12-31T00:00:00Z');

/** What comes again: a rule, the zone of its hours, and the local dates on which it does not. */
export interface Again {
  readonly rule: Recurrence;
  readonly zone: string;
  readonly exdates: readonly string[];
}

/** The window and its occurrences up to the first that begins at `before` or later, in order, as local clocks of `zone` read its hours. */
export const occurrencesOf = (window: Interval, again: Again, before: Instant): readonly Interval[] => {
  const { zone } = again;
  const excepted = new Set(again.exdates);
  const found: Interval[] = [];
  for (const { day, ...span } of timesOf(window, again, dayIn(zone, Math.max(before, window.from)) + PATIENCE)) {
    if (!excepted.has(dateText(day))) found.push(span);
    if ((found.at(-1)?.from ?? -Infinity) >= before) break;
  }
  return found;
};

/** The first exception that is of no day on which the maintenance would come within a hundred years; undefined where all are. */
export const idleException = (window: Interval, { rule, zone, exdates }: Again): string | undefined => {
  const start = dayIn(zone, window.from);
  const end = Math.min(dayIn(zone, Math.min(lastInstant(rule, zone), FAR)), start + CENTURY);
  const missing = new Set(exdates);
  const last = exdates.reduce((latest, date) => Math.max(latest, (localDay(date) ?? 0) / DAY), start);
  let count = 0;
  for (const day of recurringDays(rule, start, Math.min(last, end))) {
    missing.delete(dateText(day));
    if (++count === rule.count) break;
  }
  return exdates.find((date) => missing.has(date));
};

/** Every occurrence, exceptions too, up to a day. COUNT takes in the first and exceptions, UNTIL is an edge by its begin. */
function* timesOf(window: Interval, { rule, zone }: Again, until: DayNumber): Generator<Interval & { readonly day: DayNumber }> {
  const [localFrom, localTo] = [localOf(zone, window.from), localOf(zone, window.to)];
  const start = Math.floor(localFrom / DAY);
  const last = lastInstant(rule, zone);
  let count = 0;
  for (const day of recurringDays(rule, start, until)) {
    const local = localFrom + (day - start) * DAY;
    const [from, to] =
      day === start ? [window.from, window.to] : [whenReached(zone, local), whenReached(zone, local + localTo - localFrom)];
    if (day > start && from > last) return;
    // A window that the change of the clocks leaves without length does not take place.
    if (from >= to || from < window.from) continue;
    yield { day, from, to };
    if (++count === rule.count) return;
  }
}

const dayIn = (zone: string, at: Instant): DayNumber => Math.floor(localOf(zone, at) / DAY);
