// Replays facts through the graph of their day (S4.2, S5.1): one run of the kernel over all of them. Facts of one instant form one batch, applied
// in fold order; then what they touch settles, and what follows from it; then time moves to the next fact or timer.
// O(facts + what changes); what is looked at afterwards is built when it is asked for.
import { isA, type Recorded } from '../facts/fact.ts';
import type { FactRows } from '../facts/fact-rows.ts';
import type { Gradual } from '../gradually.ts';
import { inFoldOrder } from '../facts/fold-order.ts';
import { END_OF_TIME, type Instant } from '../time/instant.ts';
import { asked } from './asked.ts';
import { faultObject } from './fault-table.ts';
import { OUTAGE, type Kernel } from './kernel.ts';
import { advance, newRun, stepping, type InapplicableFact, type Moment, type Run } from './run.ts';
import { compileScale, DEFAULT_SCALE, type Scale } from './scale.ts';
import type { Fault } from './state.ts';
import type { World } from './world.ts';
import { FoldedTimeline, type Timeline } from './timeline.ts';

export type { InapplicableFact } from './run.ts';

export interface ReplayOptions {
  /** The replay's end, not included: nothing that happens at or after it is folded. Default: when nothing happens any more. */
  readonly until?: Instant;
  /** Called for each span in which nothing changes, in order; the world may be looked at, not kept. `moment`: what its beginning changed. */
  readonly during?: (world: World, from: Instant, to: Instant, moment: Moment) => void;
  /** Called now and then with the facts folded so far and all of them, for progress. */
  readonly progress?: (done: number, total: number) => void;
}

export interface Replay {
  readonly scale: Scale;
  readonly timeline: Timeline;
  /** Every fault ever opened by an `OutageBegan`, in fold order. What an observation counts as stands in the world, while it stands. */
  readonly faults: readonly Fault[];
  readonly inapplicable: readonly InapplicableFact[];
  /** Everything as it stands at the replay's end. */
  readonly world: World;
  readonly until: Instant;
}

/** The scale a log defines under the name `default`, or the five levels (S1.2). */
export const scaleOf = (facts: readonly Recorded[]): Scale => {
  const defined = inFoldOrder(facts.filter((recorded) => isA(recorded, 'ScaleDefined') && recorded.fact.data.name === 'default')).at(-1);
  return compileScale(defined !== undefined && isA(defined, 'ScaleDefined') ? defined.fact.data.definition : DEFAULT_SCALE);
};

/** Facts may be given in any order. Deterministic; never throws on a fact. */
export const replay = (facts: readonly Recorded[], options: ReplayOptions = {}): Replay => replayed(facts, inFoldOrder(facts), options);

/** How many instants are folded between two pauses. */
const BETWEEN_PAUSES = 500;

/** The same, with pauses. */
export function* replayGradually(facts: readonly Recorded[], options: ReplayOptions = {}): Gradual<Replay> {
  const { until = END_OF_TIME, ...looking } = options;
  const run = newRun(scaleOf(facts), asked(facts));
  const steps = stepping(run, inFoldOrder(facts), until, looking);
  for (let step = 1; steps.next() < until; step++) {
    steps.step();
    if (step % BETWEEN_PAUSES === 0) yield;
  }
  run.at = until;
  return replayOf(run, until);
}

/** The same of facts in columns. `others`: those of them that are not plain. */
export const replayRows = (rows: FactRows, others: readonly Recorded[], options: ReplayOptions = {}): Replay =>
  replayed(others, rows, options);

/** `telling`: every fact that says anything of the scale, or of whose loss is asked for. */
const replayed = (telling: readonly Recorded[], facts: readonly Recorded[] | FactRows, options: ReplayOptions): Replay => {
  const { until = END_OF_TIME, ...looking } = options;
  const run = newRun(scaleOf(telling), asked(telling));
  advance(run, facts, until, looking);
  return replayOf(run, until);
};

/** What a run that has come to its end has told. */
export const replayOf = ({ kernel, world, inapplicable }: Run, until: Instant): Replay => {
  let faults: readonly Fault[] | undefined;
  return {
    scale: kernel.scale,
    timeline: new FoldedTimeline(kernel.graph, kernel.transitions, until),
    get faults() {
      return (faults ??= faultsOf(kernel));
    },
    inapplicable,
    world,
    until,
  };
};

const faultsOf = (kernel: Kernel): readonly Fault[] =>
  kernel.recorded.flatMap((_, fault) => (kernel.faults.kind[fault] === OUTAGE ? [faultObject(kernel, fault)] : []));
