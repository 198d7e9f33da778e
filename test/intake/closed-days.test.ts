// Closed days from iCalendar: all-day events, over several days and recurring, and what is refused.
import * as assert from 'uvu/assert';
import { refusalText } from '#domain/refusal.ts';
import { closedDaysIn } from '#intake/closed-days.ts';
import { hcpc } from '../support/shell.ts';
import type { AvailabilityJson } from '../support/answers.ts';
import { spec } from '../support/spec.ts';

const event = (...lines: readonly string[]): string => ['BEGIN:VEVENT', 'UID:1', 'SUMMARY:Closed', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...events: readonly string[]): string =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test', ...events, 'END:VCALENDAR'].join('\r\n');

const days = (...events: readonly string[]): readonly string[] => {
  const read = closedDaysIn('closed.ics', calendar(...events));
  if (!('kind' in read)) return read.map(refusalText);
  return read.daysIn('Europe/Berlin').map((day) => (typeof day === 'string' ? day : refusalText(day)));
};

const OFFICE = ['--from', '2016-01', '--to', '2016-02', '--policy', 'board', '--service', 'registration-system'] as const;

spec('intake/closed-days [unit]', (test) => {
  test('one day, its end not included', () => {
    assert.equal(days(event('DTSTART;VALUE=DATE:20161227', 'DTEND;VALUE=DATE:20161228')), ['2016-12-27']);
    assert.equal(days(event('DTSTART;VALUE=DATE:20161227')), ['2016-12-27']);
  });

  test('several days, over a month’s end', () => {
    assert.equal(days(event('DTSTART;VALUE=DATE:20160228', 'DTEND;VALUE=DATE:20160302')), ['2016-02-28', '2016-02-29', '2016-03-01']);
  });

  test('recurring, with an exception, to its end', () => {
    assert.equal(days(event('DTSTART;VALUE=DATE:20160104', 'RRULE:FREQ=WEEKLY;COUNT=4', 'EXDATE;VALUE=DATE:20160111')), [
      '2016-01-04',
      '2016-01-18',
      '2016-01-25',
    ]);
  });

  test('recurring without an end, for thirty years', () => {
    const all = days(event('DTSTART;VALUE=DATE:20160102', 'RRULE:FREQ=YEARLY'));
    assert.is(all.length, 31);
    assert.is(all.at(-1), '2046-01-02');
  });

  for (const [why, text, expected] of [
    [
      'an event at hours of the day',
      calendar(event('DTSTART:20161227T100000Z', 'DTEND:20161227T110000Z')),
      /closed\.ics:4 "Closed": the event is at 10:00, not all day/,
    ],
    ['a slip of the year', calendar(event('DTSTART;VALUE=DATE:20161227', 'DTEND;VALUE=DATE:21161228')), /the event lasts \d+ days/],
    ['no event', calendar(), /closed\.ics: has no events/],
    ['a broken file', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT', /closed\.ics:2: BEGIN:VEVENT has no END: the file seems to be cut off/],
  ] as const) {
    test(`${why} is refused`, () => {
      const read = closedDaysIn('closed.ics', text);
      assert.match('kind' in read ? 'read' : read.map(refusalText).join('\n'), expected);
    });
  }

  test('the calendar of a log is closed on them, from where its version holds', async () => {
    const made = await hcpc();
    const of = async (): Promise<number> =>
      (await made.json<AvailabilityJson>('report', 'availability', ...OFFICE)).services[0]?.overall.denominatorMs ?? 0;
    const before = await of();
    const file = made.file('closed.ics', calendar(event('DTSTART;VALUE=DATE:20160106', 'DTEND;VALUE=DATE:20160108')));
    const { exit, out, err } = await made.knockon('import', file, '--calendar', 'office');
    assert.is(exit, 0, err);
    assert.match(out, '1 CalendarDefined');
    assert.is(before - (await of()), 2 * 10 * 3_600_000);
    assert.match((await made.knockon('import', file, '--calendar', 'office')).out, 'the log says all of it already');
  });

  test('whose days they are has to be said, and to be there', async () => {
    const made = await hcpc();
    const file = made.file('closed.ics', calendar(event('DTSTART;VALUE=DATE:20160106')));
    assert.match((await made.knockon('import', file)).err, 'closed.ics: holds closed days: expected --calendar NAME');
    assert.match(
      (await made.knockon('import', file, '--calendar', 'offices')).err,
      /--calendar: there is no calendar "offices" \(did you mean "office"\?\)/,
    );
    const facts = made.file('facts.jsonl', '{"type":"NoteAdded","data":{"about":{"component":"ups-b"},"text":"x"}}');
    assert.match((await made.knockon('import', facts, '--calendar', 'office')).err, /--calendar: there is no iCalendar file/);
  });
});
