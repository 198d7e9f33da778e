// Long because the laws over random histories share the histories, hours and policies of the cases above them.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { compileScale, DEFAULT_SCALE, UP } from '#domain/impact/scale.ts';
import { counterOf, meetsTarget, type CountingInput, type Figures } from '#domain/time/availability.ts';
import type { PolicyDefinition } from '#domain/time/definitions.ts';
import type { Interval } from '#domain/time/instant.ts';
import { BEGINNING, END_OF_TIME } from '#domain/time/instant.ts';
import { normalise } from '#domain/time/intervals.ts';
import { countedOutages } from '#domain/time/outages.ts';
import { resolvePolicy, type Policy } from '#domain/time/policy.ts';
import { compare, divide, ofNumber, percent, ratio, ZERO, add, multiply } from '#domain/time/ratio.ts';
import { rollUp } from '#domain/time/rollup.ts';
import { ALWAYS, compileCalendar, type ServiceHours } from '#domain/time/service-calendar.ts';
import type { LevelSpan } from '#domain/time/level-runs.ts';
import { isRefusal } from '#domain/refusal.ts';
import { publicHolidays } from '#calendars/holidays.ts';
import { countMinutes, MINUTE, type OracleInput } from '../../oracles/minute-counter.ts';
import { holds } from '../../support/property.ts';
import { spec } from '../../support/spec.ts';

const HOUR = 60 * MINUTE;
const scale = compileScale(DEFAULT_SCALE);
const [AT_RISK, DEGRADED, UNKNOWN, DOWN] = [1, 2, 3, 4];

const policyOf = (definition: PolicyDefinition): Policy => {
  const policy = resolvePolicy('test', definition, scale);
  if (isRefusal(policy)) throw new Error(policy.refused);
  return policy;
};

/** A history from the beginning that is up but for the given spans. */
const upBut = (...spans: readonly LevelSpan[]): readonly LevelSpan[] => {
  const levels: LevelSpan[] = [];
  let at = BEGINNING;
  for (const span of spans) {
    levels.push({ from: at, to: span.from, level: UP }, span);
    at = span.to;
  }
  return [...levels, { from: at, to: END_OF_TIME, level: UP }];
};

const ALL_TIME: Interval = { from: BEGINNING, to: END_OF_TIME };
const JANUARY: Interval = { from: Date.UTC(2016, 0, 1), to: Date.UTC(2016, 1, 1) };
const LATER = Date.UTC(2016, 2, 1);

const figures = (
  levels: readonly LevelSpan[],
  definition: PolicyDefinition = {},
  more: Partial<CountingInput> = {},
  period = JANUARY,
): Figures => {
  const history = { levels, records: [ALL_TIME], planned: [] };
  return counterOf({ history, hours: ALWAYS, policy: policyOf(definition), scale, now: LATER, ...more })(period);
};

const shown = ({ availability }: Figures, decimals = 2): string =>
  availability === 'no data' ? availability : percent(availability, decimals);

const officeHours = (): ServiceHours => {
  const calendar = compileCalendar({ zone: 'Europe/London', weekly: { 'mon-fri': '08:00-18:00' }, holidays: 'GB-ENG' }, publicHolidays);
  if (isRefusal(calendar)) throw new Error(calendar.refused);
  return calendar;
};

const down = (from: number, to: number, level = DOWN): LevelSpan => ({ from, to, level });
const SATURDAY = Date.UTC(2016, 0, 16, 22, 45);

