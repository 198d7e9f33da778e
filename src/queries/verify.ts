// Whether a log, or a file one was exported to, is still what was recorded.
import { stat } from 'node:fs/promises';
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { EventLog } from '#log/event-log.ts';
import { foundInFile } from '#log/exported-file.ts';
import { foundIn, verified } from '#log/verify.ts';
import { isSound, type Verdict } from '#projections/verdict.ts';

type Progress = (done: number, total: number) => void;

export const verdictOn = async (log: EventLog, expected: string | undefined, progress: Progress): Promise<Verdict> => {
  const total = await factsIn(log);
  const found = await verified(foundIn(log), (_, walked) => progress(walked, total));
  return { subject: log.url, ...found, expected };
};

/** Refuses an empty file, of which nobody can say that it was an export. Throws what the file system does. */
export const verdictOnFile = async (path: string, expected: string | undefined, progress: Progress): Promise<Verdict | Refusal> => {
  const { size } = await stat(path);
  if (size === 0) return refuse('the file is empty; expected a log as log export writes one', path);
  return { subject: path, ...(await verified(foundInFile(path, (bytes) => progress(bytes, size)))), expected };
};

/** How many facts a log holds. O(streams). */
export const factsIn = async (log: EventLog): Promise<number> => (await log.heads()).reduce((sum, { revision }) => sum + revision + 1, 0);

/** Whether nothing is broken and the root is the one expected; what a door turns into an exit code. */
export const passes = (verdict: Verdict): boolean => isSound(verdict);
