// Tries again while something is busy. The waits are short and jittered, so that processes that take turns at a lock don't starve
// each other: beside a process at full speed the lock is free for some milliseconds only.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Duration } from '#domain/time/instant.ts';

const LONGEST_WAIT: Duration = 3;

/**
 * Runs `attempt` at once, and again for as long as it fails busy, up to `patience` milliseconds; then its last error is thrown.
 * Any other error is thrown as it comes. `attempt` is synchronous: what it holds it lets go before anyone else runs.
 */
export const patiently = async <T>(attempt: () => T, isBusy: (error: unknown) => boolean, patience: Duration): Promise<T> => {
  const until = performance.now() + patience;
  for (let tries = 1; ; tries++) {
    try {
      return attempt();
    } catch (error) {
      if (!isBusy(error) || performance.now() >= until) throw error;
    }
    await sleep(1 + Math.random() * Math.min(tries, LONGEST_WAIT));
  }
};
