// The store in an SQLite file: the port's promises, and what only a file can do.
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import * as assert from 'uvu/assert';
import { openSqliteStore } from '#store/sqlite.ts';
import { sqlDriver } from '#sqlite/driver.ts';
import { failsAs, modelStoreContract } from '../contracts/model-store.ts';
import { temporaryPlaces } from '../log/temporary.ts';
import { spec } from '../support/spec.ts';

const newPlace = temporaryPlaces();

modelStoreContract({
  name: 'sqlite',
  open: async () => {
    const place = newPlace();
    return { store: await openSqliteStore(place, 'write'), again: () => openSqliteStore(place, 'write') };
  },
});

spec('store/sqlite [integration]', (test) => {
  test('a reader never makes a file', async () => {
    const place = newPlace();
    await failsAs('missing', () => openSqliteStore(place, 'read'));
    assert.not(existsSync(place));
  });

  test('a reader sees what a writer has kept, before and after, and cannot write', async () => {
    const place = newPlace();
    const writer = await openSqliteStore(place, 'write');
    const reader = await openSqliteStore(place, 'read');
    const { lease } = await writer.claim({ model: 'm', owner: 'a', now: 0, length: 10 });
    for (const value of [1, 2]) {
      await writer.writing(lease, (rows) => rows.put('p', 0, new Uint8Array([value])));
      assert.equal(await reader.reading('m', (rows) => rows.get('p', 0)), new Uint8Array([value]));
    }
    await failsAs('read-only', () => reader.writing(lease, (rows) => rows.put('p', 0, new Uint8Array([3]))));
    await failsAs('read-only', () => reader.claim({ model: 'm', owner: 'b', now: 50, length: 10 }));
    await Promise.all([writer.close(), reader.close()]);
  });

  test('nothing stands beside the file once a writer has closed, so that it can be read where nobody may write', async () => {
    const place = newPlace();
    const writer = await openSqliteStore(place, 'write');
    const { lease } = await writer.claim({ model: 'm', owner: 'a', now: 0, length: 10 });
    await writer.writing(lease, (rows) => rows.put('p', 0, new Uint8Array([1])));
    await writer.close();
    for (const suffix of ['-journal', '-wal', '-shm']) assert.not(existsSync(place + suffix), suffix);
    chmodSync(place, 0o444);
    const reader = await openSqliteStore(place, 'read');
    assert.equal(await reader.reading('m', (rows) => rows.get('p', 0)), new Uint8Array([1]));
    await reader.close();
    chmodSync(place, 0o644);
  });

  test('what is no store, or one of another format, is unusable and left as it is', async () => {
    const [text, newer] = [newPlace(), newPlace()];
    writeFileSync(text, 'no database at all, but long enough to be looked at\n'.repeat(100));
    const { size } = statSync(text);
    for (const mode of ['read', 'write'] as const) await failsAs('unusable', () => openSqliteStore(text, mode));
    assert.is(statSync(text).size, size);
    await (await openSqliteStore(newer, 'write')).close();
    const connection = sqlDriver().open(newer, 'write');
    connection.exec('PRAGMA user_version=99');
    connection.close();
    for (const mode of ['read', 'write'] as const) await failsAs('unusable', () => openSqliteStore(newer, mode));
  });

  test('a file that is locked is waited for, then reported busy', async () => {
    const place = newPlace();
    const store = await openSqliteStore(place, 'write', { patience: 30 });
    const other = sqlDriver().open(place, 'write');
    other.exec('BEGIN EXCLUSIVE');
    await failsAs('busy', () => store.claim({ model: 'm', owner: 'a', now: 0, length: 1 }));
    other.exec('ROLLBACK');
    assert.is((await store.claim({ model: 'm', owner: 'a', now: 0, length: 1 })).kind, 'taken');
    other.close();
    await store.close();
  });
});
