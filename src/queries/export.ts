// A log as text: all of it, in its own order.
import type { Refusal } from '#domain/refusal.ts';
import type { EventLog } from '#log/event-log.ts';
import { exportLines, exportTo, type Exported } from '#log/export.ts';
import { factsIn } from './verify.ts';

type Progress = (done: number, total: number) => void;

/** To a file, or on with one; throws what the file system does. */
export const exportedTo = async (path: string, log: EventLog, progress: Progress): Promise<Exported | Refusal> => {
  const total = await factsIn(log);
  return exportTo(path, log, (walked) => progress(walked, total));
};

/** To whoever takes it line by line. */
export const printed = async (log: EventLog, out: (line: string) => void): Promise<void> => {
  await exportLines(log, out);
};
