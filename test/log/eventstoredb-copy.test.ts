// A log moved to a server and back: the same facts, hashes and root; cut on the way, it goes on where it stopped.
import * as assert from 'uvu/assert';
import { rootOf } from '#log/chain.ts';
import { copyInto } from '#log/copy.ts';
import { eventStoreAddress } from '#log/eventstoredb-address.ts';
import { openEventStoreLog } from '#log/eventstoredb.ts';
import { memoryLog } from '#log/memory.ts';
import { foundIn } from '#log/verify.ts';
import { spec } from '../support/spec.ts';
import { addressOf, newLogName, someServer } from './esdb-places.ts';
import { collected, fromTheFuture, note, notes } from './sample-facts.ts';

spec('log/eventstoredb, copied [integration]', (test) => {
  test('there and back it keeps its root, whatever the size of its facts, and copied again nothing is added', async () => {
    const server = await someServer();
    const from = memoryLog();
    await from.append('model', 'none', notes(0, 1200), 5);
    await from.append('component-a', 'none', [note(2000, 'ü'.repeat(200_000)), fromTheFuture(2001), note(2002, 'x'.repeat(400_000))], 6);
    await from.append('model', 1199, notes(3000, 3), 7);
    const there = await openEventStoreLog(addressOf(`${server.connection}#${newLogName()}`), 'write');
    let source = 0;
    const broken = async function* () {
      for await (const one of foundIn(from)) {
        if (++source === 1900) throw new Error('cut');
        yield one;
      }
    };
    await copyInto(there, broken).then(
      () => assert.unreachable(),
      (error: Error) => assert.is(error.message, 'cut'),
    );
    const copied = await copyInto(there, () => foundIn(from));
    assert.equal(copied, { facts: 1206, added: 1206 - 500, root: rootOf(await from.heads()) });
    const back = memoryLog();
    assert.equal(await copyInto(back, () => foundIn(there)), { facts: 1206, added: 1206, root: rootOf(await from.heads()) });
    const texts = async (log: typeof from) => (await collected(log.readStored())).map(({ text, hash }) => text + hash).sort();
    assert.equal(await texts(back), await texts(from));
    assert.equal(await copyInto(there, () => foundIn(from)), { facts: 1206, added: 0, root: rootOf(await from.heads()) });
    await there.close();
    await server.stop();
  });
});

spec('log/eventstoredb-address [unit]', (test) => {
  const said = (url: string): string => {
    const address = eventStoreAddress(url);
    return 'refused' in address ? address.refused : `${address.connection} ${address.name} ${address.shown} ${address.deadline}`;
  };

  test('takes the client’s own forms, and shows no password', () => {
    assert.is(said('esdb://h:2113?tls=false#p'), 'esdb://h:2113?tls=false&connectionName=knockon p esdb://h:2113?tls=false#p 10000');
    assert.is(
      said('esdb+discover://ann:s%40c@h/?default_deadline=50&throwOnAppendFailure=false#p-1'),
      'esdb+discover://ann:s%40c@h?default_deadline=50&connectionName=knockon p-1 esdb+discover://ann:***@h/?default_deadline=50&throwOnAppendFailure=false#p-1 50',
    );
    assert.match(
      said('esdb://a:1,b:2,c:3?nodePreference=follower&connectionName=me#x'),
      /^esdb:\/\/a:1,b:2,c:3\?nodePreference=follower&connectionName=me x /,
    );
  });

  test('refuses anything else with what is expected, and without the password', () => {
    for (const [url, words] of [
      ['esdb://h:2113', 'names no log'],
      ['esdb://h#', 'names no log'],
      ['esdb://h#a.b', 'is no name of a log'],
      ['esdb://ann:secret@h:x#a', 'is no host'],
      ['esdb://ann:secret@h?tsl=false#a', '"tsl" is no option'],
      ['esdb://ann:secret@h?tls=no#a', 'expected true or false'],
      ['esdb://ann:secret@h?tls=#a', 'no option with a value'],
      ['esdb://ann:secret@h?defaultDeadline=soon#a', 'expected a whole number'],
      ['esdb://ann:secret@h?nodePreference=best#a', 'expected leader, follower'],
      ['esdb://ann:secret@h?tlsVerifyCert=false#a', 'tlsCAFile'],
      ['esdb://ann:secret@#a', 'no address of a log'],
    ] as const) {
      assert.match(said(url), words);
      assert.not.match(said(url), 'secret');
    }
  });
});
