// What every store of read models promises, as one suite that each adapter runs.
import * as assert from 'uvu/assert';
import { StoreError, type Lease, type ModelStore } from '#store/model-store.ts';
import { spec } from '../support/spec.ts';

export interface StoreAdapter {
  readonly name: string;
  /** A new store for writing, and how to open it again (undefined: why it cannot be). */
  open(): Promise<{ readonly store: ModelStore; readonly again: (() => Promise<ModelStore>) | { readonly volatile: string } }>;
}

const bytes = (...values: readonly number[]): Uint8Array => new Uint8Array(values);

const taken = async (store: ModelStore, owner = 'a', now = 0, model = 'm'): Promise<Lease> => {
  const claim = await store.claim({ model, owner, now, length: 10 });
  assert.is(claim.kind, 'taken');
  return claim.lease;
};

export const failsAs = async (kind: string, work: () => Promise<unknown>): Promise<void> => {
  try {
    await work();
  } catch (error) {
    assert.instance(error, StoreError);
    return assert.is((error as StoreError).kind, kind);
  }
  assert.unreachable(`expected a ${kind} error`);
};

export const modelStoreContract = (adapter: StoreAdapter): void => {
  const withStore = async (use: (store: ModelStore) => Promise<void>): Promise<void> => {
    const { store } = await adapter.open();
    try {
      await use(store);
    } finally {
      await store.close();
    }
  };

  spec(`contracts/model-store ${adapter.name} [contract]`, (test) => {
    test('a new store keeps no models', () =>
      withStore(async (store) => {
        assert.equal(await store.models(), []);
        assert.is(await store.reading('m', (rows) => rows.get('p', 0)), undefined);
        assert.equal(await store.reading('m', (rows) => rows.within('p')), []);
      }));

    test('rows are read back by part and key, and a row put again replaces the one before', () =>
      withStore(async (store) => {
        const lease = await taken(store);
        await store.writing(lease, (rows) => {
          rows.put('p', 1, bytes(1));
          rows.put('q', 1, bytes(2, 0, 255));
          rows.put('p', 1, bytes(3));
          rows.put('p', 2, bytes());
          assert.equal(rows.get('p', 1), bytes(3), 'a transaction sees what it wrote');
        });
        const read = await store.reading('m', (rows) => [rows.get('p', 1), rows.get('q', 1), rows.get('p', 2), rows.get('q', 2)]);
        assert.equal(read, [bytes(3), bytes(2, 0, 255), bytes(), undefined]);
      }));

    test('ranges run by rising or falling key, ends as told, keys as far as instants reach', () =>
      withStore(async (store) => {
        const lease = await taken(store);
        const keys = [-8_640_000_000_000_000, -1, 0, 5, 8_640_000_000_000_000];
        await store.writing(lease, (rows) => keys.toReversed().forEach((key) => rows.put('p', key, bytes(7))));
        const keysIn = (range: object): Promise<readonly number[]> => store.reading('m', (rows) => rows.keysWithin('p', range));
        assert.equal(await keysIn({}), keys);
        assert.equal(await keysIn({ from: -1, to: 5 }), [-1, 0]);
        assert.equal(await keysIn({ to: 5, direction: 'backwards', limit: 2 }), [0, -1]);
        assert.equal(await keysIn({ from: 6, limit: 0 }), []);
        const rows = await store.reading('m', (all) => all.within('p', { from: 5 }));
        assert.equal(rows, [
          { key: 5, bytes: bytes(7) },
          { key: 8_640_000_000_000_000, bytes: bytes(7) },
        ]);
      }));

    test('clearing a range leaves the rest, and other parts and models', () =>
      withStore(async (store) => {
        const [lease, other] = [await taken(store), await taken(store, 'a', 0, 'n')];
        for (const one of [lease, other])
          await store.writing(one, (rows) => [1, 2, 3].forEach((key) => ['p', 'q'].forEach((part) => rows.put(part, key, bytes(key)))));
        await store.writing(lease, (rows) => rows.clear('p', { from: 2, to: 3 }));
        assert.equal(await store.reading('m', (rows) => rows.keysWithin('p')), [1, 3]);
        assert.equal(await store.reading('m', (rows) => rows.keysWithin('q')), [1, 2, 3]);
        await store.writing(lease, (rows) => rows.clear('p'));
        assert.equal(await store.reading('m', (rows) => rows.keysWithin('p')), []);
        assert.equal(await store.reading('n', (rows) => rows.keysWithin('p')), [1, 2, 3]);
      }));

    test('a transaction that throws leaves everything as it was', () =>
      withStore(async (store) => {
        const lease = await taken(store);
        await store.writing(lease, (rows) => rows.put('p', 1, bytes(1)));
        const broken = store.writing(lease, (rows) => {
          rows.put('p', 1, bytes(2));
          rows.put('new', 1, bytes(2));
          rows.clear('p');
          throw new RangeError('broken');
        });
        await broken.then(assert.unreachable, (error: unknown) => assert.instance(error, RangeError));
        assert.equal(await store.reading('m', (rows) => [rows.get('p', 1), rows.get('new', 1)]), [bytes(1), undefined]);
        await store.writing(lease, (rows) => rows.put('new', 1, bytes(3)));
        assert.equal(await store.reading('m', (rows) => rows.get('new', 1)), bytes(3));
      }));

    test('bytes handed in or out are nobody else’s', () =>
      withStore(async (store) => {
        const lease = await taken(store);
        const given = bytes(1);
        await store.writing(lease, (rows) => rows.put('p', 1, given));
        given[0] = 9;
        const read = await store.reading('m', (rows) => rows.get('p', 1));
        if (read !== undefined) read[0] = 8;
        assert.equal(await store.reading('m', (rows) => rows.get('p', 1)), bytes(1));
      }));

    test('one owner has a model at a time; others learn whose it is, and take it when it has run out', () =>
      withStore(async (store) => {
        const first = await taken(store, 'a', 0);
        assert.equal(first, { model: 'm', owner: 'a', number: first.number, ends: 10 });
        assert.equal(await store.claim({ model: 'm', owner: 'b', now: 9, length: 10 }), { kind: 'held', lease: first });
        const second = await taken(store, 'b', 10);
        assert.ok(second.number > first.number);
        await taken(store, 'a', 0, 'another model');
      }));

    test('a stalled owner whose lease another has since taken cannot write', () =>
      withStore(async (store) => {
        const stalled = await taken(store, 'a', 0);
        const next = await taken(store, 'b', 20);
        await failsAs('lost', () => store.writing(stalled, (rows) => rows.put('p', 1, bytes(1))));
        await store.writing(next, (rows) => rows.put('p', 1, bytes(2)));
        await store.release(stalled);
        assert.equal((await store.claim({ model: 'm', owner: 'a', now: 21, length: 10 })).kind, 'held', 'it cannot give it back either');
        assert.equal(await store.reading('m', (rows) => rows.get('p', 1)), bytes(2));
      }));

    test('whoever has the lease keeps it by claiming again; one that ran out with nobody after it still writes', () =>
      withStore(async (store) => {
        const first = await taken(store, 'a', 0);
        const longer = await taken(store, 'a', 5);
        assert.equal(longer, { ...first, ends: 15 });
        await store.writing(first, (rows) => rows.put('p', 1, bytes(1)));
        const anew = await taken(store, 'a', 40);
        assert.ok(anew.number > first.number);
        await failsAs('lost', () => store.writing(first, (rows) => rows.put('p', 1, bytes(2))));
      }));

    test('a lease given back is free at once, and no longer writes', () =>
      withStore(async (store) => {
        const first = await taken(store, 'a', 0);
        await store.release(first);
        const second = await taken(store, 'b', 1);
        assert.ok(second.number > first.number);
        await failsAs('lost', () => store.writing(first, () => undefined));
      }));

    test('models are listed with their size and who has them', () =>
      withStore(async (store) => {
        const lease = await taken(store);
        await store.writing(lease, (rows) => rows.put('p', 1, bytes(1, 2, 3)));
        assert.equal(await store.models(), [{ model: 'm', bytes: 3, lease }]);
        await store.release(lease);
        assert.equal(await store.models(), [{ model: 'm', bytes: 3, lease: undefined }]);
      }));

    test('closing again does nothing; any other use after it throws', async () => {
      const { store } = await adapter.open();
      await store.close();
      await store.close();
      await failsAs('unusable', () => store.models());
      await failsAs('unusable', () => store.reading('m', () => 0));
    });

    test('what is kept is there when the store is opened again, and the lease with it', async () => {
      const { store, again } = await adapter.open();
      const lease = await taken(store);
      await store.writing(lease, (rows) => rows.put('p', 1, bytes(1)));
      await store.close();
      if (typeof again !== 'function') return assert.ok(again.volatile);
      const reopened = await again();
      assert.equal(await reopened.reading('m', (rows) => rows.get('p', 1)), bytes(1));
      assert.is((await reopened.claim({ model: 'm', owner: 'b', now: 0, length: 1 })).kind, 'held');
      await reopened.close();
    });
  });
};