spec('domain/time/availability [unit]', (test) => {
  test('9 h 15 min of January is 98.76, 58 h 30 min is 92.14 and misses a target of 98.3', () => {
    const register = figures(upBut(down(SATURDAY, SATURDAY + 9.25 * HOUR)));
    assert.is(shown(register), '98.76');
    assert.is(register.denominator, 744 * HOUR);
    const renewals = figures(upBut(down(SATURDAY, SATURDAY + 58.5 * HOUR)));
    assert.is(shown(renewals), '92.14');
    assert.ok(register.availability !== 'no data' && meetsTarget(register.availability, 98.3));
    assert.not.ok(renewals.availability !== 'no data' && meetsTarget(renewals.availability, 98.3));
  });

  test('in office hours 7 h 15 min and 33 min of 200 h are 96.10, a weekend none', () => {
    const hours = officeHours();
    const tuesday = Date.UTC(2016, 0, 5, 10);
    const registration = figures(upBut(down(tuesday, tuesday + 33 * MINUTE), down(SATURDAY, Date.UTC(2016, 0, 18, 15, 15))), {}, { hours });
    assert.is(shown(registration), '96.10');
    assert.is(registration.denominator, 200 * HOUR);
    assert.is(registration.countedDowntime, 7 * HOUR + 48 * MINUTE);
    assert.equal(countedOutages(registration.outages), { count: 2, longest: 7.25 * HOUR });
    const domino = figures(upBut(down(SATURDAY, Date.UTC(2016, 0, 18, 8))), {}, { hours });
    assert.is(domino.rawDowntime, 33.25 * HOUR);
    assert.is(domino.countedDowntime, 0);
    assert.equal(countedOutages(domino.outages), { count: 0, longest: 0 });
    assert.is(shown(domino), '100.00');
  });

  test('a target is compared before rounding', () => {
    const [just, below] = [ofNumber(0.983), divide(ofNumber(98.2999), ratio(100))];
    assert.is(percent(below, 2), '98.30');
    assert.ok(meetsTarget(just, 98.3));
    assert.not.ok(meetsTarget(below, 98.3));
  });

  test('an outage still open is counted to now and shown as so far', () => {
    const levels = upBut(down(SATURDAY, END_OF_TIME));
    const now = SATURDAY + 2 * HOUR;
    const open = figures(levels, {}, { now });
    assert.is(open.countedDowntime, 2 * HOUR);
    assert.ok(open.soFar);
    assert.is(open.denominator, now - JANUARY.from);
    assert.not.ok(figures(levels).soFar, 'in January alone, seen from March, nothing is open');
    assert.ok(figures(levels, {}, {}, { from: JANUARY.from, to: LATER }).soFar);
    assert.not.ok(figures(upBut(down(SATURDAY, now)), {}, { now }).soFar, 'over at the very instant');
  });

  test('an outage that changed its level on the way is open by its last part', () => {
    const now = SATURDAY + 3 * HOUR;
    const worsening = upBut(down(SATURDAY, SATURDAY + HOUR, DEGRADED), down(SATURDAY + HOUR, END_OF_TIME));
    const { outages, soFar } = figures(worsening, { countFrom: 'degraded' }, { now });
    assert.equal(
      outages.map(({ from, to, open }) => [from, to, open]),
      [[SATURDAY, now, true]],
    );
    assert.ok(soFar);
  });

  test('the part of a period that has not passed is out, or up under edge: whole', () => {
    const now = Date.UTC(2016, 0, 11);
    const levels = upBut(down(JANUARY.from, JANUARY.from + 24 * HOUR));
    assert.is(shown(figures(levels, {}, { now })), '90.00');
    assert.is(shown(figures(levels, { edge: 'whole' }, { now }), 4), '96.7742');
    assert.is(shown(figures(levels, {}, { now: JANUARY.from })), 'no data');
  });

  test('time before existence is out, or up; time after is out', () => {
    const levels = [
      { from: Date.UTC(2016, 0, 11), to: Date.UTC(2016, 0, 16), level: DOWN },
      { from: Date.UTC(2016, 0, 16), to: Date.UTC(2016, 0, 21), level: UP },
    ];
    assert.is(shown(figures(levels)), '50.00');
    assert.is(shown(figures(levels, { beforeExistence: 'in' })), '75.00');
    assert.is(shown(figures([], { beforeExistence: 'in' })), 'no data');
  });

  test('no data is not up: it is out, unless the policy says otherwise', () => {
    const levels = upBut(down(Date.UTC(2016, 0, 11), Date.UTC(2016, 0, 21)));
    const history = { levels, records: [{ from: Date.UTC(2016, 0, 1), to: Date.UTC(2016, 0, 12) }], planned: [] };
    const under = (noData: PolicyDefinition['noData']): string => shown(figures(levels, { noData }, { history }));
    assert.equal([under('excluded'), under('up'), under('down'), under('last')], ['90.91', '96.77', '32.26', '32.26']);
    assert.is(shown(figures(levels, {}, { history: { ...history, records: [] } })), 'no data');
  });

  test('unknown is out, up, down or the last level known', () => {
    const levels = upBut(down(Date.UTC(2016, 0, 11), Date.UTC(2016, 0, 12)), down(Date.UTC(2016, 0, 12), Date.UTC(2016, 0, 13), UNKNOWN));
    const under = (unknown: PolicyDefinition['unknown']): string => shown(figures(levels, { unknown }));
    assert.equal([under('excluded'), under('up'), under('down'), under('last')], ['96.67', '96.77', '93.55', '93.55']);
  });

  test('weights are shares of the time at a level, and countFrom says what is an outage', () => {
    const levels = upBut(down(Date.UTC(2016, 0, 11), Date.UTC(2016, 0, 12), DEGRADED), down(Date.UTC(2016, 0, 12), Date.UTC(2016, 0, 13)));
    const weighted = figures(levels, { weights: { degraded: 0.3 }, countFrom: 'degraded' });
    assert.equal(weighted.weightedDowntime, ratio((24 * HOUR * 13) / 10));
    assert.equal(
      weighted.outages.map(({ raw }) => raw / HOUR),
      [48],
    );
    assert.is(figures(levels).countedDowntime, 24 * HOUR);
  });

  test('intervals shorter than a blip take the level around them, wherever periods begin', () => {
    const blip = down(JANUARY.to - MINUTE, JANUARY.to + MINUTE);
    assert.is(shown(figures(upBut(blip), { blips: 3 * MINUTE }), 4), '100.0000');
    assert.is(figures(upBut(blip), { blips: 2 * MINUTE }).countedDowntime, MINUTE);
    assert.is(
      figures(upBut(down(SATURDAY, SATURDAY + HOUR), down(SATURDAY + HOUR + MINUTE, SATURDAY + 2 * HOUR)), { blips: 2 * MINUTE }).outages
        .length,
      1,
    );
  });

  test('time with lost redundancy is told apart from downtime', () => {
    const atRisk = figures(upBut(down(SATURDAY, SATURDAY + 3 * HOUR, AT_RISK)));
    assert.is(atRisk.rawAtRisk, 3 * HOUR);
    assert.is(shown(atRisk), '100.00');
  });
});

