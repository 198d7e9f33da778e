// Zabbix's calculation rules, eight additional rules and five propagations, each compared with a plain count of what its manual's sentence
// says, over every combination of statuses that matter.
import * as assert from 'uvu/assert';
import { compileScale, levelNamed, nameOf } from '#domain/impact/scale.ts';
import type { Member } from '#domain/topology/definition.ts';
import { requiredLevel } from '../support/required-level.ts';
import { spec } from '../support/spec.ts';
import { leaves, outcome } from './outcome.ts';
import {
  atLeast,
  decreasedBy,
  fixedTo,
  increasedBy,
  lessThan,
  mostCritical,
  mostCriticalIfAll,
  STATUSES,
  worstOf,
  ZABBIX,
  type Status,
} from './zabbix.ts';

const SCALE = compileScale(ZABBIX);
const level = (status: Status): number => STATUSES.indexOf(status);
const WEIGHTS = [3, 1, 2] as const;
const CHILDREN = leaves(3).map((on, index) => ({ on, weight: WEIGHTS[index] ?? 1 }));

const combinations = STATUSES.flatMap((a) => STATUSES.flatMap((b) => STATUSES.map((c) => [a, b, c] as const)));

const statusOf = (requires: Member, statuses: readonly Status[]): string =>
  nameOf(
    SCALE,
    requiredLevel(requires, SCALE, (id) => levelNamed(SCALE, statuses[Number(id)] ?? 'Disaster')),
  );

const check = (requires: Member, expected: (statuses: readonly Status[]) => Status): void => {
  for (const statuses of combinations) assert.is(statusOf(requires, statuses), expected(statuses), statuses.join(', '));
};

const worst = (statuses: readonly Status[]): Status => STATUSES[Math.max(...statuses.map(level))] ?? 'OK';

spec('conformance/zabbix [unit]', (test) => {
  test('"most critical of child services" is all', () => check(mostCritical(CHILDREN), worst));

  test('"most critical if all children have problems" is the better of two gates', () =>
    check(mostCriticalIfAll(CHILDREN), (statuses) => (statuses.includes('OK') ? 'OK' : worst(statuses))));

  for (const measure of ['children', 'weight'] as const) {
    const sizes = measure === 'children' ? [1, 1, 1] : WEIGHTS;
    const sum = (statuses: readonly Status[], counts: (of: number) => boolean): number =>
      statuses.reduce((total, each, index) => total + (counts(level(each)) ? (sizes[index] ?? 0) : 0), 0);
    const all = sizes.reduce<number>((total, size) => total + size, 0);
    for (const amount of [{ number: 2 }, { percent: 50 }]) {
      const enough = 'number' in amount ? amount.number : (amount.percent * all) / 100;
      const said = 'number' in amount ? `${amount.number}` : `${amount.percent} %`;
      test(`"at least ${said} of ${measure} with a status or above" is a score`, () =>
        check(atLeast(CHILDREN, measure, amount, 'Average', 'High'), (statuses) =>
          sum(statuses, (of) => of >= level('Average')) >= enough ? 'High' : 'OK',
        ));
      test(`"less than ${said} of ${measure} with a status or below" is a score of what is above`, () =>
        check(lessThan(CHILDREN, measure, amount, 'Warning', 'High'), (statuses) =>
          sum(statuses, (of) => of <= level('Warning')) < enough ? 'High' : 'OK',
        ));
    }
  }

  test('several rules together are the worst of them', () =>
    check(worstOf([mostCriticalIfAll(CHILDREN), atLeast(CHILDREN, 'children', { number: 2 }, 'Warning', 'Average')]), (statuses) => {
      const rule = statuses.filter((each) => level(each) >= level('Warning')).length >= 2 ? 'Average' : 'OK';
      return worst([rule, statuses.includes('OK') ? 'OK' : worst(statuses)]);
    }));

  test('the propagations are effects: a problem is moved or fixed, OK stays OK', () => {
    const of = (effect: Parameters<typeof mostCritical>[0][number]['effect'], status: Status): string =>
      outcome(ZABBIX, mostCritical([{ on: '0', ...(effect && { effect }) }]), [status]);
    for (const status of STATUSES) {
      const at = level(status);
      assert.is(of(undefined, status), status);
      assert.is(of(increasedBy(2), status), status === 'OK' ? 'OK' : STATUSES[Math.min(at + 2, 6)]);
      assert.is(of(decreasedBy(2), status), status === 'OK' ? 'OK' : STATUSES[Math.max(at - 2, 1)]);
      assert.is(of(fixedTo('Average'), status), status === 'OK' ? 'OK' : 'Average');
      assert.is(of(fixedTo('OK'), status), 'OK');
    }
  });
});
