import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { add, compare, divide, mean, ofNumber, parseDecimal, percent, ratio, roundHalfUp, subtractRatio } from '#domain/time/ratio.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const decimal = (text: string) => {
  const value = parseDecimal(text);
  if (value === undefined) throw new Error(`${text} is no decimal`);
  return value;
};

spec('domain/time/ratio [unit]', (test) => {
  test('nine months at 100 and one at 92.14 have a mean of 99.214, shown as 99.21', () => {
    const months = [...Array.from({ length: 9 }, () => decimal('100')), decimal('92.14')];
    assert.equal(mean(months), ratio(99_214, 1_000));
    assert.is(roundHalfUp(decimal('99.214'), 2), '99.21');
    assert.is(mean([]), undefined);
  });

  test('half is rounded up, exactly where floating point would not', () => {
    const texts = ['1.005', '0.125', '99.995', '-0.005', '-0.015', '-0.006', '7', '0.04'].map((text) => roundHalfUp(decimal(text), 2));
    assert.equal(texts, ['1.01', '0.13', '100.00', '0.00', '-0.01', '-0.01', '7.00', '0.04']);
    assert.is(roundHalfUp(decimal('0.5'), 0), '1');
    assert.is(percent(ratio(1, 3), 4), '33.3333');
  });

  test('decimal text is read exactly, anything else not at all', () => {
    assert.equal(decimal('98.30'), ratio(983, 10));
    assert.equal(decimal('-1.5e-3'), ratio(-3, 2_000));
    assert.equal(ofNumber(1e21), ratio(10n ** 21n));
    for (const text of ['', '1.', '.5', '1,5', '0x10', 'NaN', '1e9999']) assert.is(parseDecimal(text), undefined, text);
    assert.throws(() => ofNumber(Number.NaN), /not a finite number/);
    assert.throws(() => ratio(1, 0), /denominator of zero/);
  });

  const anyRatio = fc.tuple(fc.integer(), fc.integer({ min: 1 })).map(([n, d]) => ratio(n, d));

  test('adding and taking away again changes nothing, and order is that of the differences', () =>
    holds(
      fc.property(anyRatio, anyRatio, (a, b) => {
        assert.equal(subtractRatio(add(a, b), b), a);
        assert.is(compare(a, b), Math.sign(Number(subtractRatio(a, b).numerator)));
        if (b.numerator !== 0n) assert.equal(add(divide(a, b), divide(a, b)), divide(add(a, a), b));
      }),
    ));

  test('what is shown is at most half a last digit away', () =>
    holds(
      fc.property(anyRatio, fc.integer({ min: 0, max: 6 }), (value, decimals) => {
        const error = subtractRatio(decimal(roundHalfUp(value, decimals)), value);
        const half = ratio(1, 2n * 10n ** BigInt(decimals));
        assert.ok(compare(error, half) <= 0 && compare(error, subtractRatio(ratio(0), half)) > 0);
      }),
    ));
});
