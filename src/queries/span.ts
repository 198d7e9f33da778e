// The span a query covers: its ends as texts (instants, dates or months, which begin at midnight in a zone), with what stands in for an
// end left out. The end does not belong to it.
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Interval } from '#domain/time/instant.ts';
import { periodNamed, type Calendar } from '#domain/time/period-named.ts';
import { formatInstant, parseInstantOrDate } from '#domain/time/text.ts';

export interface SpanText {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** A period by its name, in place of both ends. */
  readonly period?: string | undefined;
}

export const spanOf = (said: SpanText, calendar: Calendar, otherwise: Interval): Interval | Refusal => {
  const { zone } = calendar;
  if (said.period !== undefined) {
    if (said.from !== undefined || said.to !== undefined)
      return refuse('says both ends; expected it alone, or --from and --to', '--period');
    const period = periodNamed(said.period, calendar);
    return isRefusal(period) ? refuse(period.refused, '--period') : period;
  }
  const from = said.from === undefined ? otherwise.from : parseInstantOrDate(said.from, zone);
  const to = said.to === undefined ? otherwise.to : parseInstantOrDate(said.to, zone);
  if (isRefusal(from)) return refuse(from.refused, '--from');
  if (isRefusal(to)) return refuse(to.refused, '--to');
  if (from >= to) {
    return refuse(`the span ends (${formatInstant(to)}) before it begins (${formatInstant(from)}); expected --from before --to`);
  }
  return { from, to };
};
