// The examples of RFC 5545 (3.8.5.3) by days, rules that other readers take leniently or wait for, and random rules against the oracle.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { isRefusal } from '#domain/refusal.ts';
import { dateText, dayNumber, weekdayOf } from '#domain/time/day-number.ts';
import { recurringDays } from '#domain/time/recurrence.ts';
import { parseRecurrence, type Recurrence } from '#domain/time/recurrence-rule.ts';
import { daysOfRule, type PlainRule } from '../../oracles/recurrence-by-days.ts';
import { holds } from '../../support/property.ts';
import { runs } from '../../support/sizes.ts';
import { spec } from '../../support/spec.ts';

const rule = (text: string): Recurrence => {
  const parsed = parseRecurrence(text);
  if (isRefusal(parsed)) throw new Error(parsed.refused);
  return parsed;
};

const number = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

/** The first `most` days of a rule, its start first. */
const days = (text: string, start: string, most: number, last = '9999-12-31'): readonly string[] => {
  const found: string[] = [];
  const read = rule(text);
  for (const day of recurringDays(read, number(start), number(last))) {
    if (found.push(dateText(day)) >= Math.min(most, read.count ?? most)) break;
  }
  return found;
};

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const;

const numbersFrom = (most: number, signed: boolean): fc.Arbitrary<readonly number[]> =>
  fc.uniqueArray(
    fc.integer({ min: signed ? -most : 1, max: most }).filter((value) => value !== 0),
    { minLength: 1, maxLength: 3 },
  );

const plainRule: fc.Arbitrary<PlainRule> = fc
  .record(
    {
      frequency: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      interval: fc.integer({ min: 1, max: 5 }),
      months: numbersFrom(12, false),
      monthDays: numbersFrom(31, true),
      weekdays: fc.uniqueArray(fc.record({ day: fc.nat(6), nth: fc.option(fc.constantFrom(1, 2, 5, -1, -2), { nil: undefined }) }), {
        minLength: 1,
        maxLength: 3,
      }),
      weekStart: fc.constantFrom(0, 1),
    },
    { requiredKeys: ['frequency', 'interval', 'weekStart'] },
  )
  .map(({ frequency, monthDays, weekdays, ...rest }) => ({
    ...rest,
    frequency,
    ...(monthDays === undefined || frequency === 'WEEKLY' ? {} : { monthDays }),
    ...(weekdays === undefined
      ? {}
      : { weekdays: weekdays.map(({ day, nth }) => ({ day, nth: frequency === 'DAILY' || frequency === 'WEEKLY' ? undefined : nth })) }),
  }));

const textOf = ({ frequency, interval, months, monthDays, weekdays, weekStart }: PlainRule): string =>
  [
    `FREQ=${frequency};INTERVAL=${interval};WKST=${WEEKDAYS[weekStart] ?? ''}`,
    ...(months === undefined ? [] : [`BYMONTH=${months.join(',')}`]),
    ...(monthDays === undefined ? [] : [`BYMONTHDAY=${monthDays.join(',')}`]),
    ...(weekdays === undefined ? [] : [`BYDAY=${weekdays.map(({ day, nth }) => `${nth ?? ''}${WEEKDAYS[day] ?? ''}`).join(',')}`]),
  ].join(';');

