import * as assert from 'uvu/assert';
import { ratio } from '#domain/time/ratio.ts';
import { rollUp } from '#domain/time/rollup.ts';
import { spec } from '../../support/spec.ts';

const periods = [
  { availability: ratio(9, 10), denominator: 100 },
  { availability: ratio(1, 2), denominator: 300 },
  { availability: 'no data' as const, denominator: 0 },
];

spec('domain/time/rollup [unit]', (test) => {
  test('by time, periods weigh by what was counted in them', () => assert.equal(rollUp('time-weighted', periods), ratio(3, 5)));
  test('the mean of periods weighs them alike', () => assert.equal(rollUp('mean-of-periods', periods), ratio(7, 10)));
  test('the worst period may stand for all', () => assert.equal(rollUp('worst', periods), ratio(1, 2)));
  test('of nothing comes no data', () => {
    for (const how of ['time-weighted', 'mean-of-periods', 'worst'] as const) assert.is(rollUp(how, periods.slice(2)), 'no data');
  });
});
