// Who may write to a log now: whoever has an exclusive transaction open on an empty database beside it. The system frees it when its
// process dies, however that dies. Taking it costs some 25 µs, so it is kept over appends that follow each other at once, until the
// event loop turns or a lease ends; after a lease it rests, so that others get their turn. The file stays: deleting it while two
// processes write would break the rule.
import type { Duration } from '#domain/time/instant.ts';
import type { SqlConnection, SqlDriver } from '#sqlite/driver.ts';
import { logError } from './sqlite-errors.ts';

const CANTOPEN = 14;
const LEASE: Duration = 100;
const REST: Duration = 2;
// Nothing is ever written there, but without the pragma each transaction would make a journal file and delete it.
const TAKE = 'PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE';

export interface WriterLock {
  /** Runs `work` as the only writer. Throws a busy error when another is writing, or it is their turn. */
  whileHeld<T>(work: () => T): T;
  close(): void;
}

/** The lock of the log at `path`; its file is made when it is first needed. */
export const writerLock = (path: string, driver: SqlDriver): WriterLock => {
  let connection: SqlConnection | undefined;
  let turn: NodeJS.Immediate | undefined;
  let leaseEnds = 0;
  let restEnds = 0;

  const opened = (): SqlConnection => {
    if (connection !== undefined) return connection;
    try {
      connection = driver.open(`${path}-lock`, 'create');
    } catch (error) {
      throw driver.codeOf(error) === CANTOPEN ? logError('read-only', path, error) : error;
    }
    return connection;
  };

  const release = (): void => {
    if (turn === undefined) return;
    clearImmediate(turn);
    turn = undefined;
    connection?.exec('ROLLBACK');
  };

  const take = (): void => {
    const now = performance.now();
    if (now < restEnds) throw logError('busy', path);
    opened().exec(TAKE);
    leaseEnds = now + LEASE;
    turn = setImmediate(release);
  };

  return {
    whileHeld: (work) => {
      if (turn === undefined) take();
      try {
        return work();
      } finally {
        if (performance.now() >= leaseEnds) {
          release();
          restEnds = performance.now() + REST;
        }
      }
    },
    close: () => {
      release();
      connection?.close();
      connection = undefined;
    },
  };
};
