// Maintenance that comes again, from files to figures: on 29 February of leap years alone, not on its exceptions, and by no rule half read.
import * as assert from 'uvu/assert';
import { world } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const MODEL = 'knockon: 1\nsince: 2019-01-01T00:00:00Z\ncomponents:\n  desk: { service: {} }\n';
const NOW = ['--now', '2026-01-10T00:00:00Z'] as const;

const planned = (data: object): string =>
  JSON.stringify({
    type: 'MaintenancePlanned',
    reportedAt: '2020-01-01T00:00:00Z',
    data: { maintenance: 'm', components: ['desk'], ...data },
  });

const outage = (day: string): string =>
  JSON.stringify({
    type: 'OutageBegan',
    occurredAt: `${day}T04:00:00Z`,
    reportedAt: '2025-12-31T00:00:00Z',
    data: { component: 'desk', level: 'down', fault: day, duration: 'PT1M' },
  });

/** The days of which an outage was planned. */
const plannedDays = async (data: object, days: readonly string[]): Promise<readonly string[]> => {
  const made = world();
  const files = [made.file('m.yaml', MODEL), made.file('f.jsonl', [planned(data), ...days.map(outage)].join('\n'))];
  const { exit, err } = await made.knockon('import', ...files, ...NOW);
  assert.is(exit, 0, err);
  const { out } = await made.knockon('report', 'downtime', '--from', '2023-01', '--to', '2026-01', '--format', 'csv', ...NOW);
  return days.filter((day) => out.split('\n').some((line) => line.includes(`${day}T04:00`) && line.includes('true')));
};

spec('regressions/recurring-maintenance [cli]', (test) => {
  test('yearly from 29 February plans no 1 March', async () => {
    const leap = { from: '2020-02-29T03:30:00Z', to: '2020-02-29T05:00:00Z', rrule: 'FREQ=YEARLY' };
    assert.equal(await plannedDays(leap, ['2023-03-01', '2024-02-29', '2025-02-28', '2025-03-01']), ['2024-02-29']);
  });

  test('a date of its exceptions is not planned', async () => {
    const weekly = { from: '2025-01-05T03:30:00Z', to: '2025-01-05T05:00:00Z', rrule: 'FREQ=WEEKLY;COUNT=3', exdates: ['2025-01-12'] };
    assert.equal(await plannedDays(weekly, ['2025-01-05', '2025-01-12', '2025-01-19', '2025-01-26']), ['2025-01-05', '2025-01-19']);
  });

  for (const [why, data, words] of [
    ['half a number', { rrule: 'FREQ=WEEKLY;COUNT=3x' }, /COUNT=3X/],
    ['an end with dashes', { rrule: 'FREQ=WEEKLY;UNTIL=2025-01-31' }, /UNTIL=2025-01-31.*20250131/],
    ['an end before it begins', { rrule: 'FREQ=WEEKLY;UNTIL=20240131' }, /ends before its window begins/],
    ['an exception in the rule', { rrule: 'FREQ=WEEKLY\nEXDATE:20250112T033000Z' }, /says more than a rule/],
    ['an exception of a day on which it would not come', { rrule: 'FREQ=WEEKLY', exdates: ['2025-01-13'] }, /not come on 2025-01-13/],
    ['exceptions without a rule', { exdates: ['2025-01-05'] }, /exdates without an rrule/],
    ['an exception that is no date', { rrule: 'FREQ=WEEKLY', exdates: ['2025-02-30'] }, /a date of the calendar/],
    ['a rule from the beginning of time', { from: 'beginning', rrule: 'FREQ=DAILY' }, /known|instant/],
  ] as const)
    test(`${why} is refused`, async () => {
      const made = world();
      const fact = planned({ from: '2025-01-05T03:30:00Z', to: '2025-01-05T05:00:00Z', ...data });
      const { exit, err } = await made.knockon('import', made.file('m.yaml', MODEL), made.file('f.jsonl', fact), ...NOW);
      assert.is(exit, 2, err);
      assert.match(err, words);
    });

  test('an exception of the year 9999 is refused in no time', async () => {
    const made = world();
    const fact = planned({ from: '2025-01-05T03:30:00Z', to: '2025-01-05T05:00:00Z', rrule: 'FREQ=DAILY', exdates: ['9999-12-31'] });
    const begun = performance.now();
    const { exit, err } = await made.knockon('import', made.file('m.yaml', MODEL), made.file('f.jsonl', fact), ...NOW);
    assert.is(exit, 2, err);
    assert.ok(performance.now() - begun < 5_000);
  });

  test('by hand: record maintain --exdate, told back', async () => {
    const made = world();
    await made.knockon('import', made.file('m.yaml', MODEL), ...NOW);
    const argv = ['record', 'maintain', 'night', '--component', 'desk', '--from', '2025-07-01T23:30:00Z', '--to', '2025-07-02T00:30:00Z'];
    const rule = ['--rrule', 'FREQ=DAILY', '--zone', 'Europe/London', ...NOW];
    const done = await made.knockon(...argv, ...rule, '--exdate', '2025-07-05', '--exdate', '2025-07-09');
    assert.is(done.exit, 0, done.err);
    assert.match(done.out, /not on 2025-07-05, 2025-07-09/);
    assert.is((await made.knockon(...argv, ...rule, '--exdate', '2025-06-30')).exit, 2);
  });
});
