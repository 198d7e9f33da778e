// Least and most downtime against every minute that uncertain times can be: faults of one component, ended by name or all together, in any order.
import fc from 'fast-check';
import type { Fact } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { combinations, longest, shortest, takenAt, uncertainFacts } from '#domain/simulate/ends.ts';
import { everyDowntime, settledByBest, type RangedBegin, type RangedEnd } from '../oracles/end-ranges.ts';
import { at, declared, MINUTE, minute, recorded } from '../support/history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

const DOWN = compileScale(DEFAULT_SCALE).down;
const UNTIL = 12;
const SPAN = { from: minute(0), to: minute(UNTIL) };

const range = fc
  .tuple(fc.integer({ min: 0, max: 8 }), fc.constantFrom(0, 0, 2, 4))
  .map(([earliest, length]) => [earliest, earliest + length / 2, earliest + length] as const);
const scene = fc
  .record({
    begins: fc.array(range, { minLength: 1, maxLength: 3 }),
    ends: fc.array(fc.record({ of: fc.constantFrom(undefined, undefined, 0, 1, 2), range }), { maxLength: 3 }),
  })
  .map(({ begins, ends }) => ({
    begins: begins.map((one, index): RangedBegin => ({ fault: `f${index}`, range: one })),
    ends: ends.map((one): RangedEnd => ({ fault: one.of === undefined ? undefined : `f${one.of}`, range: one.range })),
  }))
  // an end by name that ends nothing is refused when it is recorded
  .map(({ begins, ends }) => {
    const stillUsed = (kept: readonly RangedEnd[]): readonly RangedEnd[] => {
      const used = new Set(settledByBest(begins, kept));
      return kept.filter(({ fault }, index) => fault === undefined || used.has(index));
    };
    let kept: readonly RangedEnd[] = ends;
    for (let left = stillUsed(kept); left.length < kept.length; left = stillUsed(kept)) kept = left;
    return { begins, ends: kept };
  });

const placed = (fact: Fact, [earliest, best, latest]: RangedBegin['range']): Fact => ({
  ...fact,
  occurredAt: { best: minute(best), earliest: minute(earliest), latest: minute(latest) },
});

const downtime = (history: Parameters<typeof replay>[0]): number =>
  (replay(history, { until: SPAN.to }).timeline.get('a') ?? [])
    .filter(({ level }) => level === DOWN)
    .reduce((sum, { from, to }) => sum + to - from, 0) / MINUTE;

spec('laws/end-ranges [property]', (test) => {
  test('least and most are the least and the most of every minute the times can be, and the best times change nothing', () =>
    holds(
      fc.property(scene, ({ begins, ends }) => {
        const history = recorded([
          ...declared({ a: {} }),
          ...begins.map(({ fault, range: times }) => placed(at(0, 'OutageBegan', { component: 'a', level: 'down', fault }), times)),
          ...ends.map(({ fault, range: times }) =>
            placed(at(0, 'OutageEnded', { component: 'a', ...(fault === undefined ? {} : { fault }) }), times),
          ),
        ]);
        const uncertain = uncertainFacts(history, SPAN);
        const ours = [new Map(), shortest(uncertain), longest(uncertain), ...combinations(uncertain)].map((times) =>
          downtime(takenAt(history, times)),
        );
        const every = [...everyDowntime(begins, ends, UNTIL)];
        return ours[0] === downtime(history) && Math.min(...ours) === Math.min(...every) && Math.max(...ours) === Math.max(...every);
      }),
      { runs: runs(400, 20_000) },
    ));
});
