// Evaluates the parts of a sweep in worker threads: the same function of the domain on the same job, so the answer is that of this thread
// whatever their number; outcomes stand in the order of their parts. Threads start when a sweep takes longer than a moment, within which this
// thread has often done it all, and end with `close`.
import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { partEvaluator, type Outcomes, type SweepPart } from '#domain/simulate/sweep.ts';
import type { SweepJob } from '#domain/simulate/sweep-job.ts';

export interface Sweeper {
  /** `done` is called as each part is through. Rejects with whatever a part threw. */
  readonly evaluate: (parts: readonly SweepPart[], done: () => void) => Promise<readonly Outcomes[]>;
  readonly close: () => Promise<void>;
}

/** From source a thread runs the source, too: it has this process's loader. */
const WORKER = new URL(import.meta.url.endsWith('.ts') ? 'sweep-worker.ts' : 'sweep-worker.js', import.meta.url).href;

/** Milliseconds: less than a thread takes to start. */
const MOMENT = 200;

/** `threads`: how many beside this one; 0: none. Default: one for each processor. */
export const openSweeper = (job: SweepJob, threads = availableParallelism(), moment = MOMENT): Sweeper => {
  const here = partEvaluator(job);
  let pool: Piscina<SweepPart, Outcomes> | undefined;
  return {
    evaluate: async (parts, done) => {
      const until = pool === undefined ? performance.now() + moment : -Infinity;
      const outcomes: Outcomes[] = [];
      for (const part of parts) {
        if (threads > 0 && parts.length - outcomes.length > 1 && performance.now() >= until) break;
        outcomes.push(here(part));
        done();
      }
      const left = parts.slice(outcomes.length);
      if (left.length === 0) return outcomes;
      pool ??= new Piscina({
        filename: WORKER,
        name: 'evaluate',
        recordTiming: false,
        minThreads: 1,
        maxThreads: threads,
        workerData: job,
      });
      const running = pool;
      const others = await Promise.all(
        left.map(async (part) => {
          const found = await running.run(part);
          done();
          return found;
        }),
      );
      return [...outcomes, ...others];
    },
    // parts under way are waited for: a thread that is stopped while it answers would answer to nobody, which the pool takes for a fault
    close: async () => pool?.close({ force: true }),
  };
};
