// Words of a record that lead nowhere, say too much, or would drive the terminal.
import * as assert from 'uvu/assert';
import { hcpc } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

spec('regressions/odd-record [cli]', (test) => {
  for (const [argv, says] of [
    [['--at', '2016-02-01', '--consequence-of', 'circuit-c/trip'], /no component "circuit-c"/],
    [['--at', '2016-02-01', '--consequence-of', 'loss:host-dominoe'], /no component "host-dominoe"/],
    [['--day', '2016-02-03', '--at', '2016-02-04T00:00:00Z'], /a day goes with its zone alone/],
  ] as const)
    test(`record begin domino ${argv.join(' ')} is refused`, async () => {
      const log = await hcpc();
      const { exit, err } = await log.knockon('record', 'begin', 'domino', ...argv);
      assert.is(exit, 2);
      assert.match(err, says);
    });
  test('about survives a range', async () => {
    const log = await hcpc();
    const { occurredAt } = await log.json<{ occurredAt: { about: boolean } }>(
      ...['record', 'begin', 'domino', '--at', '2016-02-04T00:00:00Z', '--about', '--plus-minus', 'PT5M'],
    );
    assert.is(occurredAt.about, true);
  });
  test('control characters of a fact do not reach the terminal', async () => {
    const log = await hcpc();
    log.file(
      'f.jsonl',
      `${JSON.stringify({ type: 'OutageBegan', occurredAt: '2016-02-04T00:00:00Z', data: { component: 'domino', level: 'down', cause: '\u001b[2J evil' } })}\n`,
    );
    await log.knockon('import', 'f.jsonl');
    const { out } = await log.knockon('status');
    assert.not.ok(out.includes('\u001b'));
  });
});
