// Positions of the adapters that number their facts: decimal digits, padded so that `<` on the text is `<` on the number.
import type { Position } from '#domain/facts/fact.ts';

const DIGITS = 16;

/** The position of the fact with this number in its log. */
export const positionOf = (place: number): Position => String(place).padStart(DIGITS, '0');

/** The number behind a position; throws for one that another adapter made. */
export const placeOf = (position: Position): number => {
  const place = /^\d{16}$/.test(position) ? Number(position) : NaN;
  if (!Number.isSafeInteger(place)) throw new TypeError(`not a position of this log: ${JSON.stringify(position)}`);
  return place;
};
