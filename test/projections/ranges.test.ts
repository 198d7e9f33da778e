// Least and most of figures where times are uncertain, worked by hand and against every choice of times, each laid out minute by minute.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { replay, scaleOf } from '#domain/impact/replay.ts';
import { isRefusal } from '#domain/refusal.ts';
import { defaultPolicy } from '#domain/time/policy.ts';
import { compare, ratio, type Ratio } from '#domain/time/ratio.ts';
import type { Rollup } from '#domain/time/policy.ts';
import { withGroups } from '#projections/group-row.ts';
import { availabilityOf } from '#projections/availability.ts';
import { surely, type Ranges } from '#projections/ranges.ts';
import { at, declared, MINUTE, minute, recorded } from '../support/history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const LENGTH = 1_000;

/** A fault whose begin lies in `begin` and whose end lies in `end`, both ends included. */
interface Fault {
  readonly begin: readonly [number, number];
  readonly end: readonly [number, number];
}

const between = (fact: Fact, [earliest, latest]: readonly [number, number]): Fact => ({
  ...fact,
  occurredAt: { best: minute(Math.floor((earliest + latest) / 2)), earliest: minute(earliest), latest: minute(latest) },
});

/** Records begin before the span, whatever the times in it. */
const BEFORE: readonly Fact[] = [
  at(-20, 'OutageBegan', { component: 's', level: 'down', fault: 'before' }),
  at(-10, 'OutageEnded', { component: 's', fault: 'before' }),
];

const rangesFor = (faults: readonly Fault[], target: number, means = true, more: readonly Fact[] = []): Ranges => {
  const told = faults.flatMap(({ begin, end }, index) => [
    between(at(0, 'OutageBegan', { component: 's', level: 'down', fault: `f${index}` }), begin),
    between(at(0, 'OutageEnded', { component: 's', fault: `f${index}` }), end),
  ]);
  const facts = recorded([...declared({ s: { service: { target } } }), ...BEFORE, ...told, ...more]);
  const now = minute(2 * LENGTH);
  const report = availabilityOf({
    facts,
    replayed: replay(facts, { until: now }),
    services: ['s'],
    span: { from: minute(0), to: minute(LENGTH) },
    unit: 'span',
    policy: { ...defaultPolicy(scaleOf(facts)), zone: 'UTC' },
    now,
    holidays: () => [],
    means,
  });
  if (isRefusal(report)) throw new Error(report.refused);
  return report.services[0]?.cells[0]?.ranges ?? new Map();
};

const shown = ({ numerator, denominator }: Ratio): string => `${numerator}/${denominator}`;
const minutes = (ranges: Ranges, name: string): string => {
  const range = ranges.get(name);
  if (range === undefined) return 'none';
  const of = ({ numerator, denominator }: Ratio): number => Number(numerator) / Number(denominator) / MINUTE;
  return `${of(range.least)} to ${of(range.most)} ${range.kind}`;
};

/** Raw figures of one choice of times, in milliseconds. */
const byMinute = (faults: readonly (readonly [number, number])[]): Readonly<Record<string, Ratio | undefined>> => {
  const runsFound: number[] = [];
  let was = false;
  for (let m = 0; m < LENGTH; m++) {
    const is = faults.some(([from, to]) => from <= m && m < to);
    if (is && !was) runsFound.push(0);
    if (is) runsFound.push((runsFound.pop() ?? 0) + 1);
    was = is;
  }
  const down = runsFound.reduce((sum, length) => sum + length, 0);
  const count = runsFound.length;
  return {
    raw: ratio(down * MINUTE),
    availability: ratio(LENGTH - down, LENGTH),
    'raw longest': ratio(Math.max(0, ...runsFound) * MINUTE),
    'raw failures': ratio(count),
    'raw mttr': count === 0 ? undefined : ratio(down * MINUTE, count),
    'raw mtbf': count === 0 ? undefined : ratio((LENGTH - down) * MINUTE, count),
  };
};

const every = ([first, last]: readonly [number, number]): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Every choice of one begin and one end for each fault. */
const choices = (faults: readonly Fault[], of: (range: readonly [number, number]) => readonly number[]) =>
  faults.reduce<readonly (readonly (readonly [number, number])[])[]>(
    (before, { begin, end }) =>
      before.flatMap((chosen) => of(begin).flatMap((from) => of(end).map((to) => [...chosen, [from, to] as const]))),
    [[]],
  );

