import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { clip, intersect, normalise, totalLength, without } from '#domain/time/intervals.ts';
import type { Interval } from '#domain/time/instant.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const raw = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 8 })).map(([from, length]) => ({ from, to: from + length })),
  { maxLength: 8 },
);
const points = (intervals: readonly Interval[]): ReadonlySet<number> =>
  new Set(intervals.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)));
const where = (keep: (point: number) => boolean): readonly number[] => Array.from({ length: 60 }, (_, point) => point).filter(keep);

spec('domain/time/intervals [unit]', (test) => {
  test('what touches or overlaps becomes one, what is empty goes', () => {
    const intervals = [
      { from: 5, to: 6 },
      { from: 1, to: 2 },
      { from: 2, to: 3 },
      { from: 9, to: 9 },
      { from: 0, to: 2 },
    ];
    assert.equal(normalise(intervals), [
      { from: 0, to: 3 },
      { from: 5, to: 6 },
    ]);
  });

  test('sets of instants behave as sets of points, and stay normalised', () =>
    holds(
      fc.property(raw, raw, (one, other) => {
        const [a, b] = [normalise(one), normalise(other)];
        const [inA, inB] = [points(one), points(other)];
        for (const [result, expected] of [
          [normalise([...a, ...b]), where((point) => inA.has(point) || inB.has(point))],
          [intersect(a, b), where((point) => inA.has(point) && inB.has(point))],
          [without({ from: 0, to: 60 }, a), where((point) => !inA.has(point))],
        ] as const) {
          assert.equal([...points(result)], expected);
          assert.equal(normalise(result), result);
          assert.is(totalLength(result), expected.length);
        }
      }),
      { runs: 300 },
    ));

  test('clipping keeps what intervals carry and leaves out what ends where the span begins', () => {
    const carrying = [
      { from: 0, to: 5, name: 'a' },
      { from: 5, to: 9, name: 'b' },
      { from: 12, to: 20, name: 'c' },
    ];
    assert.equal(clip(carrying, { from: 5, to: 13 }), [
      { from: 5, to: 9, name: 'b' },
      { from: 12, to: 13, name: 'c' },
    ]);
  });
});
