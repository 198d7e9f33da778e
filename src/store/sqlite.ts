// The store as one SQLite file of its own. It keeps a rollback journal rather than a WAL, so that whoever may not write beside it can
// read it, and so that no two connections can reset a WAL at once (SQLite before 3.51.3). A transaction is on disk when it answers;
// a killed one is rolled back by whoever opens the file next. Get and put O(log n).
import { existsSync } from 'node:fs';
import type { Duration } from '#domain/time/instant.ts';
import { sqlDriver, type SqlConnection, type SqlDriver } from '#sqlite/driver.ts';
import { patiently } from '#sqlite/patience.ts';
import { lostLease, StoreError, type Lease, type ModelStore, type StoreErrorKind } from './model-store.ts';
import { sqliteRows, type SqliteModels } from './sqlite-rows.ts';

const FORMAT = 1;
/** "knom". */
export const APPLICATION_ID = 0x6b6e6f6d;
const PATIENCE: Duration = 5000;
const SETTINGS = 'PRAGMA synchronous=FULL; PRAGMA cache_size=-65536; PRAGMA mmap_size=0; PRAGMA temp_store=MEMORY;';

const TABLES = `
  CREATE TABLE models (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, owner TEXT, number INTEGER NOT NULL DEFAULT 0, ends INTEGER) STRICT;
  CREATE TABLE parts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE rows (
    model INTEGER NOT NULL REFERENCES models (id),
    part INTEGER NOT NULL REFERENCES parts (id),
    key INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (model, part, key)
  ) STRICT;
  PRAGMA user_version=${FORMAT};`;

export interface SqliteStoreOptions {
  readonly driver?: SqlDriver;
  /** How long to go on trying while another process has the file locked. */
  readonly patience?: Duration;
}

/** Opens the store in `file`; `write` makes one where there is none, `read` never does. Throws {@link StoreError}. */
export const openSqliteStore = async (file: string, mode: 'read' | 'write', options: SqliteStoreOptions = {}): Promise<ModelStore> => {
  const { driver = sqlDriver(), patience = PATIENCE } = options;
  const trying = troubleshooter(file, driver, patience);
  if (mode === 'read' && !existsSync(file)) throw storeError('missing', file);
  const connection = await trying(() => connect(file, mode, driver));
  const models = await trying(() => sqliteRows(connection)).catch((error: unknown) => {
    connection.close();
    throw error;
  });
  let closed = false;

  const checkOpen = (): void => {
    if (closed) throw new StoreError('unusable', `the store ${file} is closed`);
  };
  const changing = <T>(work: () => T): Promise<T> =>
    trying(() => {
      checkOpen();
      if (mode === 'read') throw storeError('read-only', file);
      return inTransaction(connection, 'BEGIN IMMEDIATE', work);
    });

  return {
    place: file,
    models: () => trying(() => (checkOpen(), models.all())),
    reading: (model, work) =>
      trying(() => {
        checkOpen();
        return inTransaction(connection, 'BEGIN', () => work(models.reader(model)));
      }),
    writing: (lease, work) =>
      changing(() => {
        if (models.lease(lease.model)?.number !== lease.number) throw lostLease(lease);
        return work(models.writer(lease.model));
      }),
    claim: (claim) => changing(() => claimed(models, claim)),
    release: (lease) =>
      changing(() => {
        if (models.lease(lease.model)?.number === lease.number) models.setLease({ ...lease, owner: '', ends: 0 });
      }),
    close: async () => {
      if (closed) return;
      closed = true;
      connection.close();
    },
  };
};

const claimed = (
  models: SqliteModels,
  { model, owner, now, length }: Parameters<ModelStore['claim']>[0],
): { readonly kind: 'taken' | 'held'; readonly lease: Lease } => {
  const held = models.lease(model);
  const isHeld = held !== undefined && held.owner !== '' && held.ends > now;
  if (isHeld && held.owner !== owner) return { kind: 'held', lease: held };
  const lease = { model, owner, number: isHeld ? held.number : (held?.number ?? 0) + 1, ends: now + length };
  models.setLease(lease);
  return { kind: 'taken', lease };
};

const connect = (file: string, mode: 'read' | 'write', driver: SqlDriver): SqlConnection => {
  const connection = driver.open(file, mode === 'read' ? 'read' : 'create');
  try {
    connection.exec(mode === 'read' ? `PRAGMA query_only=ON; ${SETTINGS}` : SETTINGS);
    const valueOf = (pragma: string): unknown => Object.values(connection.prepare(`PRAGMA ${pragma}`).all()[0] ?? {})[0];
    if (mode === 'write' && valueOf('application_id') === 0 && valueOf('schema_version') === 0) begin(connection);
    if (valueOf('application_id') !== APPLICATION_ID || valueOf('user_version') !== FORMAT) throw storeError('unusable', file);
    return connection;
  } catch (error) {
    connection.close();
    throw error;
  }
};

/** Makes the tables, unless another process has meanwhile. */
const begin = (connection: SqlConnection): void =>
  inTransaction(connection, 'BEGIN IMMEDIATE', () => {
    if (connection.prepare('SELECT 1 FROM sqlite_schema').all().length > 0) return;
    connection.exec(`PRAGMA application_id=${APPLICATION_ID}; ${TABLES}`);
  });

const inTransaction = <T>(connection: SqlConnection, opening: 'BEGIN' | 'BEGIN IMMEDIATE', work: () => T): T => {
  connection.exec(opening);
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    try {
      connection.exec('ROLLBACK');
    } catch {
      // SQLite has already rolled back where the fault was a full disk
    }
    throw error;
  }
};

const troubleshooter = (file: string, driver: SqlDriver, patience: Duration) => {
  const kindOf = (error: unknown): StoreErrorKind | undefined => {
    if (error instanceof StoreError) return error.kind;
    const code = driver.codeOf(error);
    return code === undefined ? undefined : (BY_PRIMARY_CODE[code & 0xff] ?? 'unusable');
  };
  return async <T>(work: () => T): Promise<T> => {
    try {
      return await patiently(work, (error) => kindOf(error) === 'busy', patience);
    } catch (error) {
      const kind = kindOf(error);
      throw kind === undefined || kind === 'lost' || error instanceof StoreError ? error : storeError(kind, file, error);
    }
  };
};

const BY_PRIMARY_CODE: { readonly [code: number]: StoreErrorKind } = { 5: 'busy', 6: 'busy', 8: 'read-only', 13: 'full' };

const storeError = (kind: Exclude<StoreErrorKind, 'lost'>, file: string, cause?: unknown): StoreError =>
  new StoreError(kind, SENTENCE[kind](file), cause === undefined ? {} : { cause });

const SENTENCE: { readonly [K in Exclude<StoreErrorKind, 'lost'>]: (file: string) => string } = {
  missing: (file) => `there are no read models at ${file}; make them with knockon models build`,
  unusable: (file) =>
    `${file} holds no read models that this version can use; make them again with knockon models drop and knockon models build`,
  'read-only': (file) => `the read models at ${file} cannot be written to; check the rights of the file and of its directory`,
  busy: (file) => `the read models at ${file} are locked by another process; try again when that one is done`,
  full: (file) => `there is no space left for the read models at ${file}; free some and try again`,
};
