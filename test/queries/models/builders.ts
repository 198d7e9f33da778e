// Processes of their own that keep histories (builder-process.ts), started, listened to and killed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import * as assert from 'uvu/assert';
import { openSqliteStore } from '#store/sqlite.ts';
import { rowsOf } from './a-log.ts';

const PROGRAM = fileURLToPath(new URL('builder-process.ts', import.meta.url));

export interface Builder {
  readonly child: ChildProcess;
  readonly said: () => readonly string[];
  readonly ended: Promise<unknown>;
}

export const start = (...words: readonly string[]): Builder => {
  const child = spawn(process.execPath, [...process.execArgv, PROGRAM, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  return { child, said: () => printed.split('\n').filter(Boolean), ended: once(child, 'close') };
};

export const says = async ({ said }: Builder, word: string, most = 30_000): Promise<void> => {
  for (let waited = 0; !said().includes(word); waited += 10) {
    if (waited > most) throw new Error(`it never said ${word}: ${said().join(' ')}`);
    await wait(10);
  }
};

export const kill = async (process: Builder): Promise<void> => {
  process.child.kill('SIGKILL');
  await process.ended;
};

/** The rows that are kept there. */
export const rowsAt = async (place: string): Promise<readonly string[]> => {
  const store = await openSqliteStore(place, 'write');
  const rows = await rowsOf(store);
  await store.close();
  return rows;
};

/** Waits until the rows kept there are these. */
export const comesTo = async (place: string, whole: readonly string[], most = 60_000): Promise<void> => {
  let found = await rowsAt(place);
  for (let waited = 0; waited < most && found.join() !== whole.join(); waited += 50) {
    await wait(50);
    found = await rowsAt(place);
  }
  assert.equal(found, whole);
};
