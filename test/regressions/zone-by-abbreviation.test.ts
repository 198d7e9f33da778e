// An abbreviation of a zone is refused wherever a zone is named: platforms take BST for Dhaka, IST for Kolkata and CST for Chicago.
import * as assert from 'uvu/assert';
import { isRefusal } from '#domain/refusal.ts';
import { parseInstant } from '#domain/time/text.ts';
import { isZone, localOf, unknownZone } from '#domain/time/zone.ts';
import { hcpc } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const calendarIn = (zone: string): string =>
  JSON.stringify({ knockon: 1, calendars: { shop: { zone, weekly: { 'mon-fri': '09:00-17:00' } } } });

spec('regressions/zone-by-abbreviation [cli]', (test) => {
  for (const [zone, meant] of [
    ['BST', 'Europe/London or Asia/Dhaka'],
    ['Bst', 'Europe/London'],
    ['IST', 'Europe/Dublin or Asia/Kolkata or Asia/Jerusalem'],
    ['CST', 'America/Chicago or Asia/Shanghai'],
    ['EST', 'America/New_York'],
    ['CET', 'Europe/Berlin'],
    ['EST5EDT', 'America/New_York'],
    ['GMT', 'UTC'],
    ['Europe/Londn', 'Europe/London'],
    ['SystemV/EST5', ''],
  ] as const)
    test(`${zone} is no zone`, () => {
      assert.not.ok(isZone(zone));
      const { refused } = unknownZone(zone);
      assert.match(refused, /IANA database/);
      assert.ok(refused.includes(meant === '' ? zone : `did you mean ${meant}`) || refused.includes(`did you mean "${meant}"`), refused);
    });

  test('names of places are zones, links and single words among them, and UTC is one', () => {
    for (const zone of [
      'UTC',
      'Etc/UTC',
      'Europe/London',
      'US/Eastern',
      'Asia/Calcutta',
      'America/Argentina/Ushuaia',
      'Etc/GMT+5',
      'Japan',
    ])
      assert.ok(isZone(zone), zone);
  });

  test('what an earlier version took into a log can still be read', () => {
    assert.is(localOf('CET', 0), 3_600_000);
  });

  test('in an instant', () => {
    const read = parseInstant('2019-06-10T09:00:00[BST]');
    assert.ok(isRefusal(read) && read.refused.includes('Europe/London'), JSON.stringify(read));
  });

  test('in a flag, a calendar, a policy and a fact', async () => {
    const log = await hcpc();
    const files = {
      'calendar.json': calendarIn('BST'),
      'policy.json': JSON.stringify({ knockon: 1, policies: { shop: { zone: 'IST' } } }),
      'day.jsonl': '{"type":"OutageBegan","occurredAt":{"day":"2016-01-16","zone":"CST"},"data":{"component":"ups-b","level":"down"}}\n',
      'maintenance.jsonl':
        '{"type":"MaintenancePlanned","data":{"maintenance":"m","components":["ups-b"],"from":"2016-03-01T08:00:00Z","to":"2016-03-01T09:00:00Z","rrule":"FREQ=WEEKLY","zone":"EST"}}\n',
    };
    for (const [name, text] of Object.entries(files)) {
      const { exit, err } = await log.knockon('import', log.file(name, text));
      assert.is(exit, 2, name);
      assert.match(err, /is not a known time zone \(did you mean \w+\/\w+/, name);
    }
    const { exit, err } = await log.knockon('status', '--zone', 'BST');
    assert.is(exit, 2);
    assert.match(err, /--zone: "BST" is not a known time zone \(did you mean Europe\/London or Asia\/Dhaka\?\)/);
    assert.is((await log.knockon('import', log.file('right.json', calendarIn('Europe/London')))).exit, 0);
  });
});
