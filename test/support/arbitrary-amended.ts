// Random histories with corrections and retractions, and the orders in which they may arrive.
import fc from 'fast-check';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { arbitraryHistory } from './arbitrary-history.ts';

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
export const amended: fc.Arbitrary<readonly Recorded[]> = fc
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
export const arrived = (facts: readonly Recorded[]): readonly Recorded[] => {
  const revisions = new Map<string, number>();
  return facts.map((one, index) => {
    const revision = revisions.get(one.stream) ?? 0;
    revisions.set(one.stream, revision + 1);
    return { ...one, revision, position: String(index).padStart(6, '0'), recordedAt: RECORDED + index };
  });
};

export const shuffled = (facts: readonly Recorded[], keys: fc.Stream<number>): readonly Recorded[] => {
  const sortKeys = new Map(facts.map((one) => [one, keys.next().value as number]));
  return facts.toSorted((a, b) => (sortKeys.get(a) ?? 0) - (sortKeys.get(b) ?? 0));
};
