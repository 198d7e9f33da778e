// Exact rational numbers on BigInt: shares, percentages and their means are never floating point (S10). Rounding happens once, half up,
// and only to text that is shown (S7). Always in lowest terms with a positive denominator, so equal values are equal field by field.

export interface Ratio {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** `numerator / denominator` in lowest terms; numbers must be whole. Throws for a denominator of zero. */
export const ratio = (numerator: bigint | number, denominator: bigint | number = 1n): Ratio => {
  const [n, d] = [BigInt(numerator), BigInt(denominator)];
  if (d === 0n) throw new RangeError('a ratio has no denominator of zero');
  const common = greatestCommonDivisor(n < 0n ? -n : n, d < 0n ? -d : d) * (d < 0n ? -1n : 1n);
  return { numerator: n / common, denominator: d / common };
};

const greatestCommonDivisor = (a: bigint, b: bigint): bigint => {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
};

export const ZERO: Ratio = { numerator: 0n, denominator: 1n };
export const ONE: Ratio = { numerator: 1n, denominator: 1n };

export const add = (a: Ratio, b: Ratio): Ratio =>
  ratio(a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator);

export const subtractRatio = (a: Ratio, b: Ratio): Ratio => add(a, { numerator: -b.numerator, denominator: b.denominator });

export const multiply = (a: Ratio, b: Ratio): Ratio => ratio(a.numerator * b.numerator, a.denominator * b.denominator);

export const divide = (a: Ratio, b: Ratio): Ratio => ratio(a.numerator * b.denominator, a.denominator * b.numerator);

/** Below, at or above zero as `a` is less than, equal to or greater than `b`. */
export const compare = (a: Ratio, b: Ratio): -1 | 0 | 1 => {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** The plain mean; undefined of nothing. */
export const mean = (values: readonly Ratio[]): Ratio | undefined =>
  values.length === 0 ? undefined : divide(values.reduce(add), ratio(values.length));

/**
 * The exact value of decimal text such as `98.30`, `-0.5` or `1e-7`; undefined if it is none.
 * @internal tests hold it to its text; figures come in as numbers, by {@link ofNumber}
 */
export const parseDecimal = (text: string): Ratio | undefined => {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const value = BigInt(`${whole}${fraction}`) * (sign === '-' ? -1n : 1n);
  const power = Number(exponent) - fraction.length;
  return power < 0 ? ratio(value, 10n ** BigInt(-power)) : ratio(value * 10n ** BigInt(power));
};

/** The exact value of the shortest decimal text of a number: 98.3 is 983/10. Throws for what is not finite. */
export const ofNumber = (value: number): Ratio => {
  const exact = parseDecimal(String(value));
  if (exact === undefined) throw new RangeError(`${value} is not a finite number`);
  return exact;
};

/** Decimal text with `decimals` places, half rounded up (towards plus infinity). */
export const roundHalfUp = (value: Ratio, decimals: number): string => {
  const doubled = 2n * value.numerator * 10n ** BigInt(decimals) + value.denominator;
  const scaled = floorDivide(doubled, 2n * value.denominator);
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(decimals + 1, '0');
  const text = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
  return scaled < 0n ? `-${text}` : text;
};

const floorDivide = (a: bigint, b: bigint): bigint => (a < 0n && a % b !== 0n ? a / b - 1n : a / b);

/** A share as a percentage: 1/8 is `12.50` with two decimals. */
export const percent = (share: Ratio, decimals: number): string => roundHalfUp(multiply(share, ratio(100)), decimals);
