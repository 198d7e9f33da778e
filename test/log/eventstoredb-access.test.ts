// Who a server lets in, and whom a log trusts: passwords, access lists, certificates.
import { writeFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { openEventStoreLog } from '#log/eventstoredb.ts';
import { EXPIRED, GOOD, KEY } from '../support/esdb/certificates.ts';
import { TestServer } from '../support/esdb/server.ts';
import { spec } from '../support/spec.ts';
import { addressOf } from './esdb-places.ts';
import { refusedWith } from './refused.ts';
import { collected, idOf, note, notes } from './sample-facts.ts';
import { temporaryPlaces } from './temporary.ts';

const newPlace = temporaryPlaces();

spec('log/eventstoredb, who is let in [integration]', (test) => {
  const users = {
    admin: { password: 'changeit', groups: ['$admins'] },
    writer: { password: 'w', groups: ['knockon'] },
    reader: { password: 'r', groups: [] },
  };

  const secured = async (certificate: string, use: (server: TestServer, url: (user: string) => string) => Promise<void>): Promise<void> => {
    const server = await new TestServer({ users, tls: { key: KEY, certificate } }).start();
    const file = newPlace();
    writeFileSync(file, certificate);
    try {
      await use(server, (user) => `esdb://${user}@localhost:${server.port}?tlsCAFile=${encodeURIComponent(file)}#safe`);
    } finally {
      server.kill();
    }
  };

  test('a wrong password, and nobody’s name, are refused at once', () =>
    secured(GOOD, async (_, url) => {
      for (const user of ['admin:wrong', 'nobody:x'])
        await refusedWith(openEventStoreLog(addressOf(url(user)), 'read'), 'refused', /refuses the user: check name and password/);
    }));

  test('$all is closed to an ordinary user until its access list says otherwise', () =>
    secured(GOOD, async (server, url) => {
      const admin = await openEventStoreLog(addressOf(url('admin:changeit')), 'write');
      await admin.append('s', 'none', notes(0, 3), 5);
      const reader = await openEventStoreLog(addressOf(url('reader:r')), 'read');
      await refusedWith(collected(reader.readAll()), 'refused', 'rights that docs/guide/eventstoredb.md lists');
      server.records.set('$all', { $acl: { $r: ['$admins', 'reader', 'knockon'] } });
      assert.is((await collected(reader.readAll())).length, 3);
      await Promise.all([admin.close(), reader.close()]);
    }));

  test('who may not write is refused, and nothing is recorded', () =>
    secured(GOOD, async (server, url) => {
      const acl = { $userStreamAcl: { $w: ['knockon', '$admins'] }, $systemStreamAcl: { $r: ['$all'] } };
      const data = Buffer.from(JSON.stringify(acl));
      server.records.write('$settings', 'any', [
        { id: idOf(1), type: 'settings', contentType: 'application/json', data, metadata: new Uint8Array() },
      ]);
      const writer = await openEventStoreLog(addressOf(url('writer:w')), 'write');
      await writer.append('s', 'none', notes(0, 3), 5);
      const reader = await openEventStoreLog(addressOf(url('reader:r')), 'write');
      await refusedWith(reader.append('s', 2, [note(3)], 5), 'refused', 'refuses the user');
      assert.is((await collected(reader.readAll())).length, 3);
      await Promise.all([writer.close(), reader.close()]);
    }));

  test('a certificate that has expired, or that nobody vouches for, is not accepted, and no patience is lost on it', async () => {
    await secured(EXPIRED, async (_, url) => {
      await refusedWith(
        openEventStoreLog(addressOf(url('admin:changeit')), 'read', { patience: 60_000 }),
        'unreachable',
        /certificate .*expired/,
      );
    });
    await secured(GOOD, async (server) => {
      const address = addressOf(`esdb://admin:changeit@localhost:${server.port}#safe`);
      await refusedWith(openEventStoreLog(address, 'read', { patience: 60_000 }), 'unreachable', /certificate .*self[- ]signed/);
    });
  });

  test('a server that speaks plainly where TLS was asked for is not reached', async () => {
    const server = await new TestServer().start();
    await refusedWith(
      openEventStoreLog(addressOf(`esdb://localhost:${server.port}#x`), 'read', { patience: 50 }),
      'unreachable',
      'log esdb://',
    );
    server.kill();
  });
});
