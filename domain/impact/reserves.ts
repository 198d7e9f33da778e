// Hold-ups (S3.1) in columns: what reserve.ts says, in doubles, wherever all amounts are whole numbers below 2^53 (a reserve of a day that
// recharges in days is); elsewhere reserve.ts itself, in BigInt. All reserves of a component are known as of one instant, and those of levels
// better than one level drain.
import { grow } from '../topology/columns.ts';
import type { Duration, Instant } from '../time/instant.ts';
import type { Kernel } from './kernel.ts';
import { drained, fullHoldUp, nextEmpty, resized, seenThrough, type HoldUp } from './reserve.ts';
import type { Level } from './scale.ts';
import type { HoldState } from './snapshot-state.ts';

const EXACT = 2n ** 53n;

/** Reserves at rest: full and not draining. */
export const fill = (kernel: Kernel, hold: number, holdUp: Duration, recharge: Duration): void => {
  keep(kernel, hold, fullHoldUp(holdUp, recharge, kernel.down, kernel.now), 0);
  kernel.holds.holdUp[hold] = holdUp;
  kernel.holds.recharge[hold] = recharge;
};

/** After a revision: the same share of what they can hold. */
export const resize = (kernel: Kernel, hold: number, holdUp: Duration, recharge: Duration): void => {
  const { holds, now } = kernel;
  if (holds.holdUp[hold] === holdUp && holds.recharge[hold] === recharge) return;
  const before = holdUpOf(kernel, hold);
  const drains = before.capacity === 0n ? 0 : (holds.drainLevel[hold] as number);
  keep(kernel, hold, resized(before, holdUp, recharge, now), drains);
  holds.holdUp[hold] = holdUp;
  holds.recharge[hold] = recharge;
};

const keep = (kernel: Kernel, hold: number, found: HoldUp, drainLevel: Level): void => {
  const { holds, amounts, wide, levels, now } = kernel;
  grow(amounts, kernel.holdBlocks.used, levels);
  const isWide = found.capacity > EXACT;
  holds.isWide[hold] = isWide ? 1 : 0;
  if (isWide) wide.set(hold, found);
  else wide.delete(hold);
  holds.capacity[hold] = Number(found.capacity);
  holds.drain[hold] = Number(found.drain);
  holds.refill[hold] = Number(found.refill);
  holds.asOf[hold] = now;
  holds.drainLevel[hold] = drainLevel;
  found.reserves.forEach(({ amount }, level) => (amounts.amount[hold * levels + level] = Number(amount)));
};

/** Reserves as a snapshot has them; their lengths are known. */
export const restoreReserves = (
  kernel: Kernel,
  hold: number,
  {
    capacity,
    drain: drains,
    refill,
    amounts,
    asOf,
    drainLevel,
  }: Pick<HoldState, 'capacity' | 'drain' | 'refill' | 'amounts' | 'asOf' | 'drainLevel'>,
): void => {
  const reserves = amounts.map((amount, level) => ({ amount: BigInt(amount), asOf, draining: level < drainLevel }));
  keep(kernel, hold, { capacity: BigInt(capacity), drain: BigInt(drains), refill: BigInt(refill), reserves }, drainLevel);
  kernel.holds.asOf[hold] = asOf;
};

/** The reserves as reserve.ts has them. */
export const holdUpOf = ({ holds, amounts, wide, levels, down }: Kernel, hold: number): HoldUp =>
  wide.get(hold) ?? {
    capacity: BigInt(holds.capacity[hold] as number),
    drain: BigInt(holds.drain[hold] as number),
    refill: BigInt(holds.refill[hold] as number),
    reserves: Array.from({ length: down }, (_, level) => ({
      amount: BigInt(amounts.amount[hold * levels + level] as number),
      asOf: holds.asOf[hold] as number,
      draining: level < (holds.drainLevel[hold] as number),
    })),
  };

