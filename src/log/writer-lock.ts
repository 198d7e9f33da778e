// Who may write to a log now: whoever has an exclusive transaction open on an empty database beside it. The system frees it when its
// process dies, however that dies. The file stays; deleting it while two processes write would break the rule.
import { logError } from './sqlite-errors.ts';
import type { SqlConnection, SqlDriver } from './sqlite-driver.ts';

const CANTOPEN = 14;

export interface WriterLock {
  /** Runs `work` as the only writer. Throws the driver's busy error when another process is writing. */
  whileHeld<T>(work: () => T): T;
  close(): void;
}

/** The lock of the log at `path`; its file is made when it is first needed. */
export const writerLock = (path: string, driver: SqlDriver): WriterLock => {
  let connection: SqlConnection | undefined;

  const opened = (): SqlConnection => {
    try {
      return (connection ??= driver.open(`${path}-lock`, 'create'));
    } catch (error) {
      throw driver.codeOf(error) === CANTOPEN ? logError('read-only', path, error) : error;
    }
  };

  return {
    whileHeld: (work) => {
      const lock = opened();
      lock.exec('BEGIN EXCLUSIVE');
      try {
        return work();
      } finally {
        lock.exec('ROLLBACK');
      }
    },
    close: () => {
      connection?.close();
      connection = undefined;
    },
  };
};
