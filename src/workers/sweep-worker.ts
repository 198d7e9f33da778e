// What runs in each thread of a sweep: handed the job once, when the thread begins, and then one part after the other.
import { Piscina } from 'piscina';
import { partEvaluator, type Outcomes, type SweepPart } from '#domain/simulate/sweep.ts';
import type { SweepJob } from '#domain/simulate/sweep-job.ts';

export const evaluate: (part: SweepPart) => Outcomes = partEvaluator(Piscina.workerData as SweepJob);
