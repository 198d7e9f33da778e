// Random cases on which the kernel is held to the plain evaluator, kind by kind, so that a failure says where to look; and what each tells.
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import { faultObject } from '#domain/impact/fault-table.ts';
import { OUTAGE, type Kernel } from '#domain/impact/kernel.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { advance, EVERY_CAUSE, newRun } from '#domain/impact/run.ts';
import type { Fault } from '#domain/impact/state.ts';
import { FoldedTimeline } from '#domain/impact/timeline.ts';
import { replay } from '../oracles/plain/replay.ts';
import type { History, HistoryOptions } from './arbitrary-history.ts';
import { told } from './told.ts';

const UNTIL = 80;

export const KINDS: readonly (readonly [string, HistoryOptions])[] = [
  ['gates alone', { cycles: false, standbys: false, latches: false, timers: false, modelChanges: false, maxFacts: 20 }],
  ['clocks, latches and standbys', { cycles: false, modelChanges: false, maxFacts: 20 }],
  [
    'cycles of gates alone',
    { standbys: false, latches: false, timers: false, observations: false, modelChanges: false, maxFacts: 30, dense: true },
  ],
  ['cycles of gates in a changing model', { standbys: false, latches: false, timers: false, maxFacts: 30, dense: true }],
  ['cycles', { modelChanges: false, maxFacts: 20 }],
  ['changing models', { cycles: false, maxFacts: 20, dense: true }],
  ['changing models with cycles', { maxFacts: 20, dense: true }],
  ['many facts', { maxFacts: 40, dense: true, maxComponents: 10 }],
];

/** Every fault that an `OutageBegan` opened. */
export const allFaults = (kernel: Kernel): readonly Fault[] =>
  kernel.recorded.flatMap((_, fault) => (kernel.faults.kind[fault] === OUTAGE ? [faultObject(kernel, fault)] : []));

export const byKernel = ({ facts }: History): unknown => {
  const run = newRun(scaleOf(facts), EVERY_CAUSE);
  advance(run, inFoldOrder(facts), UNTIL);
  const { kernel, inapplicable, world } = run;
  const faults = allFaults(kernel);
  return told({ timeline: new FoldedTimeline(kernel.graph, kernel.transitions, UNTIL), faults, inapplicable, world });
};

export const byPlainEvaluator = ({ facts }: History): unknown => told(replay(facts, { until: UNTIL }));