// Random histories of whole minutes over a few hours, against the minute counter.
const START = Date.UTC(2016, 0, 4);
const minutes = (count: number): number => START + count * MINUTE;
const span = fc
  .tuple(fc.integer({ min: 0, max: 260 }), fc.integer({ min: 1, max: 60 }))
  .map(([from, length]) => ({ from: minutes(from), to: minutes(from + length) }));
const spans = fc.array(span, { maxLength: 4 }).map(normalise);
const history = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.option(fc.integer({ min: 0, max: 4 }), { freq: 5 })), { maxLength: 12 })
  .map((parts) => {
    const levels: LevelSpan[] = [];
    let at = minutes(20);
    for (const [length, level] of parts) {
      if (level !== null) levels.push({ from: at, to: at + length * MINUTE, level });
      at += length * MINUTE;
    }
    return levels;
  });
const treatment = fc.constantFrom('excluded', 'up', 'down', 'last' as const);
const policy = fc.record({
  maintenance: fc.constantFrom('excluded', 'up', 'down', 'separate' as const),
  unknown: treatment,
  noData: treatment,
  edge: fc.constantFrom('elapsed', 'whole' as const),
  beforeExistence: fc.constantFrom('out', 'in' as const),
  countFrom: fc.constantFrom('at-risk', 'degraded', 'down'),
  blips: fc.integer({ min: 0, max: 12 }).map((count) => count * MINUTE),
  weights: fc.constantFrom({}, { degraded: 0.3 }, { 'at-risk': 0.1, degraded: 1 }, { down: 0.5 }),
});
const scene = fc.record({
  levels: history,
  records: spans,
  planned: spans,
  served: spans,
  policy,
  now: fc.integer({ min: 0, max: 300 }).map(minutes),
});
type Scene = typeof scene extends fc.Arbitrary<infer T> ? T : never;

const hoursOf = (served: readonly Interval[]): ServiceHours => {
  const windowsWithin = (from: number, to: number): readonly Interval[] =>
    served
      .map((window) => ({ from: Math.max(window.from, from), to: Math.min(window.to, to) }))
      .filter((window) => window.from < window.to);
  return { windowsWithin, timeBetween: (from, to) => windowsWithin(from, to).reduce((sum, window) => sum + window.to - window.from, 0) };
};

const counted = ({ levels, records, planned, served, policy: definition, now }: Scene): ((period: Interval) => Figures) =>
  counterOf({ history: { levels, records, planned }, hours: hoursOf(served), policy: policyOf(definition), scale, now });

