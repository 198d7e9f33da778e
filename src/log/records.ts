// A whole log in memory, for what has to know all of it: decisions and folds. O(facts).
import type { AnyRecorded, EventLog } from './event-log.ts';

/** Every fact in the order of positions, those that do not count yet included. */
export const recordsOf = async (log: EventLog): Promise<readonly AnyRecorded[]> => {
  const records: AnyRecorded[] = [];
  for await (const recorded of log.readAll()) records.push(recorded);
  return records;
};
