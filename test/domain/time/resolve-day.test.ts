import * as assert from 'uvu/assert';
import { resolveDay } from '#domain/time/resolve-day.ts';
import { isRefusal } from '#domain/refusal.ts';
import { spec } from '../../support/spec.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const day = { day: '2016-01-05', zone: 'Europe/London' };
const midnight = Date.UTC(2016, 0, 5);
const at = (hour: number): number => midnight + hour * HOUR;

const resolved = (...args: Parameters<typeof resolveDay>) => {
  const occurrence = resolveDay(...args);
  if (isRefusal(occurrence)) throw new Error(occurrence.refused);
  return occurrence;
};

spec('domain/time/resolve-day [unit]', (test) => {
  test('an outage lies around the middle of the agreed service time of its day', () => {
    const occurrence = resolved(day, 33 * MINUTE, [{ from: at(8), to: at(18) }]);
    assert.equal(occurrence, { ...day, best: at(13) - 16.5 * MINUTE, earliest: midnight, latest: at(24) - 33 * MINUTE });
  });

  test('the middle is that of the time agreed, not of the hours around it', () => {
    const split = [
      { from: at(-16), to: at(-6) },
      { from: at(8), to: at(12) },
      { from: at(13), to: at(19) },
    ];
    assert.is(resolved(day, undefined, split).best, at(14));
  });

  test('with no service time on the day its own middle counts', () => {
    assert.is(resolved(day, 2 * HOUR, []).best, at(11));
    const short = resolved({ day: '2026-03-29', zone: 'Europe/Berlin' }, undefined, []);
    assert.is(short.best - short.earliest, 11.5 * HOUR);
    assert.is(short.latest - short.earliest, 23 * HOUR - 1, 'a moment lies within the day');
  });

  test('it stays within the day, in whole milliseconds', () => {
    assert.is(resolved(day, 20 * HOUR, [{ from: at(20), to: at(24) }]).best, at(4));
    assert.is(resolved(day, 20 * HOUR, [{ from: at(0), to: at(4) }]).best, midnight);
    assert.is(resolved(day, 24 * HOUR, []).latest, midnight);
    assert.is(resolved(day, 3, [{ from: at(8), to: at(8) + 5 }]).best, at(8) + 1);
  });

  test('what is longer than the day, or no day, is refused', () => {
    for (const [only, length, why] of [
      [{ day: '2026-03-29', zone: 'Europe/Berlin' }, 24 * HOUR, /24 h do not fit into 2026-03-29, which had 23 h/],
      [{ day: '2011-12-30', zone: 'Pacific/Apia' }, HOUR, /did not exist/],
      [{ day: '2016-13-01', zone: 'UTC' }, HOUR, /not a date/],
    ] as const) {
      const result = resolveDay(only, length, []);
      assert.ok(isRefusal(result) && why.test(result.refused), JSON.stringify(result));
    }
  });
});
