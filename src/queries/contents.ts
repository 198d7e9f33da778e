// What a log holds, as one reads it up to an instant.
import { rootOf } from '#log/chain.ts';
import { recordsOf } from '#log/records.ts';
import { visibleFacts } from '#log/visible.ts';
import { logContents, type LogContents } from '#projections/contents.ts';
import type { Source } from './source.ts';

export const contents = async ({ log, by }: Source): Promise<LogContents> => {
  const records = await recordsOf(log);
  return logContents({ url: log.url, root: rootOf(await log.heads()), records: records.length, ...visibleFacts(records, by) });
};
