// Dependability of a service over a period (IEC 60050-192), from the figures of the period: mean time to restoration (192-07-23), over the
// outages restored in it, each at its whole length wherever it began; mean operating time between failures (192-05-13), operating time in
// it over the outages that began in it. Of service time only outages that took some of it count. And the error budget of a target: the
// downtime it allows, what of it is used, and how many times faster than allowed. Exact; nothing is said where there is nothing to divide by.
import type { Figures } from './availability.ts';
import type { Duration } from './instant.ts';
import type { Outage } from './outages.ts';
import { compare, divide, multiply, ofNumber, ONE, ratio, subtractRatio, ZERO, type Ratio } from './ratio.ts';

export interface Reliability {
  /** Outages that began in the period, and that were over in it. */
  readonly failures: number;
  readonly restorations: number;
  /** Mean time to restoration in milliseconds; undefined where none was restored. */
  readonly mttr: Ratio | undefined;
  /** Mean operating time between failures in milliseconds; undefined where none began. */
  readonly mtbf: Ratio | undefined;
  readonly longest: Duration;
}

/** 24 × 7, or in agreed service time. O(outages). */
export const reliabilityOf = (figures: Figures, time: 'raw' | 'counted'): Reliability => {
  const { period, outages } = figures;
  const whole = (outage: Outage): Duration => (time === 'raw' ? outage.to - outage.from : outage.whole);
  const within = (outage: Outage): Duration => (time === 'raw' ? outage.raw : outage.counted);
  const counting = outages.filter((outage) => whole(outage) > 0);
  const began = counting.filter(({ from }) => period.from <= from && from < period.to);
  const restored = counting.filter(({ to, open }) => !open && period.from < to && to <= period.to);
  const down = outages.reduce((sum, outage) => sum + within(outage), 0);
  const columns = time === 'raw' ? figures.raw : figures.counted;
  const present = columns.levels.reduce((sum, at) => sum + at, 0) + columns.planned;
  return {
    failures: began.length,
    restorations: restored.length,
    mttr: meanOf(
      restored.reduce((sum, outage) => sum + whole(outage), 0),
      restored.length,
    ),
    mtbf: meanOf(Math.max(0, present - down), began.length),
    longest: outages.reduce((longest, outage) => Math.max(longest, within(outage)), 0),
  };
};

const meanOf = (total: Duration, count: number): Ratio | undefined => (count === 0 ? undefined : ratio(total, count));

export interface ErrorBudget {
  /** Downtime the target allows in the time that counts, in milliseconds. */
  readonly allowed: Ratio;
  /** Downtime by the policy's weights. */
  readonly used: Ratio;
  /** Less than zero where the target is missed. */
  readonly left: Ratio;
  /** Used over allowed: more than one misses the target. Undefined where nothing is allowed. */
  readonly burn: Ratio | undefined;
}

/** `target` in percent. Undefined without data. */
export const errorBudgetOf = (figures: Figures, target: number): ErrorBudget | undefined => {
  const { denominator, availability } = figures;
  if (availability === 'no data') return undefined;
  const counted = ratio(denominator);
  const allowed = multiply(counted, subtractRatio(ONE, divide(ofNumber(target), ratio(100))));
  const used = multiply(counted, subtractRatio(ONE, availability));
  return { allowed, used, left: subtractRatio(allowed, used), burn: compare(allowed, ZERO) > 0 ? divide(used, allowed) : undefined };
};
