import * as assert from 'uvu/assert';
import { CORRECTIONS } from '#calendars/corrections.ts';
import { publicHolidays, uncorrectedHolidays } from '#calendars/holidays.ts';
import { isRefusal } from '#domain/refusal.ts';
import { spec } from '../support/spec.ts';

const dates = (region: string, year: number): readonly string[] => {
  const holidays = publicHolidays(region, year);
  if (isRefusal(holidays)) throw new Error(holidays.refused);
  return holidays.map(({ date }) => date);
};

const isWeekday = (date: string): boolean => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
const weekdays = (region: string, year: number): string =>
  dates(region, year)
    .filter(isWeekday)
    .map((date) => date.slice(5))
    .join(' ');

spec('calendars/holidays [unit]', (test) => {
  // Dates as gov.uk/bank-holidays lists them, days of the week only.
  for (const [region, year, expected] of [
    ['GB-ENG', 2011, '01-03 04-22 04-25 04-29 05-02 05-30 08-29 12-26 12-27'],
    ['GB-ENG', 2012, '01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26'],
    ['GB-ENG', 2015, '01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28'],
    ['GB-ENG', 2016, '01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27'],
    ['GB-ENG', 2020, '01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28'],
    ['GB-ENG', 2022, '01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27'],
    ['GB-WLS', 2023, '01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26'],
    ['GB-SCT', 2012, '01-02 01-03 04-06 05-07 06-04 06-05 08-06 11-30 12-25 12-26'],
    ['GB-SCT', 2022, '01-03 01-04 04-15 05-02 06-02 06-03 08-01 09-19 11-30 12-26 12-27'],
    ['GB-SCT', 2026, '01-01 01-02 04-03 05-04 05-25 06-15 08-03 11-30 12-25 12-28'],
    ['GB-NIR', 2012, '01-02 03-19 04-06 04-09 05-07 06-04 06-05 07-12 08-27 12-25 12-26'],
  ] as const) {
    test(`${region} is closed on its bank holidays of ${year}`, () => assert.is(weekdays(region, year), expected));
  }

  // Days that official lists of each country name, and that were moved, added or left out for one year.
  for (const [region, closed, open] of [
    ['GB-ENG', '1995-05-08 1999-12-31 2020-05-08 2022-06-02', '1995-05-01 2020-05-04 2022-05-30'],
    ['US', '2018-11-12 2021-12-31 2022-06-20 2023-11-10 2026-07-03', '2018-12-05 2020-06-19'],
    ['IE', '2022-03-18 2023-02-06 2024-02-05', '2022-02-07 2023-03-20'],
    ['DE', '2022-05-26 2023-05-29 2025-10-03', '2023-10-31'],
    ['FR', '2023-05-18 2024-05-08 2025-07-14', '2023-04-07'],
    ['NL', '2023-04-27 2025-04-26 2024-05-09', '2025-04-28'],
    ['ES', '2023-04-07 2024-12-06 2025-10-12', '2023-04-10'],
    ['IT', '2023-04-25 2024-06-02 2025-12-26', '2024-03-29'],
    ['PL', '2018-11-12 2023-06-08 2025-12-24', '2024-12-24'],
    ['PT', '2016-05-26 2024-05-30 2025-06-19', '2014-06-19'],
    ['AU', '2022-09-22 2023-01-02 2025-01-27', '2023-09-22'],
    ['NZ', '2022-02-07 2022-06-24 2022-09-26 2025-06-20', '2022-06-25'],
    ['IN', '2022-01-26 2023-08-15 2024-10-02', '2024-07-04'],
    ['SG', '2022-05-16 2023-09-01 2025-05-03', '2025-05-02'],
    ['ZA', '2022-12-27 2023-12-15 2024-05-29', '2023-12-27'],
    ['BR', '2024-11-20 2025-04-21 2025-11-15', '2023-11-20'],
    ['MX', '2024-02-05 2024-10-01 2025-11-17', '2023-10-01'],
    ['JP', '2024-05-06 2024-11-04 2025-02-24', '2024-10-11'],
    ['KR', '2023-10-02 2024-10-01 2025-01-27 2025-06-03', '2023-10-04'],
  ] as const)
    test(`${region} is closed on days of its own, and open beside them`, () => {
      const has = (date: string): boolean => dates(region, Number(date.slice(0, 4))).includes(date);
      assert.equal(
        closed.split(' ').filter((date) => !has(date)),
        [],
      );
      assert.equal(open.split(' ').filter(has), []);
    });

  test('both a holiday on a weekend and its substitute are closed', () => {
    assert.equal(dates('GB-ENG', 2020).slice(-3), ['2020-12-25', '2020-12-26', '2020-12-28']);
    assert.ok(dates('US', 2021).includes('2021-12-31'));
  });

  test('a holiday of several days closes each, across the new year too; half a day closes none', () => {
    assert.ok(['2016-02-08', '2016-02-09', '2016-02-10'].every((date) => dates('KR', 2016).includes(date)));
    assert.ok(dates('SZ', 2017).includes('2017-01-02'));
    assert.not.ok(dates('IS', 2020).includes('2020-12-31'));
    assert.not.ok(dates('GT', 2020).includes('2020-12-24'));
  });

  test('regions differ from their country', () => {
    assert.ok(dates('DE-BY', 2026).includes('2026-01-06'));
    assert.not.ok(dates('DE-HH', 2026).includes('2026-01-06'));
  });

  for (const [region, hint] of [
    ['UK', '"GB"'],
    ['gb-eng', '"GB"'],
    ['GB-ENGL', '"GB-ENG"'],
    ['DE-BY-X-Y', 'expected an ISO 3166 code'],
    ['toString', 'expected an ISO 3166 code'],
  ] as const) {
    test(`refuses ${region}`, () => {
      const result = publicHolidays(region, 2016);
      assert.ok(isRefusal(result) && result.refused.includes(hint), JSON.stringify(result));
    });
  }

  test('every correction still corrects something', () => {
    for (const { regions, year, add, remove } of CORRECTIONS) {
      for (const region of regions) {
        const library = uncorrectedHolidays(region, year).map(({ date }) => date);
        assert.ok(remove.every((date) => library.includes(date)) && !add.some(({ date }) => library.includes(date)), `${region} ${year}`);
      }
    }
  });
});
