// Late facts, corrections, retractions and imports: however a log came to be, and however often its history was brought up to date on the
// way, the history has the rows of one made from scratch; and whatever the order of arrival, it says the same, byte for byte.
import fc from 'fast-check';
import * as assert from 'uvu/assert';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { byFoldOrder } from '#domain/facts/fold-order.ts';
import { exactly } from '#domain/time/instant.ts';
import { importDigest } from '#log/completed.ts';
import { memoryLog } from '#log/memory.ts';
import { historyWriter } from '#queries/models/history-model.ts';
import { memoryStore } from '#store/memory.ts';
import { amended, arrived, shuffled } from '../../support/arbitrary-amended.ts';
import { arbitraryHistory } from '../../support/arbitrary-history.ts';
import { holds } from '../../support/property.ts';
import { runs } from '../../support/sizes.ts';
import { spec } from '../../support/spec.ts';
import { appendAll, bring, builtOf, logOf, rowsOf, saidBy, sameAnswers, sourceOf } from './a-log.ts';

const many = { runs: runs(12, 1_500) };

/** Appends in lots, and brings the history up to date after each; `warm`: by one writer that stays open. */
const grown = async (facts: readonly Recorded[], cuts: readonly number[], warm: boolean): Promise<void> => {
  const [log, store] = [memoryLog(), memoryStore()];
  const writer = historyWriter(sourceOf(log, store));
  const ends = [...new Set([...cuts.map((cut) => cut % (facts.length + 1)), facts.length])].sort((a, b) => a - b);
  let from = 0;
  for (const to of ends) {
    await appendAll(log, facts.slice(from, to));
    await (warm ? bring(log, store, writer) : bring(log, store));
    from = to;
  }
  assert.equal(await rowsOf(store), await rowsOf(await builtOf(log)));
  await sameAnswers(log, store);
};

spec('queries/models/late [property]', (test) => {
  for (const warm of [true, false]) {
    test(`folding on after late facts and amendments equals folding from scratch (${warm ? 'one writer' : 'a new writer each time'})`, () =>
      holds(
        fc.asyncProperty(amended, fc.infiniteStream(fc.nat()), fc.array(fc.nat(), { maxLength: 6 }), (facts, keys, cuts) =>
          grown(shuffled(facts, keys), cuts, warm),
        ),
        many,
      ));
  }

  test('a log that arrived in any order says byte for byte what one says that arrived in order of occurrence', () =>
    holds(
      fc.asyncProperty(amended, fc.infiniteStream(fc.nat()), async (facts, keys) => {
        const [inOrder, mixed] = [await logOf(arrived(facts.toSorted(byFoldOrder))), await logOf(arrived(shuffled(facts, keys)))];
        assert.equal(await saidBy(mixed, await builtOf(mixed)), await saidBy(inOrder, await builtOf(inOrder)));
      }),
      many,
    ));

  test('facts of an import count once it is completed, and again as one when it is taken back', () =>
    holds(
      fc.asyncProperty(
        arbitraryHistory({ maxComponents: 4, dense: true }),
        fc.array(fc.nat(2), { minLength: 40, maxLength: 40 }),
        fc.array(fc.nat(), { maxLength: 5 }),
        fc.boolean(),
        async ({ facts }, imports, cuts, takesBack) => {
          const stamped = facts.map((one, index) => {
            const of = one.fact.type.startsWith('Scale') ? 0 : (imports[index % imports.length] ?? 0);
            return of === 0 ? one : { ...one, fact: { ...one.fact, import: `import-${of}` } };
          });
          const closing = [1, 2].flatMap((of): Recorded[] => {
            const ids = stamped.filter(({ fact }) => fact.import === `import-${of}`).map(({ fact }) => fact.id);
            const data = { import: `import-${of}`, count: ids.length, digest: importDigest(ids) };
            return [closer(`closed-${of}`, 'ImportCompleted', `import-import-${of}`, data)];
          });
          const back = takesBack ? [closer('taken-back', 'Retracted', 'import-import-1', { importId: 'import-1' })] : [];
          await grown([...stamped, ...closing, ...back], cuts, true);
        },
      ),
      many,
    ));
});

const closer = (id: string, type: string, stream: string, data: object): Recorded => ({
  fact: { id, v: 1, type, occurredAt: exactly(5), reason: 'said so', data } as unknown as Fact,
  stream,
  revision: 0,
  position: '',
  recordedAt: 1_000,
});
