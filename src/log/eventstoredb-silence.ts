// A call whose answer never comes: where a stream breaks between two turns, the client forgets to tell, and it is `Silence` after a while. One
// timer for all calls under way, since to set and to clear one for each would cost more than all else that the log does for an append.
import type { Duration } from '#domain/time/instant.ts';
import { Silence } from './eventstoredb-faults.ts';

interface Call {
  readonly until: number;
  readonly give: (error: Error) => void;
}

/** The answer, or the fault that it did not come within `limit`. Calls under way keep the process alive. */
export const answeredWithin = (limit: Duration): (<T>(answer: Promise<T>) => Promise<T>) => {
  // In the order in which they run out.
  const under = new Set<Call>();
  let timer: NodeJS.Timeout | undefined;

  const look = (): void => {
    timer = undefined;
    const now = performance.now();
    for (const call of under) {
      if (call.until > now) {
        timer = setTimeout(look, call.until - now);
        return;
      }
      under.delete(call);
      call.give(new Silence('no answer'));
    }
  };

  return async (answer) => {
    let give: Call['give'] = () => undefined;
    const silence = new Promise<never>((_, reject) => (give = reject));
    const call: Call = { until: performance.now() + limit, give };
    under.add(call);
    if (timer === undefined) timer = setTimeout(look, limit);
    else if (under.size === 1) timer.ref();
    try {
      return await Promise.race([answer, silence]);
    } finally {
      if (under.delete(call) && under.size === 0) timer?.unref();
    }
  };
};
