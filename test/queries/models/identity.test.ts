// A history is asked only for the very log it was made from, and by the version that made it: beside another log, one that goes on otherwise or
// ends sooner, or in the hands of another version, it is not used, and made again it is as one made from scratch.
import * as assert from 'uvu/assert';
import type { Recorded } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import type { EventLog } from '#log/event-log.ts';
import { heldModel, historyWriter } from '#queries/models/history-model.ts';
import { HISTORY, type HistorySource } from '#queries/models/made-from.ts';
import type { ModelStore } from '#store/model-store.ts';
import { memoryStore } from '#store/memory.ts';
import { spec } from '../../support/spec.ts';
import { builtOf, COARSER, logOf, manyFaults, rowsOf, sameAnswers, sourceOf } from './a-log.ts';

const FACTS = manyFaults(30);

/** The same facts, but that one of them says something else, or happened at another time. */
const otherwise = (index: number): readonly Recorded[] =>
  FACTS.map((one, place) => (place === index ? { ...one, fact: { ...one.fact, reason: 'found out', occurredAt: exactly(1_003) } } : one));

/** Not held for the log; brought up to date, as if made from it. */
const madeAgain = async (log: EventLog, store: ModelStore, source: HistorySource = sourceOf(log, store)): Promise<void> => {
  assert.is(await heldModel(source), undefined);
  const { lease } = await store.claim({ model: HISTORY, owner: 'other', now: 0, length: 1000 });
  await historyWriter(source).bring({ lease });
  assert.ok((await heldModel(source)) !== undefined);
  const scratch = memoryStore();
  const claimed = await scratch.claim({ model: HISTORY, owner: 'scratch', now: 0, length: 1000 });
  await historyWriter({ ...source, store: scratch }).bring({ lease: claimed.lease });
  assert.equal(await rowsOf(store), await rowsOf(scratch));
};

spec('queries/models/identity [unit]', (test) => {
  test('it is held for its log, and goes on being held as the log grows', async () => {
    const log = await logOf(FACTS);
    const store = await builtOf(log);
    assert.ok((await heldModel(sourceOf(log, store))) !== undefined);
  });

  for (const [what, facts] of [
    ['another log, as long', otherwise(0)],
    ['a log that goes on otherwise behind the same first fact', otherwise(FACTS.length - 1)],
    ['a log that holds less', FACTS.slice(0, -1)],
    ['an empty log', []],
  ] as const)
    test(`beside ${what}, it is not used, and is made again`, async () => {
      const store = await builtOf(await logOf(FACTS));
      const log = await logOf(facts);
      if (facts.length > 0) return madeAgain(log, store);
      assert.is(await heldModel(sourceOf(log, store)), undefined);
    });

  test('a log that has grown further than it was taken in is not answered from it', async () => {
    const store = await builtOf(await logOf(FACTS.slice(0, 20)));
    const log = await logOf(FACTS);
    assert.is(await heldModel(sourceOf(log, store)), undefined);
  });

  test('what another version made is not used, and is made again', async () => {
    const log = await logOf(FACTS);
    const store = await builtOf(log);
    await madeAgain(log, store, sourceOf(log, store, undefined, '2'));
  });

  test('what was cut into longer segments is not used, and is made again', async () => {
    const log = await logOf(FACTS);
    const store = await builtOf(log);
    await madeAgain(log, store, sourceOf(log, store, COARSER));
    assert.is(await heldModel(sourceOf(log, store)), undefined);
  });

  test('made again, it answers for the other log', async () => {
    const store = await builtOf(await logOf(FACTS));
    const log = await logOf(otherwise(5));
    if ((await heldModel(sourceOf(log, store))) === undefined) await madeAgain(log, store);
    await sameAnswers(log, store);
  });
});
