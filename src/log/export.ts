// A whole log as lines in a file, in the order of the log. A file that holds the beginning already is gone on with, so an export that was
// killed is finished and one made again adds what is new; any other file is left alone. Synced before it answers.
import { createReadStream, existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { rootOf, type Hash } from './chain.ts';
import { LogError, type EventLog, type StoredFact, type StreamHead } from './event-log.ts';
import { linesIn } from './exported-file.ts';
import { lineOf } from './line.ts';

export interface Exported {
  readonly facts: number;
  /** Lines that were not there before. */
  readonly added: number;
  readonly root: Hash;
}

const FULL = 1 << 20;

/** Hands every line of the log, its line feed included, to `write`; `each` hears of every fact. Throws {@link LogError}. */
export const exportLines = async (
  log: EventLog,
  write: (line: string) => void | Promise<void>,
  each: (walked: number) => void = () => undefined,
): Promise<Omit<Exported, 'added'>> => {
  const heads = new Map<string, StreamHead>();
  let facts = 0;
  for await (const stored of log.readStored()) {
    await write(`${printed(stored, log.url)}\n`);
    heads.set(stored.stream, { stream: stored.stream, revision: stored.revision, hash: stored.hash });
    each(++facts);
  }
  return { facts, root: rootOf(heads.values()) };
};

/** Exports the log to the file `path`. Refuses a file that is not the beginning of this very export. Throws what the file system does. */
export const exportTo = async (path: string, log: EventLog, each?: (walked: number) => void): Promise<Exported | Refusal> => {
  const before = existsSync(path) ? linesIn(createReadStream(path))[Symbol.asyncIterator]() : undefined;
  const file = fileFrom(path);
  let standing = before !== undefined;
  let size = 0;
  let added = 0;
  const other = new Error('another file');
  const write = async (line: string): Promise<void> => {
    const next = standing ? await before?.next() : undefined;
    if (next !== undefined && next.done !== true) {
      const was = Buffer.from(next.value.whole).toString('utf8');
      standing = next.value.ended;
      if (standing ? `${was}\n` !== line : !line.startsWith(was)) throw other;
      if (standing) {
        size += Buffer.byteLength(line);
        return;
      }
    }
    standing = false;
    added++;
    await file.write(line, size);
  };
  try {
    const result = await exportLines(log, write, each);
    if (standing && (await before?.next())?.done === false) throw other;
    if (before === undefined && result.facts === 0) await file.write('', 0);
    return { ...result, added };
  } catch (error) {
    if (error !== other) throw error;
    return refuse('the file is there already and holds something else than the beginning of this log; name another, or remove it', path);
  } finally {
    await before?.return?.(undefined);
    await file.close();
  }
};

/** Writes behind the first `size` bytes of a file, opened when the first line comes. */
const fileFrom = (path: string): { write(line: string, size: number): Promise<void>; close(): Promise<void> } => {
  let handle: FileHandle | undefined;
  let waiting: string[] = [];
  let length = 0;
  const flush = async (): Promise<void> => {
    await handle?.appendFile(waiting.join(''));
    [waiting, length] = [[], 0];
  };
  return {
    write: async (line, size) => {
      if (handle === undefined) {
        handle = await open(path, 'a');
        await handle.truncate(size);
      }
      waiting.push(line);
      length += line.length;
      if (length >= FULL) await flush();
    },
    close: async () => {
      try {
        await flush();
        await handle?.sync();
      } finally {
        await handle?.close();
      }
    },
  };
};

const printed = (stored: StoredFact, url: string): string => {
  try {
    return lineOf(stored);
  } catch (cause) {
    const place = `revision ${stored.revision} of stream ${stored.stream}`;
    throw new LogError('damaged', `The log ${url} is damaged: ${place} cannot be printed; log verify tells more.`, { cause });
  }
};
