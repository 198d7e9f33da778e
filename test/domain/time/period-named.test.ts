// Periods as people name them: by a report's label, two of them, or from now; in a zone, with reporting years that begin in any month.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { isRefusal } from '#domain/refusal.ts';
import { periodsOf } from '#domain/time/period.ts';
import { periodLabelled, periodNamed } from '#domain/time/period-named.ts';
import { formatInstant } from '#domain/time/text.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const bounds = (text: string, zone = 'UTC'): readonly string[] => {
  const span = periodLabelled(text, { zone });
  return isRefusal(span) ? [span.refused] : [formatInstant(span.from), formatInstant(span.to)];
};

spec('domain/time/period-named [unit]', (test) => {
  for (const [text, from, to] of [
    ['2016', '2016-01-01T00:00:00Z', '2017-01-01T00:00:00Z'],
    ['2016-02', '2016-02-01T00:00:00Z', '2016-03-01T00:00:00Z'],
    ['2016-02-29', '2016-02-29T00:00:00Z', '2016-03-01T00:00:00Z'],
    ['2013-06/2014-09', '2013-06-01T00:00:00Z', '2014-10-01T00:00:00Z'],
    ['2015-12-31/2016', '2015-12-31T00:00:00Z', '2017-01-01T00:00:00Z'],
    ['2015-W53', '2015-12-28T00:00:00Z', '2016-01-04T00:00:00Z'],
    ['2016-Q2', '2016-04-01T00:00:00Z', '2016-07-01T00:00:00Z'],
    ['2016-Q4/2017-Q1', '2016-10-01T00:00:00Z', '2017-04-01T00:00:00Z'],
  ] as const) {
    test(`${text} is a period with both ends included`, () => {
      assert.equal(bounds(text), [from, to]);
    });
  }

  test('its days are those of the zone', () => {
    assert.equal(bounds('2016-06', 'Europe/London'), ['2016-05-31T23:00:00Z', '2016-06-30T23:00:00Z']);
  });

  for (const text of [
    '',
    'June',
    '2016-13',
    '2016-02-30',
    '2016-1',
    '2016/2015',
    '2016/2017/2018',
    '2016/',
    '2016-W53',
    '2016-Q5',
    'FY2016/17',
    '2016/17',
    'last-month',
  ]) {
    test(`“${text}” is refused`, () => {
      assert.ok(isRefusal(periodLabelled(text, { zone: 'UTC' })));
    });
  }

  test('reporting years begin when the policy says', () => {
    const calendar = { zone: 'Europe/London', yearStart: 4 };
    const year = periodLabelled('FY2015/16', calendar);
    assert.equal(isRefusal(year) ? year.refused : year.from, Date.parse('2015-03-31T23:00:00Z'));
    const quarter = periodLabelled('FY2015/16-Q4', calendar);
    assert.equal(isRefusal(quarter) ? quarter.refused : [quarter.from, quarter.to], [
      Date.parse('2016-01-01T00:00:00Z'),
      Date.parse('2016-03-31T23:00:00Z'),
    ]);
    // what does not say FY is a calendar year
    assert.equal(periodLabelled('2015', calendar), periodLabelled('2015', { zone: 'Europe/London' }));
    const odd = periodLabelled('FY2015/17', calendar);
    assert.match(isRefusal(odd) ? odd.refused : '', /expected FY2015\/16/);
  });

  test('from now, only where there is a now', () => {
    const now = Date.parse('2016-03-27T00:30:00Z');
    const period = periodNamed('last-month', { zone: 'Europe/London', now });
    assert.equal(isRefusal(period) ? period.refused : period, {
      from: Date.parse('2016-02-01T00:00:00Z'),
      to: Date.parse('2016-03-01T00:00:00Z'),
    });
    // the day on which the clocks go forward
    const today = periodNamed('today', { zone: 'Europe/London', now });
    assert.equal(isRefusal(today) ? today.refused : today.to - today.from, 23 * 3_600_000);
  });

  test('a month is what reports call it', () =>
    holds(
      fc.property(
        fc.integer({ min: 1990 * 12, max: 2030 * 12 }),
        fc.constantFrom('UTC', 'Europe/London', 'America/New_York'),
        (n, zone) => {
          const label = `${Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}`;
          const span = periodLabelled(label, { zone });
          if (isRefusal(span)) return false;
          const [month, ...more] = periodsOf(span, 'month', zone);
          return more.length === 0 && month?.label === label && !month.partial;
        },
      ),
    ));
});
