// A history's levels as columns, as far as it has passed (S7): spans that touch at one level are one, and short intervals between two of
// equal level take that level; the earliest first, then on with what that made. One pass, O(spans).
import type { Level } from '../impact/scale.ts';
import type { Duration, Instant, Interval } from './instant.ts';

/** A stretch of time at one level. */
export interface LevelSpan extends Interval {
  readonly level: Level;
}

/** Runs 0…count − 1, sorted and disjoint; neighbours that touch differ in level. */
export interface LevelRuns {
  readonly count: number;
  readonly from: Float64Array;
  readonly to: Float64Array;
  readonly level: Uint8Array;
}

/** `shortest`: an interval shorter than this is absorbed where its neighbours touch it and are of equal level. */
export const runsOf = (levels: readonly LevelSpan[], now: Instant, shortest: Duration): LevelRuns => {
  const from = new Float64Array(levels.length);
  const to = new Float64Array(levels.length);
  const level = new Uint8Array(levels.length);
  let last = -1;
  for (const span of levels) {
    if (span.from >= now) continue;
    const end = Math.min(span.to, now);
    if (last >= 0 && to[last] === span.from) {
      if (level[last] === span.level) {
        to[last] = end;
        continue;
      }
      if (last > 0 && to[last - 1] === from[last] && level[last - 1] === span.level && span.from - (from[last] ?? 0) < shortest) {
        to[--last] = end;
        continue;
      }
    }
    last++;
    from[last] = span.from;
    to[last] = end;
    level[last] = span.level;
  }
  return { count: last + 1, from, to, level };
};
