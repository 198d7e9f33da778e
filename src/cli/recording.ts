// How a recording command gets at the log: opened for writing, with everything that deciding needs from outside.
import type { Refusal } from '#domain/refusal.ts';
import type { Recording } from '#commands/ports.ts';
import { decodeData } from '#wire/data.ts';
import { identify, importIdOf, sameContent } from '#wire/identity.ts';
import type { EventLog } from '#log/event-log.ts';
import type { Context } from './context.ts';
import { progressOn } from './progress.ts';

/** What a command records with, on a log that is open already. */
const recordingOn = (log: EventLog, { shell, now }: Context, progress: (done: number, total: number) => void): Recording => ({
  log,
  now,
  identify,
  sameContent,
  importIdOf,
  decode: decodeData,
  holidays: shell.holidays,
  wait: shell.wait,
  pause: shell.pause,
  progress,
});

/** What the work came to, or why there is no such log. */
export const recordingIn = async <T>(
  context: Context,
  mode: 'read' | 'write',
  work: (recording: Recording) => Promise<T>,
): Promise<T | Refusal> => {
  const log = await context.shell.openLog(context.log, mode);
  if ('refused' in log) return log;
  const progress = progressOn(context.shell, 'Checking');
  try {
    return await work(recordingOn(log, context, progress.step));
  } finally {
    progress.stop();
    await log.close();
  }
};
