// What other users of a server cost a log: who reads it from the start has the server look at what stands behind the log's own beginning, who
// reads on at what stands behind that, and who begins a log at nothing of it.
import * as assert from 'uvu/assert';
import { openEventStoreLog } from '#log/eventstoredb.ts';
import type { EventLog } from '#log/event-log.ts';
import { serverApart, type ServerApart } from '../support/esdb/apart.ts';
import { spec } from '../support/spec.ts';
import { addressOf } from './esdb-places.ts';
import { collected, ids, idOf, note, notes } from './sample-facts.ts';

const OTHERS = 2000;

const someEvents = (count: number, first: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: idOf(100_000 + first + index),
    type: 'Other',
    contentType: 'application/json',
    data: Buffer.from('{}'),
    metadata: new Uint8Array(),
  }));

const besideOthers = async (use: (server: ServerApart, open: () => Promise<EventLog>) => Promise<void>): Promise<void> => {
  const server = await serverApart();
  const opened: EventLog[] = [];
  try {
    await server.write('others', someEvents(OTHERS, 0));
    await use(server, async () => {
      const log = await openEventStoreLog(addressOf(`esdb://127.0.0.1:${server.port}?tls=false#small`), 'write');
      opened.push(log);
      return log;
    });
  } finally {
    await Promise.all(opened.map((log) => log.close()));
    await server.end();
  }
};

/** Events that the server looks at for `work`. */
const lookedAt = async (server: ServerApart, work: () => Promise<unknown>): Promise<number> => {
  const before = (await server.counts()).lookedAt;
  await work();
  return (await server.counts()).lookedAt - before;
};

spec('log/eventstoredb, beside others [integration]', (test) => {
  test('a log is begun, and read from the start, without a look at what others wrote before', () =>
    besideOthers(async (server, open) => {
      const writer = await open();
      assert.is(await lookedAt(server, () => collected(writer.readAll())), 0, 'before it is begun');
      await writer.append('s', 'none', notes(0, 3), 5);
      for (const log of [writer, await open()]) {
        let read: readonly string[] = [];
        const looked = await lookedAt(server, async () => (read = ids(await collected(log.readAll()))));
        assert.equal(read, [idOf(0), idOf(1), idOf(2)]);
        assert.ok(looked <= 3, `${looked} events were looked at`);
      }
    }));

  test('who reads on has the server look at what came since', () =>
    besideOthers(async (server, open) => {
      const log = await open();
      await log.append('s', 'none', notes(0, 3), 5);
      await server.write('others', someEvents(300, OTHERS));
      await log.append('s', 2, [note(3)], 5);
      const after = (await collected(log.readAll())).at(-1)?.position as string;
      await log.append('s', 3, [note(4)], 5);
      let read: readonly string[] = [];
      const looked = await lookedAt(server, async () => (read = ids(await collected(log.readAll({ after })))));
      assert.equal([read, looked], [[idOf(4)], 1]);
    }));

  test('a follower of a log that another has yet to begin is told of its first fact', () =>
    besideOthers(async (server, open) => {
      const pages = (await open()).follow()[Symbol.asyncIterator]();
      assert.equal((await pages.next()).value, { records: [], position: undefined, caughtUp: true });
      const coming = pages.next();
      const looked = await lookedAt(server, async () => {
        await (await open()).append('s', 'none', [note(0)], 5);
        const { records } = (await coming).value as { readonly records: Parameters<typeof ids>[0] };
        assert.equal(ids(records), [idOf(0)]);
      });
      assert.ok(looked <= 2, `${looked} events were looked at`);
      await pages.return?.();
    }));

  test('a log whose beginning somebody wrote again, behind its facts, is read whole all the same', () =>
    besideOthers(async (server, open) => {
      const log = await open();
      await log.append('s', 'none', notes(0, 3), 5);
      const begun = { type: 'LogBegan', contentType: 'application/json', data: Buffer.from('{"format":1}'), metadata: new Uint8Array() };
      await server.write('knockon.small', [{ id: idOf(77), ...begun }]);
      assert.is((await collected((await open()).readAll())).length, 3, 'all of it, from the start of everything');
    }));

  test('a fact is found again at its position without a look at anything else; what others have there is none of ours', () =>
    besideOthers(async (server, open) => {
      const log = await open();
      await log.append('s', 'none', notes(0, 3), 5);
      await server.write('others', someEvents(300, OTHERS));
      const stored = await collected(log.readStored());
      const looked = await lookedAt(server, async () => {
        for (const one of stored) assert.equal(await log.storedAt?.(one.position), one);
      });
      assert.is(looked, 0);
      assert.is(await log.storedAt?.('0'.repeat(20)), undefined, 'an event of others');
      assert.is(await log.storedAt?.(`${'0'.repeat(19)}1`), undefined, 'within an event');
    }));
});
