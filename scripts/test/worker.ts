// One process that runs test files in turn: a new one is started where a file crashed it, hung, or left it other than it was.
// Cost: 0.5 s of start-up a process, 25 ms a file (docs/decisions/0002-test-runner.md).
import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FileResult, Message, Order } from './messages.ts';
import { createTally, type Ending } from './tally.ts';

const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
const LONGEST_OUTPUT = 20_000;
/** Output and messages come over different pipes: what a file has written may arrive this many milliseconds behind its end. */
const STRAGGLERS = 50;

export interface WorkerOptions {
  /** Milliseconds a file may take. */
  readonly timeout: number;
  /** Milliseconds a file may take to close what it opened, behind its last test; default 5 s. */
  readonly grace?: number;
  readonly environment?: NodeJS.ProcessEnv;
}

export interface Worker {
  /** Runs `file` (absolute path), alone. Never rejects: whatever goes wrong is a failure in the result. */
  run(file: string): Promise<FileResult>;
  stop(): void;
}

export const createWorker = ({ timeout, grace = 5_000, environment = process.env }: WorkerOptions): Worker => {
  let idle: ChildProcess | undefined;

  const start = (): ChildProcess =>
    fork(CHILD, [], { execArgv: ['--conditions=source', '--import', 'tsx'], stdio: ['ignore', 'pipe', 'pipe', 'ipc'], env: environment });

  const run = (file: string): Promise<FileResult> =>
    new Promise((resolve) => {
      const begun = performance.now();
      const tally = createTally();
      const child = idle ?? start();
      idle = undefined;
      let output = '';
      let stopped: Ending | undefined;

      const end = (ending: Ending): void => {
        clearTimeout(timer);
        child.removeAllListeners();
        for (const stream of [child.stdout, child.stderr]) stream?.removeAllListeners('data').resume();
        resolve({ file, milliseconds: performance.now() - begun, output, ...tally.close(ending) });
      };
      const timer = setTimeout(() => {
        stopped = { kind: 'timeout', milliseconds: timeout };
        child.kill('SIGKILL');
      }, timeout);

      for (const stream of [child.stdout, child.stderr]) {
        stream?.setEncoding('utf8').on('data', (text: string) => (output = (output + text).slice(-LONGEST_OUTPUT)));
      }
      child.on('message', (sent) => {
        const message = sent as Message;
        if (message.kind !== 'done') {
          tally.hear(message);
          return;
        }
        setTimeout(
          () => {
            if (message.reusable) idle = child;
            else child.kill('SIGKILL');
            end({ kind: 'done' });
          },
          tally.failed() ? STRAGGLERS : 0,
        );
      });
      child.on('error', (error) => (output += `\n${error.message}`));
      child.on('close', (code, signal) => {
        end(stopped ?? { kind: 'exit', by: signal === null ? `exit code ${String(code)}` : `signal ${signal}` });
      });
      child.send({ file, grace } satisfies Order);
    });

  return { run, stop: () => idle?.disconnect() };
};
