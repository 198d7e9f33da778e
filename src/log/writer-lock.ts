// Who may write to a log now: whoever has an exclusive transaction open on an empty database beside it. The system frees it when its
// process dies, however that dies. Taking it costs some 25 µs, so it is kept over appends that follow each other at once, until the
// event loop turns, or a lease ends and somebody waits (who says so by a file): then it rests, so that others get their turn. The
// lock's own file stays: deleting it while two processes write would break the rule.
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import type { Duration } from '#domain/time/instant.ts';
import type { SqlConnection, SqlDriver } from '#sqlite/driver.ts';
import { logError } from './sqlite-errors.ts';

const BUSY = 5;
const CANTOPEN = 14;
const LEASE: Duration = 100;
const REST: Duration = 2;
// Nothing is ever written there, but without the pragma each transaction would make a journal file and delete it.
const TAKE = 'PRAGMA journal_mode=MEMORY; BEGIN EXCLUSIVE';

export interface WriterLock {
  /** Runs `work` as the only writer; it is told the number of this lease. Throws a busy error when another writes, or it is their turn. */
  whileHeld<T>(work: (lease: number) => T): T;
  close(): void;
}

/** The lock of the log at `path`; its file is made when it is first needed. */
export const writerLock = (path: string, driver: SqlDriver): WriterLock => {
  let connection: SqlConnection | undefined;
  let turn: NodeJS.Immediate | undefined;
  let leaseEnds = 0;
  let restEnds = 0;
  let lease = 0;
  let announced = false;
  const waiting = `${path}-waiting`;

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

  const withdraw = (): void => {
    if (announced) rmSync(waiting, { force: true });
    announced = false;
  };

  const take = (): void => {
    const now = performance.now();
    if (now < restEnds) throw logError('busy', path);
    try {
      opened().exec(TAKE);
    } catch (error) {
      if (driver.codeOf(error) === BUSY) announced = announce(waiting);
      throw error;
    }
    withdraw();
    leaseEnds = now + LEASE;
    lease++;
    turn = setImmediate(release);
  };

  return {
    whileHeld: (work) => {
      if (turn === undefined) take();
      try {
        return work(lease);
      } finally {
        const now = performance.now();
        if (now >= leaseEnds && existsSync(waiting)) {
          rmSync(waiting, { force: true });
          release();
          restEnds = now + REST;
        } else if (now >= leaseEnds) leaseEnds = now + LEASE;
      }
    },
    close: () => {
      release();
      withdraw();
      connection?.close();
      connection = undefined;
    },
  };
};

/** Says that somebody waits; whether that could be said. Who may write to the log may make files beside it. */
const announce = (path: string): boolean => {
  try {
    closeSync(openSync(path, 'a'));
    return true;
  } catch {
    return false;
  }
};
