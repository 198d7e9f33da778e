// Where files of ours are, whatever they are called by: a symbolic link is followed, so that everybody who uses one log has one lock; and whether
// a file is a log, read models, or one of those that stand beside them, which no command may overwrite or delete for another purpose. Closing a
// file drops this process's locks on it (POSIX): to be asked only of files that no connection has open.
import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';

/** The path with every symbolic link followed; of a file that is not there yet, that of its directory. */
export const realPlace = (path: string): string => {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    try {
      return join(realpathSync(dirname(whole)), basename(whole));
    } catch {
      return whole;
    }
  }
};

/** Files that SQLite or we keep beside a database, by their endings. */
const BESIDE = /-(?:lock|waiting|new|models|journal|wal|shm)$/;
const HEADER = 'SQLite format 3\0';

/** What a file is that a command must not write over, in words; undefined: it is none of ours. */
export const keptFile = (path: string): string | undefined => {
  const place = realPlace(path);
  if (isDatabase(place)) return 'it is a database, such as a log or read models';
  for (let base = place; BESIDE.test(base);) {
    base = base.replace(BESIDE, '');
    if (isDatabase(base)) return `it belongs to the log ${base}`;
  }
  return undefined;
};

const isDatabase = (path: string): boolean => headerOf(path)?.subarray(0, HEADER.length).toString('latin1') === HEADER;

/** The number by which an SQLite file says whose it is (sqlite.org/fileformat.html, 1.3.17); undefined: it is none. */
export const applicationOf = (path: string): number | undefined => (isDatabase(path) ? headerOf(path)?.readUInt32BE(68) : undefined);

const headerOf = (path: string): Buffer | undefined => {
  if (!existsSync(path) || !statSync(path).isFile()) return undefined;
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const head = Buffer.alloc(100);
    return readSync(handle, head, 0, head.length, 0) === head.length ? head : undefined;
  } finally {
    closeSync(handle);
  }
};
