// Copies a whole log into another: from a log, or from a file one was exported to.
import { stat } from 'node:fs/promises';
import type { Refusal } from '#domain/refusal.ts';
import { copyInto, type Copied, type LogToBegin } from '#log/copy.ts';
import type { EventLog } from '#log/event-log.ts';
import { foundInFile } from '#log/exported-file.ts';
import { foundIn, type Verified } from '#log/verify.ts';

/** How far it is: facts (or bytes) done, of how many. First the source is checked as a whole, then copied. */
export interface CopyProgress {
  readonly checking: (done: number, total: number) => void;
  readonly copying: (done: number, total: number) => void;
}

/** Throws {@link LogError}, and what the file system does. */
export const copyLog = async (
  from: EventLog | { readonly file: string },
  to: EventLog | LogToBegin,
  { checking, copying }: CopyProgress,
): Promise<Copied | Refusal | { readonly broken: Verified }> => {
  const each = (whenChecking: (done: number) => void) => (done: number, of?: number) => {
    if (of === undefined) whenChecking(done);
    else copying(done, of);
  };
  if ('file' in from) {
    const { size } = await stat(from.file);
    return copyInto(
      to,
      () => foundInFile(from.file, (bytes) => checking(bytes, size)),
      each(() => undefined),
    );
  }
  const total = (await from.heads()).reduce((sum, { revision }) => sum + revision + 1, 0);
  return copyInto(
    to,
    () => foundIn(from),
    each((done) => checking(done, total)),
  );
};