const amountAt = ({ holds, amounts, levels }: Kernel, hold: number, level: Level, now: Instant): number => {
  const elapsed = now - (holds.asOf[hold] as number);
  const amount = amounts.amount[hold * levels + level] as number;
  if (elapsed === 0) return amount;
  // Past its whole length a reserve is empty, or full, whatever it was: so no product grows beyond its capacity.
  if (level < (holds.drainLevel[hold] as number))
    return elapsed >= (holds.holdUp[hold] as number) ? 0 : Math.max(0, amount - (holds.drain[hold] as number) * elapsed);
  const capacity = holds.capacity[hold] as number;
  const refill = holds.refill[hold] as number;
  return refill === 0 || elapsed >= (holds.recharge[hold] as number) ? capacity : Math.min(capacity, amount + refill * elapsed);
};

/** Whether the reserves of two holds of one component hold the same now and go on alike. */
export const reservesAgree = ([one, a]: readonly [Kernel, number], [other, b]: readonly [Kernel, number], now: Instant): boolean => {
  const [own, others] = [one.holds, other.holds];
  if (own.holdUp[a] !== others.holdUp[b] || own.recharge[a] !== others.recharge[b] || own.isWide[a] !== others.isWide[b]) return false;
  if (own.capacity[a] === 0) return true;
  if (own.drainLevel[a] !== others.drainLevel[b] || (own.isWide[a] === 1 && own.asOf[a] !== others.asOf[b])) return false;
  const [mine, theirs] = own.isWide[a] === 1 ? [holdUpOf(one, a), holdUpOf(other, b)] : [undefined, undefined];
  for (let level = 0; level < one.down; level++) {
    const same =
      mine === undefined
        ? amountAt(one, a, level, now) === amountAt(other, b, level, now)
        : mine.reserves[level]?.amount === theirs.reserves[level]?.amount;
    if (!same) return false;
  }
  return true;
};

/** What a component with this hold sees of its requirement. */
export const seenBy = (kernel: Kernel, hold: number, requirement: Level): Level => {
  const { holds, now } = kernel;
  if (requirement === 0 || holds.capacity[hold] === 0) return requirement;
  if (holds.isWide[hold] === 1) return seenThrough(holdUpOf(kernel, hold), requirement, now);
  for (let level = 0; level < requirement; level++) if (amountAt(kernel, hold, level, now) > 0) return level;
  return requirement;
};

/** The requirement's level at this instant is final: those of better levels drain from now on. */
export const drain = (kernel: Kernel, hold: number, requirement: Level): void => {
  const { holds, amounts, levels, down, now } = kernel;
  if (holds.capacity[hold] === 0 || requirement === holds.drainLevel[hold]) return;
  if (holds.isWide[hold] === 1) {
    keep(kernel, hold, drained(holdUpOf(kernel, hold), requirement, now), requirement);
    return;
  }
  for (let level = 0; level < down; level++) amounts.amount[hold * levels + level] = amountAt(kernel, hold, level, now);
  holds.asOf[hold] = now;
  holds.drainLevel[hold] = requirement;
};

/** The first instant after now at which a reserve that drains is empty; Infinity where none is to be. */
export const nextEmptyAt = (kernel: Kernel, hold: number): number => {
  const { holds, amounts, levels, now } = kernel;
  if (holds.capacity[hold] === 0 || holds.drainLevel[hold] === 0) return Infinity;
  if (holds.isWide[hold] === 1) return wideNextEmpty(kernel, hold);
  const rate = holds.drain[hold] as number;
  const asOf = holds.asOf[hold] as number;
  let next = Infinity;
  for (let level = 0; level < (holds.drainLevel[hold] as number); level++) {
    const amount = amounts.amount[hold * levels + level] as number;
    if (amount === 0) continue;
    const rest = amount % rate;
    const at = asOf + (amount - rest) / rate + (rest === 0 ? 0 : 1);
    if (at > now && at < next) next = at;
  }
  return next;
};

const wideNextEmpty = (kernel: Kernel, hold: number): number => {
  const of = holdUpOf(kernel, hold);
  const ahead = of.reserves.map((reserve) => nextEmpty({ ...of, reserves: [reserve] })).filter((at) => at !== undefined && at > kernel.now);
  return Math.min(Infinity, ...(ahead as number[]));
};
