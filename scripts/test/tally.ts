// Counts one test file from what its process said and how it ended. Exact: each declared test ends as passed or failed, and one that
// was never reached has failed. A fault outside every test (a hook of the suite, a stray rejection, a bad end) counts as one failure more.
import type { Failure, FileResult, Message, TestName } from './messages.ts';

/** How the file came to its end: by itself, stopped by the runner, or with its process. */
export type Ending =
  { readonly kind: 'done' } | { readonly kind: 'timeout'; readonly milliseconds: number } | { readonly kind: 'exit'; readonly by: string };

export interface Tally {
  hear(message: Exclude<Message, { kind: 'done' }>): void;
  /** Whether anything has failed so far. */
  failed(): boolean;
  /** Closes the count. Call once. */
  close(ending: Ending): Pick<FileResult, 'passed' | 'failed' | 'skipped' | 'failures'>;
}

const FILE = '(the file itself)';

const titleOf = ({ suite, test }: TestName): string => `${suite} › ${test}`;

export const createTally = (): Tally => {
  const failures: Failure[] = [];
  const waiting = new Set<string>();
  const passed = new Set<string>();
  let failed = 0;
  let skipped = 0;
  let running: string | undefined;
  let faultedLast = false;

  const fail = (failure: Failure): void => {
    waiting.delete(failure.title);
    passed.delete(failure.title);
    running = undefined;
    failed += 1;
    failures.push(failure);
  };
  const fault = (title: string, note: string): void => {
    fail({ title, note });
  };

  return {
    hear: (message) => {
      faultedLast = message.kind === 'fault';
      switch (message.kind) {
        case 'loaded':
          for (const test of message.tests) waiting.add(titleOf(test));
          skipped = message.skipped;
          return;
        case 'started':
          running = titleOf(message);
          return;
        case 'passed':
          running = undefined;
          waiting.delete(titleOf(message));
          passed.add(titleOf(message));
          return;
        case 'failed':
          fail({ title: titleOf(message), error: message.error });
          return;
        case 'fault':
          fail({
            title: message.at === undefined ? FILE : titleOf(message.at),
            note: message.what,
            ...(message.error === undefined ? {} : { error: message.error }),
          });
          return;
      }
    },
    failed: () => failed > 0,
    close: (ending) => {
      const where = running ?? FILE;
      if (ending.kind === 'timeout') {
        fault(where, `not done after ${String(ending.milliseconds / 1000)} s: stopped`);
      } else if (ending.kind === 'exit' && !faultedLast) {
        fault(where, `its process ended (${ending.by}): it exited or crashed`);
      }
      if (waiting.size > 0) {
        failed += waiting.size;
        failures.push({ title: FILE, note: `never ran (${String(waiting.size)}): ${[...waiting].slice(0, 5).join(', ')}` });
      }
      return { passed: passed.size, failed, skipped, failures };
    },
  };
};
