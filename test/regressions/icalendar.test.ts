// iCalendar files, from their text to the days they close: each kind of thing that went wrong, and its variants, with the right days or a refusal.
import * as assert from 'uvu/assert';
import { closedDaysIn } from '#intake/closed-days.ts';
import { refusalText } from '#domain/refusal.ts';
import { world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const event = (...lines: readonly string[]): string => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...parts: readonly string[]): string => ['BEGIN:VCALENDAR', 'VERSION:2.0', ...parts, 'END:VCALENDAR'].join('\r\n');
const zoneNamed = (name: string): string =>
  `BEGIN:VTIMEZONE\r\nTZID:${name}\r\nBEGIN:STANDARD\r\nDTSTART:16010101T030000\r\nEND:STANDARD\r\nEND:VTIMEZONE`;

const answer = (text: string, zone = 'Europe/Berlin'): string => {
  const read = closedDaysIn('c.ics', text);
  const days = 'kind' in read ? read.daysIn(zone) : read;
  return days.map((day) => (typeof day === 'string' ? day : refusalText(day))).join(' ');
};

const NOW = ['--now', '2026-01-10T00:00:00Z'] as const;
const WEEKLY = ['UID:w', 'DTSTART;VALUE=DATE:20251201', 'RRULE:FREQ=WEEKLY;COUNT=3'] as const;
const DAILY = ['UID:d', 'DTSTART;VALUE=DATE:20260216', 'RRULE:FREQ=DAILY;COUNT=4'] as const;
const exception = (day: string, ...lines: readonly string[]): string => event('UID:w', `RECURRENCE-ID;VALUE=DATE:${day}`, ...lines);

