// A worker: runs the test files it is sent, one after another, and tells the parent over IPC what happens.
// uvu is deferred: importing a file queues its suites, which run here. Between files the process must be as it was; if not, it is not used again.
import { pathToFileURL } from 'node:url';
import { useLedger, type Ledger } from '#test/support/ledger.ts';
import type { Message, Order, TestName } from './messages.ts';
import { printable } from './printable.ts';

interface UvuGlobals {
  UVU_DEFER?: number;
  UVU_INDEX?: number;
  UVU_QUEUE?: [null, ...(() => Promise<unknown>)[]][];
}

/** What one file has declared and where it stands. */
interface Course {
  readonly suites: string[];
  readonly tests: TestName[];
  readonly focused: string[];
  skipped: number;
  current: TestName | undefined;
}

const uvu = globalThis as UvuGlobals;
let course: Course | undefined;

const say = (message: Message): void => {
  process.send?.(message);
};

const fault = (what: string, error?: unknown, at: TestName | undefined = course?.current): void => {
  say({ kind: 'fault', what, ...(at === undefined ? {} : { at }), ...(error === undefined ? {} : { error: printable(error) }) });
};

const ledgerOf = (here: Course): Ledger => ({
  suite: (suite) => here.suites.push(suite),
  declared: (suite, test) => {
    if (here.tests.some((one) => one.suite === suite && one.test === test)) throw new Error(`two tests are called “${suite} › ${test}”`);
    here.tests.push({ suite, test });
  },
  skipped: () => (here.skipped += 1),
  focused: (suite, test) => here.focused.push(`${suite} › ${test}`),
  started: (suite, test) => {
    here.current = { suite, test };
    say({ kind: 'started', suite, test });
  },
  passed: (suite, test) => {
    here.current = undefined;
    say({ kind: 'passed', suite, test });
  },
  failed: (suite, test, error) => {
    here.current = undefined;
    say({ kind: 'failed', suite, test, error: printable(error) });
  },
  hookFailed: (suite, hook, test, error) => {
    fault(`${hook} hook of ${suite} failed`, error, test === undefined ? undefined : { suite, test });
  },
});

/** What a file might change for the next one, as far as a process can tell. */
const surroundings = (): string =>
  JSON.stringify([process.cwd(), process.env, process.listenerCount('SIGINT'), process.listenerCount('SIGTERM')]);

/** Kinds of resources open now beyond those open `before`. */
const opened = (before: readonly string[]): string[] => {
  const left = [...before];
  return process.getActiveResourcesInfo().filter((kind) => {
    const known = left.indexOf(kind);
    if (known >= 0) left.splice(known, 1);
    return known < 0;
  });
};

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const declare = async (file: string): Promise<readonly (() => Promise<unknown>)[]> => {
  const here: Course = { suites: [], tests: [], focused: [], skipped: 0, current: undefined };
  course = here;
  uvu.UVU_DEFER = 1;
  uvu.UVU_INDEX = 0;
  uvu.UVU_QUEUE = [[null]];
  useLedger(ledgerOf(here));
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    fault('the file cannot be loaded', error);
    return [];
  }
  const queued = uvu.UVU_QUEUE[0]?.slice(1) as (() => Promise<unknown>)[];
  say({ kind: 'loaded', tests: here.tests, skipped: here.skipped });
  if (queued.length !== here.suites.length) fault('a suite is declared with uvu itself: use spec()');
  if (here.suites.length === 0) fault('declares no test');
  for (const suite of here.suites) if (!here.tests.some((one) => one.suite === suite)) fault(`suite ${suite} runs no test`);
  if (here.focused.length > 0) fault(`test.only leaves other tests out: ${here.focused.join(', ')}`);
  return queued;
};

const run = async ({ file, grace }: Order): Promise<void> => {
  const before = { surroundings: surroundings(), resources: process.getActiveResourcesInfo() };
  // while a file runs, nothing but the file keeps this process alive: if it awaits what never comes, the loop runs empty
  process.channel?.unref();
  for (const suite of await declare(file)) await suite();
  process.channel?.ref();
  // a rejection left behind by the last test surfaces one turn later
  await turn();
  await turn();
  const deadline = performance.now() + grace;
  while (opened(before.resources).length > 0 && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 5).unref());
  const left = opened(before.resources);
  if (left.length > 0) fault(`its tests are done, but it leaves open what keeps a process alive: ${left.join(', ')}`);
  course = undefined;
  process.exitCode = 0;
  say({ kind: 'done', reusable: left.length === 0 && before.surroundings === surroundings() });
};

/** uvu prints a bullet a test; the runner prints its own report, so these chunks are dropped and only a file's own output remains. */
const write = process.stdout.write.bind(process.stdout) as (chunk: unknown, ...rest: unknown[]) => boolean;
process.stdout.write = (chunk: unknown, ...rest: unknown[]): boolean =>
  typeof chunk === 'string' && (/^(?:[•✘] | {2}\(\d+ \/ \d+\)\n)$/.test(chunk) || course?.suites.includes(chunk.trim()) === true)
    ? true
    : write(chunk, ...rest);

process.on('uncaughtException', (error, origin) => {
  fault(origin === 'unhandledRejection' ? 'a rejected promise that nobody awaited' : 'an exception that nobody caught', error);
  process.exit(1);
});
process.on('beforeExit', () => {
  if (course === undefined) return;
  fault('awaits what never comes: nothing is left that could happen');
  process.exit(1);
});
process.on('disconnect', () => process.exit(0));
process.on('message', (order) => void run(order as Order));