const slow = ({ levels, records, planned, served, policy: definition, now }: Scene): OracleInput => ({
  ...definition,
  levels,
  records,
  planned,
  now,
  served: (minute) => served.some(({ from, to }) => from <= minute && minute < to),
  unknownLevel: UNKNOWN,
  downLevel: DOWN,
  countFrom: scale.names.indexOf(definition.countFrom),
  blipMinutes: definition.blips / MINUTE,
});

const inMinutes = ({ levels, ...others }: Figures['raw']): Record<string, number> => {
  const columns: [string, number][] = [...Object.entries(levels), ...Object.entries(others)];
  return Object.fromEntries(columns.flatMap(([name, time]) => (time === 0 ? [] : [[name, time / MINUTE]])));
};

const period = fc
  .tuple(fc.integer({ min: 0, max: 280 }), fc.integer({ min: 1, max: 300 }))
  .map(([from, length]) => ({ from: minutes(from), to: minutes(from + length) }));

spec('domain/time/availability [laws]', (test) => {
  test('agrees with a minute-by-minute counter on random histories, hours and policies', () =>
    holds(
      fc.property(scene, period, (given, { from, to }) => {
        const fast = counted(given)({ from, to });
        const plain = countMinutes(slow(given), from, to);
        assert.equal(inMinutes(fast.raw), plain.raw);
        assert.equal(inMinutes(fast.counted), plain.counted);
        assert.is(fast.denominator, plain.denominator * MINUTE);
        assert.is(fast.rawDowntime, plain.rawDowntime * MINUTE);
        assert.is(fast.countedDowntime, plain.countedDowntime * MINUTE);
        assert.is(fast.outages.length, plain.outages);
        const weights = policyOf(given.policy).weights;
        const weighted = Object.entries(plain.countedAs)
          .filter(([as]) => as !== 'aside')
          .reduce((sum, [as, count]) => add(sum, multiply(ratio(count * MINUTE), weights[Number(as)] ?? ZERO)), ZERO);
        assert.equal(fast.weightedDowntime, weighted);
        const unavailable = add(weighted, ratio((plain.countedAs['aside'] ?? 0) * MINUTE));
        const share = plain.denominator === 0 ? 'no data' : add(ratio(1), divide(unavailable, ratio(-plain.denominator * MINUTE)));
        assert.equal(fast.availability, share);
      }),
      { runs: 300 },
    ));

  test('the columns add up to the period, 24 × 7 and in service time', () =>
    holds(
      fc.property(scene, period, (given, whole) => {
        const { raw, counted: inService } = counted(given)(whole);
        const sum = ({ levels, planned, noData, absent, ahead }: Figures['raw']): number =>
          levels.reduce((total, time) => total + time, planned + noData + absent + ahead);
        assert.is(sum(raw), whole.to - whole.from);
        assert.is(sum(inService), hoursOf(given.served).timeBetween(whole.from, whole.to));
      }),
    ));

  test('splitting a period and weighting by time gives the same', () =>
    holds(
      fc.property(scene, period, fc.integer({ min: 0, max: 300 }), (given, whole, cut) => {
        const count = counted(given);
        const at = Math.min(Math.max(minutes(cut), whole.from), whole.to);
        const parts = [count({ from: whole.from, to: at }), count({ from: at, to: whole.to })];
        const one = count(whole);
        assert.equal(rollUp('time-weighted', parts), one.availability);
        assert.is(
          parts.reduce((sum, { countedDowntime }) => sum + countedDowntime, 0),
          one.countedDowntime,
        );
      }),
    ));

  test('more downtime never raises availability', () =>
    holds(
      fc.property(scene, period, span, (given, whole, more) => {
        const worse: LevelSpan[] = given.levels.flatMap((level) => {
          const [from, to] = [Math.max(level.from, more.from), Math.min(level.to, more.to)];
          if (from >= to) return [level];
          const pieces = [
            { ...level, to: from },
            { from, to, level: DOWN },
            { ...level, from: to },
          ];
          return pieces.filter((piece) => piece.from < piece.to);
        });
        const [before, after] = [counted(given)(whole).availability, counted({ ...given, levels: worse })(whole).availability];
        if (before !== 'no data' && after !== 'no data')
          assert.ok(compare(after, before) <= 0, `${percent(before, 4)} < ${percent(after, 4)}`);
      }),
      { runs: 400 },
    ));
});
