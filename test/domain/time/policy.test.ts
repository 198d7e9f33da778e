import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import type { PolicyDefinition } from '#domain/time/definitions.ts';
import { defaultPolicy, describePolicy, resolvePolicy } from '#domain/time/policy.ts';
import { ratio } from '#domain/time/ratio.ts';
import { isRefusal } from '#domain/refusal.ts';
import { spec } from '../../support/spec.ts';

const scale = compileScale(DEFAULT_SCALE);

spec('domain/time/policy [unit]', (test) => {
  test('the default policy has a name and says every choice in one line', () => {
    assert.is(
      describePolicy(defaultPolicy(scale), scale),
      'default: zone UTC; agreed service time of each component; counted as down: down 100 %; outages from down; planned maintenance left out; ' +
        'unknown and no data left out; elapsed time only; time before existence left out; rolled up by time; half up to 2 decimals',
    );
  });

  test('a policy keeps its choices and fills in the rest', () => {
    const policy = resolvePolicy(
      'board',
      {
        zone: 'Europe/London',
        hours: 'office',
        weights: { degraded: 0.25 },
        unknown: 'up',
        blips: 60_000,
        rollup: 'mean-of-periods',
        yearStart: 4,
      },
      scale,
    );
    if (isRefusal(policy)) throw new Error(policy.refused);
    assert.equal(policy.weights, [ratio(0), ratio(0), ratio(1, 4), ratio(0), ratio(1)]);
    assert.match(
      describePolicy(policy, scale),
      /^board: zone Europe\/London; service time of calendar office; counted as down: degraded 25 %, down 100 %;.*unknown as up, no data left out;.*intervals under 1 min absorbed; rolled up as mean of periods; years from month 4;/,
    );
  });

  for (const [definition, why] of [
    [{ zone: 'Nowhere' }, /not a known time zone/],
    [{ countFrom: 'degarded' }, /did you mean "degraded"/],
    [{ countFrom: 'up' }, /worse than "up"/],
    [{ weights: { dwon: 1 } }, /"dwon" is not a level: expected one of up/],
    [{ weights: { degraded: 1.5 } }, /share from 0 to 1/],
    [{ weights: { unknown: 1 } }, /has no weight/],
    [{ weights: { degraded: 0.5, down: 0.2 } }, /"down" weighs less/],
    [{ decimals: 2.5 }, /whole number from 0 to 10/],
    [{ yearStart: 13 }, /month from 1 to 12/],
    [{ blips: -1 }, /length of time/],
  ] as readonly (readonly [PolicyDefinition, RegExp])[]) {
    test(`refuses ${JSON.stringify(definition)}`, () => {
      const result = resolvePolicy('p', definition, scale);
      assert.ok(isRefusal(result) && why.test(result.refused), JSON.stringify(result));
    });
  }
});