const extremes = (values: readonly (Ratio | undefined)[]): string => {
  const sorted = values.filter((value) => value !== undefined).toSorted(compare);
  const [least, most] = [sorted.at(0), sorted.at(-1)];
  return least === undefined || most === undefined ? 'none' : `${shown(least)} to ${shown(most)}`;
};

const fault = fc
  .tuple(fc.integer({ min: 0, max: 12 }), fc.nat(3), fc.integer({ min: 0, max: 4 }), fc.nat(3))
  .map(([from, early, length, late]): Fault => {
    const first = from + early + length;
    return { begin: [from, from + early], end: [first, first + late] };
  });

spec('projections/ranges [unit]', (test) => {
  // Down 60…80 to 100…130, and again 120 to 140: apart for 80 to 100 (40 minutes down), one outage for 60 to 130 (80 minutes). Of 1,000
  // minutes 94 % allow 60. Means by the four combinations: 20, 30, 60, 80 minutes to restore; 480, 470, 940, 920 between failures; by the best
  // times, 70 to 115, 32.5 to restore and 467.5 between failures.
  test('outages that may have been one, by hand', () => {
    const ranges = rangesFor(
      [
        { begin: [60, 80], end: [100, 130] },
        { begin: [120, 120], end: [140, 140] },
      ],
      94,
    );
    assert.is(minutes(ranges, 'raw'), '40 to 80 exact');
    assert.is(minutes(ranges, 'longest'), '20 to 80 exact');
    assert.is(minutes(ranges, 'left'), '-20 to 20 exact');
    assert.is(minutes(ranges, 'raw mttr'), '20 to 80 searched');
    assert.is(minutes(ranges, 'raw mtbf'), '467.5 to 940 searched');
    const [burn, outages] = [ranges.get('burn'), ranges.get('outages')];
    assert.equal([burn?.least, burn?.most], [ratio(2, 3), ratio(4, 3)]);
    assert.equal([outages?.least, outages?.most, outages?.kind], [ratio(1), ratio(2), 'searched']);
  });

  test('a target is met or missed whatever the times were, or depends on them', () => {
    const faults: readonly Fault[] = [{ begin: [60, 80], end: [100, 130] }];
    assert.is(surely(rangesFor(faults, 92, false).get('met')), 'met');
    assert.is(surely(rangesFor(faults, 95, false).get('met')), 'depends');
    assert.is(surely(rangesFor(faults, 99, false).get('met')), 'missed');
  });

  test('without combinations counts are still not called exact, and means are not told', () => {
    const ranges = rangesFor([{ begin: [60, 80], end: [100, 130] }], 95, false);
    assert.is(ranges.get('outages')?.kind, 'searched');
    assert.not.ok(ranges.has('raw mttr'));
  });

  test('where maintenance is planned nothing is exact: whether a fault is planned may turn on its time', () => {
    const window = {
      ...at(-500, 'MaintenancePlanned', { maintenance: 'm', components: ['s'], from: minute(70), to: minute(85) }),
      reportedAt: minute(-500),
    };
    const faults: readonly Fault[] = [{ begin: [60, 80], end: [100, 100] }];
    assert.is(minutes(rangesFor(faults, 95, false), 'raw'), '20 to 40 exact');
    // begun before the window all of it counts; in it, only what is over it
    assert.is(minutes(rangesFor(faults, 95, false, [window]), 'raw'), '15 to 40 searched');
  });

  test('a figure that there may not be is told so', () => {
    const mttr = rangesFor([{ begin: [60, 80], end: [80, 80] }], 95).get('raw mttr');
    assert.is(mttr?.always, false);
    assert.equal(mttr?.most, ratio(20 * MINUTE));
  });

  test('exact ones are the extremes of all times there can be, searched ones of all combinations of ends', () =>
    holds(
      fc.property(fc.array(fault, { minLength: 1, maxLength: 2 }), (faults) => {
        const ranges = rangesFor(faults, 99);
        if (ranges.size === 0) return;
        const all = choices(faults, every).map(byMinute);
        const best = byMinute(faults.map(({ begin, end }) => [middle(begin), middle(end)]));
        const ends = [best, ...choices(faults, (range) => [...new Set(range)]).map(byMinute)];
        for (const name of Object.keys(best)) {
          const range = ranges.get(name);
          const found = range === undefined ? 'none' : `${shown(range.least)} to ${shown(range.most)}`;
          const from = range?.kind === 'exact' ? all : ends;
          assert.is(found, extremes(from.map((figures) => figures[name])), name);
        }
      }),
      { runs: runs(40, 1000) },
    ));
});

