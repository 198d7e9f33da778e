// One figure from those of several periods (S7): weighted by time, the plain mean of the periods' shares, or the worst of them. Exact;
// periods without data are left out, and of nothing comes nothing.
import type { Duration } from './instant.ts';
import type { Rollup } from './policy.ts';
import { add, compare, divide, mean, multiply, ratio, ZERO, type Ratio } from './ratio.ts';

export interface PeriodShare {
  readonly availability: Ratio | 'no data';
  /** Weight where periods are weighted by time. */
  readonly denominator: Duration;
}

/** Availability over all the periods; O(periods). */
export const rollUp = (how: Rollup, periods: readonly PeriodShare[]): Ratio | 'no data' => {
  const known = periods.flatMap(({ availability, denominator }) => (availability === 'no data' ? [] : [{ availability, denominator }]));
  const shares = known.map(({ availability }) => availability);
  switch (how) {
    case 'time-weighted': {
      const total = known.reduce((sum, { denominator }) => sum + denominator, 0);
      const up = known.reduce((sum, { availability, denominator }) => add(sum, multiply(availability, ratio(denominator))), ZERO);
      return total === 0 ? 'no data' : divide(up, ratio(total));
    }
    case 'mean-of-periods':
      return mean(shares) ?? 'no data';
    case 'worst':
      return shares.length === 0 ? 'no data' : shares.reduce((worst, share) => (compare(share, worst) < 0 ? share : worst));
  }
};
