// Recurring windows (RFC 5545): at the same local hours on both sides of every change of the clocks, and never waiting for what never comes.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { occurrencesOf } from '#domain/time/occurrences.ts';
import { isRefusal } from '#domain/refusal.ts';
import { parseRecurrence, type Recurrence } from '#domain/time/recurrence-rule.ts';
import { formatIn, formatInstant } from '#domain/time/text.ts';
import { holds } from '../../support/property.ts';
import { runs } from '../../support/sizes.ts';
import { spec } from '../../support/spec.ts';

const rule = (text: string): Recurrence => {
  const parsed = parseRecurrence(text);
  if (isRefusal(parsed)) throw new Error(parsed.refused);
  return parsed;
};

const utc = (text: string): number => Date.parse(`${text}Z`);

/** Where each occurrence begins, as local clocks read it. */
const begins = (
  text: string,
  from: string,
  hours: number,
  until: string,
  zone = 'UTC',
  exdates: readonly string[] = [],
): readonly string[] => {
  const window = { from: utc(from), to: utc(from) + hours * 3_600_000 };
  return occurrencesOf(window, { rule: rule(text), zone, exdates }, utc(until))
    .filter((one) => one.from < utc(until))
    .map((one) => formatIn(zone, one.from, 'iso').slice(0, 16));
};

