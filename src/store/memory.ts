// A store in this process's memory: for tests, and for readers that fold without keeping. Get O(1), range O(n log n).
import {
  lostLease,
  StoreError,
  type Lease,
  type ModelRows,
  type ModelStore,
  type Row,
  type RowRange,
  type WritableRows,
} from './model-store.ts';

type Part = Map<number, Uint8Array>;
interface Kept {
  rows: Map<string, Part>;
  lease: Lease | undefined;
  leases: number;
}

export const memoryStore = (place = 'memory:'): ModelStore => {
  const models = new Map<string, Kept>();
  let closed = false;

  const kept = (model: string): Kept => {
    if (closed) throw new StoreError('unusable', `the store ${place} is closed`);
    const known = models.get(model);
    if (known !== undefined) return known;
    const fresh = { rows: new Map<string, Part>(), lease: undefined, leases: 0 };
    models.set(model, fresh);
    return fresh;
  };

  const reading: ModelStore['reading'] = async (model, work) => work(readerOf(kept(model).rows));

  const writing: ModelStore['writing'] = async (lease, work) => {
    const own = kept(lease.model);
    if (own.lease === undefined || own.lease.number !== lease.number) throw lostLease(lease);
    // Parts are copied when they are first written, so that a transaction that throws leaves the rows before it.
    const rows = new Map(own.rows);
    const result = work(writerOf(rows));
    own.rows = rows;
    return result;
  };

  return {
    place,
    models: async () => {
      kept('');
      return [...models]
        .filter(([, { rows }]) => [...rows.values()].some((part) => part.size > 0))
        .map(([model, { rows, lease }]) => ({ model, bytes: sizeOf(rows), lease }))
        .sort((a, b) => (a.model < b.model ? -1 : 1));
    },
    reading,
    writing,
    claim: async ({ model, owner, now, length }) => {
      const own = kept(model);
      const { lease } = own;
      if (lease !== undefined && lease.owner !== owner && lease.ends > now) return { kind: 'held', lease };
      const number = lease?.owner === owner && lease.ends > now ? lease.number : ++own.leases;
      own.lease = { model, owner, number, ends: now + length };
      return { kind: 'taken', lease: own.lease };
    },
    release: async (lease) => {
      const own = kept(lease.model);
      if (own.lease?.number === lease.number) own.lease = undefined;
    },
    close: async () => {
      closed = true;
    },
  };
};

const sizeOf = (rows: ReadonlyMap<string, Part>): number => {
  let bytes = 0;
  for (const part of rows.values()) for (const row of part.values()) bytes += row.byteLength;
  return bytes;
};

const keysOf = (
  part: Part | undefined,
  { from = -Infinity, to = Infinity, direction, limit = Infinity }: RowRange = {},
): readonly number[] => {
  const keys = [...(part?.keys() ?? [])].filter((key) => key >= from && key < to).sort((a, b) => a - b);
  return (direction === 'backwards' ? keys.reverse() : keys).slice(0, limit);
};

const readerOf = (rows: ReadonlyMap<string, Part>): ModelRows => ({
  get: (part, key) => rows.get(part)?.get(key)?.slice(),
  within: (part, range) =>
    keysOf(rows.get(part), range).map((key): Row => ({ key, bytes: (rows.get(part)?.get(key) ?? new Uint8Array()).slice() })),
  keysWithin: (part, range) => keysOf(rows.get(part), range),
});

const writerOf = (rows: Map<string, Part>): WritableRows => {
  const copied = new Set<string>();
  const own = (part: string): Part => {
    const standing = rows.get(part);
    if (standing !== undefined && copied.has(part)) return standing;
    copied.add(part);
    const copy = new Map(standing);
    rows.set(part, copy);
    return copy;
  };
  return {
    ...readerOf(rows),
    put: (part, key, bytes) => void own(part).set(key, bytes.slice()),
    clear: (part, range) => {
      const standing = own(part);
      for (const key of keysOf(standing, range)) standing.delete(key);
    },
  };
};
