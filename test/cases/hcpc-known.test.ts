// The hcpc case as it was known day by day (S5.2, S5.4): its facts reported on the days its report implies, asked on Sunday 17 January 2016,
// on Tuesday 19, and again after a correction. Figures are worked out by hand from the times in the report.
import { readFile } from 'node:fs/promises';
import * as assert from 'uvu/assert';
import type { AvailabilityJson } from '../support/answers.ts';
import { CASE, world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

/** When each fact of the file became known, by its source id. */
const REPORTED: Readonly<Record<string, string>> = {
  records: '2015-12-01T00:00:00Z',
  'hang-2015-12-17': '2015-12-17T17:00:00Z',
  'hang-2015-12-22': '2015-12-22T17:00:00Z',
  'hang-2016-01-05': '2016-01-05T17:00:00Z',
  trip: '2016-01-16T23:00:00Z',
  disks: '2016-01-18T08:00:00Z',
  'kept-off': '2016-01-18T15:15:00Z',
  repointed: '2016-01-17T08:00:00Z',
  'power-back': '2016-01-18T08:00:00Z',
  'released-host-registration': '2016-01-18T15:15:00Z',
  'released-host-renewals': '2016-01-18T15:15:00Z',
  'released-vm-host-1': '2016-01-18T15:15:00Z',
  'released-host-domino': '2016-01-18T08:00:00Z',
  'database-recovered': '2016-01-18T15:15:00Z',
  'repointed-back': '2016-01-18T15:15:00Z',
  'kept-off-ended': '2016-01-18T15:15:00Z',
  configuration: '2016-01-18T16:00:00Z',
  'configuration-mended': '2016-01-19T09:15:00Z',
};

const SUNDAY = '2016-01-17T12:00:00Z';
const TUESDAY = '2016-01-19T12:00:00Z';
const MINUTE = 60_000;
const hours = (count: number, minutes = 0): number => (count * 60 + minutes) * MINUTE;

/** Everything imported on Wednesday 20 January. */
const reported = async (): Promise<World> => {
  const made = world();
  made.now = Date.parse('2016-01-20T09:00:00Z');
  const [model = '', facts = ''] = CASE;
  const lines = (await readFile(facts, 'utf8')).trim().split('\n');
  const dated = lines.map((line) => {
    const fact = JSON.parse(line) as { readonly sourceId: string };
    return JSON.stringify({ ...fact, reportedAt: REPORTED[fact.sourceId] });
  });
  assert.is(new Set(lines.map((line) => (JSON.parse(line) as { readonly sourceId: string }).sourceId)).size, Object.keys(REPORTED).length);
  const { exit, err } = await made.knockon('import', model, made.file('facts.jsonl', dated.join('\n')));
  assert.is(exit, 0, err);
  return made;
};

/** Downtime of January at an instant, raw and in agreed service time, by service; none where there is none. */
const january = async (
  made: World,
  now: string,
  ...argv: readonly string[]
): Promise<Readonly<Record<string, readonly [number, number]>>> => {
  const report = ['report', 'availability', '--from', '2016-01', '--to', '2016-02', '--policy', 'board', '--now', now];
  const { services } = await made.json<AvailabilityJson>(...report, ...argv);
  return Object.fromEntries(
    services.flatMap(({ service, overall: { rawDowntimeMs, countedDowntimeMs } }) =>
      rawDowntimeMs === 0 ? [] : [[service, [rawDowntimeMs, countedDowntimeMs]]],
    ),
  );
};

const FORM_HANG = 33 * MINUTE;

spec('cases/hcpc-known [case]', (test) => {
  const read = reported();

  test('on Sunday everything behind the UPS was down, and nobody knew until when', async () => {
    assert.equal(await january(await read, SUNDAY, '--as-known-at', SUNDAY), {
      'online-register': [hours(9, 15), hours(9, 15)],
      'online-renewals': [hours(13, 15), hours(13, 15)],
      'registration-system': [hours(13, 15) + FORM_HANG, FORM_HANG],
      domino: [hours(13, 15), 0],
    });
  });

  test('on Tuesday it was known when each came back', async () => {
    assert.equal(await january(await read, TUESDAY, '--as-known-at', TUESDAY), {
      'online-register': [hours(9, 15), hours(9, 15)],
      'online-renewals': [hours(58, 30), hours(58, 30)],
      'registration-system': [hours(40, 30) + FORM_HANG, hours(7, 15) + FORM_HANG],
      domino: [hours(33, 15), 0],
    });
  });

  test('what was known on Sunday is counted to Sunday, also when it is asked on Tuesday', async () => {
    const made = await read;
    assert.equal(await january(made, TUESDAY, '--as-known-at', SUNDAY), await january(made, SUNDAY, '--as-known-at', SUNDAY));
  });

  test('the instant itself belongs to what was known', async () => {
    const before = await january(await read, SUNDAY, '--as-known-at', '2016-01-16T22:59:59Z');
    const then = await january(await read, SUNDAY, '--as-known-at', '2016-01-16T23:00:00Z');
    assert.equal([before['online-register'], then['online-register']], [undefined, [hours(0, 15), hours(0, 15)]]);
  });

  test('before it was imported the log held nothing, whatever had been known', async () => {
    const { exit, err } = await (await read).knockon('explain', 'online-register', '--as-recorded-at', TUESDAY);
    assert.is(exit, 2);
    assert.match(err, 'there is no component "online-register"');
  });

  test('a correction changes the answer of today and not that of yesterday', async () => {
    const made = await reported();
    const id = (await made.records()).find(({ fact }) => fact.type === 'FailedOver')?.fact.id ?? '';
    made.now = Date.parse('2016-01-21T09:00:00Z');
    const { exit, err } = await made.knockon('record', 'correct', id, '--at', '2016-01-17T06:00:00Z', '--reason', 'the log of the switch');
    assert.is(exit, 0, err);
    const register = async (...argv: readonly string[]) => (await january(made, '2016-01-21T10:00:00Z', ...argv))['online-register'];
    assert.equal(await register(), [hours(7, 15), hours(7, 15)]);
    assert.equal(await register('--as-known-at', '2016-01-21T09:00:00Z'), [hours(7, 15), hours(7, 15)]);
    for (const way of ['--as-known-at', '--as-recorded-at']) {
      assert.equal(await register(way, '2016-01-20T12:00:00Z'), [hours(9, 15), hours(9, 15)]);
    }
  });

  test('a correction known earlier than it was recorded counts since it was known, and in the log since it was recorded', async () => {
    const made = await reported();
    const id = (await made.records()).find(({ fact }) => fact.type === 'FailedOver')?.fact.id ?? '';
    made.now = Date.parse('2016-01-21T09:00:00Z');
    const known = ['--reported-at', '2016-01-18T09:00:00Z', '--reason', 'the log of the switch'];
    assert.is((await made.knockon('record', 'correct', id, '--at', '2016-01-17T06:00:00Z', ...known)).exit, 0);
    const register = async (...argv: readonly string[]) => (await january(made, '2016-01-21T10:00:00Z', ...argv))['online-register']?.[0];
    assert.is(await register('--as-known-at', '2016-01-18T08:59:59Z'), hours(9, 15));
    assert.is(await register('--as-known-at', TUESDAY), hours(7, 15));
    assert.is(await register('--as-recorded-at', '2016-01-20T12:00:00Z'), hours(9, 15));
  });
});
