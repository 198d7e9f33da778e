// Random numbers that depend on nothing but a key and a counter: Philox4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
// SC 2011; the known answers of Random123 are in its test). Any draw can be made alone and on any machine, so a run is reproducible from its
// seed whoever runs which part of it (S9.3). O(1) a draw.

export type Block = readonly [number, number, number, number];

const MULTIPLIER_0 = 0xd2511f53;
const MULTIPLIER_1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;
const ROUNDS = 10;

/** Four numbers of 32 bits, of a counter and a key of 32-bit numbers. */
export const philox = (counter: Block, key: readonly [number, number]): Block => {
  let [a, b, c, d] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < ROUNDS; round++) {
    const [high0, low0] = product(MULTIPLIER_0, a);
    const [high1, low1] = product(MULTIPLIER_1, c);
    [a, b, c, d] = [(high1 ^ b ^ k0) >>> 0, low1, (high0 ^ d ^ k1) >>> 0, low0];
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  return [a, b, c, d];
};

/** The high and low half of a product of two 32-bit numbers. */
const product = (x: number, y: number): readonly [high: number, low: number] => {
  const [xh, xl, yh, yl] = [x >>> 16, x & 0xffff, y >>> 16, y & 0xffff];
  const low = xl * yl;
  const middle = xh * yl + (low >>> 16);
  const other = xl * yh + (middle & 0xffff);
  return [(xh * yh + Math.floor(middle / 65_536) + Math.floor(other / 65_536)) >>> 0, Math.imul(x, y) >>> 0];
};
