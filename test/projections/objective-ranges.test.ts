// Outages against their objectives where times are uncertain, by hand and against every choice of times.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { replay, scaleOf } from '#domain/impact/replay.ts';
import { isRefusal } from '#domain/refusal.ts';
import { defaultPolicy } from '#domain/time/policy.ts';
import { objectivesOf, type ServiceObjectives } from '#projections/objectives.ts';
import { withObjectiveRanges } from '#projections/objective-ranges.ts';
import { objectivesAnswer } from '#views/objectives.ts';
import { styleOf } from '#views/style.ts';
import { at, declared, MINUTE, minute, recorded } from '../support/history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

type Ends = readonly [earliest: number, latest: number];

/** A fault whose begin and end lie in these minutes, both ends included. */
interface Fault {
  readonly begin: Ends;
  readonly end: Ends;
}

const between = (fact: Fact, [earliest, latest]: Ends): Fact => ({
  ...fact,
  occurredAt: { best: minute(middle([earliest, latest])), earliest: minute(earliest), latest: minute(latest) },
});
const middle = ([earliest, latest]: Ends): number => Math.floor((earliest + latest) / 2);

/** Records begin before the span, whatever the times in it. */
const BEFORE: readonly Fact[] = [
  at(-20, 'OutageBegan', { component: 's', level: 'down', fault: 'before' }),
  at(-10, 'OutageEnded', { component: 's', fault: 'before' }),
];

const judged = (faults: readonly Fault[], rto: number, now = 2_000): ReturnType<typeof objectivesOf> => {
  const told = faults.flatMap(({ begin, end }, index) => [
    between(at(0, 'OutageBegan', { component: 's', level: 'down', fault: `f${index}` }), begin),
    between(at(0, 'OutageEnded', { component: 's', fault: `f${index}` }), end),
  ]);
  const facts = recorded([...declared({ s: { service: { rto: rto * MINUTE } } }), ...BEFORE, ...told]);
  const request = {
    facts,
    replayed: replay(facts, { until: minute(now) }),
    fallbacks: [],
    services: ['s'],
    span: { from: minute(0), to: minute(1_000) },
    policy: { ...defaultPolicy(scaleOf(facts)), zone: 'UTC' },
    now: minute(now),
    holidays: () => [],
  };
  const report = objectivesOf(request);
  return isRefusal(report) ? report : withObjectiveRanges(report, request);
};

const service = (...asked: Parameters<typeof judged>): ServiceObjectives => {
  const report = judged(...asked);
  if (isRefusal(report) || report.services[0] === undefined) throw new Error('one service is judged');
  return report.services[0];
};

/** `least best most` of the margin in minutes, and the verdict whatever the times were. */
const told = ({ outages }: ServiceObjectives): readonly string[] =>
  outages.map(({ margin = NaN, range }) => {
    const { margin: ends = { least: NaN, most: NaN }, verdict } = range ?? {};
    return `${ends.least / MINUTE} ${margin / MINUTE} ${ends.most / MINUTE} ${verdict ?? 'none'}`;
  });

/** Down from 0…20 to 70…90: 50, 70 or 90 minutes. */
const ONE: Fault = { begin: [0, 20], end: [70, 90] };