spec('domain/time/recurrence [unit]', (test) => {
  // All begin on 1997-09-02, a Tuesday, but for those that say otherwise, as in the standard.
  for (const [text, expected, start = '1997-09-02'] of [
    ['FREQ=DAILY;COUNT=3', '1997-09-02 1997-09-03 1997-09-04'],
    ['FREQ=DAILY;INTERVAL=10;COUNT=5', '1997-09-02 1997-09-12 1997-09-22 1997-10-02 1997-10-12'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU', '1997-09-02 1997-09-16 1997-09-30 1997-10-14'],
    ['FREQ=WEEKLY;COUNT=4;WKST=SU;BYDAY=TU,TH', '1997-09-02 1997-09-04 1997-09-09 1997-09-11'],
    ['FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=MO,WE,FR', '1997-09-01 1997-09-03 1997-09-05 1997-09-15 1997-09-17', '1997-09-01'],
    ['FREQ=MONTHLY;COUNT=4;BYDAY=1FR', '1997-09-05 1997-10-03 1997-11-07 1997-12-05', '1997-09-05'],
    ['FREQ=MONTHLY;INTERVAL=2;COUNT=5;BYDAY=1SU,-1SU', '1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04', '1997-09-07'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=-2MO', '1997-09-22 1997-10-20 1997-11-17', '1997-09-22'],
    ['FREQ=MONTHLY;BYMONTHDAY=-3', '1997-09-28 1997-10-29 1997-11-28 1997-12-29', '1997-09-28'],
    ['FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,-1', '1997-09-30 1997-10-01 1997-10-31 1997-11-01', '1997-09-30'],
    [
      'FREQ=MONTHLY;INTERVAL=18;COUNT=8;BYMONTHDAY=10,11,12,13,14,15',
      '1997-09-10 1997-09-11 1997-09-12 1997-09-13 1997-09-14 1997-09-15 1999-03-10 1999-03-11',
      '1997-09-10',
    ],
    ['FREQ=YEARLY;COUNT=4;BYMONTH=6,7', '1997-06-10 1997-07-10 1998-06-10 1998-07-10', '1997-06-10'],
    ['FREQ=YEARLY;INTERVAL=3;COUNT=5;BYYEARDAY=1,100,200', '1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09', '1997-01-01'],
    ['FREQ=YEARLY;BYDAY=20MO', '1997-05-19 1998-05-18 1999-05-17', '1997-05-19'],
    ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '1997-05-12 1998-05-11 1999-05-17', '1997-05-12'],
    ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '1997-03-13 1997-03-20 1997-03-27 1998-03-05', '1997-03-13'],
    ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13', '1998-02-13'],
    ['FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13', '1997-09-13 1997-10-11 1997-11-08 1997-12-13', '1997-09-13'],
    ['FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8', '1996-11-05 2000-11-07 2004-11-02', '1996-11-05'],
    ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '1997-09-04 1997-10-07 1997-11-06', '1997-09-04'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '1997-09-29 1997-10-30 1997-11-27 1997-12-30', '1997-09-29'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '1997-08-05 1997-08-10 1997-08-19 1997-08-24', '1997-08-05'],
    ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '1997-08-05 1997-08-17 1997-08-19 1997-08-31', '1997-08-05'],
    ['FREQ=MONTHLY;BYMONTHDAY=15,30;COUNT=5', '2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30', '2007-01-15'],
    // Weeks of the year before and after, days past a short month, and leap years, also of centuries.
    ['FREQ=YEARLY;BYWEEKNO=1,-1', '2019-01-03 2019-12-26 2020-01-02 2020-12-31 2021-01-07', '2019-01-03'],
    ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO', '2015-12-28 2020-12-28 2026-12-28', '2015-12-28'],
    ['FREQ=YEARLY', '2020-02-29 2024-02-29 2028-02-29', '2020-02-29'],
    ['FREQ=YEARLY;INTERVAL=2', '2020-02-29 2024-02-29 2028-02-29', '2020-02-29'],
    ['FREQ=YEARLY', '2096-02-29 2104-02-29', '2096-02-29'],
    ['FREQ=YEARLY;BYYEARDAY=366', '2020-12-31 2024-12-31', '2020-12-31'],
    ['FREQ=YEARLY;BYYEARDAY=-1', '2020-12-31 2021-12-31', '2020-12-31'],
    ['FREQ=MONTHLY', '2016-01-31 2016-03-31 2016-05-31', '2016-01-31'],
    ['FREQ=MONTHLY;BYMONTHDAY=-31', '2016-01-01 2016-03-01 2016-05-01', '2016-01-01'],
    ['FREQ=DAILY', '9999-12-30 9999-12-31', '9999-12-30'],
    ['FREQ=MONTHLY', '0001-01-31 0001-03-31', '0001-01-31'],
  ] as const) {
    test(`${text} from ${start}`, () => {
      const dates = expected.split(' ');
      assert.equal(days(text, start, dates.length), dates);
    });
  }

  for (const text of [
    'FREQ=DAILY;INTERVAL=7;BYDAY=TU',
    'FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=DAILY;INTERVAL=999999999',
    'FREQ=WEEKLY;INTERVAL=999999999;BYDAY=WE',
    'FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6',
  ]) {
    test(`${text} lets nothing in, and is over when its last day is`, () => {
      assert.equal(days(text, '2025-01-01', 5, '2125-01-01'), ['2025-01-01']);
    });
  }

  test('no more is looked at than there is work for', () => {
    const work = { left: 100 };
    assert.is([...recurringDays(rule('FREQ=DAILY;BYMONTHDAY=31;BYMONTH=2'), 0, Infinity, work)].length, 1);
    assert.ok(work.left < 0);
  });

  for (const [text, words] of [
    ['FREQ=WEEKLY;COUNT=3x', 'COUNT=3X, where a whole number from 1'],
    ['FREQ=WEEKLY;COUNT=0', 'COUNT=0'],
    ['FREQ=WEEKLY;COUNT=-1', 'COUNT=-1'],
    ['FREQ=WEEKLY;COUNT=1.5', 'COUNT=1.5'],
    ['FREQ=WEEKLY;INTERVAL=0', 'INTERVAL=0'],
    ['FREQ=DAILY;INTERVAL=99999999999', 'INTERVAL=99999999999'],
    ['FREQ=WEEKLY;UNTIL=2025-01-31', 'UNTIL=2025-01-31, where a date such as 20250131'],
    ['FREQ=WEEKLY;UNTIL=20250229', 'UNTIL=20250229'],
    ['FREQ=WEEKLY;UNTIL=20250131T250000Z', 'UNTIL='],
    ['FREQ=WEEKLY;UNTIL=20250131;COUNT=3', 'COUNT and UNTIL exclude each other'],
    ['FREQ=WEEKLY;COUNT=5\nEXDATE:20250112T003000Z', 'says more than a rule'],
    ['FREQ=WEEKLY;EXDATE=20250112', 'says more than a rule'],
    ['FREQ=WEEKLY;FREQ=DAILY', 'twice'],
    ['FREQ=WEEKLY;INTERVAL=2;INTERVAL=2', 'twice'],
    ['FREQ=WEEKLY;', 'does not say when'],
    ['FREQ=WEEKLY COUNT=3', 'does not say when'],
    ['FREQ=SECONDLY', 'no frequency'],
    ['FREQ=MINUTELY;COUNT=3', 'no frequency'],
    ['FREQ=WEEKLY;BYMINUTE=3', '"BYMINUTE" cannot be followed'],
    ['FREQ=MONTHLY;SKIP=BACKWARD;RSCALE=GREGORIAN', '"SKIP" cannot be followed'],
    ['FREQ=MONTHLY;BYDAY=6MO', 'more than five'],
    ['FREQ=YEARLY;BYDAY=54MO', 'BYDAY=54MO'],
    ['FREQ=MONTHLY;BYDAY=0MO', 'BYDAY=0MO'],
    ['FREQ=WEEKLY;BYDAY=1MO', 'FREQ=MONTHLY or YEARLY alone'],
    ['FREQ=WEEKLY;BYDAY=MON', 'BYDAY=MON'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'BYMONTHDAY does not go'],
    ['FREQ=MONTHLY;BYMONTHDAY=32', 'BYMONTHDAY=32'],
    ['FREQ=MONTHLY;BYMONTHDAY=0', 'BYMONTHDAY=0'],
    ['FREQ=YEARLY;BYMONTH=13', 'BYMONTH=13'],
    ['FREQ=YEARLY;BYMONTH=-1', 'BYMONTH=-1'],
    ['FREQ=YEARLY;BYYEARDAY=367', 'BYYEARDAY=367'],
    ['FREQ=MONTHLY;BYYEARDAY=3', 'FREQ=YEARLY alone'],
    ['FREQ=YEARLY;BYWEEKNO=54', 'BYWEEKNO=54'],
    ['FREQ=MONTHLY;BYSETPOS=1', 'BYSETPOS needs'],
    ['FREQ=WEEKLY;WKST=XX', 'WKST=XX'],
    ['FREQ=YEARLY;BYMONTH=1,', 'BYMONTH=1,'],
    ['', 'does not say when'],
  ] as const) {
    test(`${JSON.stringify(text)} is refused with what is expected`, () => {
      const parsed = parseRecurrence(text);
      assert.ok(isRefusal(parsed) && parsed.refused.includes(words) && parsed.refused.includes('expected a rule'), JSON.stringify(parsed));
    });
  }

  test('days are numbered as the platform has them', () =>
    holds(
      fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (day) => {
        const text = new Date(day * 86_400_000).toISOString().slice(0, 10);
        assert.is(dateText(day), text);
        assert.is(weekdayOf(day), new Date(day * 86_400_000).getUTCDay());
        assert.is(dayNumber(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))), day);
      }),
    ));

  test('any rule comes on the days on which an oracle that asks of every day says so', () =>
    holds(
      fc.property(plainRule, fc.integer({ min: number('1996-01-01'), max: number('2004-12-31') }), (plain, start) => {
        const last = start + 1_500;
        const found = [...recurringDays(rule(textOf(plain)), start, last)].map(dateText);
        assert.equal(found, daysOfRule(plain, dateText(start), dateText(last)), textOf(plain));
      }),
      { runs: runs(300, 20_000) },
    ));
});
