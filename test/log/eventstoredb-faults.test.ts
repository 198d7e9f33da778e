// Everything that can go wrong between a log and its server, played by the server of these tests in a process of its own, or by a wire to it:
// each ends in an error that says what to do, or is got over; nothing is lost, nothing comes twice.
import * as assert from 'uvu/assert';
import type { EventLog } from '#log/event-log.ts';
import { openEventStoreLog } from '#log/eventstoredb.ts';
import { foundIn, verified } from '#log/verify.ts';
import { serverApart, type ServerApart } from '../support/esdb/apart.ts';
import type { Fault, ServerOptions } from '../support/esdb/server.ts';
import { spec } from '../support/spec.ts';
import { addressOf } from './esdb-places.ts';
import { refusedWith } from './refused.ts';
import { collected, ids, idOf, note, notes, refusal } from './sample-facts.ts';

interface Stage {
  readonly server: ServerApart;
  /** Opens the log over the wire. */
  readonly open: (options?: {
    readonly patience?: number;
    readonly deadline?: number;
    readonly mode?: 'read' | 'write';
  }) => Promise<EventLog>;
}

const onStage = async (use: (stage: Stage) => Promise<void>, options: ServerOptions = {}): Promise<void> => {
  const server = await serverApart(options);
  const opened: EventLog[] = [];
  try {
    await use({
      server,
      open: async ({ patience = 3000, deadline = 10_000, mode = 'write' } = {}) => {
        const address = addressOf(`esdb://127.0.0.1:${server.wire}?tls=false&defaultDeadline=${deadline}#faults`);
        const log = await openEventStoreLog(address, mode, { patience });
        opened.push(log);
        return log;
      },
    });
  } finally {
    await Promise.all(opened.map((log) => log.close()));
    await server.end();
  }
};

const idsFrom = (first: number, count: number): string[] => Array.from({ length: count }, (_, index) => idOf(first + index));

const PASSING = ['not-ready', 'no-leader', 'shutting-down', 'timeout', 'cut'] as const satisfies readonly Fault[];