spec('projections/objective-ranges [unit]', (test) => {
  test('an objective between the ends is met or missed as the times may have been', () => {
    assert.equal(told(service([ONE], 60)), ['-30 -10 10 depends']);
    const { range } = service([ONE], 60).outages[0] ?? {};
    assert.equal(range?.raw, { least: 50 * MINUTE, most: 90 * MINUTE });
    assert.equal(range?.counted, range?.raw);
  });

  test('an objective outside of the ends is met or missed whatever the times were', () => {
    assert.equal(told(service([ONE], 90)), ['0 20 40 met']);
    assert.equal(told(service([ONE], 49)), ['-41 -21 -1 missed']);
    assert.equal(told(service([ONE], 50)), ['-40 -20 0 depends']);
  });

  test('each outage is followed by its place, also where another has exact times', () => {
    const exact: Fault = { begin: [300, 300], end: [310, 310] };
    const found = service([exact, ONE], 60);
    assert.equal(told(found), ['-30 -10 10 depends', 'NaN 50 NaN none']);
    assert.is(found.mayHaveBeen, undefined);
  });

  test('an outage that may not be over yet has no verdict by some of its times', () => {
    assert.equal(
      service([ONE], 60, 75).outages.map(({ verdict, range }) => [verdict, range?.verdict]),
      [['missed', 'depends']],
    );
    assert.equal(
      service([{ begin: [0, 20], end: [70, 90] }], 200, 75).outages.map(({ verdict, range }) => [verdict, range?.verdict]),
      [['running', 'depends']],
    );
  });

  test('outages that may have been one are not followed, and their number is told', () => {
    const found = service(
      [
        { begin: [60, 80], end: [100, 130] },
        { begin: [120, 120], end: [140, 140] },
      ],
      30,
    );
    assert.equal(found.mayHaveBeen, { least: 1, most: 2 });
    assert.ok(found.outages.every(({ range }) => range === undefined));
  });

  test('an outage that there may not have been is not followed, and the others neither', () => {
    const found = service(
      [
        { begin: [20, 25], end: [40, 40] },
        { begin: [100, 110], end: [110, 110] },
      ],
      30,
    );
    assert.equal(found.mayHaveBeen, { least: 1, most: 2 });
    assert.equal(
      found.outages.map(({ range }) => range),
      [undefined, undefined],
    );
  });

  test('as many outages that are not the same ones are not followed', () => {
    // A and B are two by their shortest, when C is none; else A and B are one, and C is the other.
    const found = service(
      [
        { begin: [100, 100], end: [110, 120] },
        { begin: [112, 118], end: [140, 140] },
        { begin: [200, 210], end: [210, 220] },
      ],
      30,
    );
    assert.equal(found.mayHaveBeen, { least: 2, most: 2 });
    assert.ok(found.outages.every(({ range }) => range === undefined));
  });

  test('the report says what depends on uncertain times, as text, CSV and JSON', () => {
    const report = judged([ONE], 60);
    if (isRefusal(report)) throw new Error(report.refused);
    const { text, csv, json } = objectivesAnswer(report);
    const style = styleOf('UTC', false);
    const lines = text(style).split('\n');
    assert.ok(
      lines.some((line) => line.includes('✗ missed by 10 min; may be met')),
      text(style),
    );
    assert.match(
      text(style),
      'least 50 min, best 1 h 10 min, most 1 h 30 min; from late by 30 min to 10 min to spare; met or missed depends',
    );
    const [head = '', row = ''] = csv?.().split('\n') ?? [];
    const cell = (name: string): string | undefined => row.trim().split(',')[head.trim().split(',').indexOf(name)];
    assert.equal(['verdict', 'least_raw_ms', 'most_raw_ms', 'least_margin_ms', 'most_margin_ms', 'range_verdict'].map(cell), [
      'missed',
      '3000000',
      '5400000',
      '-1800000',
      '600000',
      'depends',
    ]);
    const { services } = json as { services: { mayHaveBeen: unknown; outages: { range: { verdict: string; mostMarginMs: number } }[] }[] };
    assert.is(services[0]?.mayHaveBeen, null);
    assert.is(services[0]?.outages[0]?.range.verdict, 'depends');
    assert.is(services[0]?.outages[0]?.range.mostMarginMs, 10 * MINUTE);
  });
});

const every = ([first, last]: Ends): readonly number[] => Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** Every choice of one begin and one end for each fault, as the outages it makes. */
const choices = (faults: readonly Fault[]): readonly (readonly (readonly [number, number])[])[] =>
  faults
    .reduce<readonly (readonly (readonly [number, number])[])[]>(
      (before, { begin, end }) =>
        before.flatMap((chosen) => every(begin).flatMap((from) => every(end).map((to) => [...chosen, [from, to] as const]))),
      [[]],
    )
    .map(outagesOf);

const outagesOf = (spans: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] => {
  const found: [number, number][] = [];
  for (let m = 0; m < 100; m++) {
    if (!spans.some(([from, to]) => from <= m && m < to)) continue;
    const last = found.at(-1);
    if (last?.[1] === m) last[1] = m + 1;
    else found.push([m, m + 1]);
  }
  return found;
};

const fault = fc
  .tuple(fc.integer({ min: 0, max: 40 }), fc.nat(3), fc.integer({ min: 1, max: 6 }), fc.nat(3))
  .map(([from, early, length, late]): Fault => {
    const first = from + early + length;
    return { begin: [from, from + early], end: [first, first + late] };
  });

spec('projections/objective-ranges [laws]', (test) => {
  test('where every choice of times makes the same outages, theirs are the least and the most; else none is left out', () =>
    holds(
      fc.property(fc.array(fault, { minLength: 1, maxLength: 2 }), fc.integer({ min: 1, max: 12 }), (faults, rto) => {
        const all = choices(faults);
        const found = service(faults, rto);
        if (all.some(({ length }) => length !== all[0]?.length)) return;
        found.outages.forEach(({ raw, range }, index) => {
          const lengths = all.map((outages) => outages[index]).map((outage) => (outage === undefined ? NaN : outage[1] - outage[0]));
          const [least, most] = [Math.min(...lengths), Math.max(...lengths)];
          const known = range?.raw ?? { least: raw, most: raw };
          if (found.mayHaveBeen === undefined) assert.equal(known, { least: least * MINUTE, most: most * MINUTE });
          if (range?.verdict === 'met') assert.ok(most <= rto);
          if (range?.verdict === 'missed') assert.ok(least > rto);
          if (range?.verdict === 'depends') assert.ok(least <= rto && rto < most);
        });
      }),
      { runs: runs(60, 2000) },
    ));
});
