// The stored text of an instant, held to Date's own methods.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { utcInstant, utcText } from '#domain/time/utc.ts';
import { holds } from '../../support/property.ts';
import { runs } from '../../support/sizes.ts';
import { spec } from '../../support/spec.ts';

const FIRST = Date.parse('0000-01-01T00:00:00Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');

const plainly = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');

const instant = fc.oneof(
  fc.integer({ min: FIRST, max: LAST }),
  fc.integer({ min: FIRST / 1_000, max: Math.floor(LAST / 1_000) }).map((second) => second * 1_000),
  fc.constantFrom(FIRST, FIRST + 1, LAST, LAST - 999, -1, 0, 1),
);

spec('domain/time/utc [unit]', (test) => {
  test('an instant has the text that Date gives it, and comes back from it', () =>
    holds(
      fc.property(instant, (at) => {
        assert.is(utcText(at), plainly(at));
        assert.is(utcInstant(plainly(at)), at);
      }),
      { runs: runs(2_000, 200_000) },
    ));

  test('every day of the 400 years after which the calendar repeats, and the days around year 0 and 9999', () => {
    const days = (from: string, count: number): number[] => Array.from({ length: count }, (_, day) => Date.parse(from) + day * 86_400_000);
    for (const at of [...days('1800-01-01', 146_100), ...days('0000-01-01', 800), ...days('9998-01-01', 730)]) {
      const text = plainly(at);
      if (utcText(at) !== text || utcInstant(text) !== at) assert.unreachable(`${text}: ${utcText(at)}, ${utcInstant(text)}`);
    }
  });

  test('what is no whole number of milliseconds in four-digit years has no text', () => {
    for (const at of [FIRST - 1, LAST + 1, 0.5, NaN, Infinity, -8.64e15]) assert.is(utcText(at), undefined);
  });

  test('texts with one character changed are what Date says, or another form that is left to others', () =>
    holds(
      fc.property(instant, fc.nat(23), fc.constantFrom(...'0123456789-:.TZ +'.split('')), (at, where, other) => {
        const text = plainly(at);
        const changed = text.slice(0, where) + other + text.slice(where + 1);
        const read = utcInstant(changed);
        if (read !== undefined) assert.is(plainly(read), changed.replace('.000Z', 'Z'));
        else if (/^\d{4}-\d\d-\d\dT(?!24)\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(changed)) {
          const parsed = Date.parse(changed);
          assert.ok(Number.isNaN(parsed) || plainly(parsed) !== changed, changed);
        }
      }),
      { runs: runs(3_000, 100_000) },
    ));

  test('there is no 24th hour, 30th of February or 29th of February 1900', () => {
    const none = [
      '2016-01-16T24:00:00Z',
      '2016-02-30T00:00:00Z',
      '1900-02-29T00:00:00Z',
      '2016-01-16T19:30:00',
      '2016-01-16T19:30:00,000Z',
    ];
    for (const text of none) assert.is(utcInstant(text), undefined, text);
    assert.is(utcInstant('2000-02-29T00:00:00Z'), Date.parse('2000-02-29'));
  });
});
