import * as assert from 'uvu/assert';
import fc from 'fast-check';
import type { CalendarDefinition } from '#domain/time/definitions.ts';
import { ALWAYS, compileCalendar, inTurn, type HolidaySource, type ServiceHours } from '#domain/time/service-calendar.ts';
import { formatIn } from '#domain/time/text.ts';
import { isRefusal, refuse } from '#domain/refusal.ts';
import { publicHolidays } from '#calendars/holidays.ts';
import { MINUTE, servedMinutes } from '../../oracles/minute-counter.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const none: HolidaySource = () => [];

const compiled = (definition: CalendarDefinition, holidays = none): ServiceHours => {
  const calendar = compileCalendar(definition, holidays);
  if (isRefusal(calendar)) throw new Error(calendar.refused);
  return calendar;
};

const shown = (calendar: ServiceHours, zone: string, from: number, to: number): readonly string[] =>
  calendar.windowsWithin(from, to).map((window) => `${formatIn(zone, window.from, 'iso')}/${formatIn(zone, window.to, 'time')}`);

spec('domain/time/service-calendar [unit]', (test) => {
  for (const [zone, monday, offsets] of [
    ['Europe/Berlin', Date.UTC(2026, 2, 23), ['+01:00', '+02:00']],
    ['Europe/Berlin', Date.UTC(2026, 9, 19), ['+02:00', '+01:00']],
    ['America/New_York', Date.UTC(2026, 2, 2), ['-05:00', '-04:00']],
  ] as const) {
    test(`office hours in ${zone} stay 08:00-18:00 local across the change after ${new Date(monday).toISOString().slice(0, 10)}`, () => {
      const calendar = compiled({ zone, weekly: { 'mon-fri': '08:00-18:00' } });
      const days = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((day) => new Date(monday + day * DAY).toISOString().slice(0, 10));
      const expected = days.map((day, i) => `${day}T08:00:00${offsets[i < 5 ? 0 : 1]}/18:00`);
      assert.equal(shown(calendar, zone, monday, monday + 12.5 * DAY), expected);
      assert.is(calendar.timeBetween(monday, monday + 12.5 * DAY), 100 * HOUR);
    });
  }

  test('English office hours of January 2016 are 200 hours, 1 January being a holiday', () => {
    const calendar = compiled({ zone: 'Europe/London', weekly: { 'mon-fri': '08:00-18:00' }, holidays: 'GB-ENG' }, publicHolidays);
    assert.is(calendar.timeBetween(Date.UTC(2016, 0, 1), Date.UTC(2016, 1, 1)), 200 * HOUR);
  });

  test('a night shift is an hour shorter or longer when the clocks change', () => {
    const calendar = compiled({ zone: 'Europe/Berlin', weekly: { sat: '22:00-06:00' } });
    assert.is(calendar.timeBetween(Date.UTC(2026, 2, 28), Date.UTC(2026, 2, 30)), 7 * HOUR);
    assert.is(calendar.timeBetween(Date.UTC(2026, 9, 24), Date.UTC(2026, 9, 26)), 9 * HOUR);
  });

  test('an edge that is skipped falls on the change, one that is repeated on its first reading', () => {
    const spring = compiled({ zone: 'Europe/Berlin', weekly: { sun: ['02:30-05:00', '02:10-02:20'] } });
    assert.equal(shown(spring, 'UTC', Date.UTC(2026, 2, 29), Date.UTC(2026, 2, 30)), ['2026-03-29T01:00:00+00:00/03:00']);
    const autumn = compiled({ zone: 'Europe/Berlin', weekly: { sun: ['00:00-02:30', '02:30-04:00'] } });
    assert.equal(shown(autumn, 'UTC', Date.UTC(2026, 9, 24), Date.UTC(2026, 9, 26)), ['2026-10-24T22:00:00+00:00/03:00']);
    assert.equal(
      shown(compiled({ zone: 'Europe/Berlin', weekly: { sun: '02:30-04:00' } }), 'UTC', Date.UTC(2026, 9, 25), Date.UTC(2026, 9, 26)),
      ['2026-10-25T00:30:00+00:00/03:00'],
    );
  });

  test('exceptions win over holidays, and holidays over weekly hours', () => {
    const holidays: HolidaySource = (_, year) => [`${year}-06-01`, `${year}-06-02`].map((date) => ({ date, name: 'closed' }));
    const calendar = compiled(
      {
        zone: 'UTC',
        weekly: { 'mon-sun': '08:00-18:00' },
        holidays: 'X',
        exceptions: { '2016-06-02': ['09:00-10:00', '20:00-24:00'], '2016-06-03': 'closed' },
      },
      holidays,
    );
    const windows = shown(calendar, 'UTC', Date.UTC(2016, 4, 31), Date.UTC(2016, 5, 4));
    assert.equal(windows, ['2016-05-31T08:00:00+00:00/18:00', '2016-06-02T09:00:00+00:00/10:00', '2016-06-02T20:00:00+00:00/00:00']);
  });

  test('a closed day keeps the end of the night shift begun the day before, across the new year too', () => {
    const holidays: HolidaySource = (_, year) => [{ date: `${year}-01-01`, name: 'New Year' }];
    const calendar = compiled({ zone: 'UTC', weekly: { 'mon-sun': '22:00-06:00' }, holidays: 'X' }, holidays);
    const windows = shown(calendar, 'UTC', Date.UTC(2015, 11, 31, 12), Date.UTC(2016, 0, 2, 12));
    assert.equal(windows, ['2015-12-31T22:00:00+00:00/06:00']);
    assert.is(calendar.timeBetween(Date.UTC(2015, 11, 31, 23), Date.UTC(2016, 0, 1, 5)), 6 * HOUR);
  });

  test('a night shift of a closed last day of the year does not reach into the new one', () => {
    const holidays: HolidaySource = (_, year) => [{ date: `${year}-12-31`, name: 'closed' }];
    const calendar = compiled({ zone: 'UTC', weekly: { 'mon-sun': '22:00-06:00' }, holidays: 'X' }, holidays);
    assert.is(calendar.timeBetween(Date.UTC(2016, 0, 1), Date.UTC(2016, 0, 1, 22)), 0);
  });

  test('a day that did not exist has no hours, the days beside it theirs', () => {
    const calendar = compiled({ zone: 'Pacific/Apia', weekly: { 'mon-fri': '08:00-18:00' } });
    assert.is(calendar.timeBetween(Date.UTC(2011, 11, 25, 10), Date.UTC(2011, 11, 31, 10)), 40 * HOUR);
  });

  test('hours all the week are all the time', () => {
    const calendar = compiled({ zone: 'Africa/Cairo', weekly: { 'mon-sun': '00:00-24:00' } });
    const [from, to] = [Date.UTC(2022, 5, 1), Date.UTC(2025, 5, 1)];
    assert.is(calendar.timeBetween(from, to), to - from);
    assert.equal(calendar.windowsWithin(from, to), ALWAYS.windowsWithin(from, to));
  });

  test('hours that changed are counted each in its time', () => {
    const calendar = inTurn([
      { from: 0, to: 10, hours: ALWAYS },
      { from: 20, to: 30, hours: ALWAYS },
    ]);
    assert.is(calendar.timeBetween(5, 25), 10);
    assert.equal(calendar.windowsWithin(5, 25), [
      { from: 5, to: 10 },
      { from: 20, to: 25 },
    ]);
  });

  for (const [definition, why] of [
    [{ zone: 'Europe/Lundon', weekly: {} }, /not a known time zone/],
    [{ zone: 'UTC', weekly: { mno: '08:00-18:00' } }, /"mno" is not a day.*mon/],
    [{ zone: 'UTC', weekly: { 'mon-tue-wed': '08:00-18:00' } }, /is not a day/],
    [{ zone: 'UTC', weekly: { mon: '8-18' } }, /"8-18" is not a span/],
    [{ zone: 'UTC', weekly: { mon: '08:00-08:00' } }, /is empty/],
    [{ zone: 'UTC', weekly: { 'mon-fri': '08:00-18:00', wed: '08:00-12:00' } }, /wed is named by two keys/],
    [{ zone: 'UTC', weekly: {}, exceptions: { '2015-02-29': 'closed' } }, /not a date/],
    [{ zone: 'UTC', weekly: {}, holidays: 'GB-ENGL' }, /no public holidays.*GB-ENG/],
  ] as const) {
    test(`refuses ${JSON.stringify(definition)}`, () => {
      const result = compileCalendar(definition, publicHolidays);
      assert.ok(isRefusal(result) && why.test(result.refused), JSON.stringify(result));
    });
  }

  test('a source that forgets a region it knew is a bug, not a calendar', () => {
    const calendar = compiled({ zone: 'UTC', weekly: { mon: '08:00-18:00' }, holidays: 'X' }, (_, year) =>
      year === 2000 ? [] : refuse('gone'),
    );
    assert.throws(() => calendar.timeBetween(0, DAY), /gone/);
  });

  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  const clock = (minutes: number): string => `${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
  const span = fc
    .tuple(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 1, max: 47 }))
    .map(([start, length]) => ({ from: start * 30, to: (start + length) * 30 }));
  const text = ({ from, to }: { from: number; to: number }): string => `${clock(from)}-${to === 1440 ? '24:00' : clock(to % 1440)}`;
  const spans = fc.array(span, { maxLength: 2 });
  const changes = fc.constantFrom(
    ...([
      ['Europe/London', '2015-10-24'],
      ['Europe/Berlin', '2026-03-28'],
      ['America/New_York', '2026-11-01'],
      ['America/Sao_Paulo', '2018-02-17'],
      ['America/Sao_Paulo', '2018-11-03'],
      ['America/St_Johns', '2010-11-06'],
      ['Africa/Cairo', '2023-04-27'],
      ['Africa/Cairo', '2023-10-26'],
      ['Asia/Kathmandu', '2016-02-29'],
      ['Australia/Lord_Howe', '2026-04-04'],
      ['Pacific/Apia', '2011-12-29'],
      ['UTC', '2015-12-31'],
    ] as const),
  );

  test('agrees with a minute-by-minute reading of the platform clock around every kind of change', () =>
    holds(
      fc.property(
        changes,
        fc.array(spans, { minLength: 7, maxLength: 7 }),
        fc.option(spans),
        fc.boolean(),
        ([zone, date], week, exception, closed) => {
          const start = Date.parse(`${date}T00:00Z`);
          const after = new Date(start + DAY).toISOString().slice(0, 10);
          const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
          const calendar = compiled(
            {
              zone,
              weekly: Object.fromEntries(week.map((day, i): [string, string[]] => [names[i] ?? '', day.map(text)])),
              holidays: 'X',
              exceptions: exception === null ? {} : { [after]: exception.map(text) },
            },
            () => (closed ? [{ date, name: 'closed' }] : []),
          );
          const [from, to] = [start - 6 * HOUR, start + 54 * HOUR];
          const holidays = new Set(closed ? [date] : []);
          const exceptions = new Map(exception === null ? [] : [[after, exception]]);
          const served = servedMinutes({ zone, week, exceptions, holidays }, from, to);
          assert.is(calendar.timeBetween(from, to), served.size * MINUTE);
          const windows = calendar.windowsWithin(from, to);
          for (let minute = from; minute < to; minute += MINUTE) {
            const inWindow = windows.some((window) => window.from <= minute && minute < window.to);
            if (inWindow !== served.has(minute))
              assert.unreachable(`${zone} ${formatIn(zone, minute, 'iso')}: served ${served.has(minute)}`);
          }
        },
      ),
      { runs: 60 },
    ));

  test('gives the same time whatever was asked before: instants that rise little by little, jump about, or pass into another year', () => {
    const definition = { zone: 'Europe/London', weekly: { 'mon-fri': ['08:00-12:00', '13:00-18:00'], sat: '22:00-06:00' } };
    const shared = compiled(definition);
    const first = Date.UTC(2014, 11, 1);
    const inOrder = fc.array(fc.integer({ min: 0, max: 26 * HOUR }), { minLength: 2, maxLength: 40 }).map((steps) => {
      let at = first;
      return steps.map((step) => (at += step));
    });
    const anywhere = fc.array(
      fc.integer({ min: 0, max: 800 * 24 }).map((hours) => first + hours * HOUR),
      { minLength: 2, maxLength: 40 },
    );
    return holds(
      fc.property(fc.oneof(inOrder, anywhere), (instants) => {
        for (const [index, to] of instants.entries()) {
          const from = instants[index - 1] ?? first;
          const windows = shared.windowsWithin(from, to);
          assert.is(
            shared.timeBetween(from, to),
            windows.reduce((sum, window) => sum + window.to - window.from, 0),
          );
        }
      }),
      { runs: 200 },
    );
  });
});
