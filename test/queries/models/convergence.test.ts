// A late fact costs what it changes: folding stops where the history is again as it was, dates that are only told are carried on, and the rows
// are those of a history made from scratch.
import * as assert from 'uvu/assert';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import { exactly } from '#domain/time/instant.ts';
import { historyWriter } from '#queries/models/history-model.ts';
import { HISTORY } from '#queries/models/made-from.ts';
import { memoryStore } from '#store/memory.ts';
import { spec } from '../../support/spec.ts';
import { appendAll, bring, builtOf, COARSER, logOf, manyFaults, rowsOf, sameAnswers, sourceOf } from './a-log.ts';

const COUNT = 600;

const late = (data: object): Fact =>
  ({ id: 'late', v: 1, type: 'OutageBegan', occurredAt: exactly(1_000 + 10 * (COUNT / 2) + 6), data }) as unknown as Fact;

/** Facts folded when this one comes late, with the history held to one made from scratch. */
const foldedFor = async (data: object, beside: readonly Recorded[] = []): Promise<number> => {
  const log = await logOf([...beside, ...manyFaults(COUNT)]);
  const store = memoryStore();
  const writer = historyWriter(sourceOf(log, store, COARSER));
  await bring(log, store, writer);
  await appendAll(log, [{ fact: late(data), stream: 'component-other', revision: 0, position: '', recordedAt: 200_000 }]);
  let folded = 0;
  const { lease } = await store.claim({ model: HISTORY, owner: 'test', now: 0, length: 1000 });
  await writer.bring({ lease, folding: (count) => (folded += count) });
  const scratch = memoryStore();
  await bring(log, scratch, historyWriter(sourceOf(log, scratch, COARSER)));
  assert.equal(await rowsOf(store), await rowsOf(scratch));
  return folded;
};

/** A fact of a stream of its own. */
const own = (id: string, type: string, at: number, data: object): Recorded => ({
  fact: { ...late(data), id, type, occurredAt: exactly(at) } as unknown as Fact,
  stream: 'component-other',
  revision: 0,
  position: '',
  recordedAt: 150_000,
});

/** Something that goes on elsewhere, so that there are many segments. */
const elsewhere: readonly Recorded[] = [
  own('other', 'ComponentDeclared', 0, { component: 'other', definition: {} }),
  ...manyFaults(300)
    .slice(2)
    .map(({ fact }) => own(fact.id, fact.type, fact.occurredAt?.best ?? 0, { ...fact.data, component: 'other' })),
];

/** Takes a late fact in, and holds the rows to those made from scratch; how many facts were folded again. */
const takenIn = async (facts: readonly Recorded[], last: Recorded): Promise<number> => {
  const log = await logOf(facts);
  const store = await builtOf(log);
  await appendAll(log, [last]);
  let folded = 0;
  const { lease } = await store.claim({ model: HISTORY, owner: 'test', now: 0, length: 1000 });
  await historyWriter(sourceOf(log, store)).bring({ lease, folding: (count) => (folded += count) });
  assert.equal(await rowsOf(store), await rowsOf(await builtOf(log)));
  return folded;
};

spec('queries/models/convergence [unit]', (test) => {
  test('a late outage that was over is folded where it stands, and no further', async () => {
    const folded = await foldedFor({ component: 'host', level: 'down', duration: 2 });
    assert.ok(folded < COUNT / 4, `${String(folded)} of ${String(COUNT)} facts were folded`);
  });

  test('one that is not over is folded to the end', async () => {
    const folded = await foldedFor({ component: 'host', level: 'down' });
    assert.ok(folded > COUNT / 3, `${String(folded)} of ${String(COUNT)} facts were folded`);
  });

  test('since when a component has been as it is, is told right long after', async () => {
    const facts = manyFaults(80).filter(({ fact }) => fact.type === 'ComponentDeclared' || (fact.occurredAt?.best ?? 0) > 1_400);

    const log = await logOf(facts);
    const store = await builtOf(log);
    await appendAll(log, [
      {
        fact: { ...late({ component: 'shop', level: 'degraded', duration: 3 }), occurredAt: exactly(500) },
        stream: 'component-shop',
        revision: 0,
        position: '',
        recordedAt: 200_000,
      },
    ]);
    await bring(log, store);
    assert.equal(await rowsOf(store), await rowsOf(await builtOf(log)));
    await sameAnswers(log, store);
  });

  test('and of one that is observed later, since when it is as derived leaves no trace', async () => {
    const observed = own('seen', 'StatusObserved', 3_000, { component: 'shop', level: 'up', vantage: 'monitor', binding: true });
    const facts = [...manyFaults(0), ...elsewhere, observed];
    await takenIn(facts, own('late', 'OutageBegan', 500, { component: 'shop', level: 'degraded', duration: 3 }));
  });

  test('an outage that began before another one, and was over first, changes since when it is down, whatever that is owed to later', async () => {
    const facts = [
      ...elsewhere,
      own('lone', 'ComponentDeclared', 0, { component: 'lone', definition: {} }),
      own('first', 'OutageBegan', 1_000, { component: 'lone', level: 'down', fault: 'first' }),
      own('second', 'OutageBegan', 2_500, { component: 'lone', level: 'down', fault: 'second' }),
      own('over', 'OutageEnded', 3_000, { component: 'lone', fault: 'first' }),
    ];
    const folded = await takenIn(facts, own('late', 'OutageBegan', 500, { component: 'lone', level: 'down', duration: 600 }));
    assert.ok(folded < 150, `${String(folded)} facts were folded`);
  });

  test('a reserve that was used and is full again leaves no trace', async () => {
    const ups = { type: 'ComponentDeclared', data: { component: 'ups', definition: { requires: 'mains', holdUp: 40, recharge: 20 } } };
    const mains = { type: 'ComponentDeclared', data: { component: 'mains', definition: {} } };
    const declared = [mains, ups].map(({ type, data }, index) => ({
      fact: { id: `own-${String(index)}`, v: 1, type, occurredAt: exactly(0), data } as unknown as Fact,
      stream: 'model',
      revision: 0,
      position: '',
      recordedAt: 99_000,
    }));
    assert.ok((await foldedFor({ component: 'mains', level: 'down', duration: 2 }, declared)) < COUNT / 4);
  });

  test('one that is still filling is remembered as full as it is', async () => {
    const facts = [
      ...elsewhere,
      own('mains', 'ComponentDeclared', 0, { component: 'mains', definition: {} }),
      own('ups', 'ComponentDeclared', 0, { component: 'ups', definition: { requires: 'mains', holdUp: 40, recharge: 4_000 } }),
      own('drains', 'OutageBegan', 1_000, { component: 'mains', level: 'down', duration: 30 }),
      own('empties', 'OutageBegan', 1_500, { component: 'mains', level: 'down', duration: 30 }),
    ];
    await takenIn(facts, own('late', 'OutageBegan', 1_498, { component: 'other', level: 'down', duration: 40 }));
  });
});