spec('log/eventstoredb, faults [integration]', (test) => {
  test('a server that is not there is unreachable, in one sentence without the password', async () => {
    const address = addressOf('esdb://ann:secret@127.0.0.1:1?tls=false#none');
    const error = await refusal(openEventStoreLog(address, 'read', { patience: 50 }));
    assert.match(
      error.message,
      /^The server of the log esdb:\/\/ann:\*\*\*@127\.0\.0\.1:1\?tls=false#none cannot be reached: .*ECONNREFUSED/,
    );
    assert.not.match(error.message + String(error.stack), 'secret');
  });

  test('a host that nobody knows, and a cluster of which no member answers, are unreachable', async () => {
    for (const hosts of ['no-such-host.invalid:2113', '127.0.0.1:1,127.0.0.1:2'])
      await refusedWith(
        openEventStoreLog(addressOf(`esdb://${hosts}?tls=false&maxDiscoverAttempts=1#none`), 'read', { patience: 50 }),
        'unreachable',
        'cannot be reached',
      );
  });

  for (const fault of PASSING)
    test(`an append that meets “${fault}” is made again, once`, () =>
      onStage(async ({ server, open }) => {
        const log = await open();
        await log.append('s', 'none', notes(0, 3), 5);
        await server.next('append', fault);
        const result = await log.append('s', 2, notes(3, 2), 6);
        assert.equal(result.kind === 'appended' && [result.revision, result.added], [4, 2]);
        assert.equal(ids(await collected(log.readAll())), idsFrom(0, 5));
      }));

  test('an append whose answer is lost stands once, and says that it was added', () =>
    onStage(async ({ server, open }) => {
      const log = await open();
      for (const [expected, first] of [
        ['none', 0],
        [1, 2],
      ] as const) {
        await server.next('append', 'cut-after');
        const result = await log.append('s', expected, notes(first, 2), 7);
        assert.equal(result.kind === 'appended' && [result.revision, result.added], [first + 1, 2]);
        const again = await log.append('s', expected, notes(first, 2), 8);
        assert.is(again.kind === 'appended' && again.added, 0);
      }
      const read = await collected(log.readAll());
      assert.equal(ids(read), idsFrom(0, 4));
      assert.ok(read.every(({ recordedAt }) => recordedAt === 7));
      assert.equal((await verified(foundIn(log))).breaks, []);
    }));

  test('an append that is never answered is told as slow, and nothing of it is doubled when it is made again', () =>
    onStage(async ({ server, open }) => {
      const log = await open({ patience: 30, deadline: 100 });
      await log.append('s', 'none', [note(0)], 5);
      await server.next('append', 'never');
      await refusedWith(log.append('s', 0, [note(1)], 5), 'unreachable', 'does not answer in time');
      assert.is((await log.append('s', 0, [note(1)], 5)).kind, 'appended');
      assert.equal(ids(await collected(log.readAll())), idsFrom(0, 2));
    }));

  test('a member that is not the leader sends the append to the one that is', async () => {
    const leader = await serverApart();
    await onStage(async ({ server, open }) => {
      const log = await open();
      await log.append('s', 'none', notes(0, 2), 5);
      await server.next('append', { leader: { host: '127.0.0.1', port: leader.port } });
      await log.append('t', 'none', notes(2, 2), 5);
      assert.equal([(await server.counts()).records, (await leader.counts()).records], [3, 2]);
    });
    await leader.end();
  });

  test('of a cluster the leader is found by asking any member', async () => {
    const server = await serverApart();
    const other = await serverApart({
      members: [
        { host: '127.0.0.1', port: 1, isLeader: false },
        { host: '127.0.0.1', port: server.port, isLeader: true },
      ],
    });
    for (const url of [`esdb://127.0.0.1:1,127.0.0.1:${other.port}?tls=false#c`, `esdb+discover://127.0.0.1:${other.port}?tls=false#c`]) {
      const log = await openEventStoreLog(addressOf(url), 'write');
      await log.append(url, 'none', [note(1)], 5);
      await log.close();
    }
    assert.equal([(await server.counts()).records, (await other.counts()).records], [3, 0]);
    await server.end();
    await other.end();
  });

  for (const fault of ['cut', 'not-ready', 'shutting-down'] as const)
    test(`reading goes on where it was when it meets “${fault}”`, () =>
      onStage(async ({ server, open }) => {
        const log = await open();
        for (let n = 0; n < 10; n++) await log.append('s', n === 0 ? 'none' : n * 100 - 1, notes(n * 100, 100), 5);
        await server.next('subscribe', fault);
        await server.next('read', fault);
        assert.equal(ids(await collected(log.readAll())), idsFrom(0, 1000));
        await server.next('read', fault);
        assert.equal(ids(await collected(log.readStream('s'))), idsFrom(0, 1000));
        const read: string[] = [];
        for await (const { fact } of log.readAll()) if (read.push(fact.id) % 300 === 0) await server.cut();
        assert.equal(read, idsFrom(0, 1000));
        const backwards: string[] = [];
        for await (const { fact } of log.readStream('s', { direction: 'backwards' }))
          if (backwards.push(fact.id) % 300 === 0) await server.cut();
        assert.equal(backwards.reverse(), idsFrom(0, 1000));
      }));

  test('a follower goes on over cut wires and a server started again, without a gap or a repeat', () =>
    onStage(async ({ server, open }) => {
      const log = await open({ patience: 10_000 });
      const read: string[] = [];
      const stopping = new AbortController();
      const following = (async () => {
        for await (const { records } of log.follow({ signal: stopping.signal })) {
          read.push(...ids(records));
          if (read.length === 200) stopping.abort();
        }
      })();
      for (let n = 0; n < 200; n++) {
        await log.append('s', n === 0 ? 'none' : n - 1, [note(n)], 5);
        if (n % 40 === 20) await server.cut();
        if (n === 100) {
          await server.kill();
          await server.start();
        }
      }
      await following;
      assert.equal(read, idsFrom(0, 200));
    }));

  test('a follower that takes nothing stops the server, and holds little', () =>
    onStage(async ({ server, open }) => {
      const log = await open();
      const text = 'x'.repeat(100_000);
      for (let n = 0; n < 300; n++) await log.append(`s${n}`, 'none', [note(n, text)], 5);
      const before = (await server.counts()).sent;
      const follower = log.follow()[Symbol.asyncIterator]();
      let come = ((await follower.next()).value as { readonly records: readonly unknown[] }).records.length;
      await new Promise((resolve) => setTimeout(resolve, 300));
      const sent = (await server.counts()).sent - before;
      assert.ok(sent < 200, `${sent} of 300 were sent`);
      while (come < 300) come += ((await follower.next()).value as { readonly records: readonly unknown[] }).records.length;
      assert.is(come, 300);
      await follower.return?.();
      assert.is((await server.counts()).calls.subscribe, 1);
    }));

  for (const marks of ['caught-up', 'none'] as const)
    test(`the end is found on a server that marks it by “${marks}”, whoever wrote last`, () =>
      onStage(
        async ({ server, open }) => {
          const log = await open();
          await log.append('s', 'none', notes(0, 50), 5);
          for (const others of [0, 100]) {
            const events = Array.from({ length: others }, (_, index) => ({
              id: idOf(900 + index),
              type: 'X',
              contentType: 'application/json',
              data: Buffer.from('{}'),
              metadata: new Uint8Array(),
            }));
            if (others > 0) await server.write('others', events);
            assert.is((await collected(log.readAll())).length, 50);
            assert.is((await collected(log.readAll({ limit: 10 }))).length, 10);
          }
          assert.is((await collected((await open()).readAll())).length, 50);
        },
        { marks },
      ));

  test('an append call by call does as well, where the server takes no batches', () =>
    onStage(
      async ({ server, open }) => {
        const log = await open();
        await server.next('append', 'cut-after');
        await log.append('s', 'none', notes(0, 3), 5);
        assert.equal(await log.append('s', 'none', [note(9)], 5), { kind: 'conflict', stream: 's', expected: 'none', actual: 2 });
        assert.equal(ids(await collected(log.readAll())), idsFrom(0, 3));
      },
      { hasBatchAppend: false },
    ));

  for (const maxAppendSize of [1 << 20, 20_000])
    test(`a server that takes ${maxAppendSize} bytes at once is sent an import in parts, and nothing else`, () =>
      onStage(
        async ({ open }) => {
          const log = await open();
          const text = 'y'.repeat(maxAppendSize / 20);
          const imported = Array.from({ length: 50 }, (_, n) => note(n, text, 'i'));
          const result = await log.append('s', 'none', imported, 5);
          assert.equal(result.kind === 'appended' && [result.revision, result.added], [49, 50]);
          assert.is((await log.append('s', 'none', imported, 6)).kind, 'appended');
          const alone = Array.from({ length: 50 }, (_, n) => note(100 + n, text));
          await refusedWith(log.append('t', 'none', alone, 5), 'too-large', 'takes no fact as large as this');
          await refusedWith(
            log.append('t', 'none', [note(200, 'z'.repeat(maxAppendSize), 'i')], 5),
            'too-large',
            'nothing of it was recorded',
          );
          assert.equal(ids(await collected(log.readAll())), idsFrom(0, 50));
          assert.equal((await verified(foundIn(log))).breaks, []);
        },
        { maxAppendSize },
      ));

  test('many appends at once on a wire that is cut are each made once', () =>
    onStage(async ({ server, open }) => {
      const log = await open({ patience: 10_000 });
      await log.append('s', 'none', [note(0)], 5);
      const appends = Array.from({ length: 60 }, (_, n) => log.append(`s${n}`, 'none', [note(n + 1, 'w'.repeat(20_000))], 5));
      for (let cut = 0; cut < 4; cut++) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        await server.cut();
      }
      assert.ok((await Promise.all(appends)).every((result) => result.kind === 'appended' && result.added === 1));
      assert.is((await collected(log.readAll())).length, 61);
    }));

  test('a log is closed at once, whatever is under way', () =>
    onStage(async ({ server, open }) => {
      const log = await open({ patience: 60_000 });
      await log.append('s', 'none', notes(0, 10), 5);
      await server.hold();
      await server.next('append', 'never');
      const uses = [log.append('s', 9, [note(10)], 5), collected(log.readAll()), collected(log.readStream('s'))].map((use) => refusal(use));
      await new Promise((resolve) => setTimeout(resolve, 30));
      const before = performance.now();
      await log.close();
      assert.ok(performance.now() - before < 1500);
      await server.release();
      await server.cut();
      for (const error of await Promise.all(uses)) assert.match(error.message, 'closed');
    }));
});
