import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { formatDuration, parseDuration, parseWorkingOrPlain, spokenDuration } from '#domain/time/duration.ts';
import { isRefusal } from '#domain/refusal.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const MINUTE = 60_000;

spec('domain/time/duration [unit]', (test) => {
  for (const [text, milliseconds, canonical] of [
    ['PT3H15M', 195 * MINUTE, 'PT3H15M'],
    ['P1DT12H', 36 * 60 * MINUTE, 'PT36H'],
    ['P1W', 168 * 60 * MINUTE, 'PT168H'],
    ['PT90M', 90 * MINUTE, 'PT1H30M'],
    ['PT0.25S', 250, 'PT0.25S'],
    ['PT1.500S', 1_500, 'PT1.5S'],
    ['PT0S', 0, 'PT0S'],
  ] as const) {
    test(`reads ${text}`, () => {
      assert.is(parseDuration(text), milliseconds);
      assert.is(formatDuration(milliseconds), canonical);
    });
  }

  for (const [text, why] of [
    ['-PT1H', /no sign/],
    ['P1M', /months and years/],
    ['P1Y', /months and years/],
    ['PT1.5H', /only seconds take decimals/],
    ['PT0.0001S', /finer than a millisecond/],
    ['P', /expected ISO 8601/],
    ['PT', /expected ISO 8601/],
    ['P1DT', /expected ISO 8601/],
    ['1h', /expected ISO 8601/],
    ['P99999999W', /longer than/],
  ] as const) {
    test(`refuses ${text}`, () => {
      const result = parseDuration(text);
      assert.ok(isRefusal(result) && why.test(result.refused), JSON.stringify(result));
    });
  }

  test('people read hours, which are never turned into days', () => {
    const spoken = [555 * MINUTE, 3_510 * MINUTE, 18 * MINUTE, 45_000, 1_500, 0, 90_000, -MINUTE].map(spokenDuration);
    assert.equal(spoken, ['9 h 15 min', '58 h 30 min', '18 min', '45 s', '1.5 s', '0 min', '1 min 30 s', '−1 min']);
  });

  test('working time is said as such', () => {
    assert.equal(parseWorkingOrPlain('2 working days'), { working: 2, unit: 'days' });
    assert.equal(parseWorkingOrPlain('1 working hour'), { working: 1, unit: 'hours' });
    assert.is(parseWorkingOrPlain('PT4H'), 240 * MINUTE);
    assert.ok(isRefusal(parseWorkingOrPlain('two days')));
  });

  test('the canonical form reads back', () =>
    holds(fc.property(fc.integer({ min: 0, max: 1e13 }), (duration) => assert.is(parseDuration(formatDuration(duration)), duration))));
});
