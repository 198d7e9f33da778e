// Runs one test file in this process and tells the parent over IPC. Usage: child.ts FILE (absolute).
// uvu is deferred: importing the file queues its suites, which run here one after another.
import { pathToFileURL } from 'node:url';
import { useLedger, type Ledger } from '#test/support/ledger.ts';
import type { Message, TestName } from './messages.ts';
import { printable } from './printable.ts';

interface UvuGlobals {
  UVU_DEFER?: number;
  UVU_INDEX?: number;
  UVU_QUEUE?: [null, ...(() => Promise<unknown>)[]][];
}

const say = (message: Message): void => {
  process.send?.(message);
};

let current: TestName | undefined;
let skipped = 0;
const focused: string[] = [];
const tests: TestName[] = [];
const suites: string[] = [];

const fault = (what: string, error?: unknown, at: TestName | undefined = current): void => {
  say({ kind: 'fault', what, ...(at === undefined ? {} : { at }), ...(error === undefined ? {} : { error: printable(error) }) });
};

const ledger: Ledger = {
  suite: (suite) => suites.push(suite),
  declared: (suite, test) => {
    if (tests.some((one) => one.suite === suite && one.test === test)) throw new Error(`two tests are called “${suite} › ${test}”`);
    tests.push({ suite, test });
  },
  skipped: () => (skipped += 1),
  focused: (suite, test) => focused.push(`${suite} › ${test}`),
  started: (suite, test) => {
    current = { suite, test };
    say({ kind: 'started', suite, test });
  },
  passed: (suite, test) => {
    current = undefined;
    say({ kind: 'passed', suite, test });
  },
  failed: (suite, test, error) => {
    current = undefined;
    say({ kind: 'failed', suite, test, error: printable(error) });
  },
  hookFailed: (suite, hook, test, error) => {
    fault(`${hook} hook of ${suite} failed`, error, test === undefined ? undefined : { suite, test });
  },
};

/** uvu prints a bullet a test; the runner prints its own report, so these chunks are dropped and only a file's own output remains. */
const dropBullets = (): void => {
  const write = process.stdout.write.bind(process.stdout) as (chunk: unknown, ...rest: unknown[]) => boolean;
  const names = new Set(suites.map((suite) => ` ${suite}  `));
  process.stdout.write = (chunk: unknown, ...rest: unknown[]): boolean =>
    typeof chunk === 'string' && (/^(?:[•✘] | {2}\(\d+ \/ \d+\)\n)$/.test(chunk) || names.has(chunk)) ? true : write(chunk, ...rest);
};

const run = async (file: string): Promise<void> => {
  const uvu = globalThis as UvuGlobals;
  uvu.UVU_DEFER = 1;
  uvu.UVU_INDEX = 0;
  uvu.UVU_QUEUE = [[null]];
  useLedger(ledger);
  process.on('uncaughtException', (error, origin) => {
    fault(origin === 'unhandledRejection' ? 'a rejected promise that nobody awaited' : 'an exception that nobody caught', error);
    process.exit(1);
  });
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    fault('the file cannot be loaded', error);
    process.exit(1);
  }
  const queued = uvu.UVU_QUEUE[0]?.slice(1) as (() => Promise<unknown>)[];
  say({ kind: 'loaded', tests, skipped });
  if (queued.length !== suites.length) fault('a suite is declared with uvu itself: use spec()');
  if (suites.length === 0) fault('declares no test');
  for (const suite of suites) if (!tests.some((one) => one.suite === suite)) fault(`suite ${suite} runs no test`);
  if (focused.length > 0) fault(`test.only leaves other tests out: ${focused.join(', ')}`);
  dropBullets();
  for (const suite of queued) await suite();
  // a rejection left behind by the last test surfaces one turn later
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  process.exitCode = 0;
  say({ kind: 'done', open: process.getActiveResourcesInfo() });
};

await run(process.argv[2] ?? '');
