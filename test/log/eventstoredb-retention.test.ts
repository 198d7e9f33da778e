// What others may do to a log on a shared server behind its back, each found and named; on a real server, too.
import { EventStoreDBClient } from '@eventstore/db-client';
import * as assert from 'uvu/assert';
import type { EventLog } from '#log/event-log.ts';
import { openEventStoreLog } from '#log/eventstoredb.ts';
import { spec } from '../support/spec.ts';
import { addressOf, newLogName, someServer } from './esdb-places.ts';
import { refusedWith } from './refused.ts';
import { collected, fromTheFuture, note, notes } from './sample-facts.ts';

const server = someServer();

interface Shared {
  /** A log of 20 notes in stream `component-a` and 5 in `component-b`. */
  readonly log: EventLog;
  readonly name: string;
  /** As others have it. */
  readonly client: EventStoreDBClient;
  /** The log as somebody finds it who opens it now. */
  readonly anew: () => Promise<EventLog>;
}

const withShared = async (use: (shared: Shared) => Promise<void>): Promise<void> => {
  const { connection } = await server;
  const name = newLogName();
  const address = addressOf(`${connection}#${name}`);
  const client = EventStoreDBClient.connectionString(connection);
  const opened: EventLog[] = [];
  const anew = async (): Promise<EventLog> => {
    const log = await openEventStoreLog(address, 'write');
    opened.push(log);
    return log;
  };
  const log = await anew();
  await log.append('component-a', 'none', notes(0, 20), 0);
  await log.append('component-b', 'none', notes(100, 5), 0);
  try {
    await use({ log, name, client, anew });
  } finally {
    await Promise.all(opened.map((one) => one.close()));
    await client.dispose();
    const { getChannel } = client as unknown as { readonly getChannel: () => Promise<{ close(): void }> };
    (await getChannel()).close();
  }
};

const streamA = (name: string): string => `knockon.${name}.component-a`;

