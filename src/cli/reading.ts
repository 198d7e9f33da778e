// How a reading command gets at its history: opens the log for reading (never makes one), folds in what the options let count, closes.
import { decodeData } from '#wire/data.ts';
import type { Refusal } from '#domain/refusal.ts';
import { historyOf, readRecords, type History } from '#queries/history.ts';
import type { Context, Outcome } from './context.ts';
import { progressOn } from './progress.ts';

export type Step = (done: number, total: number) => void;

export const reading = async (
  context: Context,
  read: (history: History, progress: Step) => Outcome | Promise<Outcome>,
): Promise<Outcome> => {
  const log = await context.shell.openLog(context.log, 'read');
  if ('refused' in log) return [log] satisfies readonly Refusal[];
  const progress = progressOn(context.shell, 'Replaying');
  try {
    return await read(historyOf(await readRecords(log), decodeData, context.by), progress.step);
  } finally {
    progress.stop();
    await log.close();
  }
};
