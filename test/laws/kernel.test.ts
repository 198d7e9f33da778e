// The kernel against the plain evaluator: on random histories both tell the same intervals, faults, origins, facts without effect and causes,
// and remember the same of every component. What each run exercises is narrowed step by step, so that a failure says where to look.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import { faultObject } from '#domain/impact/fault-table.ts';
import { FoldedTimeline } from '#domain/impact/timeline.ts';
import { OUTAGE } from '#domain/impact/kernel.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { advance, newRun } from '#domain/impact/run.ts';
import { replay } from '../oracles/plain/replay.ts';
import { arbitraryHistory, type History, type HistoryOptions } from '../support/arbitrary-history.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';
import { told } from '../support/told.ts';

const UNTIL = 80;

const ofKernel = ({ facts }: History): unknown => {
  const run = newRun(scaleOf(facts), { requirement: () => true, level: () => true });
  advance(run, inFoldOrder(facts), UNTIL);
  const { kernel, inapplicable } = run;
  const faults = kernel.recorded.flatMap((_, fault) => (kernel.faults.kind[fault] === OUTAGE ? [faultObject(kernel, fault)] : []));
  return told({ timeline: new FoldedTimeline(kernel.graph, kernel.transitions, UNTIL), faults, inapplicable, world: run.world });
};

const KINDS: readonly (readonly [string, HistoryOptions])[] = [
  ['gates alone', { cycles: false, standbys: false, latches: false, timers: false, modelChanges: false, maxFacts: 20 }],
  ['clocks, latches and standbys', { cycles: false, modelChanges: false, maxFacts: 20 }],
  ['cycles', { modelChanges: false, maxFacts: 20 }],
  ['changing models', { cycles: false, maxFacts: 20, dense: true }],
  ['changing models with cycles', { maxFacts: 20, dense: true }],
  ['many facts', { maxFacts: 40, dense: true, maxComponents: 10 }],
];

spec('laws/kernel [property]', (test) => {
  for (const [what, options] of KINDS) {
    test(`the kernel tells what the plain evaluator tells: ${what}`, () =>
      holds(
        fc.property(arbitraryHistory(options), (history) => {
          assert.equal(ofKernel(history), told(replay(history.facts, { until: UNTIL })));
        }),
        { runs: runs(40, 4_000) },
      ));
  }
});
