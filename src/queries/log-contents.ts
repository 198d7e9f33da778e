// What a log holds, as one reads it up to an instant (log info).
import type { EventLog } from '#log/event-log.ts';
import { visibleFacts } from '#log/visible.ts';
import { logContents, type LogContents } from '#projections/contents.ts';
import { readRecords, type KnownBy } from './history.ts';

export const contentsOf = async (log: EventLog, by: KnownBy): Promise<LogContents> => {
  const records = await readRecords(log);
  return logContents({ url: log.url, records: records.length, ...visibleFacts(records, by) });
};
