// Failures, restorations and error budgets: a week by hand, and random weeks against counting their minutes.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { isRefusal } from '#domain/refusal.ts';
import { counterOf, meetsTarget, type Figures } from '#domain/time/availability.ts';
import type { PolicyDefinition } from '#domain/time/definitions.ts';
import { intersect, totalLength } from '#domain/time/intervals.ts';
import { resolvePolicy } from '#domain/time/policy.ts';
import { compare, ratio, roundHalfUp, ZERO, type Ratio } from '#domain/time/ratio.ts';
import { errorBudgetOf, reliabilityOf } from '#domain/time/reliability.ts';
import { ALWAYS, type ServiceHours } from '#domain/time/service-calendar.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const SCALE = compileScale(DEFAULT_SCALE);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2016, 0, 4);
const WEEK = { from: START, to: START + 7 * 24 * HOUR };
const at = (hours: number): number => START + Math.round(hours * HOUR);

/** From 8 to 18 on every day. */
const DAYTIME: ServiceHours = {
  windowsWithin: (from, to) =>
    intersect(
      Array.from({ length: 40 }, (_, day) => ({ from: at(24 * (day - 10) + 8), to: at(24 * (day - 10) + 18) })),
      [{ from, to }],
    ),
  timeBetween: (from, to) => totalLength(DAYTIME.windowsWithin(from, to)),
};

/** Down in these hours, up around them. */
const figures = (
  down: readonly (readonly [number, number])[],
  {
    hours = ALWAYS,
    now = at(24 * 30),
    policy = {},
  }: { readonly hours?: ServiceHours; readonly now?: number; readonly policy?: PolicyDefinition } = {},
  period = WEEK,
): Figures => {
  const resolved = resolvePolicy('test', policy, SCALE);
  if (isRefusal(resolved)) throw new Error(resolved.refused);
  const edges = [at(-24 * 5), ...down.flatMap(([from, to]) => [at(from), at(to)]), at(24 * 40)];
  const levels = edges.slice(1).flatMap((to, index) => {
    const from = edges[index] ?? to;
    return from < to ? [{ from, to, level: index % 2 === 1 ? SCALE.down : 0 }] : [];
  });
  return counterOf({
    history: { levels, records: [{ from: at(-24 * 5), to: at(24 * 40) }], planned: [] },
    hours,
    policy: resolved,
    scale: SCALE,
    now,
  })(period);
};

const hoursOf = (value: Ratio | undefined): number | undefined => (value === undefined ? undefined : Number(roundHalfUp(value, 0)) / HOUR);

spec('domain/time/reliability [unit]', (test) => {
  test('an outage counts where it began, and its whole length where it was over', () => {
    const reliability = reliabilityOf(
      figures([
        [-10, 2],
        [20, 24],
        [160, 172],
      ]),
      'raw',
    );
    assert.is(reliability.failures, 2);
    assert.is(reliability.restorations, 2);
    assert.is(hoursOf(reliability.mttr), 8);
    assert.is(hoursOf(reliability.mtbf), (168 - 2 - 4 - 8) / 2);
    assert.is(reliability.longest, 8 * HOUR);
  });

  test('outside agreed hours nothing fails', () => {
    const down = [[20, 26] as const, [34, 36] as const];
    const { failures, restorations, mttr, longest } = reliabilityOf(figures(down, { hours: DAYTIME }), 'counted');
    assert.is(failures, 1);
    assert.is(restorations, 1);
    assert.is(hoursOf(mttr), 2);
    assert.is(longest, 2 * HOUR);
  });

  test('an outage that is not over is a failure and no restoration', () => {
    const { failures, restorations, mttr } = reliabilityOf(figures([[100, 1000]], { now: at(120) }), 'raw');
    assert.equal([failures, restorations, mttr], [1, 0, undefined]);
  });

  test('nothing failed: there is no mean of nothing', () => {
    const { mttr, mtbf, longest } = reliabilityOf(figures([]), 'raw');
    assert.equal([mttr, mtbf, longest], [undefined, undefined, 0]);
  });

  test('a target allows its share of the time that counts', () => {
    const budget = errorBudgetOf(figures([[10, 13.36]]), 99);
    assert.is(hoursOf(budget?.allowed), 1.68);
    assert.is(hoursOf(budget?.used), 3.36);
    assert.is(hoursOf(budget?.left), -1.68);
    assert.is(roundHalfUp(budget?.burn ?? ZERO, 4), '2.0000');
  });

  test('a target of 100 allows nothing, which nothing can be divided by', () => {
    const budget = errorBudgetOf(figures([[10, 11]]), 100);
    assert.is(hoursOf(budget?.allowed), 0);
    assert.is(budget?.burn, undefined);
  });

  const spells = fc.array(fc.tuple(fc.integer({ min: 1, max: 900 }), fc.integer({ min: 1, max: 900 })), { maxLength: 8 }).map((parts) => {
    let minute = -24 * 60;
    return parts.map(([up, down]): [number, number] => {
      const from = minute + up;
      minute = from + down;
      return [from / 60, minute / 60];
    });
  });

  test('agrees with looking at every minute', () =>
    holds(
      fc.property(spells, fc.boolean(), (down, aroundTheClock) => {
        const hours = aroundTheClock ? ALWAYS : DAYTIME;
        const told = reliabilityOf(figures(down, { hours }), aroundTheClock ? 'raw' : 'counted');
        const isDown = (minute: number): number =>
          down.findIndex(([from, to]) => Math.round(from * 60) <= minute && minute < Math.round(to * 60));
        const serves = (minute: number): boolean =>
          aroundTheClock || (((minute % 1440) + 1440) % 1440 >= 480 && ((minute % 1440) + 1440) % 1440 < 1080);
        const whole = new Map<number, number>();
        let [operating, last] = [0, -24 * 60 * 4];
        for (; last < 24 * 60 * 25; last++) {
          const outage = isDown(last);
          if (outage >= 0 && serves(last)) whole.set(outage, (whole.get(outage) ?? 0) + 1);
          if (outage < 0 && serves(last) && last >= 0 && last < 7 * 1440) operating++;
        }
        const counting = [...whole].map(([index, length]) => ({
          from: (down[index]?.[0] ?? 0) * 60,
          to: (down[index]?.[1] ?? 0) * 60,
          length,
        }));
        const began = counting.filter(({ from }) => from >= 0 && from < 7 * 1440);
        const over = counting.filter(({ to }) => to > 0 && to <= 7 * 1440);
        assert.is(told.failures, began.length);
        assert.is(told.restorations, over.length);
        const total = over.reduce((sum, { length }) => sum + length, 0) * MINUTE;
        assert.equal(told.mttr, over.length === 0 ? undefined : ratio(total, over.length));
        assert.equal(told.mtbf, began.length === 0 ? undefined : ratio(operating * MINUTE, began.length));
      }),
    ));

  test('a budget is exceeded exactly where the target is missed', () =>
    holds(
      fc.property(spells, fc.constantFrom(50, 90, 95.5, 99, 100), (down, target) => {
        const made = figures(down);
        const budget = errorBudgetOf(made, target);
        if (budget === undefined || made.availability === 'no data') return made.availability === 'no data';
        return compare(budget.left, ZERO) >= 0 === meetsTarget(made.availability, target);
      }),
    ));
});
