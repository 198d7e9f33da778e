// Several projection processes on one log that many share, on a server: into one store only one of them writes, each into a store of its own all
// of them; whoever is started again takes up where it stopped, killed or not; all come to the rows of a history made from scratch.
import * as assert from 'uvu/assert';
import { openEventStoreLog } from '#log/eventstoredb.ts';
import type { EventLog } from '#log/event-log.ts';
import { historyWriter } from '#queries/models/history-model.ts';
import { HISTORY } from '#queries/models/made-from.ts';
import { memoryStore } from '#store/memory.ts';
import { openSqliteStore } from '#store/sqlite.ts';
import { addressOf, newLogName, someServer } from '../../log/esdb-places.ts';
import { temporaryPlaces } from '../../log/temporary.ts';
import { spec } from '../../support/spec.ts';
import { comesTo, kill, says, start, type Builder } from './builders.ts';
import { appendAll, bring, COARSER, manyFaults, rowsOf, sourceOf } from './a-log.ts';

const newPlace = temporaryPlaces();
const FACTS = manyFaults(60);

interface Shared {
  readonly url: string;
  readonly log: EventLog;
}

const withSharedLog = async (use: (shared: Shared) => Promise<void>): Promise<void> => {
  const server = await someServer();
  const url = `${server.connection}#${newLogName()}`;
  const log = await openEventStoreLog(addressOf(url), 'write');
  try {
    await use({ url, log });
  } finally {
    await log.close();
    await server.stop();
  }
};

const fromScratch = async (log: EventLog): Promise<readonly string[]> => {
  const store = memoryStore();
  await bring(log, store, historyWriter(sourceOf(log, store, COARSER)));
  return rowsOf(store);
};

spec('queries/models/eventstoredb [integration]', (test) => {
  test('of two processes on one shared log and one store, one writes, and the other takes over when it is killed', () =>
    withSharedLog(async ({ url, log }) => {
      const models = newPlace();
      await appendAll(log, FACTS.slice(0, 30));
      const builders: Builder[] = [start(url, models, 'first', 'follow')];
      try {
        await says(builders[0] as Builder, 'writing');
        const second = start(url, models, 'second', 'follow');
        builders.push(second);
        await says(second, 'standing by');
        await appendAll(log, FACTS.slice(30, 45));
        await comesTo(models, await fromScratch(log));
        assert.not(second.said().includes('writing'), 'the second wrote beside the first');
        await kill(builders[0] as Builder);
        await appendAll(log, FACTS.slice(45));
        await says(second, 'writing');
        await comesTo(models, await fromScratch(log));
      } finally {
        for (const builder of builders) await kill(builder);
      }
    }));

  test('each into a store of its own, all of them come to the same, also one that was killed in between', () =>
    withSharedLog(async ({ url, log }) => {
      const places = [newPlace(), newPlace()];
      await appendAll(log, FACTS.slice(0, 30));
      const builders = places.map((place, index) => start(url, place, `machine ${String(index)}`, 'follow'));
      try {
        for (const builder of builders) await says(builder, 'writing');
        await kill(builders[0] as Builder);
        await appendAll(log, FACTS.slice(30));
        builders.push(start(url, places[0] as string, 'machine 0, again', 'follow'));
        const whole = await fromScratch(log);
        for (const place of places) await comesTo(place, whole);
      } finally {
        for (const builder of builders) await kill(builder);
      }
    }));

  test('one that is started again reads on behind what it has taken in', () =>
    withSharedLog(async ({ url, log }) => {
      const place = newPlace();
      const bringAgain = async (): Promise<{ readonly taken: number; readonly readFrom: readonly (string | undefined)[] }> => {
        const shared = await openEventStoreLog(addressOf(url), 'read');
        const store = await openSqliteStore(place, 'write');
        const readFrom: (string | undefined)[] = [];
        const watched: EventLog = { ...shared, readAll: (options) => (readFrom.push(options?.after), shared.readAll(options)) };
        const { lease } = await store.claim({ model: HISTORY, owner: 'one', now: 0, length: 1000 });
        const { taken } = await historyWriter(sourceOf(watched, store, COARSER)).bring({ lease });
        await store.close();
        await shared.close();
        return { taken, readFrom };
      };
      await appendAll(log, FACTS.slice(0, 40));
      const first = await bringAgain();
      assert.is(first.taken, 40);
      assert.is(first.readFrom[0], undefined);
      await appendAll(log, FACTS.slice(40));
      const second = await bringAgain();
      assert.is(second.taken, FACTS.length - 40);
      assert.type(second.readFrom[0], 'string');
      await comesTo(place, await fromScratch(log));
      assert.is((await bringAgain()).taken, 0);
    }));
});
