// SQLite's result codes as the port's few errors, each a sentence that names the file and says what to do. A code that is none of
// these is a bug of ours and passes through as it came.
import { ownOf } from '#domain/own.ts';
import { LogError, type LogErrorKind } from './event-log.ts';

/** What a file can't do. */
export type SqliteErrorKind = Exclude<LogErrorKind, 'refused' | 'too-large'>;

const IOERR_SHORT_READ = 522;
const IOERR_SHMSIZE = 4874;

/** The port's kind for an extended result code (sqlite.org/rescode.html), if it has one. */
export const kindOf = (code: number): SqliteErrorKind | undefined => {
  if (code === IOERR_SHORT_READ) return 'damaged';
  if (code === IOERR_SHMSIZE) return 'full';
  return BY_PRIMARY_CODE[code & 0xff];
};

const BY_PRIMARY_CODE: { readonly [code: number]: SqliteErrorKind } = {
  3: 'unreachable', // PERM
  5: 'busy', // BUSY
  6: 'busy', // LOCKED
  8: 'read-only', // READONLY
  10: 'unreachable', // IOERR
  11: 'damaged', // CORRUPT
  13: 'full', // FULL
  14: 'unreachable', // CANTOPEN
  15: 'busy', // PROTOCOL
  23: 'unreachable', // AUTH
  26: 'not-a-log', // NOTADB
};

/** The port's kind for a fault of the file system, if it is one. */
export const kindOfFileError = (error: unknown): SqliteErrorKind | undefined => {
  const { code } = (error ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? ownOf(BY_FILE_CODE, code) : undefined;
};

const BY_FILE_CODE: { readonly [code: string]: SqliteErrorKind } = {
  EACCES: 'unreachable',
  EPERM: 'unreachable',
  EIO: 'unreachable',
  ELOOP: 'unreachable',
  ENAMETOOLONG: 'unreachable',
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
};

/** The error of that kind about the log at `path`. */
export const logError = (kind: SqliteErrorKind, path: string, cause?: unknown): LogError =>
  new LogError(kind, SENTENCE[kind](path), cause === undefined ? {} : { cause });

const SENTENCE: { readonly [K in SqliteErrorKind]: (path: string) => string } = {
  missing: (path) => `There is no log at ${path}; import a model or record a fact to begin one, or name another with --log.`,
  'not-a-log': (path) => `${path} is not a knockon log; name a log, or a file that does not exist yet, with --log.`,
  'newer-format': (path) => `The log ${path} was written by a newer version of knockon; update knockon to use it.`,
  busy: (path) => `The log ${path} is locked by another process; try again when that one is done.`,
  'read-only': (path) => `The log ${path} cannot be written to; check the rights of the file and of its directory. Nothing was recorded.`,
  full: (path) => `There is no space left for the log ${path}; free some and try again. Nothing was recorded.`,
  damaged: (path) => `The log ${path} is damaged; restore it from a copy.`,
  unreachable: (path) => `The log ${path} cannot be opened or read; check that its directory exists and that you may use it.`,
};
