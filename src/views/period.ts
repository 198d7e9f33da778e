// Periods and targets as people read them, the same in every report.
import { ofNumber, roundHalfUp } from '#domain/time/ratio.ts';
import type { Period } from '#domain/time/period.ts';

/** Its label; one that the span holds only a part of says so. */
export const periodText = ({ label, partial }: Period): string => `${label}${partial ? ' (part)' : ''}`;

/** A target in percent with the policy's decimals, or with its own where it has more. */
export const targetText = (target: number, decimals: number): string =>
  roundHalfUp(ofNumber(target), Math.max(decimals, String(target).split('.')[1]?.length ?? 0));
