// Working hours and days after an instant: by hand over a week's end, a holiday and a change of the clocks, and against counting minutes.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { isRefusal } from '#domain/refusal.ts';
import type { CalendarDefinition } from '#domain/time/definitions.ts';
import { ALWAYS, compileCalendar, type ServiceHours } from '#domain/time/service-calendar.ts';
import { formatIn } from '#domain/time/text.ts';
import { whenOver } from '#domain/time/working-time.ts';
import type { WorkingDuration } from '#domain/topology/definition.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const ZONE = 'Europe/London';
const HOUR = 3_600_000;

const hoursOf = (definition: Partial<CalendarDefinition> = {}): ServiceHours => {
  const compiled = compileCalendar(
    { zone: ZONE, weekly: { 'mon-fri': '08:00-18:00' }, exceptions: { '2016-05-02': 'closed' }, ...definition },
    () => [],
  );
  if (isRefusal(compiled)) throw new Error(compiled.refused);
  return compiled;
};

const over = (from: string, working: number, unit: WorkingDuration['unit'], hours = hoursOf()): string => {
  const at = whenOver(Date.parse(from), { working, unit }, hours, ZONE);
  return at === undefined ? 'never' : formatIn(ZONE, at);
};

spec('domain/time/working-time [unit]', (test) => {
  for (const [from, working, unit, expected] of [
    ['2016-04-26T08:10:00Z', 1, 'days', 'Wed 27 Apr 2016 09:10'],
    ['2016-04-26T08:10:00Z', 3, 'days', 'Fri 29 Apr 2016 09:10'],
    ['2016-04-29T08:10:00Z', 1, 'days', 'Tue 3 May 2016 09:10'],
    ['2016-04-30T08:10:00Z', 1, 'days', 'Wed 4 May 2016 00:00'],
    ['2016-04-26T08:10:00Z', 4, 'hours', 'Tue 26 Apr 2016 13:10'],
    ['2016-04-29T16:30:00Z', 4, 'hours', 'Tue 3 May 2016 11:30'],
    ['2016-04-30T08:10:00Z', 10, 'hours', 'Tue 3 May 2016 18:00'],
    ['2016-03-25T10:00:00Z', 1, 'days', 'Mon 28 Mar 2016 10:00'],
    ['2016-04-26T08:10:00Z', 0.5, 'hours', 'Tue 26 Apr 2016 09:40'],
  ] as const) {
    test(`${working} working ${unit} after ${from} is ${expected}`, () => {
      assert.is(over(from, working, unit), expected);
    });
  }

  test('plain lengths take no notice of hours', () => {
    assert.is(whenOver(0, 5 * HOUR, hoursOf(), ZONE), 5 * HOUR);
  });

  test('around the clock every day is a working day', () => {
    assert.is(over('2016-04-29T08:10:00Z', 2, 'days', ALWAYS), 'Sun 1 May 2016 09:10');
    assert.is(over('2016-04-29T08:10:00Z', 2, 'hours', ALWAYS), 'Fri 29 Apr 2016 11:10');
  });

  test('without any working time it never ends', () => {
    const none: ServiceHours = { timeBetween: () => 0, windowsWithin: () => [] };
    assert.is(over('2016-04-29T08:10:00Z', 1, 'hours', none), 'never');
    assert.is(over('2016-04-29T08:10:00Z', 1, 'days', none), 'never');
  });

  test('so many working hours after, exactly so much service time has passed, and not before', () => {
    const hours = hoursOf({ weekly: { 'mon-thu': ['08:00-12:00', '13:00-17:30'], fri: '22:00-06:00' } });
    return holds(
      fc.property(
        fc.integer({ min: Date.UTC(2016, 2, 1), max: Date.UTC(2016, 10, 30) }),
        fc.integer({ min: 1, max: 90 * 60 }),
        (from, minutes) => {
          const at = whenOver(from, { working: minutes / 60, unit: 'hours' }, hours, ZONE) ?? 0;
          const time = Math.round((minutes / 60) * HOUR);
          return hours.timeBetween(from, at) === time && hours.timeBetween(from, at - 1) === time - 1;
        },
      ),
    );
  });

  test('so many working days after, so many days with service time have begun since', () =>
    holds(
      fc.property(fc.integer({ min: Date.UTC(2016, 2, 1), max: Date.UTC(2016, 10, 30) }), fc.integer({ min: 1, max: 15 }), (from, days) => {
        const hours = hoursOf();
        const at = whenOver(from, { working: days, unit: 'days' }, hours, ZONE) ?? 0;
        const opened = hours.windowsWithin(from, at + 24 * HOUR).filter((window) => window.from > from);
        const wait = hours.timeBetween(from, at);
        return opened.length >= days && wait <= days * 10 * HOUR + 10 * HOUR && wait >= (days - 1) * 10 * HOUR;
      }),
    ));
});
