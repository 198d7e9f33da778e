// How a reading command gets at its log: opened for reading (which never makes one), asked, closed; and at its read models, if it asks.
import type { Refusal } from '#domain/refusal.ts';
import type { Source } from '#queries/source.ts';
import { decodeData } from '#wire/data.ts';
import type { Context } from './context.ts';
import { openedModels } from './models.ts';
import { progressOn } from './progress.ts';

/** What the query came to, or why there is no such log. */
export const reading = async <T>(context: Context, query: (source: Source) => Promise<T>): Promise<T | Refusal> => {
  const { shell, by, now } = context;
  const log = await shell.openLog(context.log, 'read');
  if ('refused' in log) return log;
  const progress = progressOn(shell, 'Replaying');
  const models = openedModels(context);
  try {
    return await query({ log, by, now, decode: decodeData, holidays: shell.holidays, models, progress: progress.step });
  } finally {
    progress.stop();
    await models.close();
    await log.close();
  }
};
