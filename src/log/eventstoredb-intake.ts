// What a stream of the client brings, taken by whoever asks, with marks in the order in which they came. Little is held: once that is full
// the stream is paused, and with it the server. Nobody reads on for a reader that thinks. A reader that waits is woken once a turn of the loop
// for all that the turn brings. A stream that is let go of drains: the client counts it as open until its status has come, which stands behind
// what it has sent, and would wait for it in vain if the stream were destroyed.
import type { Readable } from 'node:stream';
import type { Duration } from '#domain/time/instant.ts';
import { Silence } from './eventstoredb-faults.ts';

export interface Intake<T> {
  /** Up to `most` of what has come; waits where nothing has. None: it has ended. Throws {@link Silence} after `patience` without any. */
  take(most: number, patience?: Duration): Promise<readonly T[]>;
  /** Whether something has come already. */
  isWaiting(): boolean;
  /** Ends it, and the waiting, with this error. */
  close(error?: Error): void;
}

export interface Source<T> {
  readonly stream: Readable;
  /** Ends the call behind the stream. */
  readonly cancel: () => Promise<void>;
  /** In bytes. */
  readonly weight: (item: T) => number;
  /** As many as the server was asked for: with the last of them it ends the call itself. */
  readonly asked?: number;
}

const MANY = 2048;
const HEAVY = 4 << 20;

export const intakeOf = <T>({ stream, cancel, weight, asked = Infinity }: Source<T>): Intake<T> => {
  let items: T[] = [];
  let next = 0;
  let heavy = 0;
  let come = 0;
  let isClosed = false;
  let ended = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;
  let isRousing = false;

  const rouse = (): void => {
    if (wake === undefined || isRousing) return;
    isRousing = true;
    setImmediate(() => {
      isRousing = false;
      wake?.();
      wake = undefined;
    });
  };
  stream.on('data', (item: T) => {
    come++;
    if (isClosed) return;
    items.push(item);
    heavy += weight(item);
    if (items.length >= MANY || heavy >= HEAVY) stream.pause();
    rouse();
  });
  stream.on('end', () => {
    ended = true;
    rouse();
  });
  // Stays on when the intake is closed: the client tells of its end again, and an error that nobody hears ends the process.
  stream.on('error', (error: Error) => {
    failure ??= error;
    rouse();
  });

  const something = (patience: Duration | undefined): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = patience === undefined ? undefined : setTimeout(() => reject(new Silence('nothing came')), patience);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });

  return {
    take: async (most, patience) => {
      while (next === items.length) {
        if (failure !== undefined) throw failure;
        if (ended) return [];
        await something(patience);
      }
      const taken = next === 0 && items.length <= most ? items : items.slice(next, next + most);
      next += taken.length;
      if (next === items.length) {
        [items, next, heavy] = [[], 0, 0];
        if (stream.isPaused()) stream.resume();
      }
      return taken;
    },
    isWaiting: () => next < items.length,
    close: (error) => {
      if (isClosed) return;
      isClosed = true;
      // What is about to end by itself is left to: a cancelled call costs the server and the client more than its last word.
      if (failure !== undefined || (!ended && come < asked)) void quietly(cancel);
      failure ??= error ?? new Error('let go of');
      [items, next] = [[], 0];
      stream.resume();
      rouse();
    },
  };
};

const quietly = async (work: () => Promise<void>): Promise<void> => {
  try {
    await work();
  } catch {
    // what could not be begun need not be ended
  }
};
