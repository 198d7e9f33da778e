// Writing processes for tests: started, heard, killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { openSqliteLog } from '#log/sqlite.ts';
import { foundIn, verified } from '#log/verify.ts';
import { collected, ids, note, notes } from './sample-facts.ts';

/** The writing process, to be run as this one is. */
export const PROGRAM = fileURLToPath(new URL('writer-process.ts', import.meta.url));

export interface Writer {
  readonly child: ChildProcess;
  /** Ids of the facts it said were kept. */
  readonly acknowledged: () => readonly number[];
  readonly ended: Promise<number | null>;
}

/** How Node is told to run the writing process. */
export interface WriterProgram {
  readonly words: readonly string[];
}

const FROM_SOURCE: WriterProgram = { words: [...process.execArgv, PROGRAM] };

/** `writer([PATH, STREAM, FIRST-ID, COUNT])` appends as fast as it can. */
export const writer = (words: readonly (string | number)[], program = FROM_SOURCE): Writer => {
  const child = spawn(process.execPath, [...program.words, ...words.map(String)], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const whole = (): string => printed.slice(0, printed.lastIndexOf('\n') + 1);
  return {
    child,
    acknowledged: () => whole().split('\n').filter(Boolean).map(Number),
    ended: once(child, 'close').then(([code]) => code as number | null),
  };
};

/**
 * Kills a writer at full speed on the stream `s` of a log that holds the notes from 0 on; then every note it said was kept must be there,
 * none half or twice, the chain must hold, and the next append must go on, without a repair. Answers how many facts there are then.
 */
export const killOnce = async (place: string, standing: number, milliseconds: number, program?: WriterProgram): Promise<number> => {
  const killed = writer([place, 's', standing, 1_000_000], program);
  while (killed.acknowledged().length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await new Promise((resolve) => setTimeout(resolve, milliseconds));
  killed.child.kill('SIGKILL');
  await killed.ended;
  const log = await openSqliteLog(place, 'write');
  try {
    const read = await collected(log.readStream('s'));
    const last = killed.acknowledged().at(-1) ?? -1;
    assert.ok(read.length > last, `fact ${last} was acknowledged and is gone`);
    assert.equal(
      ids(read),
      notes(0, read.length).map((fact) => fact.id),
    );
    assert.equal((await verified(foundIn(log))).breaks, []);
    const next = await log.append('s', read.length - 1, [note(read.length)], 0);
    assert.is(next.kind, 'appended');
    return read.length + 1;
  } finally {
    await log.close();
  }
};
