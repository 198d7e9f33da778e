// Word that a log may have grown: who waits hears of what its own process appends at once, and otherwise looks again after a while, as
// nothing that tells of other processes' appends is to be relied on. Nothing is kept for those who don't wait.
import type { Duration } from '#domain/time/instant.ts';

export interface News {
  /** How much news there has been; to be asked before one looks. */
  seen(): number;
  /** Answers as soon as there has been more news than `seen`, at the latest after the interval; or when `signal` ends the waiting. */
  since(seen: number, signal?: AbortSignal): Promise<void>;
  /** Something was appended, or the log was closed. */
  ring(): void;
}

/** `interval`: look again after so long without news; never, where every append rings. */
export const news = (interval?: Duration): News => {
  let count = 0;
  const waiting = new Set<() => void>();
  return {
    seen: () => count,
    ring: () => {
      count++;
      for (const wake of waiting) wake();
    },
    since: (seen, signal) =>
      new Promise((resolve) => {
        if (count !== seen || signal?.aborted === true) {
          resolve();
          return;
        }
        const wake = (): void => {
          waiting.delete(wake);
          clearTimeout(timer);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const timer = interval === undefined ? undefined : setTimeout(wake, interval);
        waiting.add(wake);
        signal?.addEventListener('abort', wake);
      }),
  };
};
