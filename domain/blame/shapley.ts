// The Shapley value of a game (Shapley, "A value for n-person games", 1953): each player's fair share of the value of all, over all orders of
// arrival. Exact up to 12 players, from the value of every subset. Beyond that the mean over random orders of arrival (Castro, Gómez & Tejada,
// Computers & Operations Research 36, 2009), drawn from a fixed seed, with its standard error; every order adds up to the whole, and so does
// their mean. A game's value is a vector of whole numbers: several games with the same players, played at once.
import { philox } from '../simulate/philox.ts';
import { ratio, type Ratio } from '../time/ratio.ts';

const MOST_EXACT = 12;
/** Orders drawn beyond that. */
const ORDERS = 200;
const SEED = [0x73686170, 0x6c657931] as const;

/** What a subset of players comes to, by their places. Asked once for each subset. */
export type Value = (present: readonly number[]) => readonly number[];

export interface ShapleyShares {
  /** By player, then by place in the value. */
  readonly shares: readonly (readonly Ratio[])[];
  /** Standard error of each share, in the value's unit; undefined: exact. */
  readonly errors: readonly (readonly number[])[] | undefined;
}

export const shapley = (players: number, value: Value, orders = ORDERS): ShapleyShares =>
  players <= MOST_EXACT ? exactly(players, value) : sampled(players, value, orders);

/** 2 ** players values. */
const exactly = (players: number, value: Value): ShapleyShares => {
  const values = Array.from({ length: 2 ** players }, (_, mask) => value(membersOf(mask, players)));
  const width = values[0]?.length ?? 0;
  const whole = factorial(players);
  const shares = Array.from({ length: players }, (_, player) => {
    // Marginal values, by how many came before.
    const sums = Array.from({ length: width }, () => Array.from({ length: players }, () => 0));
    for (let mask = 0; mask < values.length; mask++) {
      if ((mask >> player) % 2 === 1) continue;
      const before = sizeOf(mask);
      const [without, joined] = [values[mask], values[mask + 2 ** player]];
      for (let at = 0; at < width; at++) {
        const own = sums[at] as number[];
        own[before] = (own[before] ?? 0) + (joined?.[at] ?? 0) - (without?.[at] ?? 0);
      }
    }
    return sums.map((bySize) =>
      ratio(
        bySize.reduce((sum, marginal, before) => sum + BigInt(marginal) * factorial(before) * factorial(players - before - 1), 0n),
        whole,
      ),
    );
  });
  return { shares, errors: undefined };
};

const membersOf = (mask: number, players: number): readonly number[] =>
  Array.from({ length: players }, (_, player) => player).filter((player) => (mask >> player) % 2 === 1);

const sizeOf = (mask: number): number => {
  let size = 0;
  for (let rest = mask; rest > 0; rest &= rest - 1) size++;
  return size;
};

const factorial = (n: number): bigint => (n < 2 ? 1n : BigInt(n) * factorial(n - 1));

/** `orders` × (players + 1) values at most. */
const sampled = (players: number, value: Value, orders: number): ShapleyShares => {
  const known = new Map<string, readonly number[]>();
  const valueWith = (present: readonly number[]): readonly number[] => {
    const key = present.join();
    const found = known.get(key) ?? value(present);
    known.set(key, found);
    return found;
  };
  const width = valueWith([]).length;
  const zeros = (): number[][] => Array.from({ length: players }, () => Array.from({ length: width }, () => 0));
  const [sums, squares] = [zeros(), zeros()];
  for (let draw = 0; draw < orders; draw++) {
    const present: number[] = [];
    let before = valueWith(present);
    for (const player of orderOf(players, draw)) {
      present.splice(placeFor(present, player), 0, player);
      const after = valueWith([...present]);
      for (let at = 0; at < width; at++) {
        const marginal = (after[at] ?? 0) - (before[at] ?? 0);
        const [sum, square] = [sums[player] as number[], squares[player] as number[]];
        sum[at] = (sum[at] ?? 0) + marginal;
        square[at] = (square[at] ?? 0) + marginal * marginal;
      }
      before = after;
    }
  }
  return {
    shares: sums.map((own) => own.map((sum) => ratio(sum, orders))),
    errors: sums.map((own, player) => own.map((sum, at) => standardError(sum, squares[player]?.[at] ?? 0, orders))),
  };
};

/** Of a mean of `count` values, from their sum and the sum of their squares. */
const standardError = (sum: number, squares: number, count: number): number =>
  Math.round(Math.sqrt(Math.max(0, squares - (sum * sum) / count) / (count - 1) / count));

/** The `draw`-th random order: Fisher and Yates, one number of 32 bits a place. */
const orderOf = (players: number, draw: number): readonly number[] => {
  const order = Array.from({ length: players }, (_, player) => player);
  for (let place = players - 1; place > 0; place--) {
    const block = philox([draw, place >>> 2, 0, 0], SEED);
    const other = Math.floor(((block[place % 4] ?? 0) / 2 ** 32) * (place + 1));
    [order[place], order[other]] = [order[other] as number, order[place] as number];
  }
  return order;
};

const placeFor = (sorted: readonly number[], player: number): number => {
  const place = sorted.findIndex((other) => other > player);
  return place < 0 ? sorted.length : place;
};
