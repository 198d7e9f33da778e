// Downtime of case hcpc-2016 seemed to rest on the open hour: an end of a range at which the fact has no effect is none.
import * as assert from 'uvu/assert';
import type { AvailabilityJson, CellJson } from '../support/answers.ts';
import { hcpc, type World } from '../support/shell.ts';
import { cellOf, JANUARY } from '../support/january.ts';
import { spec } from '../support/spec.ts';

spec('regressions/hcpc-open-hour [cli]', (test) => {
  let log: World;
  let report: AvailabilityJson;
  test.before(async () => {
    log = await hcpc();
    report = await log.json('report', 'availability', ...JANUARY);
  });
  const cell = (service: string): CellJson => cellOf(report, service);

  test('no downtime rests on when power was back or the hosts were released; times at risk do', async () => {
    const open = new Set(
      (await log.records()).flatMap(({ fact }) =>
        /^(power-back|released-)/.test(fact.sourceId ?? '') && 'occurredAt' in fact && fact.occurredAt?.earliest !== fact.occurredAt?.latest
          ? [fact.id]
          : [],
      ),
    );
    assert.is(open.size, 4);
    for (const { service, periods } of report.services) {
      for (const { restsOn } of periods)
        assert.equal(
          restsOn.downtime.filter((id) => open.has(id)),
          [],
          service,
        );
    }
    assert.ok(cell('virtual-services').restsOn.atRisk.some((id) => open.has(id)));
  });
});
