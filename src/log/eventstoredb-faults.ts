// What the client throws, as what it means: whether it may pass, and the port's error for it, one sentence that names the log and says what
// to do. What is none of these is a bug of ours and passes through as it came.
import { convertToCommandError, isCommandError } from '@eventstore/db-client';
import { ownOf } from '#domain/own.ts';
import { LogError, type LogErrorKind } from './event-log.ts';

export type Fault =
  | 'gone'
  | 'slow'
  | 'elsewhere'
  | 'refused'
  | 'untrusted'
  | 'asks-for-tls'
  | 'speaks-plainly'
  | 'deleted'
  | 'too-large'
  | 'conflict'
  | 'no-stream'
  | 'no-position';

/** Nothing was heard for as long as the server may take. */
export class Silence extends Error {}

/** A subscription that should go on was ended. */
export class Ended extends Error {}

const BY_TYPE: { readonly [type: string]: Fault } = {
  unavailable: 'gone',
  cancelled: 'gone',
  'deadline-exceeded': 'slow',
  timeout: 'slow',
  'not-leader': 'elsewhere',
  'access-denied': 'refused',
  'stream-deleted': 'deleted',
  'maximum-append-size-exceeded': 'too-large',
  'wrong-expected-version': 'conflict',
  'stream-not-found': 'no-stream',
};

// gRPC's status codes, for what the client has no class for.
const BY_CODE: { readonly [code: number]: Fault } = {
  1: 'gone',
  4: 'slow',
  7: 'refused',
  8: 'gone',
  13: 'gone',
  14: 'gone',
  16: 'refused',
};

/** gRPC adds the time of day where a connection ends before HTTP/2 has begun on it: mostly, the server waits for TLS. */
const TIME_OF_DAY = /\s*\(\d{4}-\d\d-\d\dT[\d:.]+Z\)/;
/** What a TLS layer makes of an answer in plain text. */
const SPEAKS_PLAINLY = /wrong version number|packet length too long|http request/i;
/** Words of the TLS layer: a certificate does not get better by trying again. */
const UNTRUSTED = /certificate|self[- ]signed|ERR_TLS|ERR_SSL|SSL routines/i;
/** What a server says that has no leader yet, or is about to start or to stop; and the client, when it finds no member of a cluster. */
const PASSING = /no leader info|server is (?:not ready|too busy|busy)|failed to discover|channel (?:has been )?(?:closed|shut down)/i;

/** What an error means; undefined: it is none of the server's. */
export const faultOf = (thrown: unknown): Fault | undefined => {
  // Asking a server what it can do, which a first append does, fails with gRPC's own error.
  const error: unknown = thrown instanceof Error ? convertToCommandError(thrown) : thrown;
  if (error instanceof Silence) return 'slow';
  if (error instanceof Ended) return 'gone';
  if (!(error instanceof Error) || error instanceof LogError) return undefined;
  if (!isCommandError(error)) return PASSING.test(error.message) ? 'gone' : undefined;
  const { type, code, message } = error;
  const byCode = code === undefined ? undefined : BY_CODE[code];
  if (ownOf(BY_TYPE, type) === 'gone') {
    if (SPEAKS_PLAINLY.test(message)) return 'speaks-plainly';
    if (UNTRUSTED.test(message)) return 'untrusted';
    if (TIME_OF_DAY.test(message)) return 'asks-for-tls';
  }
  if (/invalid position/i.test(message)) return 'no-position';
  return ownOf(BY_TYPE, type) ?? (PASSING.test(message) ? 'gone' : byCode);
};

/** Whether it is the end of a call that this process itself cancelled. */
export const isCancelledHere = (error: unknown): boolean => {
  const { code, details } = error as { readonly code?: unknown; readonly details?: unknown };
  return code === 1 && details === 'Cancelled on client';
};

/** Whether trying again may help. */
export const mayPass = (fault: Fault | undefined): boolean =>
  // A server that is about to stop may close a connection just when it begins.
  fault === 'gone' || fault === 'slow' || fault === 'elsewhere' || fault === 'asks-for-tls';

/** The port's error for what the client threw; what is none of the server's as it came. */
export const logErrorFor = (error: unknown, shown: string): unknown => {
  const fault = faultOf(error);
  if (fault === undefined) return error;
  const [kind, sentence] = SENTENCE[fault];
  return new LogError(kind, sentence(shown, reasonIn(error)), { cause: error });
};

/** The last words of the client's, without the call's, the time of day that it adds, and where in its sources the TLS layer found it. */
const reasonIn = (error: unknown): string => {
  const { message } = error as Error;
  const inner = /Last error: (.*?)(?:\. Resolution note:.*)?$/s.exec(message)?.[1] ?? message.replace(/^\d+ [A-Z_]+: /, '');
  return inner
    .replace(/^Error: /, '')
    .replace(TIME_OF_DAY, '')
    .replace(/\b[0-9A-F]{8,}:error:[0-9A-F]+:SSL routines:[^:]*:([^:]+):.*$/s, '$1')
    .replace(/[.\s]+$/, '');
};

const SENTENCE: { readonly [K in Fault]: readonly [LogErrorKind, (shown: string, reason: string) => string] } = {
  gone: ['unreachable', (shown, reason) => `The server of the log ${shown} cannot be reached: ${reason}.`],
  slow: [
    'unreachable',
    (shown) => `The server of the log ${shown} does not answer in time; try again, or allow it more with defaultDeadline.`,
  ],
  elsewhere: [
    'unreachable',
    (shown) => `The server of the log ${shown} is not the leader of its cluster, and the leader cannot be reached.`,
  ],
  refused: [
    'refused',
    (shown) =>
      `The server of the log ${shown} refuses the user: check name and password, and the rights that docs/guide/eventstoredb.md lists.`,
  ],
  untrusted: [
    'unreachable',
    (shown, reason) => `The certificate of the server of the log ${shown} is not accepted: ${reason}; see tls and tlsCAFile.`,
  ],
  'asks-for-tls': [
    'unreachable',
    (shown, reason) =>
      /[?&]tls=false\b/i.test(shown)
        ? `The server of the log ${shown} ends the connection before it has begun; if it asks for TLS, leave out tls=false.`
        : `The server of the log ${shown} cannot be reached: ${reason}.`,
  ],
  'speaks-plainly': [
    'unreachable',
    (shown) => `The server of the log ${shown} does not speak TLS; if it is to be spoken to without, add tls=false.`,
  ],
  deleted: [
    'damaged',
    (shown) => `The log ${shown} is damaged: a stream of it was deleted on the server for ever; restore it from a copy.`,
  ],
  'too-large': ['too-large', (shown) => `The server of the log ${shown} takes no fact as large as this; nothing of it was recorded.`],
  conflict: ['busy', (shown) => `Others kept writing to the log ${shown}; try again.`],
  'no-stream': ['damaged', (shown) => `The log ${shown} is damaged: a stream of it is missing.`],
  'no-position': [
    'damaged',
    (shown) => `The server of the log ${shown} knows the position no longer from which to read on; read from the start.`,
  ],
};
