// Late facts are normal (S5.3, S5.4): whatever the order in which facts arrive, corrections and retractions among them, the log says the
// same as if each had arrived when it happened; also about what was known at any time. When a fact was reported is part of the fact.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { effectiveFacts } from '#domain/facts/effective.ts';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { byFoldOrder } from '#domain/facts/fold-order.ts';
import { replay } from '#domain/impact/replay.ts';
import { exactly } from '#domain/time/instant.ts';
import { visibleFacts } from '#log/visible.ts';
import { decodeData } from '#wire/data.ts';
import { arbitraryHistory } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { story } from '../support/story.ts';

const UNTIL = 60;
/** All facts are reported before the first of them is recorded, no two at once. */
const RECORDED = 1_000;

interface Amending {
  readonly target: number;
  readonly retracts: boolean;
  readonly at: number | undefined;
  readonly level: 'down' | 'degraded' | undefined;
}

const amending: fc.Arbitrary<Amending> = fc.record({
  target: fc.nat(),
  retracts: fc.boolean(),
  at: fc.option(fc.integer({ min: 0, max: 23 }), { nil: undefined }),
  level: fc.constantFrom('down', 'degraded', undefined),
});

/** A history and amendments of its facts and of each other, each reported at its place in the list. */
const amended: fc.Arbitrary<readonly Recorded[]> = fc
  .tuple(arbitraryHistory({ maxComponents: 4, dense: true }), fc.array(amending, { maxLength: 6 }))
  .map(([{ facts }, amendments]) => {
    const told = [...facts];
    for (const [index, one] of amendments.entries()) {
      const target = told[one.target % told.length] as Recorded;
      // Definitions rest on the scale: taking it from under them is refused when somebody says so, not folded.
      if (target.fact.type === 'ScaleDefined') continue;
      const fact = {
        id: `amendment-${index}`,
        v: 1,
        occurredAt: exactly(one.at ?? 0),
        reason: 'because',
        ...amendmentOf(target.fact, one),
      } as Fact;
      told.push({ ...target, fact });
    }
    return told.map((one, reportedAt) => ({ ...one, fact: { ...one.fact, reportedAt } as Fact }));
  });

const amendmentOf = (target: Fact, { retracts, at, level }: Amending): Pick<Fact, 'type' | 'data'> => {
  if (retracts || target.type === 'Retracted' || target.type === 'Corrected') return { type: 'Retracted', data: { fact: target.id } };
  const moved = at === undefined ? {} : { occurredAt: exactly(at) };
  const data = target.type === 'OutageBegan' && level !== undefined ? { data: { component: target.data.component, level } } : {};
  return { type: 'Corrected', data: { fact: target.id, ...moved, ...data } };
};

/** As a log holds facts that arrived in this order. */
const arrived = (facts: readonly Recorded[]): readonly Recorded[] => {
  const revisions = new Map<string, number>();
  return facts.map((one, index) => {
    const revision = revisions.get(one.stream) ?? 0;
    revisions.set(one.stream, revision + 1);
    return { ...one, revision, position: String(index).padStart(6, '0'), recordedAt: RECORDED + index };
  });
};

const figures = (log: readonly Recorded[], known?: number): unknown => {
  const { facts, inapplicable } = effectiveFacts(visibleFacts(log, { known }).facts, decodeData);
  const idle = [...inapplicable, ...replay(facts, { until: UNTIL }).inapplicable];
  return { story: sorted(story(facts, UNTIL)), inapplicable: idle.map(({ recorded, why }) => `${recorded.fact.id}: ${why}`).toSorted() };
};

const sorted = (told: Readonly<Record<string, string>>): unknown => Object.entries(told).toSorted(([a], [b]) => (a < b ? -1 : 1));

const shuffled = (facts: readonly Recorded[], keys: fc.Stream<number>): readonly Recorded[] => {
  const sortKeys = new Map(facts.map((one) => [one, keys.next().value as number]));
  return facts.toSorted((a, b) => (sortKeys.get(a) ?? 0) - (sortKeys.get(b) ?? 0));
};

spec('laws/arrival-order [property]', (test) => {
  test('a log folded in any order of arrival gives the figures of one folded in order of occurrence', () =>
    holds(
      fc.property(amended, fc.infiniteStream(fc.nat()), (facts, keys) => {
        const inOrder = figures(arrived(facts.toSorted(byFoldOrder)));
        assert.equal(figures(arrived(shuffled(facts, keys))), inOrder);
      }),
      { runs: runs(80, 5_000) },
    ));

  test('what was known at a time is the same, too, and is what a log would say that held no more', () =>
    holds(
      fc.property(amended, fc.infiniteStream(fc.nat()), fc.nat(25), (facts, keys, known) => {
        const held = arrived(shuffled(facts, keys));
        const reported = facts.filter(({ fact }) => (fact.reportedAt ?? 0) <= known);
        assert.equal(figures(held, known), figures(arrived(reported)));
      }),
      { runs: runs(80, 5_000) },
    ));

  test('a fact that arrives late gives the figures of a log folded from scratch with it', () =>
    holds(
      fc.property(amended, fc.nat(), (facts, which) => {
        const late = facts[which % facts.length] as Recorded;
        const before = facts.filter((one) => one !== late);
        assert.equal(figures(arrived([...before, late])), figures(arrived(facts)));
      }),
      { runs: runs(100, 5_000) },
    ));
});
