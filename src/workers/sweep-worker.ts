// What runs in each thread of a sweep: handed the job once, when the thread begins, and then one part after the other.
import { Piscina } from 'piscina';
import { evaluatePart, type Outcomes, type SweepPart } from '#domain/simulate/sweep.ts';
import type { SweepJob } from '#domain/simulate/sweep-job.ts';

const job = Piscina.workerData as SweepJob;

export const evaluate = (part: SweepPart): Outcomes => evaluatePart(job, part);
