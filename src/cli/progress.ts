// Progress of anything that takes over a second, on standard error: a bar on a terminal, else a line now and then. Nothing before that.
import { SingleBar } from 'cli-progress';
import type { Shell } from './shell.ts';

const PATIENCE_MS = 1_000;
const BETWEEN_LINES_MS = 5_000;

export interface Progress {
  readonly step: (done: number, total: number) => void;
  readonly stop: () => void;
}

/** `label` says what is going on: `Replaying`. */
export const progressOn = (shell: Shell, label: string): Progress => {
  const started = shell.clock();
  let bar: SingleBar | undefined;
  let saidAt = started;
  const step = (done: number, total: number): void => {
    const now = shell.clock();
    if (now - started < PATIENCE_MS) return;
    if (shell.showsProgress) {
      if (bar === undefined) {
        bar = new SingleBar({ format: `${label} {bar} {percentage} %`, hideCursor: true, clearOnComplete: true, fps: 10 });
        bar.start(total, done);
      }
      bar.update(done);
    } else if (now - saidAt >= BETWEEN_LINES_MS) {
      saidAt = now;
      shell.err(`${label}: ${Math.floor((100 * done) / Math.max(total, 1))} %\n`);
    }
  };
  return { step, stop: () => bar?.stop() };
};
