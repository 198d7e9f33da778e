// Exact shares of a length of time, and how they are shown in whole milliseconds (S8): largest remainder (Hamilton's method), so that what
// is shown adds up to what was shared. O(n log n).
import type { Duration } from '../time/instant.ts';
import { add, ratio, subtractRatio, ZERO, type Ratio } from '../time/ratio.ts';

/** Time owned, by how many owned it together: three minutes shared by two are a minute and a half. */
export class SharedTime {
  private readonly bySharers = new Map<number, Duration>();

  add(time: Duration, sharers: number): void {
    if (time > 0) this.bySharers.set(sharers, (this.bySharers.get(sharers) ?? 0) + time);
  }

  /** This owner's share of it, in milliseconds. */
  exact(): Ratio {
    let sum = ZERO;
    for (const [sharers, time] of this.bySharers) sum = add(sum, ratio(time, sharers));
    return sum;
  }
}

/** Whole numbers that add up to `total`, each less than one from its exact share. Shares must add up to `total`; ties go to the first. */
export const apportioned = (shares: readonly Ratio[], total: number): readonly number[] => {
  const whole = shares.map(floor);
  const remainders = shares.map((share, index) => subtractRatio(share, ratio(whole[index] ?? 0)));
  let left = total - whole.reduce((sum, part) => sum + part, 0);
  if (left < 0 || left > shares.length) throw new Error(`shares of ${total} add up to something else`);
  const order = remainders.map((_, index) => index).toSorted((a, b) => byRemainder(remainders[a] ?? ZERO, remainders[b] ?? ZERO) || a - b);
  for (const index of order) {
    if (left === 0) break;
    whole[index] = (whole[index] ?? 0) + 1;
    left--;
  }
  return whole;
};

/** The largest first. */
const byRemainder = (a: Ratio, b: Ratio): number => {
  const difference = b.numerator * a.denominator - a.numerator * b.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

const floor = ({ numerator, denominator }: Ratio): number =>
  Number(numerator < 0n && numerator % denominator !== 0n ? numerator / denominator - 1n : numerator / denominator);
