// Who a server lets in, and whom a log trusts: passwords, access lists, certificates.
import { writeFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { openEventStoreLog } from '#log/eventstoredb.ts';
import { serverApart, type ServerApart } from '../support/esdb/apart.ts';
import { EXPIRED, FOR_A_NAME, GOOD, KEY } from '../support/esdb/certificates.ts';
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

  const secured = async (
    certificate: string,
    use: (server: ServerApart, url: (user: string) => string) => Promise<void>,
  ): Promise<void> => {
    const server = await serverApart({ users, tls: { key: KEY, certificate } });
    const file = newPlace();
    writeFileSync(file, certificate);
    try {
      await use(server, (user) => `esdb://${user}@localhost:${server.port}?tlsCAFile=${encodeURIComponent(file)}#safe`);
    } finally {
      await server.end();
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
      await server.set('$all', { $acl: { $r: ['$admins', 'reader', 'knockon'] } });
      assert.is((await collected(reader.readAll())).length, 3);
      await Promise.all([admin.close(), reader.close()]);
    }));

  test('who may not write is refused, and nothing is recorded', () =>
    secured(GOOD, async (server, url) => {
      const acl = { $userStreamAcl: { $w: ['knockon', '$admins'] }, $systemStreamAcl: { $r: ['$all'] } };
      const data = Buffer.from(JSON.stringify(acl));
      await server.write('$settings', [
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

  test('a server that speaks plainly where TLS was asked for is told of, and no patience is lost on it', async () => {
    const server = await serverApart();
    const address = addressOf(`esdb://localhost:${server.port}#x`);
    await refusedWith(
      openEventStoreLog(address, 'read', { patience: 60_000 }),
      'unreachable',
      /#x does not speak TLS; .* add tls=false\.$/,
    );
    await server.end();
  });

  test('a plain connection to a server that asks for TLS ends in clear words, without the time of day', () =>
    secured(GOOD, async (server) => {
      const address = addressOf(`esdb://127.0.0.1:${server.port}?tls=false#x`);
      await refusedWith(
        openEventStoreLog(address, 'read', { patience: 50 }),
        'unreachable',
        /#x ends the connection before it has begun; if it asks for TLS, leave out tls=false\.$/,
      );
    }));

  test('TLS to an address warns of nothing, and the certificate must be for that address', async () => {
    const warnings: string[] = [];
    const hear = ({ message }: Error): void => void warnings.push(message);
    process.on('warning', hear);
    const byAddress = (url: string): string => url.replace('@localhost', '@127.0.0.1');
    await secured(GOOD, async (_, url) => {
      const log = await openEventStoreLog(addressOf(byAddress(url('admin:changeit'))), 'write');
      await log.append('s', 'none', notes(0, 3), 5);
      await log.close();
    });
    await secured(FOR_A_NAME, async (_, url) => {
      await refusedWith(
        openEventStoreLog(addressOf(byAddress(url('admin:changeit'))), 'read', { patience: 60_000 }),
        'unreachable',
        /certificate .*127\.0\.0\.1 is not in the cert/,
      );
      const log = await openEventStoreLog(addressOf(url('admin:changeit')), 'write');
      await log.append('s', 'none', notes(0, 3), 5);
      await log.close();
    });
    process.off('warning', hear);
    assert.equal(warnings, []);
  });
});
