// One piece of reading over as many connections as it takes: what is opened again after a fault is opened where the reading stands by then.
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Connection, Tries } from './eventstoredb-connection.ts';
import type { Intake } from './eventstoredb-intake.ts';

export interface Reading<T, P> {
  readonly trying: Tries;
  /** Opens what is read, from where it stands now. */
  readonly open: (client: EventStoreDBClient) => Intake<T>;
  /** Hands over what comes; done when it ends, gone on with when it throws what may pass. */
  readonly read: (intake: Intake<T>, client: EventStoreDBClient) => AsyncGenerator<P>;
  readonly signal?: AbortSignal | undefined;
}

/** Throws `LogError`; ends when `signal` says so. */
export async function* resumed<T, P>(connection: Connection, { trying, open, read, signal }: Reading<T, P>): AsyncGenerator<P> {
  const isStopped = (): boolean => signal?.aborted === true;
  while (!isStopped()) {
    const leased = connection.lease();
    const intake = open(leased.client);
    const stop = (): void => intake.close(new Error(`the log ${connection.shown} is closed`));
    const forget = connection.onClose(stop);
    signal?.addEventListener('abort', stop);
    try {
      yield* read(intake, leased.client);
      return;
    } catch (error) {
      if (isStopped()) return;
      await trying.again(error, leased);
    } finally {
      forget();
      signal?.removeEventListener('abort', stop);
      intake.close();
      leased.release();
    }
  }
}
