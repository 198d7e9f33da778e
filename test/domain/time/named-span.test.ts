// Periods as people name them: dates, months, years and spans of them, in a zone.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { isRefusal } from '#domain/refusal.ts';
import { namedSpan } from '#domain/time/named-span.ts';
import { periodsOf } from '#domain/time/period.ts';
import { formatInstant } from '#domain/time/text.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const bounds = (text: string, zone = 'UTC'): readonly string[] => {
  const span = namedSpan(text, zone);
  return isRefusal(span) ? [span.refused] : [formatInstant(span.from), formatInstant(span.to)];
};

spec('domain/time/named-span [unit]', (test) => {
  for (const [text, from, to] of [
    ['2016', '2016-01-01T00:00:00Z', '2017-01-01T00:00:00Z'],
    ['2016-02', '2016-02-01T00:00:00Z', '2016-03-01T00:00:00Z'],
    ['2016-02-29', '2016-02-29T00:00:00Z', '2016-03-01T00:00:00Z'],
    ['2013-06/2014-09', '2013-06-01T00:00:00Z', '2014-10-01T00:00:00Z'],
    ['2015-12-31/2016', '2015-12-31T00:00:00Z', '2017-01-01T00:00:00Z'],
  ] as const) {
    test(`${text} is a period with both ends included`, () => {
      assert.equal(bounds(text), [from, to]);
    });
  }

  test('its days are those of the zone', () => {
    assert.equal(bounds('2016-06', 'Europe/London'), ['2016-05-31T23:00:00Z', '2016-06-30T23:00:00Z']);
  });

  for (const text of ['', 'June', '2016-13', '2016-02-30', '2016-1', '2016/2015', '2016/2017/2018', '2016/']) {
    test(`“${text}” is refused`, () => {
      assert.ok(isRefusal(namedSpan(text, 'UTC')));
    });
  }

  test('a month is what reports call it', () =>
    holds(
      fc.property(
        fc.integer({ min: 1990 * 12, max: 2030 * 12 }),
        fc.constantFrom('UTC', 'Europe/London', 'America/New_York'),
        (n, zone) => {
          const label = `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
          const span = namedSpan(label, zone);
          if (isRefusal(span)) return false;
          const [month, ...more] = periodsOf(span, 'month', zone);
          return more.length === 0 && month?.label === label && !month.partial;
        },
      ),
    ));
});
