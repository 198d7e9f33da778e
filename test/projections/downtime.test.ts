// Outages out of a ledger: time at `countFrom` or worse, of which time at `unknown` is none.
import * as assert from 'uvu/assert';
import { ALWAYS } from '#domain/time/service-calendar.ts';
import { outagesWithin } from '#projections/downtime.ts';
import { spec } from '../support/spec.ts';

const [DEGRADED, UNKNOWN, DOWN] = [2, 3, 4];
const row = (from: number, to: number, level: number) => ({ component: 'a', from, to, level, cause: undefined });

spec('projections/downtime [unit]', (test) => {
  test('nobody knows that a service was out while its level is unknown', () => {
    const rows = [row(0, 10, DEGRADED), row(10, 20, UNKNOWN), row(20, 25, DOWN)];
    const found = outagesWithin(rows, { from: 5, to: 30 }, DEGRADED, UNKNOWN, ALWAYS);
    assert.equal(
      found.map(({ from, to, raw, cut }) => [from, to, raw, cut]),
      [
        [5, 10, 5, true],
        [20, 25, 5, false],
      ],
    );
  });
});