spec('domain/time/occurrences [unit]', (test) => {
  test('the window itself comes first, whatever the rule says of its day', () => {
    assert.equal(begins('FREQ=MONTHLY;BYDAY=1SU', '2016-02-06T08:00', 2, '2016-05-01T00:00'), [
      '2016-02-06T08:00',
      '2016-02-07T08:00',
      '2016-03-06T08:00',
      '2016-04-03T08:00',
    ]);
  });

  test('both edges stay at their local hours when clocks change', () => {
    const window = { from: utc('2016-03-19T22:00'), to: utc('2016-03-20T06:00') };
    const nights = occurrencesOf(window, { rule: rule('FREQ=WEEKLY'), zone: 'Europe/London', exdates: [] }, utc('2016-04-02T00:00'));
    assert.equal(
      nights.map(({ from, to }) => [formatInstant(from), formatInstant(to)]),
      [
        ['2016-03-19T22:00:00Z', '2016-03-20T06:00:00Z'],
        ['2016-03-26T22:00:00Z', '2016-03-27T05:00:00Z'],
        ['2016-04-02T21:00:00Z', '2016-04-03T05:00:00Z'],
      ],
    );
  });

  test('an edge that is skipped falls on the change', () => {
    const window = { from: utc('2016-03-20T01:30'), to: utc('2016-03-20T03:00') };
    const [, sunday] = occurrencesOf(window, { rule: rule('FREQ=WEEKLY'), zone: 'Europe/London', exdates: [] }, utc('2016-04-01T00:00'));
    assert.equal([formatInstant(sunday?.from ?? 0), formatInstant(sunday?.to ?? 0)], ['2016-03-27T01:00:00Z', '2016-03-27T02:00:00Z']);
  });

  test('COUNT takes in the window itself', () => {
    assert.is(begins('FREQ=DAILY;COUNT=3', '2016-02-06T08:00', 1, '2017-01-01T00:00').length, 3);
  });

  test('UNTIL is an instant in UTC, a local time, or a whole local day', () => {
    const last = (until: string): string | undefined =>
      begins(`FREQ=DAILY;UNTIL=${until}`, '2016-07-01T23:30', 1, '2017-01-01T00:00', 'Europe/London').at(-1);
    assert.is(last('20160704T233000Z'), '2016-07-05T00:30');
    assert.is(last('20160704T232959Z'), '2016-07-04T00:30');
    assert.is(last('20160705T003000'), '2016-07-05T00:30');
    assert.is(last('20160705'), '2016-07-05T00:30');
  });

  for (const [text, expected] of [
    ['FREQ=MONTHLY;BYMONTHDAY=31', ['2016-01-31T08:00', '2016-03-31T08:00', '2016-05-31T08:00']],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['2016-01-31T08:00', '2016-02-29T08:00', '2016-03-31T08:00']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU', ['2016-01-31T08:00', '2016-02-14T08:00', '2016-02-28T08:00']],
    ['FREQ=DAILY;BYDAY=SA,SU', ['2016-01-31T08:00', '2016-02-06T08:00', '2016-02-07T08:00']],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', ['2016-01-31T08:00', '2016-02-29T08:00', '2020-02-29T08:00']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', ['2016-01-31T08:00', '2016-02-29T08:00', '2016-03-31T08:00']],
  ] as const) {
    test(`${text} comes on the days that RFC 5545 means`, () => {
      assert.equal(begins(text, '2016-01-31T08:00', 1, '2021-01-01T00:00').slice(0, 3), expected);
    });
  }

  for (const text of ['FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=DAILY;INTERVAL=7;BYDAY=TU', 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30']) {
    test(`${text} never comes again, and says so in no time`, () => {
      assert.is(begins(text, '2016-02-06T08:00', 1, '2026-01-01T00:00').length, 1);
    });
  }

  test('exceptions take out their day, and COUNT counts them', () => {
    const found = begins('FREQ=WEEKLY;COUNT=4', '2025-01-05T00:30', 1, '2026-01-01T00:00', 'UTC', ['2025-01-12']);
    assert.equal(found, ['2025-01-05T00:30', '2025-01-19T00:30', '2025-01-26T00:30']);
    assert.is(begins('FREQ=DAILY;COUNT=1', '2025-01-05T00:30', 1, '2026-01-01T00:00', 'UTC', ['2025-01-05']).length, 0);
    // The local date counts: in London this night begins on the 2nd, in UTC on the 1st.
    const night = begins('FREQ=DAILY;COUNT=3', '2016-07-01T23:30', 1, '2017-01-01T00:00', 'Europe/London', ['2016-07-03']);
    assert.equal(night, ['2016-07-02T00:30', '2016-07-04T00:30']);
  });

  test('from 29 February yearly, in leap years alone; the next is found decades away', () => {
    assert.equal(begins('FREQ=YEARLY', '2020-02-29T00:30', 1, '2030-01-01T00:00'), [
      '2020-02-29T00:30',
      '2024-02-29T00:30',
      '2028-02-29T00:30',
    ]);
    assert.is(begins('FREQ=YEARLY;INTERVAL=7', '2000-02-29T00:30', 1, '2029-01-01T00:00').at(-1), '2028-02-29T00:30');
    assert.is(begins('FREQ=DAILY;INTERVAL=999999999', '2000-02-29T00:30', 1, '9000-01-01T00:00').length, 1);
  });

  for (const [text, words] of [
    ['every month', 'does not say when it comes again'],
    ['FREQ=HOURLY', 'no frequency of DAILY, WEEKLY, MONTHLY, YEARLY'],
    ['FREQ=DAILY;BYHOUR=3', '"BYHOUR" cannot be followed'],
    ['FREQ=DAILY;BYDAY=XX', 'is not a rule'],
    ['INTERVAL=2', 'no frequency'],
  ] as const) {
    test(`"${text}" is refused with the words to mend it`, () => {
      const parsed = parseRecurrence(text);
      assert.ok(
        isRefusal(parsed) && parsed.refused.includes(words) && parsed.refused.includes('FREQ=MONTHLY;BYDAY=1SU'),
        JSON.stringify(parsed),
      );
    });
  }

  test('occurrences rise, and each begins and ends at the hours of the first, in any zone', () =>
    holds(
      fc.property(
        fc.constantFrom(
          'Europe/Berlin',
          'America/New_York',
          'Africa/Cairo',
          'America/Sao_Paulo',
          'Pacific/Apia',
          'Asia/Kathmandu',
          'Australia/Lord_Howe',
        ),
        fc.constantFrom('FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=SA,SU', 'FREQ=MONTHLY;BYDAY=-1FR', 'FREQ=DAILY;INTERVAL=3'),
        fc.integer({ min: 0, max: 365 * 24 * 4 }),
        fc.integer({ min: 1, max: 40 }),
        (zone, text, quarters, length) => {
          const from = Date.UTC(2011, 0, 1) + quarters * 900_000;
          const found = occurrencesOf(
            { from, to: from + length * 900_000 },
            { rule: rule(text), zone, exdates: [] },
            from + 400 * 86_400_000,
          );
          const clock = (at: number): string => formatIn(zone, at, 'time');
          for (const [index, one] of found.entries()) {
            const before = found[index - 1];
            assert.ok(before === undefined || before.from < one.from, 'rising');
            // An edge that is skipped that day falls on the change: the reading there is another one, and only there.
            const isSkipped = (at: number): boolean =>
              clock(at - 1) !== clock(at - 60_001) && formatIn(zone, at - 1, 'iso').slice(-6) !== formatIn(zone, at, 'iso').slice(-6);
            assert.ok(clock(one.from) === clock(from) || isSkipped(one.from), formatIn(zone, one.from, 'iso'));
            assert.ok(clock(one.to) === clock(from + length * 900_000) || isSkipped(one.to), formatIn(zone, one.to, 'iso'));
          }
        },
      ),
      { runs: runs(40, 2_000) },
    ));
});
