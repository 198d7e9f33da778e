// docs/reference/presets.md against the presets: a row for each, which names its source and says what it does with planned downtime, degraded
// and unknown time, missing records and both edges. The figures are made in test/conformance/presets.test.ts.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { isRefusal } from '#domain/refusal.ts';
import { resolvePolicy, type Policy } from '#domain/time/policy.ts';
import { PRESETS } from '#domain/time/presets.ts';
import { roundHalfUp } from '#domain/time/ratio.ts';
import { spec } from '../support/spec.ts';
import { ROOT } from './session.ts';

const PAGE = readFileSync(join(ROOT, 'docs/reference/presets.md'), 'utf8');
const SCALE = compileScale(DEFAULT_SCALE);

const rows = new Map(
  PAGE.split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([, name = '', ...cells]) => [name.replaceAll('`', ''), cells]),
);

const OUT = 'out of the total';

/** What each choice of a policy may be called in the table. */
const PLANNED: Readonly<Record<Policy['maintenance'], RegExp>> = {
  excluded: /^out of the total$/,
  up: /^up(, in the total)?$/,
  down: /^down\b/,
  separate: /^in the total, own column$/,
};
const TREATED: Readonly<Record<Policy['unknown'], RegExp>> = {
  excluded: /^(out of the total|no sample|pending: left out)$/,
  up: /^up$/,
  down: /^down$/,
  last: /^as last known$/,
};

const weightText = (policy: Policy): string => {
  const weight = policy.weights[SCALE.names.indexOf('degraded')];
  if (weight === undefined || weight.numerator === 0n) return 'up';
  return weight.numerator === weight.denominator ? 'down' : `weighs ${roundHalfUp(weight, 1)}`;
};

spec('docs/presets [unit]', (test) => {
  test('there is a row for each preset, and no other', () => {
    assert.equal([...rows.keys()].toSorted(), PRESETS.map(({ name }) => name).toSorted());
  });

  for (const { name, definition } of PRESETS) {
    test(`${name} is described as it counts`, () => {
      const policy = resolvePolicy(name, definition(SCALE), SCALE, 'preset');
      if (isRefusal(policy)) throw new Error(policy.refused);
      const [whose = '', month = '', planned = '', degraded, unknown = '', noData = '', ahead, before] = rows.get(name) ?? [];
      assert.match(month, /^\d\d\.\d{4}$/);
      assert.match(planned, PLANNED[policy.maintenance]);
      assert.is(degraded, weightText(policy));
      assert.match(unknown, TREATED[policy.unknown]);
      assert.match(noData, TREATED[policy.noData]);
      assert.is(ahead, policy.edge === 'elapsed' ? OUT : 'up');
      assert.is(before, policy.beforeExistence === 'out' ? OUT : 'up');
      const source = /\[[^\]]+\]\[(\d+)\]/.exec(whose)?.[1];
      assert.match(PAGE, new RegExp(`^\\[${source}\\]: https://`, 'm'));
      assert.equal(
        [policy.hours, policy.rollup, policy.decimals, policy.blips, policy.planned],
        ['always', 'time-weighted', 4, 0, 'window'],
      );
    });
  }
});
