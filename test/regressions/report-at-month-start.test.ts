// A report asked for in the first instant of a month, of a log in which nothing has happened, had an empty span by default and was refused.
import * as assert from 'uvu/assert';
import type { AvailabilityJson } from '../support/answers.ts';
import { spec } from '../support/spec.ts';
import { world } from '../support/shell.ts';

spec('regressions/report-at-month-start [cli]', (test) => {
  test('the month before is told, in which there is no data', async () => {
    const log = world();
    log.file('model.yaml', 'knockon: 1\ncomponents: { svc: { service: {} } }\n');
    await log.knockon('import', 'model.yaml');
    const { from, to, services } = await log.json<AvailabilityJson>('report', 'availability', '--now', '2026-03-01T00:00:00Z');
    assert.equal(
      [from, to, services[0]?.periods.map(({ availability }) => availability)],
      ['2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', [null]],
    );
  });
});
