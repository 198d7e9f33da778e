// A component's hold-up (S3.1): for each level a reserve that drains while the requirement is worse and fills while it is not.
// Amounts are exact whole numbers: a reserve of H ms that recharges in R ms holds H·R/g units, loses R/g and gains H/g a
// millisecond (g the greatest common divisor), in BigInt. An instant is a whole millisecond, so one that would run empty within a
// millisecond is empty at the millisecond's end.
import type { Duration, Instant } from '#domain/time/instant.ts';
import type { Level } from '#domain/impact/scale.ts';

interface Reserve {
  /** What it held at `asOf`. */
  readonly amount: bigint;
  readonly asOf: Instant;
  readonly draining: boolean;
}

/** One reserve a level better than `down`, and the rates they share. */
export interface HoldUp {
  readonly capacity: bigint;
  readonly drain: bigint;
  /** 0: recharges at once. */
  readonly refill: bigint;
  readonly reserves: readonly Reserve[];
}

/** Reserves at rest: full and not draining. */
export const fullHoldUp = (holdUp: Duration, recharge: Duration, levels: number, now: Instant): HoldUp => {
  const rates = ratesOf(holdUp, recharge);
  return { ...rates, reserves: Array.from({ length: levels }, () => ({ amount: rates.capacity, asOf: now, draining: false })) };
};

/** After a revision: each reserve keeps exactly the same share of what it can hold; one that could hold nothing starts full. */
export const resized = (before: HoldUp, holdUp: Duration, recharge: Duration, now: Instant): HoldUp => {
  const rates = ratesOf(holdUp, recharge);
  if (before.capacity === 0n) return fullHoldUp(holdUp, recharge, before.reserves.length, now);
  // Units fine enough for any share of the reserve before, then as coarse as all amounts allow.
  const kept = before.reserves.map((reserve) => amountAt(before, reserve, now) * rates.capacity);
  const [capacity, drain, refill] = [rates.capacity, rates.drain, rates.refill].map((rate) => rate * before.capacity) as [
    bigint,
    bigint,
    bigint,
  ];
  const shared = [capacity, drain, refill, ...kept].reduce(gcd);
  const reserves = kept.map((amount, level) => ({
    amount: amount / shared,
    asOf: now,
    draining: before.reserves[level]?.draining === true,
  }));
  return { capacity: capacity / shared, drain: drain / shared, refill: refill / shared, reserves };
};

const ratesOf = (holdUp: Duration, recharge: Duration): { capacity: bigint; drain: bigint; refill: bigint } => {
  if (recharge === 0) return { capacity: BigInt(holdUp), drain: 1n, refill: 0n };
  const shared = gcd(BigInt(holdUp), BigInt(recharge));
  const drain = BigInt(recharge) / shared;
  return { capacity: BigInt(holdUp) * drain, drain, refill: BigInt(holdUp) / shared };
};

const gcd = (a: bigint, b: bigint): bigint => {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
};

const amountAt = (holdUp: HoldUp, reserve: Reserve, now: Instant): bigint => {
  const elapsed = BigInt(now - reserve.asOf);
  if (elapsed === 0n) return reserve.amount;
  if (reserve.draining) return max(0n, reserve.amount - holdUp.drain * elapsed);
  if (holdUp.refill === 0n) return holdUp.capacity;
  return min(holdUp.capacity, reserve.amount + holdUp.refill * elapsed);
};

/** What the component sees: the best level that its requirement has, or whose reserve is not empty. */
export const seenThrough = (holdUp: HoldUp, requirement: Level, now: Instant): Level => {
  for (let level = 0; level < requirement; level++) {
    const reserve = holdUp.reserves[level];
    if (reserve !== undefined && amountAt(holdUp, reserve, now) > 0n) return level;
  }
  return requirement;
};

/** The reserves once the requirement's level at `now` is final. */
export const drained = (holdUp: HoldUp, requirement: Level, now: Instant): HoldUp => ({
  ...holdUp,
  reserves: holdUp.reserves.map((reserve, level) => ({
    amount: amountAt(holdUp, reserve, now),
    asOf: now,
    draining: requirement > level,
  })),
});

/** When the next reserve that drains is empty, if one drains. */
export const nextEmpty = (holdUp: HoldUp): Instant | undefined => {
  let next: Instant | undefined;
  for (const reserve of holdUp.reserves) {
    if (!reserve.draining || reserve.amount === 0n) continue;
    const at = reserve.asOf + Number((reserve.amount + holdUp.drain - 1n) / holdUp.drain);
    if (next === undefined || at < next) next = at;
  }
  return next;
};

const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
