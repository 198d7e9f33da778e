import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { BEGINNING } from '#domain/time/instant.ts';
import { formatIn, formatInstant, parseInstant, parseInstantOrDate } from '#domain/time/text.ts';
import { isRefusal } from '#domain/refusal.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const refused = (value: unknown): string => {
  if (!isRefusal(value)) throw new Error(`not refused: ${JSON.stringify(value)}`);
  return value.refused;
};

spec('domain/time/text [unit]', (test) => {
  for (const [text, canonical] of [
    ['2016-01-16T19:30Z', '2016-01-16T19:30:00Z'],
    ['2016-01-16T19:30:00.250Z', '2016-01-16T19:30:00.250Z'],
    ['2016-01-16T19:30:00.123456789Z', '2016-01-16T19:30:00.123Z'],
    ['2016-01-16T20:30:00+01:00', '2016-01-16T19:30:00Z'],
    ['2016-01-16T14:00:00-0530', '2016-01-16T19:30:00Z'],
    ['2015-10-25T01:30:00+01:00[Europe/London]', '2015-10-25T00:30:00Z'],
    ['2015-10-25T01:30:00+00:00[Europe/London]', '2015-10-25T01:30:00Z'],
    ['2015-10-25T01:30:00Z[Europe/London]', '2015-10-25T01:30:00Z'],
    ['2015-07-01T12:00:00[Europe/London]', '2015-07-01T11:00:00Z'],
    ['beginning', 'beginning'],
  ] as const) {
    test(`reads ${text}`, () => {
      const at = parseInstant(text);
      if (isRefusal(at)) throw new Error(at.refused);
      assert.is(formatInstant(at), canonical);
    });
  }

  for (const [text, why] of [
    ['2016-01-16T19:30:00', /give Z or an offset/],
    ['2016-01-16', /no time of day/],
    ['2016-02-30T10:00:00Z', /there is no 2016-02-30/],
    ['2016-01-16T24:00:00Z', /00:00:00 to 23:59:59/],
    ['2016-12-31T23:59:60Z', /leap seconds/],
    ['2016-01-16T19:30:00+25:00', /no offset \+25:00/],
    ['16/01/2016 19:30', /is not an instant/],
    ['2015-07-01T12:00:00[Europe/Lundon]', /"Europe\/Lundon" is not a known time zone/],
    ['2015-07-01T12:00:00+00:00[Europe/London]', /were at \+01:00 then, not \+00:00/],
    [
      '2015-10-25T01:30:00[Europe/London]',
      /repeated.*2015-10-25T01:30:00\+01:00\[Europe\/London\] or 2015-10-25T01:30:00Z\[Europe\/London\]/,
    ],
    ['2015-03-29T01:30:00[Europe/London]', /skipped.*from Z to \+01:00/],
    ['2011-12-30T12:00:00[Pacific/Apia]', /skipped.*from -10:00 to \+14:00/],
  ] as const) {
    test(`refuses ${text}`, () => assert.match(refused(parseInstant(text)), why));
  }

  test('a bare date or month is midnight in the zone', () => {
    assert.is(parseInstantOrDate('2015-07-01', 'Europe/London'), Date.UTC(2015, 5, 30, 23));
    assert.is(parseInstantOrDate('2015-07', 'Europe/London'), Date.UTC(2015, 5, 30, 23));
    assert.is(parseInstantOrDate('2015-07-01T00:00Z', 'Europe/London'), Date.UTC(2015, 6, 1));
    assert.match(refused(parseInstantOrDate('2015-13', 'UTC')), /not a date/);
  });

  test('people read local time, with seconds where there are any', () => {
    assert.is(formatIn('Europe/London', Date.UTC(2016, 0, 16, 19, 30)), 'Sat 16 Jan 2016 19:30');
    assert.is(formatIn('Europe/London', Date.UTC(2016, 8, 1, 19, 30, 5, 40)), 'Thu 1 Sep 2016 20:30:05.040');
    assert.is(formatIn('Asia/Kathmandu', Date.UTC(2016, 0, 16, 19, 30), 'iso'), '2016-01-17T01:15:00+05:45');
    assert.is(formatIn('UTC', Date.UTC(2016, 0, 16, 19, 30), 'iso'), '2016-01-16T19:30:00+00:00');
    assert.is(formatIn('UTC', Date.UTC(2016, 0, 16, 19, 30), 'time'), '19:30');
    assert.is(formatIn('UTC', Date.UTC(2016, 0, 16, 19, 30), 'date'), '16 Jan 2016');
    assert.is(formatIn('UTC', BEGINNING), 'the beginning');
  });

  test('the canonical form and the local form with offset read back as the same instant', () =>
    holds(
      fc.property(
        fc.integer({ min: Date.UTC(1975, 0, 1), max: Date.UTC(2035, 0, 1) }),
        fc.constantFrom('UTC', 'Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia'),
        (at, zone) => {
          assert.is(parseInstant(formatInstant(at)), at);
          assert.is(parseInstant(formatIn(zone, at, 'iso')), at);
          assert.is(parseInstant(`${formatIn(zone, at, 'iso')}[${zone}]`), at);
        },
      ),
    ));
});
