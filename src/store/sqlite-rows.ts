// The tables of an SQLite store: what is asked of them, and nothing of locks or retries.
import type { SqlConnection, SqlRow, SqlStatement } from '#sqlite/driver.ts';
import type { Lease, ModelRows, ModelStore, RowRange, WritableRows } from './model-store.ts';

export interface SqliteModels {
  all(): Awaited<ReturnType<ModelStore['models']>>;
  /** The model's lease; one given back has no owner. */
  lease(model: string): Lease | undefined;
  setLease(lease: Lease): void;
  reader(model: string): ModelRows;
  writer(model: string): WritableRows;
}

const FIRST = Number.MIN_SAFE_INTEGER;
const LAST = Number.MAX_SAFE_INTEGER;

export const sqliteRows = (connection: SqlConnection): SqliteModels => {
  const selectModels = connection.prepare(
    'SELECT name, owner, number, ends, (SELECT sum(length(bytes)) FROM rows WHERE model = id) AS size FROM models ORDER BY name',
  );
  const selectLease = connection.prepare('SELECT owner, number, ends FROM models WHERE name = ?');
  const upsertLease = connection.prepare(
    'INSERT INTO models (name, owner, number, ends) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET owner = excluded.owner, number = excluded.number, ends = excluded.ends',
  );
  const [models, parts] = [ids(connection, 'models'), ids(connection, 'parts')];
  const select = connection.prepare('SELECT bytes FROM rows WHERE model = ? AND part = ? AND key = ?');
  const range = (columns: string, order: 'ASC' | 'DESC'): SqlStatement =>
    connection.prepare(`SELECT ${columns} FROM rows WHERE model = ? AND part = ? AND key >= ? AND key < ? ORDER BY key ${order} LIMIT ?`);
  const rowsIn = { forwards: range('key, bytes', 'ASC'), backwards: range('key, bytes', 'DESC') };
  const keysIn = { forwards: range('key', 'ASC'), backwards: range('key', 'DESC') };
  const put = connection.prepare(
    'INSERT INTO rows (model, part, key, bytes) VALUES (?, ?, ?, ?) ON CONFLICT (model, part, key) DO UPDATE SET bytes = excluded.bytes',
  );
  const clear = connection.prepare('DELETE FROM rows WHERE model = ? AND part = ? AND key >= ? AND key < ?');

  const found = (statements: typeof rowsIn, model: string, part: string, asked: RowRange = {}): readonly SqlRow[] => {
    const { from = FIRST, to = LAST, direction = 'forwards', limit = -1 } = asked;
    return statements[direction].all(models.known(model), parts.known(part), from, to, limit);
  };
  const reader = (model: string): ModelRows => ({
    get: (part, key) => {
      const [row] = select.all(models.known(model), parts.known(part), key);
      return row === undefined ? undefined : bytesIn(row);
    },
    within: (part, asked) => found(rowsIn, model, part, asked).map((row) => ({ key: row['key'] as number, bytes: bytesIn(row) })),
    keysWithin: (part, asked) => found(keysIn, model, part, asked).map((row) => row['key'] as number),
  });
  return {
    all: () =>
      selectModels.all().flatMap((row) => {
        const model = row['name'] as string;
        return row['size'] === null ? [] : [{ model, bytes: row['size'] as number, lease: heldIn(model, row) }];
      }),
    lease: (model) => {
      const [row] = selectLease.all(model);
      return row === undefined ? undefined : leaseIn(model, row);
    },
    setLease: ({ model, owner, number, ends }) => void upsertLease.run(model, owner, number, ends),
    reader,
    writer: (model) => ({
      ...reader(model),
      put: (part, key, bytes) => void put.run(models.made(model), parts.made(part), key, bytes),
      clear: (part, { from = FIRST, to = LAST } = {}) => void clear.run(models.known(model), parts.known(part), from, to),
    }),
  };
};

const leaseIn = (model: string, row: SqlRow): Lease => ({
  model,
  owner: (row['owner'] ?? '') as string,
  number: row['number'] as number,
  ends: (row['ends'] ?? 0) as number,
});

const heldIn = (model: string, row: SqlRow): Lease | undefined => {
  const lease = leaseIn(model, row);
  return lease.owner === '' ? undefined : lease;
};

const bytesIn = (row: SqlRow): Uint8Array => {
  const { bytes } = row;
  if (bytes instanceof Uint8Array) return bytes;
  return bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : new Uint8Array();
};

/** The numbers by which a table knows its names. Looked up each time: a transaction that is rolled back takes its new ones with it. */
const ids = (connection: SqlConnection, table: 'models' | 'parts'): { known(name: string): number; made(name: string): number } => {
  const select = connection.prepare(`SELECT id FROM ${table} WHERE name = ?`);
  const insert = connection.prepare(`INSERT INTO ${table} (name) VALUES (?)`);
  const known = (name: string): number => (select.all(name)[0]?.['id'] ?? 0) as number;
  return { known, made: (name) => known(name) || insert.insert(name).id };
};
