// Late facts are normal (S5.3, S5.4): whatever the order in which facts arrive, corrections and retractions among them, the log says the
// same as if each had arrived when it happened; also about what was known at any time. When a fact was reported is part of the fact.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import { effectiveFacts } from '#domain/facts/effective.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { byFoldOrder } from '#domain/facts/fold-order.ts';
import { replay } from '#domain/impact/replay.ts';
import { visibleFacts } from '#log/visible.ts';
import { decodeData } from '#wire/data.ts';
import { amended, arrived, shuffled } from '../support/arbitrary-amended.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { story } from '../support/story.ts';

const UNTIL = 60;

const figures = (log: readonly Recorded[], known?: number): unknown => {
  const { facts, inapplicable } = effectiveFacts(visibleFacts(log, { known }).facts, decodeData);
  const idle = [...inapplicable, ...replay(facts, { until: UNTIL }).inapplicable];
  return { story: sorted(story(facts, UNTIL)), inapplicable: idle.map(({ recorded, why }) => `${recorded.fact.id}: ${why}`).toSorted() };
};

const sorted = (told: Readonly<Record<string, string>>): unknown => Object.entries(told).toSorted(([a], [b]) => (a < b ? -1 : 1));

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
