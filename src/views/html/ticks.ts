// Where a time axis is labelled: at local days, months or years of a zone, or at whole hours, whichever gives the most labels up to a
// number. Days are real ones: 23 to 25 hours long where clocks change. O(ticks), but for one pass over finer units than the one chosen.
import type { Instant, Interval } from '#domain/time/instant.ts';
import { periodsOf } from '#domain/time/period.ts';
import { formatIn } from '#domain/time/text.ts';

export interface Tick {
  readonly at: Instant;
  readonly label: string;
  /** One of the few that are shown where there is little room. */
  readonly major: boolean;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Hours between ticks where a day has several. */
const STEPS = [1, 3, 6, 12];

export const ticksOf = (span: Interval, zone: string, most = 16): readonly Tick[] => {
  const length = span.to - span.from;
  const hours = STEPS.find((step) => length / (step * HOUR) <= most);
  if (hours !== undefined && length < 4 * DAY) return hourly(span, zone, hours);
  const units = [
    { unit: 'day', days: 1 },
    { unit: 'month', days: 30 },
    { unit: 'quarter', days: 91 },
  ] as const;
  // Days are thinned out to at most two weeks apart, since weeks are what people think in.
  const days = [1, 2, 7, 14].find((step) => length / (step * DAY) <= most);
  if (days !== undefined) {
    return periodsOf(span, 'day', zone)
      .filter((_, index) => index % days === 0)
      .map(({ from }, index) => ({ at: from, label: dayLabel(zone, from), major: index % 4 === 0 }));
  }
  const { unit } = units.find((one) => one.unit !== 'day' && length / (one.days * DAY) <= most) ?? { unit: 'year' };
  return periodsOf(span, unit, zone).map(({ from, label }, index) => ({ at: from, label, major: index % 4 === 0 }));
};

const hourly = (span: Interval, zone: string, step: number): readonly Tick[] =>
  periodsOf(span, 'day', zone).flatMap(({ from, to }) => {
    const midnight = periodsOf({ from, to: from + 1 }, 'day', zone)[0]?.from ?? from;
    const ticks: Tick[] = [];
    for (let at = midnight; at < to; at += step * HOUR) {
      if (at < from) continue;
      const time = formatIn(zone, at, 'time');
      ticks.push({ at, label: time === '00:00' ? dayLabel(zone, at) : time, major: time === '00:00' });
    }
    return ticks;
  });

/** `16 Jan`, of the time itself where the clock does not read midnight. */
const dayLabel = (zone: string, at: Instant): string => formatIn(zone, at, 'date').replace(/ \d{4}$/, '');
