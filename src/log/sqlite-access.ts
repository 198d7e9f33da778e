// One connection to a log's file, and the rules for using it: every transaction that writes runs while the lock file is held, its
// checkpoint included (SQLite before 3.51.3 can corrupt a WAL that two connections reset at once); what is busy is tried again for
// a while; what the driver throws leaves as one of the port's errors.
import type { Duration } from '#domain/time/instant.ts';
import { LogError } from './event-log.ts';
import { patiently } from '#sqlite/patience.ts';
import { sqlDriver, type SqlConnection, type SqlDriver } from '#sqlite/driver.ts';
import { kindOf, kindOfFileError, logError, type SqliteErrorKind } from './sqlite-errors.ts';
import { checkDirectory, checkFormat, createLogFile, logExists } from './sqlite-file.ts';
import { sqliteRows, type SqliteRows } from './sqlite-rows.ts';
import { writerLock } from './writer-lock.ts';

const PATIENCE: Duration = 5000;
const CONSTRAINT = 19;
const READER = 'PRAGMA query_only=ON; PRAGMA mmap_size=0;';
const WRITER = 'PRAGMA synchronous=FULL; PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=1000; PRAGMA journal_size_limit=67108864;';

export interface SqliteOptions {
  readonly driver?: SqlDriver;
  /** How long to go on trying while another process has the log locked. */
  readonly patience?: Duration;
}

export interface SqliteWriting {
  /** Names a time during which nobody else was the writer: what was seen of the log's end under the same number still holds. */
  readonly lease: number;
  /** Runs statements as one transaction. */
  readonly whole: <T>(work: () => T) => T;
  /** Whether an error says that what was to be inserted is there already. */
  readonly isTaken: (error: unknown) => boolean;
}

export interface SqliteAccess {
  /** Runs `work` on the rows as they stand. Throws {@link LogError}. */
  reading<T>(work: (rows: SqliteRows) => T): Promise<T>;
  /**
   * Runs `work` as the only writer: every statement, or what it does in {@link SqliteWriting.whole}, is on disk when it is done. It may be
   * run again if it met a busy log.
   */
  writing<T>(work: (rows: SqliteRows, writing: SqliteWriting) => T): Promise<T>;
  checkOpen(): void;
  close(): Promise<void>;
}

/** `write` begins a log where there is none; `read` never makes one. Throws {@link LogError}. */
export const openSqlite = async (path: string, url: string, mode: 'read' | 'write', options: SqliteOptions): Promise<SqliteAccess> => {
  const { driver = sqlDriver(), patience = PATIENCE } = options;
  const lock = writerLock(path, driver);
  const trying = troubleshooter(path, driver, patience);

  if (!(await trying(() => logExists(path)))) {
    if (mode === 'read') throw logError('missing', path);
    checkDirectory(path);
    await trying(() => lock.whileHeld(() => logExists(path) || createLogFile(path, driver)));
  }
  const { connection, rows } = await trying(() => connect(path, mode, driver, url)).catch((error: unknown) => {
    throw mode === 'read' && error instanceof LogError && error.kind === 'read-only' ? unreadable(path, error) : error;
  });
  let closed = false;
  const whole = <T>(work: () => T): T => inTransaction(connection, work);
  const isTaken = (error: unknown): boolean => ((driver.codeOf(error) ?? 0) & 0xff) === CONSTRAINT;

  let checked: number | undefined;
  let schema = schemaOf(connection);
  /** Somebody may have altered the file's tables since it was opened. */
  const checkUnchanged = (): void => {
    const now = schemaOf(connection);
    if (now !== schema) checkFormat(connection, path);
    schema = now;
  };

  const checkOpen = (): void => {
    if (closed) throw new Error(`the log ${path} is closed`);
  };

  return {
    checkOpen,
    reading: (work) =>
      trying(() => {
        checkOpen();
        return work(rows);
      }),
    writing: (work) =>
      trying(() => {
        checkOpen();
        if (mode === 'read') throw new LogError('read-only', `The log ${path} is open for reading only.`);
        return lock.whileHeld((lease) => {
          if (lease !== checked) checkUnchanged();
          checked = lease;
          return work(rows, { lease, whole, isTaken });
        });
      }),
    close: async () => {
      if (closed) return;
      closed = true;
      // Folding the WAL back is a courtesy: whoever comes next does it as well. So a busy log is left as it is.
      if (mode === 'write') ignoring(() => lock.whileHeld(() => connection.exec('PRAGMA wal_checkpoint(TRUNCATE)')));
      connection.close();
      lock.close();
    },
  };
};

const schemaOf = (connection: SqlConnection): unknown => connection.prepare('PRAGMA schema_version').all()[0]?.['schema_version'];

const connect = (path: string, mode: 'read' | 'write', driver: SqlDriver, url: string): { connection: SqlConnection; rows: SqliteRows } => {
  const connection = driver.open(path, mode);
  try {
    checkFormat(connection, path);
    connection.exec(mode === 'read' ? READER : WRITER);
    return { connection, rows: sqliteRows(connection, path, url) };
  } catch (error) {
    connection.close();
    throw error;
  }
};

/** Readers of a WAL share an index in a file beside it, which the first of them makes. */
const unreadable = (path: string, cause: LogError): LogError =>
  new LogError('unreachable', `The log ${path} cannot be read where it is, since you may not write beside it; copy it and read the copy.`, {
    cause,
  });

const inTransaction = <T>(connection: SqlConnection, work: () => T): T => {
  connection.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (error) {
    ignoring(() => connection.exec('ROLLBACK')); // SQLite has already rolled back where the fault was a full disk
    throw error;
  }
};

/** Runs what touches the file: again while it is busy, and with the port's errors in place of the driver's. */
const troubleshooter = (path: string, driver: SqlDriver, patience: Duration) => {
  const kindFor = (error: unknown): SqliteErrorKind | undefined => {
    const code = driver.codeOf(error);
    return code === undefined ? kindOfFileError(error) : kindOf(code);
  };
  return async <T>(work: () => T): Promise<T> => {
    try {
      return await patiently(work, (error) => (error instanceof LogError ? error.kind : kindFor(error)) === 'busy', patience);
    } catch (error) {
      const kind = error instanceof LogError ? undefined : kindFor(error);
      throw kind === undefined ? error : logError(kind, path, error);
    }
  };
};

const ignoring = (work: () => void): void => {
  try {
    work();
  } catch {
    // what failed is optional: see the caller
  }
};
