import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { periodsOf, wholeSpan } from '#domain/time/period.ts';
import { parseInstantOrDate } from '#domain/time/text.ts';
import { isRefusal } from '#domain/refusal.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const span = (from: string, to: string, zone = 'UTC') => {
  const [start, end] = [parseInstantOrDate(from, zone), parseInstantOrDate(to, zone)];
  if (isRefusal(start) || isRefusal(end)) throw new Error('no span');
  return { from: start, to: end };
};
const labels = (periods: readonly { readonly label: string; readonly partial: boolean }[]): string =>
  periods.map(({ label, partial }) => (partial ? `(${label})` : label)).join(' ');

spec('domain/time/period [unit]', (test) => {
  test('months, quarters and years carry their names', () => {
    const two = span('2015-11', '2016-02');
    assert.is(labels(periodsOf(two, 'month', 'UTC')), '2015-11 2015-12 2016-01');
    assert.is(labels(periodsOf(two, 'quarter', 'UTC')), '(2015-Q4) (2016-Q1)');
    assert.is(labels(periodsOf(span('2014-01', '2016-01'), 'year', 'UTC')), '2014 2015');
    assert.is(labels(periodsOf(span('2016-02-28', '2016-03-02'), 'day', 'UTC')), '2016-02-28 2016-02-29 2016-03-01');
  });

  test('a reporting year may begin in another month', () => {
    const years = span('2014-04', '2016-02');
    assert.is(labels(periodsOf(years, 'year', 'UTC', 4)), 'FY2014/15 (FY2015/16)');
    assert.is(labels(periodsOf(span('2015-01', '2015-07'), 'quarter', 'UTC', 4)), 'FY2014/15-Q4 FY2015/16-Q1');
    assert.is(labels(periodsOf(span('1999-04', '2000-04'), 'year', 'UTC', 4)), 'FY1999/00');
    assert.is(labels(periodsOf(span('2015-02', '2016-02'), 'quarter', 'UTC', 2)), 'FY2015/16-Q1 FY2015/16-Q2 FY2015/16-Q3 FY2015/16-Q4');
  });

  test('months begin at local midnight', () => {
    const [july] = periodsOf(span('2015-07', '2015-08', 'Europe/London'), 'month', 'Europe/London');
    assert.equal(july, { from: Date.UTC(2015, 5, 30, 23), to: Date.UTC(2015, 6, 31, 23), label: '2015-07', partial: false });
  });

  test('a day that a zone left out does not occur', () => {
    const days = periodsOf({ from: Date.UTC(2011, 11, 29, 10), to: Date.UTC(2011, 11, 31, 10) }, 'day', 'Pacific/Apia');
    assert.is(labels(days), '2011-12-29 2011-12-31');
  });

  test('where midnight is repeated the day goes on from the first', () => {
    const days = periodsOf({ from: Date.UTC(2010, 10, 7, 2, 45), to: Date.UTC(2010, 10, 8, 3, 30) }, 'day', 'America/St_Johns');
    assert.is(labels(days), '(2010-11-07)');
  });

  test('a whole span is named by months, days or instants', () => {
    assert.is(wholeSpan(span('2014-04', '2015-04'), 'UTC').label, '2014-04/2015-03');
    assert.is(wholeSpan(span('2016-01', '2016-02', 'Europe/London'), 'Europe/London').label, '2016-01');
    assert.is(wholeSpan(span('2016-01-04', '2016-01-09'), 'UTC').label, '2016-01-04/2016-01-08');
    assert.is(wholeSpan(span('2016-01-04T01:00Z', '2016-01-09'), 'UTC').label, '2016-01-04T01:00:00Z/2016-01-09T00:00:00Z');
  });

  test('an empty span has no periods', () => assert.equal(periodsOf({ from: 5, to: 5 }, 'day', 'UTC'), []));

  test('periods tile the span in every zone', () =>
    holds(
      fc.property(
        fc.integer({ min: Date.UTC(2005, 0, 1), max: Date.UTC(2026, 0, 1) }),
        fc.integer({ min: 1, max: 40 * 86_400_000 }),
        fc.constantFrom('Europe/London', 'America/Sao_Paulo', 'America/St_Johns', 'Africa/Cairo', 'Pacific/Apia'),
        fc.constantFrom('day', 'month', 'quarter', 'year' as const),
        fc.integer({ min: 1, max: 12 }),
        (from, length, zone, unit, yearStart) => {
          const periods = periodsOf({ from, to: from + length }, unit, zone, yearStart);
          assert.equal(
            periods.map((period) => period.from),
            [from, ...periods.slice(0, -1).map((period) => period.to)],
          );
          assert.is(periods.at(-1)?.to, from + length);
        },
      ),
    ));
});
