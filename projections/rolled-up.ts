// A figure from the parts that the policy rolls up: a period longer than a month from its months, a report by days from its days (S7).
// The parts of a period are the same whatever history is counted, so they can be found once.
import type { Figures } from '#domain/time/availability.ts';
import type { Interval } from '#domain/time/instant.ts';
import { periodsOf, type Period } from '#domain/time/period.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { Ratio } from '#domain/time/ratio.ts';
import { rollUp } from '#domain/time/rollup.ts';

/** No month of any calendar is longer; a period that is, is made of months. */
const MONTH_AT_MOST = 32 * 86_400_000;

/** A period's figure: where it is longer than a month, rolled up from its months. */
export const availabilityIn = (period: Interval, count: (period: Interval) => Figures, policy: Policy): Ratio | 'no data' =>
  rolledUp(monthsOf(period, policy), count, policy);

const monthsOf = (period: Interval, { zone }: Policy): readonly Interval[] => {
  const months = period.to - period.from > MONTH_AT_MOST ? periodsOf(period, 'month', zone) : [];
  return months.length < 2 ? [period] : months;
};

/** Rolled up from these parts, by the policy. */
export const rolledUp = (parts: readonly Interval[], count: (part: Interval) => Figures, { rollup }: Policy): Ratio | 'no data' => {
  const [only, another] = parts;
  return only !== undefined && another === undefined ? count(only).availability : rollUp(rollup, parts.map(count));
};

/** What the figure of each period, and last that of the whole, is rolled up from. By days the whole is of days, else of months. */
export const partsIn = (periods: readonly Period[], whole: Interval, policy: Policy): readonly (readonly Interval[])[] => {
  const days = periods.length > 1 && periods.every(({ from, to }) => to - from < 2 * 86_400_000);
  return [...periods.map((period) => monthsOf(period, policy)), days ? periods : monthsOf(whole, policy)];
};
