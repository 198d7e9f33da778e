// Runs one test file in a process of its own, so that a crash, a hang or an exit there harms no other file.
// Cost: about 0.4 s of start-up a file (docs/decisions/0002-test-runner.md says why that is paid).
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FileResult, Message } from './messages.ts';
import { createTally, type Ending } from './tally.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const LONGEST_OUTPUT = 20_000;

export interface RunFileOptions {
  /** Milliseconds a file may take. */
  readonly timeout: number;
  /** Milliseconds a file may keep its process alive behind its last test; default 5 s. */
  readonly grace?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs `file` (absolute path). Never rejects: whatever goes wrong is a failure in the result. */
export const runFile = (file: string, { timeout, grace = 5_000, environment = process.env }: RunFileOptions): Promise<FileResult> =>
  new Promise((resolve) => {
    const begun = performance.now();
    const tally = createTally();
    let output = '';
    let stopped: Ending | undefined;

    const child = fork(CHILD, [file], {
      execArgv: ['--conditions=source', '--import', 'tsx'],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: environment,
    });
    const stopAfter = (milliseconds: number, ending: Ending): NodeJS.Timeout =>
      setTimeout(() => {
        stopped = ending;
        child.kill('SIGKILL');
      }, milliseconds);
    let timer = stopAfter(timeout, { kind: 'timeout', milliseconds: timeout });

    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-LONGEST_OUTPUT)));
    }
    child.on('message', (sent) => {
      const message = sent as Message;
      tally.hear(message);
      if (message.kind === 'done') {
        clearTimeout(timer);
        timer = stopAfter(grace, { kind: 'left-open' });
      }
    });
    child.on('error', (error) => (output += `\n${error.message}`));
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const ending = stopped ?? { kind: 'exit', by: signal === null ? `exit code ${String(code)}` : `signal ${signal}`, clean: code === 0 };
      resolve({ file, milliseconds: performance.now() - begun, output, ...tally.close(ending) });
    });
  });
