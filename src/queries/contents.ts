// What a log holds, as one reads it up to an instant.
import { rootOf } from '#log/chain.ts';
import { visibleFacts } from '#log/visible.ts';
import { logContents, type LogContents } from '#projections/contents.ts';
import { readRecords } from './history.ts';
import type { Source } from './source.ts';

export const contents = async ({ log, by }: Source): Promise<LogContents> => {
  const records = await readRecords(log);
  return logContents({ url: log.url, root: rootOf(await log.heads()), records: records.length, ...visibleFacts(records, by) });
};
