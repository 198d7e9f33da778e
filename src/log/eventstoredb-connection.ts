// The way to the server: calls that are made again, with growing pauses, for as long as what went wrong may pass. After a fault a new client
// is made and the old one let go of once nobody uses it: the client's own reconnecting throws where nobody can catch it when it looks for
// a cluster that is gone. The last sentence of whatever fails is the port's.
import { setMaxListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Duration } from '#domain/time/instant.ts';
import type { EventStoreAddress } from './eventstoredb-address.ts';
import { GRACE, made, type Made } from './eventstoredb-client.ts';
import { faultOf, logErrorFor, mayPass } from './eventstoredb-faults.ts';
import { answeredWithin } from './eventstoredb-silence.ts';

export interface EventStoreOptions {
  /** How long to go on trying while the server is gone or has no leader. */
  readonly patience?: Duration;
  /** How long a follower does: nobody waits for it. */
  readonly followersPatience?: Duration;
}

const PATIENCE: Duration = 5_000;
const FOLLOWERS_PATIENCE: Duration = 60_000;
const SHORTEST_PAUSE: Duration = 20;
const LONGEST_PAUSE: Duration = 1_000;
/** A client in use. */
export interface Lease {
  readonly client: EventStoreDBClient;
  release(): void;
}

/** Tries of one thing: whether to go on after a fault, and the pause before the next. */
export interface Tries {
  /** Something came: patience begins anew. */
  progress(): void;
  /** Waits and answers if there is to be another try; throws the port's error if not. */
  again(error: unknown, lease: Lease): Promise<void>;
}

export interface Connection {
  readonly shown: string;
  readonly deadline: Duration;
  checkOpen(): void;
  /** Runs `call`, again after faults that may pass, each within the deadline. It must be harmless to run it twice. Throws `LogError`. */
  calling<T>(call: (client: EventStoreDBClient) => Promise<T>): Promise<T>;
  /** The answer, or the fault that it did not come in time. */
  inTime<T>(answer: Promise<T>): Promise<T>;
  lease(): Lease;
  /** `since`: when it was begun, of `performance.now()`; now, unless it is told. */
  tries(whose: 'caller' | 'follower', since?: number): Tries;
  /** Is told when the log is closed; answers how to take that back. */
  onClose(told: () => void): () => void;
  close(): Promise<void>;
}

interface Held extends Made {
  users: number;
  retired: boolean;
}

export const connectionTo = (address: EventStoreAddress, options: EventStoreOptions): Connection => {
  const { shown, deadline } = address;
  const closing = new Set<() => void>();
  const ending = new AbortController();
  setMaxListeners(0, ending.signal); // as many as wait
  let current: Held | undefined;
  let closed = false;
  const letGo = new Map<Held, Promise<void>>();

  const checkOpen = (): void => {
    if (closed) throw new Error(`the log ${shown} is closed`);
  };

  const shut = async (held: Held): Promise<void> => {
    await held.shut();
    letGo.delete(held);
  };

  const settle = (held: Held): void => {
    if (held.retired && held.users === 0) letGo.set(held, shut(held));
  };

  const inTime = answeredWithin(deadline + GRACE);

  const lease = (): Lease => {
    checkOpen();
    const held = (current ??= { ...made(address.connection), users: 0, retired: false });
    held.users++;
    let released = false;
    return {
      client: held.client,
      release: () => {
        if (released) return;
        released = true;
        held.users--;
        settle(held);
      },
    };
  };

  const retire = (client: EventStoreDBClient): void => {
    if (current?.client !== client) return;
    const held = current;
    current = undefined;
    held.retired = true;
    settle(held);
  };

  const tries = (whose: 'caller' | 'follower', since = performance.now()): Tries => {
    const { patience = PATIENCE, followersPatience = FOLLOWERS_PATIENCE } = options;
    let until = since + patience;
    let pause = SHORTEST_PAUSE;
    return {
      progress: () => {
        until = performance.now() + (whose === 'caller' ? patience : followersPatience);
        pause = SHORTEST_PAUSE;
      },
      again: async (error, { client }) => {
        checkOpen();
        const fault = faultOf(error);
        if (!mayPass(fault) || performance.now() + pause > until) throw logErrorFor(error, shown);
        // The client itself goes to the leader that it was told of.
        if (fault !== 'elsewhere') retire(client);
        await pausing(pause * (0.5 + Math.random() / 2), ending.signal);
        checkOpen();
        pause = Math.min(LONGEST_PAUSE, pause * 2);
      },
    };
  };

  return {
    shown,
    deadline,
    checkOpen,
    lease,
    tries,
    inTime,
    calling: async (call) => {
      const trying = tries('caller');
      for (;;) {
        const leased = lease();
        try {
          const answer = await inTime(call(leased.client));
          // A call that was cancelled since the log is closed seems to have come to its end.
          checkOpen();
          return answer;
        } catch (error) {
          await trying.again(error, leased);
        } finally {
          leased.release();
        }
      }
    },
    onClose: (told) => {
      closing.add(told);
      return () => closing.delete(told);
    },
    close: async () => {
      if (closed) return;
      closed = true;
      ending.abort();
      for (const told of closing) told();
      if (current !== undefined) {
        current.users = 0;
        retire(current.client);
      }
      await Promise.all(letGo.values());
    },
  };
};

/** Ends at once when `signal` says so. */
const pausing = async (length: Duration, signal: AbortSignal): Promise<void> => {
  try {
    await sleep(length, undefined, { signal });
  } catch {
    // its end is what was asked for
  }
};
