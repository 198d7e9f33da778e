// Philox4x32-10 against the known answers that Random123 publishes, and against products on BigInt.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { philox, type Block } from '#domain/simulate/philox.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const ALL = 0xffffffff;

/** The same by its definition, on BigInt. */
const slowly = (counter: Block, [key0, key1]: readonly [number, number]): readonly number[] => {
  const mask = 0xffffffffn;
  let [a, b, c, d] = counter.map(BigInt) as [bigint, bigint, bigint, bigint];
  let [k0, k1] = [BigInt(key0), BigInt(key1)];
  for (let round = 0; round < 10; round++) {
    const [p0, p1] = [0xd2511f53n * a, 0xcd9e8d57n * c];
    [a, b, c, d] = [(p1 >> 32n) ^ b ^ k0, p1 & mask, (p0 >> 32n) ^ d ^ k1, p0 & mask];
    [k0, k1] = [(k0 + 0x9e3779b9n) & mask, (k1 + 0xbb67ae85n) & mask];
  }
  return [a, b, c, d].map(Number);
};

spec('domain/simulate/philox [unit]', (test) => {
  for (const [counter, key, expected] of [
    [
      [0, 0, 0, 0],
      [0, 0],
      [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
    ],
    [
      [ALL, ALL, ALL, ALL],
      [ALL, ALL],
      [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
    ],
    [
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
    ],
  ] as const) {
    test(`counter ${counter.join(' ')} gives what is known`, () => {
      assert.equal(philox(counter, key), expected);
    });
  }

  const word = fc.integer({ min: 0, max: ALL });
  test('is what its definition says', () =>
    holds(
      fc.property(fc.tuple(word, word, word, word), fc.tuple(word, word), (counter, key) =>
        assert.equal(philox(counter, key), slowly(counter, key)),
      ),
      {
        runs: 500,
      },
    ));
});
