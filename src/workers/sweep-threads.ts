// Evaluates the parts of a sweep in worker threads: the same function of the domain on the same job, so the answer is that of this thread
// whatever their number; outcomes stand in the order of their parts. Threads start when there is more than one part, and end with `close`.
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

/** `threads`: how many beside this one; 0: none. Default: one for each processor. */
export const openSweeper = (job: SweepJob, threads = availableParallelism()): Sweeper => {
  const here = partEvaluator(job);
  let pool: Piscina<SweepPart, Outcomes> | undefined;
  return {
    evaluate: async (parts, done) => {
      if (threads === 0 || parts.length < 2) {
        return parts.map((part) => {
          const outcomes = here(part);
          done();
          return outcomes;
        });
      }
      pool ??= new Piscina({
        filename: WORKER,
        name: 'evaluate',
        recordTiming: false,
        minThreads: 1,
        maxThreads: threads,
        workerData: job,
      });
      const running = pool;
      return Promise.all(
        parts.map(async (part) => {
          const outcomes = await running.run(part);
          done();
          return outcomes;
        }),
      );
    },
    // parts under way are waited for: a thread that is stopped while it answers would answer to nobody, which the pool takes for a fault
    close: async () => pool?.close({ force: true }),
  };
};
