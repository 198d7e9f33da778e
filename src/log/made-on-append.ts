// A log that is made when something is first appended to it: until then it is empty, and whoever is refused leaves nothing behind. Who
// follows it begins it too, as other processes may append to it from then on.
import type { EventLog } from './event-log.ts';

/** `make` begins the log; it is called once, by the first append or follower. */
export const madeOnAppend = (url: string, make: () => Promise<EventLog>): EventLog => {
  let making: Promise<EventLog> | undefined;
  return {
    url,
    async append(...given) {
      making ??= make();
      return (await making).append(...given);
    },
    async *readStream(...given) {
      if (making !== undefined) yield* (await making).readStream(...given);
    },
    async *readAll(...given) {
      if (making !== undefined) yield* (await making).readAll(...given);
    },
    async *readStored(...given) {
      if (making !== undefined) yield* (await making).readStored(...given);
    },
    async *follow(...given) {
      making ??= make();
      yield* (await making).follow(...given);
    },
    heads: async () => (making === undefined ? [] : (await making).heads()),
    async close() {
      await (await making)?.close();
    },
  };
};
