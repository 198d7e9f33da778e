// What a server says in refusing, for tests: gRPC status, words and trailers as EventStoreDB 24.2 gives them, by which the client tells them
// apart.
import { Metadata, status } from '@grpc/grpc-js';

export interface Refusal {
  readonly code: status;
  readonly details: string;
  readonly metadata?: Metadata;
}

const refusal = (code: status, details: string, trailers: Readonly<Record<string, string>> = {}): Refusal => {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return { code, details, metadata };
};

export const accessDenied = (): Refusal => refusal(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });
export const unauthenticated = (): Refusal => refusal(status.UNAUTHENTICATED, 'Bad gRPC response. HTTP status code: 401');
export const notReady = (): Refusal => refusal(status.UNAVAILABLE, 'Server Is Not Ready');
export const noLeader = (): Refusal => refusal(status.UNKNOWN, 'No leader info available in response');
export const shuttingDown = (): Refusal => refusal(status.CANCELLED, 'The operation was cancelled by the server');
export const timedOut = (): Refusal => refusal(status.ABORTED, 'Operation timed out');

export const notLeader = (host: string, port: number): Refusal =>
  refusal(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const streamDeleted = (stream: string): Refusal =>
  refusal(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, { exception: 'stream-deleted', 'stream-name': stream });

export const tooLarge = (limit: number): Refusal =>
  refusal(status.INVALID_ARGUMENT, `Maximum Append Size of ${limit} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(limit),
  });

export const invalidPosition = (): Refusal => refusal(status.INVALID_ARGUMENT, 'Invalid position');
export const badRequest = (what: string): Refusal => refusal(status.INVALID_ARGUMENT, what);