spec('regressions/icalendar [unit]', (test) => {
  for (const [why, text, expected, zone] of [
    ['a date without VALUE=DATE', calendar(event('DTSTART:20251224', 'DTEND:20251225')), '2025-12-24'],
    [
      'two calendars',
      `${calendar(event('UID:a', 'DTSTART:20251224'))}\r\n${calendar(event('UID:b', 'DTSTART:20251231'))}`,
      '2025-12-24 2025-12-31',
    ],
    [
      'a moved occurrence',
      calendar(event(...WEEKLY), exception('20251208', 'DTSTART;VALUE=DATE:20251210')),
      '2025-12-01 2025-12-10 2025-12-15',
    ],
    [
      'a moved occurrence before its series',
      calendar(exception('20251208', 'DTSTART;VALUE=DATE:20251210'), event(...WEEKLY)),
      '2025-12-01 2025-12-10 2025-12-15',
    ],
    [
      'one moved in another calendar of the file',
      `${calendar(event(...WEEKLY))}\n${calendar(exception('20251208', 'DTSTART:20251210'))}`,
      '2025-12-01 2025-12-10 2025-12-15',
    ],
    [
      'an occurrence made longer',
      calendar(event(...WEEKLY), exception('20251208', 'DTSTART:20251208', 'DURATION:P2D')),
      '2025-12-01 2025-12-08 2025-12-09 2025-12-15',
    ],
    [
      'a cancelled occurrence',
      calendar(event(...WEEKLY), exception('20251208', 'DTSTART:20251208', 'STATUS:CANCELLED')),
      '2025-12-01 2025-12-15',
    ],
    [
      'one moved, later cancelled',
      calendar(
        event(...WEEKLY),
        exception('20251208', 'DTSTART:20251209', 'SEQUENCE:1'),
        exception('20251208', 'DTSTART:20251209', 'SEQUENCE:2', 'STATUS:CANCELLED'),
      ),
      '2025-12-01 2025-12-15',
    ],
    [
      'a cancelled event beside another',
      calendar(event('UID:a', 'DTSTART:20251224', 'STATUS:CANCELLED'), event('UID:b', 'DTSTART:20251225')),
      '2025-12-25',
    ],
    [
      'a cancelled series with an exception',
      calendar(event(...WEEKLY, 'STATUS:cancelled'), exception('20251208', 'DTSTART:20251210'), event('UID:b', 'DTSTART:20251225')),
      '2025-12-25',
    ],
    ['a later version', calendar(event('UID:a', 'DTSTART:20251224', 'SEQUENCE:1'), event('UID:a', 'DTSTART:20251223')), '2025-12-24'],
    ['EXDATE as a date', calendar(event(...DAILY, 'EXDATE;VALUE=DATE:20260217,20260219')), '2026-02-16 2026-02-18'],
    ['EXDATE twice', calendar(event(...DAILY, 'EXDATE:20260217', 'EXDATE:20260219')), '2026-02-16 2026-02-18'],
    ['EXDATE at local midnight', calendar(event(...DAILY, 'EXDATE:20260218T000000')), '2026-02-16 2026-02-17 2026-02-19'],
    [
      'EXDATE in a zone of Windows',
      calendar(zoneNamed('W. Europe Standard Time'), event(...DAILY, 'EXDATE;TZID=W. Europe Standard Time:20260218T000000')),
      '2026-02-16 2026-02-17 2026-02-19',
    ],
    [
      'EXDATE in UTC beside a zone of Windows',
      calendar(zoneNamed('W. Europe Standard Time'), event(...DAILY, 'EXDATE:20260217T230000Z')),
      '2026-02-16 2026-02-17 2026-02-19',
      'UTC',
    ],
    [
      'EXDATE in UTC west of it',
      calendar(zoneNamed('Eastern Standard Time'), event(...DAILY, 'EXDATE:20260218T050000Z')),
      '2026-02-16 2026-02-17 2026-02-19',
    ],
    [
      'EXDATE in UTC, the zone by X-WR-TIMEZONE',
      calendar('X-WR-TIMEZONE:Asia/Tokyo', event(...DAILY, 'EXDATE:20260217T150000Z')),
      '2026-02-16 2026-02-17 2026-02-19',
    ],
    [
      'EXDATE in UTC, the zone that of the calendar',
      calendar(event(...DAILY, 'EXDATE:20260217T230000Z')),
      '2026-02-16 2026-02-17 2026-02-19',
    ],
    [
      'EXDATE at midnight UTC, west of it',
      calendar(event(...DAILY, 'EXDATE:20260218T000000Z')),
      '2026-02-16 2026-02-17 2026-02-19',
      'America/New_York',
    ],
    ['RDATE as dates', calendar(event('DTSTART:20251224', 'RDATE;VALUE=DATE:20251226,20251228')), '2025-12-24 2025-12-26 2025-12-28'],
    ['RDATE at a time', calendar(event('DTSTART:20251224', 'RDATE:20251225T230000Z')), '2025-12-24 2025-12-26'],
    [
      'RDATE as periods',
      calendar(event('DTSTART:20251224', 'RDATE;VALUE=PERIOD:20251226T000000/P2D,20251230T090000/20251230T170000')),
      '2025-12-24 2025-12-26 2025-12-27 2025-12-30',
    ],
    [
      'RECURRENCE-ID in UTC',
      calendar(event(...WEEKLY), event('UID:w', 'RECURRENCE-ID:20251207T230000Z', 'DTSTART:20251210')),
      '2025-12-01 2025-12-10 2025-12-15',
    ],
    ['UNTIL in UTC', calendar(event('DTSTART:20251224', 'RRULE:FREQ=DAILY;UNTIL=20251225T230000Z')), '2025-12-24 2025-12-25 2025-12-26'],
    [
      'UNTIL in the last year, which is no end',
      calendar(event('DTSTART:20250101', 'RRULE:FREQ=YEARLY;INTERVAL=15;UNTIL=99991231')),
      '2025-01-01 2040-01-01 2055-01-01',
    ],
    ['29 February', calendar(event('DTSTART:20240229', 'RRULE:FREQ=YEARLY;COUNT=3')), '2024-02-29 2028-02-29 2032-02-29'],
    [
      'a duration in weeks',
      calendar(event('DTSTART:20251224', 'DURATION:P1W')),
      '2025-12-24 2025-12-25 2025-12-26 2025-12-27 2025-12-28 2025-12-29 2025-12-30',
    ],
    ['a day past the last', calendar(event('DTSTART:99991231', 'DURATION:P2W')), '9999-12-31'],
    ['folded lines', calendar(event('UID:a', 'SUMMARY:A long', '  title', 'DTSTART;VALUE=DA', ' TE:202512', '\t24')), '2025-12-24'],
    ['a colon within quotes', calendar(event('DTSTART;X-A="b;c:d";VALUE=DATE:20251224')), '2025-12-24'],
    [
      'an alarm and a zone within',
      calendar(zoneNamed('X'), event('DTSTART:20251224', 'BEGIN:VALARM', 'TRIGGER:-PT1H', 'END:VALARM')),
      '2025-12-24',
    ],
  ] as const) {
    test(why, () => assert.is(answer(text, zone), expected));
  }

  for (const [why, text, expected] of [
    ['29 February of another year', calendar(event('DTSTART;VALUE=DATE:20250229')), /c\.ics:3.*there is no 2025-02-29/],
    ['month 13', calendar(event('DTSTART:20251399')), /there is no 2025-13-99/],
    ['an impossible EXDATE', calendar(event(...DAILY, 'EXDATE:20260230')), /EXDATE: there is no 2026-02-30/],
    ['an impossible end', calendar(event('DTSTART:20251224', 'DTEND:20251232')), /DTEND: there is no/],
    ['a date with dashes', calendar(event('DTSTART:2025-12-24')), /no date such as 20251224/],
    ['a message that cancels', calendar('METHOD:CANCEL', event('DTSTART:20251224')), /METHOD:CANCEL/],
    ['an answer', calendar('METHOD:REPLY', event('DTSTART:20251224')), /METHOD:REPLY/],
    ['an exception alone', calendar(exception('20251208', 'DTSTART:20251210')), /series that is not in the file/],
    ['an exception of a day without one', calendar(event(...WEEKLY), exception('20251209', 'DTSTART:20251210')), /none/],
    [
      'an exception for all that follow',
      calendar(event(...WEEKLY), event('UID:w', 'RECURRENCE-ID;RANGE=THISANDFUTURE:20251208', 'DTSTART:20251209')),
      /RANGE=THISANDFUTURE/,
    ],
    [
      'two events of one UID',
      calendar(event('UID:a', 'DTSTART:20251224'), event('UID:a', 'DTSTART:20251225')),
      /c\.ics:7.*has the UID of that of line 3/,
    ],
    ['an only day left out', calendar(event('DTSTART:20250101', 'EXDATE:20250101')), /closes no day/],
    ['all cancelled', calendar(event('DTSTART:20250101', 'STATUS:CANCELLED')), /closes no day/],
    ['an end before the beginning', calendar(event('DTSTART:20250101', 'RRULE:FREQ=DAILY;UNTIL=20240101')), /before the event begins/],
    ['a thousand million', calendar(event('DTSTART:20250101', 'RRULE:FREQ=DAILY;COUNT=100000000')), /within a hundred years/],
    ['every second', calendar(event('DTSTART:20250101', 'RRULE:FREQ=SECONDLY')), /says no frequency/],
    ['a sixth Monday', calendar(event('DTSTART:20250101', 'RRULE:FREQ=MONTHLY;BYDAY=6MO')), /more than five/],
    ['junk among dates', calendar(event('DTSTART:20250101', 'RDATE;VALUE=DATE:20250202,junk')), /RDATE: "junk" is no date/],
    ['a time that is said to be a date', calendar(event('DTSTART;VALUE=DATE:20250101T100000')), /said to be a DATE/],
    ['hours', calendar(event('DTSTART;TZID=Europe/Berlin:20250101T100000')), /at 10:00, not all day/],
    ['half a day', calendar(event('DTSTART:20250101', 'DURATION:PT12H')), /whole days/],
    ['a file cut off', calendar(event('DTSTART:20250101')).slice(0, -20), /has no END|ends nothing/],
    ['a line that is none', calendar(event('DTSTART:20250101', 'junk')), /c\.ics:5: "junk" is no line of a calendar/],
    ['names of prototypes', calendar(event('UID:__proto__', 'CONSTRUCTOR:y', 'DTSTART:20250230')), /no 2025-02-30/],
  ] as const) {
    test(`${why} is refused`, () => assert.match(answer(text), expected));
  }

  test('thousands of series without an end are refused in no time', () => {
    const begun = performance.now();
    const many = Array.from({ length: 2_000 }, (_, index) => event(`UID:${index}`, 'DTSTART:20250101', 'RRULE:FREQ=DAILY'));
    assert.match(answer(calendar(...many)), /more than 2,000,000 days/);
    assert.ok(performance.now() - begun < 4_000);
  });

  test('the zone of the closed calendar counts, by import, and a wrong file changes nothing', async () => {
    const made = world();
    const model =
      "knockon: 1\nsince: 2020-01-01T00:00:00Z\ncomponents: { desk: { service: { hours: office } } }\ncalendars: { office: { zone: Asia/Tokyo, weekly: { mon-fri: '09:00-17:00' } } }\n";
    assert.is((await made.knockon('import', made.file('m.yaml', model), ...NOW)).exit, 0);
    const file = made.file('c.ics', calendar(event(...DAILY, 'EXDATE:20260217T150000Z')));
    const { exit, err } = await made.knockon('import', file, '--calendar', 'office', ...NOW);
    assert.is(exit, 0, err);
    const { out } = await made.knockon('model', 'show', '--format', 'json', ...NOW);
    assert.ok(out.includes('2026-02-17') && !out.includes('2026-02-18') && out.includes('2026-02-19'), out);
    const orphan = made.file('w.ics', calendar(exception('20251208', 'DTSTART:20251210')));
    const wrong = await made.knockon('import', orphan, '--calendar', 'office', ...NOW);
    assert.is(wrong.exit, 2);
    assert.match(wrong.err, /w\.ics:3 "w".*not in the file/);
  });
});