/** Services that end and begin at the same uncertain instants, in the form of a report. */
const together = (
  faults: readonly (Fault & { readonly of: string })[],
  unit: 'span' | 'day',
  rollup: Rollup = 'time-weighted',
  more: readonly Fact[] = [],
) => {
  const told = faults.flatMap(({ of, begin, end }, index) => [
    between(at(0, 'OutageBegan', { component: of, level: 'down', fault: `f${index}` }), begin),
    between(at(0, 'OutageEnded', { component: of, fault: `f${index}` }), end),
  ]);
  const facts = recorded([...declared({ a: { service: {} }, b: { service: {} } }), ...BEFORE_BOTH, ...told, ...more]);
  const now = minute(20_000);
  const groups = new Map([['group:both', ['a', 'b']]]);
  const report = availabilityOf({
    facts,
    replayed: replay(facts, { until: now }),
    services: ['a', 'b'],
    groups,
    // midnight, five hours after minute 0
    span: { from: minute(300), to: minute(300 + 2 * 1_440) },
    unit,
    policy: { ...defaultPolicy(scaleOf(facts)), zone: 'UTC', rollup },
    now,
    holidays: () => [],
    means: true,
  });
  if (isRefusal(report)) throw new Error(report.refused);
  return withGroups(report, groups);
};

const BEFORE_BOTH = ['a', 'b'].flatMap((component) => [
  at(-20, 'OutageBegan', { component, level: 'down', fault: 'before' }),
  at(-10, 'OutageEnded', { component, fault: 'before' }),
]);

spec('projections/ranges of groups and of days [unit]', (test) => {
  // a down 100 to 140 minutes, b 60, on the first of two days
  const A = { of: 'a', begin: [400, 420], end: [520, 540] } as const;
  const B = { of: 'b', begin: [600, 600], end: [660, 660] } as const;

  test('a group has every range its members have, counted as a whole', () => {
    const group = together([A, B], 'day').services.find(({ service }) => service === 'group:both');
    const [first, second] = group?.cells ?? [];
    assert.is(minutes(first?.ranges ?? new Map(), 'raw'), '160 to 200 exact');
    assert.is(minutes(first?.ranges ?? new Map(), 'longest'), '100 to 140 exact');
    assert.is(minutes(first?.ranges ?? new Map(), 'raw mttr'), '80 to 100 searched');
    assert.equal(first?.range?.availability, { least: ratio(2880 - 200, 2880), most: ratio(2880 - 160, 2880) });
    assert.is(second?.range, undefined);
    assert.is(first?.figures.denominator, 2 * 1_440 * MINUTE);
    assert.is(minutes(group?.overall.ranges ?? new Map(), 'raw'), '160 to 200 exact');
  });

  test('a group is exact where all its members are, and searched where one is not', () => {
    const kinds = (more: readonly Fact[]): readonly unknown[] =>
      together([A, B], 'day', 'time-weighted', more).services.map(({ service, cells }) => [service, cells[0]?.range?.kind]);
    assert.equal(kinds([]), [
      ['a', 'exact'],
      ['b', undefined],
      ['group:both', 'exact'],
    ]);
    // of fixed length, so that neither end need be the worst
    const slip = between(at(0, 'OutageBegan', { component: 'b', level: 'down', fault: 'slip', duration: 30 * MINUTE }), [640, 660]);
    assert.equal(kinds([slip]), [
      ['a', 'exact'],
      ['b', 'searched'],
      ['group:both', 'searched'],
    ]);
  });

  test('by days the whole is ranged as it is rolled up, from its days', () => {
    for (const rollup of ['time-weighted', 'mean-of-periods', 'worst'] as const) {
      for (const { service, overall } of together([A, B], 'day', rollup).services) {
        const { availability, range } = overall;
        if (availability === 'no data' || range?.availability === undefined) {
          assert.is(service, 'b');
          continue;
        }
        assert.ok(compare(range.availability.least, availability) <= 0, `${service} ${rollup}`);
        assert.ok(compare(availability, range.availability.most) <= 0, `${service} ${rollup}`);
      }
    }
    // the worst of two days: a's first, down 100 to 140 of 1,440 minutes
    const worst = together([A], 'day', 'worst').services.find(({ service }) => service === 'a');
    assert.equal(worst?.overall.range?.availability, { least: ratio(1300, 1440), most: ratio(1340, 1440) });
  });
});

const middle = ([earliest, latest]: readonly [number, number]): number => Math.floor((earliest + latest) / 2);
