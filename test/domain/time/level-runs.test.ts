// Levels joined and short intervals absorbed, against rewriting the list until nothing is left to do.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { runsOf, type LevelSpan } from '#domain/time/level-runs.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const spans = (levels: readonly LevelSpan[], now: number, shortest: number): readonly LevelSpan[] => {
  const { count, from, to, level } = runsOf(levels, now, shortest);
  return Array.from({ length: count }, (_, i) => ({ from: from[i] ?? NaN, to: to[i] ?? NaN, level: level[i] ?? NaN }));
};

/** Joins what touches at one level, then gives the first short interval its neighbours' level, and again from the start. */
const rewritten = (levels: readonly LevelSpan[], now: number, shortest: number): readonly LevelSpan[] => {
  const left = levels.filter(({ from }) => from < now).map((span) => ({ ...span, to: Math.min(span.to, now) }));
  for (;;) {
    const twin = left.findIndex((span, i) => left[i + 1]?.from === span.to && left[i + 1]?.level === span.level);
    if (twin >= 0) {
      const [one, other] = left.splice(twin, 2) as [LevelSpan, LevelSpan];
      left.splice(twin, 0, { ...one, to: other.to });
      continue;
    }
    const blip = left.findIndex((span, i) => {
      const [before, after] = [left[i - 1], left[i + 1]];
      return before?.to === span.from && after?.from === span.to && before.level === after.level && span.to - span.from < shortest;
    });
    if (blip < 0) return left;
    left[blip] = { ...(left[blip] as LevelSpan), level: left[blip - 1]?.level ?? NaN };
  }
};

spec('domain/time/level-runs [unit]', (test) => {
  test('spans that touch at one level are one, also where they are a short interval only together', () => {
    const levels = [
      { from: 0, to: 10, level: 0 },
      { from: 10, to: 13, level: 4 },
      { from: 13, to: 16, level: 4 },
      { from: 16, to: 30, level: 0 },
    ];
    assert.equal(spans(levels, 100, 6), [
      { from: 0, to: 10, level: 0 },
      { from: 10, to: 16, level: 4 },
      { from: 16, to: 30, level: 0 },
    ]);
    assert.equal(spans(levels, 100, 7), [{ from: 0, to: 30, level: 0 }]);
  });

  test('a short interval beside a gap is none', () => {
    const levels = [
      { from: 0, to: 10, level: 0 },
      { from: 12, to: 13, level: 4 },
      { from: 13, to: 30, level: 0 },
    ];
    assert.equal(spans(levels, 100, 7), levels);
  });

  test('agrees with rewriting the list until nothing is left to do', () =>
    holds(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.constantFrom(0, 2, 4), fc.constantFrom(0, 0, 0, 1)), { maxLength: 14 }),
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 0, max: 60 }),
        (parts, shortest, now) => {
          let at = 0;
          const levels = parts.map(([length, level, gap]): LevelSpan => {
            const from = at + gap;
            at = from + length;
            return { from, to: at, level };
          });
          assert.equal(spans(levels, now, shortest), rewritten(levels, now, shortest));
        },
      ),
      { runs: 1_000 },
    ));
});