spec('log/eventstoredb, what others do to it [integration]', (test) => {
  test('streams stand on the server under their names, facts as they are printed, and a stream that tells of the log', () =>
    withShared(async ({ name, client, log }) => {
      const [first] = await collected(client.readStream(streamA(name)));
      const [stored] = await collected(log.readStored({ limit: 1 }));
      assert.is(Buffer.from(first?.event?.data as Uint8Array).toString('utf8'), stored?.text);
      assert.is(first?.event?.type, 'NoteAdded');
      assert.is(first?.event?.id, note(0).id);
      assert.equal(first?.event?.metadata, { hash: stored?.hash, recordedAt: 0 });
      const [header] = await collected(client.readStream(`knockon.${name}`));
      assert.equal(header?.event?.data, { format: 1 });
    }));

  test('a deleted stream is damage, named, for who reads all, reads it or appends to it', () =>
    withShared(async ({ name, client, anew }) => {
      await client.deleteStream(streamA(name));
      const log = await anew();
      for (const reading of [() => collected(log.readAll()), () => log.heads(), () => collected(log.readStream('component-a'))])
        await refusedWith(reading(), 'damaged', /its stream component-a was deleted on the server/);
      for (const expected of ['none', 19] as const)
        await refusedWith(log.append('component-a', expected, [note(50)], 0), 'damaged', 'component-a was deleted');
      assert.is((await collected(log.readStream('component-b'))).length, 5);
      assert.is((await log.append('component-b', 4, [note(51)], 0)).kind, 'appended');
    }));

  test('a stream deleted for ever is damage', () =>
    withShared(async ({ name, client, anew }) => {
      await client.tombstoneStream(streamA(name));
      const log = await anew();
      for (const reading of [
        () => collected(log.readAll()),
        () => collected(log.readStream('component-a')),
        () => log.append('component-a', 19, [note(50)], 0),
      ])
        await refusedWith(reading(), 'damaged', /component-a was deleted on the server for ever/);
    }));

  test('a stream that was deleted and gone on with by somebody is damage', () =>
    withShared(async ({ name, client, anew }) => {
      await client.deleteStream(streamA(name));
      const event = { id: note(70).id, type: 'X', contentType: 'application/json', data: {}, metadata: undefined } as const;
      await client.appendToStream(streamA(name), [event]);
      await refusedWith(collected((await anew()).readAll()), 'damaged', 'component-a');
      await refusedWith(collected((await anew()).readStream('component-a')), 'damaged', /revisions 0 to 19 of its stream component-a/);
    }));

  for (const [what, settings] of [
    ['$maxCount', { maxCount: 3 }],
    ['$tb', { truncateBefore: 17 }],
  ] as const)
    test(`${what} is damage, and named, while it is set`, () =>
      withShared(async ({ name, client, anew }) => {
        await client.setStreamMetadata(streamA(name), settings);
        const log = await anew();
        await refusedWith(collected(log.readAll()), 'damaged', new RegExp(`component-a has \\${what} set on the server`));
        await refusedWith(collected(log.readStream('component-a')), 'damaged', /revisions 0 to 16 of its stream component-a were removed/);
        await refusedWith(collected(log.readStream('component-a', { direction: 'backwards' })), 'damaged', 'revisions 0 to 16');
        assert.is((await collected(log.readStream('component-a', { direction: 'backwards', limit: 2 }))).length, 2);
        await client.setStreamMetadata(streamA(name), {});
        assert.is((await collected((await anew()).readAll())).length, 25, 'taken back before anything was removed');
      }));

  test('settings that drop nothing are nobody’s harm', () =>
    withShared(async ({ name, client, anew }) => {
      await client.setStreamMetadata(streamA(name), { acl: { readRoles: ['$all'] }, cacheControl: 60, owner: 'operations' });
      assert.is((await collected((await anew()).readAll())).length, 25);
    }));

  test('a follower is told as soon as it happens', () =>
    withShared(async ({ name, client, log }) => {
      const following = log.follow()[Symbol.asyncIterator]();
      while (!((await following.next()).value as { readonly caughtUp: boolean }).caughtUp);
      const told = refusedWith(following.next(), 'damaged', /\$maxAge/);
      await client.setStreamMetadata(streamA(name), { maxAge: 60 });
      await told;
    }));

  test('what somebody else wrote among the facts is told as damage by who reads it', () =>
    withShared(async ({ name, client, anew }) => {
      const event = { id: note(70).id, type: 'X', contentType: 'application/json', data: { a: 1 }, metadata: undefined } as const;
      await client.appendToStream(streamA(name), [event]);
      await refusedWith(collected((await anew()).readAll()), 'damaged', /revision 20 of stream component-a cannot be read back/);
    }));

  test('a log that was deleted whole, or is of another format, is not begun anew', () =>
    withShared(async ({ name, client, anew }) => {
      await client.deleteStream(`knockon.${name}`);
      await refusedWith(anew(), 'damaged', 'was deleted on the server');
      const later = newLogName();
      const { connection } = await server;
      const begun = (data: object, type = 'LogBegan') =>
        client.appendToStream(`knockon.${later}`, [
          { id: note(9).id, type, contentType: 'application/json', data, metadata: undefined },
        ] as never);
      await begun({ format: 2 });
      await refusedWith(openEventStoreLog(addressOf(`${connection}#${later}`), 'read'), 'newer-format', 'newer version');
      await begun({ format: 1 }, 'Other');
      await refusedWith(openEventStoreLog(addressOf(`${connection}#${later}`), 'read'), 'not-a-log', 'is not a knockon log');
    }));

  test('a log that is not there is missing for who reads, and begun by the first append alone', async () => {
    const { connection } = await server;
    const address = addressOf(`${connection}#${newLogName()}`);
    await refusedWith(openEventStoreLog(address, 'read'), 'missing', 'There is no log at');
    const log = await openEventStoreLog(address, 'write');
    assert.equal(await collected(log.readAll()), []);
    await refusedWith(openEventStoreLog(address, 'read'), 'missing', 'There is no log at');
    await log.append('s', 'none', [note(1), fromTheFuture(2)], 0);
    const reader = await openEventStoreLog(address, 'read');
    assert.is((await collected(reader.readAll())).length, 2);
    await refusedWith(reader.append('s', 1, [note(3)], 0), 'read-only', 'reading only');
    await Promise.all([log.close(), reader.close()]);
  });

  test('names with any characters survive, those of components as they are', () =>
    withShared(async ({ name, client, log }) => {
      const names = ['component-a/b:c@d+e_f.g', 'incident-50 % off', 'report-Zürich', 'component-%20', 'x%u0041', 'lone \uD800 half'];
      for (const [index, stream] of names.entries()) await log.append(stream, 'none', [note(200 + index)], 0);
      assert.equal(
        (await collected(log.readAll())).slice(25).map(({ stream }) => stream),
        names,
      );
      assert.is((await collected(client.readStream(`knockon.${name}.component-a/b:c@d+e_f.g`))).length, 1);
    }));

  test('the server of this file is let go of', async () => (await server).stop());
});
