// A run of the kernel: facts folded in fold order, instant by instant (S4.2), up to an instant, and on from there with more facts. All facts
// of one instant are one batch; timers due then are applied with them; then whoever is touched settles, and what follows from it.
// O(facts + what changes · log timers): nothing is looked at because time passes.
import type { Recorded } from '../facts/fact.ts';
import { recordedIn, rowAt, type FactRows } from '../facts/fact-rows.ts';
import { foldedAt } from '../facts/fold-order.ts';
import type { Instant } from '../time/instant.ts';
import type { CompiledGraph } from '../topology/compiled-graph.ts';
import { applyFacts, type Telling } from './apply-facts.ts';
import { applyRows, rowSource } from './apply-rows.ts';
import { beginsIn, resolveOrigins } from './fault-table.ts';
import { beganWith, type Asked, type Kernel } from './kernel.ts';
import { KernelWorld } from './kernel-world.ts';
import { newKernel } from './new-kernel.ts';
import { wait } from './counting.ts';
import type { Scale } from './scale.ts';
import type { World } from './world.ts';
import { settle } from './settling.ts';
import { fallSilent } from './sight.ts';
import { nextTimer, takeDue } from './timer-heap.ts';

/** A fact that has no effect, and why (S5.5). */
export interface InapplicableFact {
  readonly recorded: Recorded;
  readonly why: string;
}

/** What an instant changed, by components' numbers in the compiled graph. To be read while the run stands there. */
export interface Moment {
  /** Whom facts or timers touched, one perhaps more than once, and whoever settled: nobody else's state has changed. */
  readonly touched: readonly number[];
  readonly settled: Int32Array;
  /** Their transitions stand in the columns from here on. */
  readonly firstTransition: number;
}

/** Called while a run goes on. */
export interface Looking {
  /** For each span in which nothing changes, in order; the world may be looked at, not kept. */
  readonly during?: (world: World, from: Instant, to: Instant, moment: Moment) => void;
  /** Now and then, with the facts folded so far and all of them. */
  readonly progress?: (done: number, total: number) => void;
}

export interface Run {
  readonly kernel: Kernel;
  readonly world: World;
  readonly inapplicable: InapplicableFact[];
  /** Everything before this instant is folded. */
  at: Instant;
}

/** Asks for every loss's cause: for whoever does not know all facts to come. @internal the law that two halves are one replay */
export const EVERY_CAUSE: Asked = { requirement: () => true, level: () => true };

/** `graph`: one to take over, from a run that is let go. */
export const newRun = (scale: Scale, asked: Asked, graph?: CompiledGraph): Run => {
  const kernel = newKernel(scale, asked, graph);
  return { kernel, world: new KernelWorld(kernel), inapplicable: [], at: -Infinity };
};

/** Facts in fold order, as a run takes them. */
interface Taking {
  readonly count: number;
  readonly at: (place: number) => Instant;
  readonly apply: (from: number, to: number) => void;
}

/** A run that goes on instant by instant. */
export interface Steps {
  /** The next instant at which something happens; Infinity: nothing does any more. */
  readonly next: () => Instant;
  /** Folds that instant. */
  readonly step: () => void;
}

/** Folds facts, given in fold order and from place `first` on none before the run's instant, and all timers before `until`. */
export const advance = (run: Run, facts: readonly Recorded[] | FactRows, until: Instant, looking: Looking = {}, first = 0): void => {
  const steps = stepping(run, facts, until, looking, first);
  while (steps.next() < until) steps.step();
  run.at = until;
};

/** The same, one instant at a time. What is told of a span to come ends at `until`. */
export const stepping = (
  run: Run,
  facts: readonly Recorded[] | FactRows,
  until: Instant,
  { during, progress }: Looking = {},
  first = 0,
): Steps => {
  const { kernel, inapplicable } = run;
  const { timers, impliedEnds } = kernel;
  let begins: ReturnType<typeof beginsIn> | undefined;
  const objects = (): readonly Recorded[] => ('order' in facts ? recordedIn(facts, 0, facts.order.length) : facts);
  const telling = {
    tell: (recorded: Recorded, why: string) => void inapplicable.push({ recorded, why }),
    begins: () => (begins ??= beginsIn([...kernel.recorded.map((_, fault) => beganWith(kernel, fault)), ...objects()])),
  };
  const { count, at, apply } = 'order' in facts ? takingRows(kernel, facts, telling) : taking(kernel, facts, telling);
  let place = first;
  const following = (): Instant => Math.min(place < count ? at(place) : Infinity, nextTimer(timers), nextTimer(impliedEnds));
  let now = following();
  const step = (): void => {
    kernel.now = now;
    kernel.settledCount = 0;
    kernel.touched.length = 0;
    for (let due = takeDue(timers, now); due >= 0; due = takeDue(timers, now)) kernel.touched.push(due);
    const from = place;
    const firstTransition = kernel.transitions.count;
    while (place < count && at(place) === now) place++;
    if (place > from || nextTimer(impliedEnds) <= now) apply(from, place);
    if (kernel.sights.size > 0) for (const component of kernel.touched) fallSilent(kernel, component);
    for (const component of kernel.touched) wait(kernel, component);
    settle(kernel);
    if (kernel.unresolved.length > 0) resolveOrigins(kernel);
    const then = following();
    if (during !== undefined) {
      const settled = kernel.settled.subarray(0, kernel.settledCount);
      during(run.world, now, Math.min(until, then), { touched: kernel.touched, settled, firstTransition });
    }
    progress?.(place, count);
    now = then;
  };
  return { next: () => now, step };
};

const taking = (kernel: Kernel, facts: readonly Recorded[], telling: Telling): Taking => ({
  count: facts.length,
  at: (place) => foldedAt(facts[place] as Recorded),
  apply: (from, to) => applyFacts(kernel, facts, from, to, telling),
});

const takingRows = (kernel: Kernel, rows: FactRows, telling: Telling): Taking => {
  const source = rowSource(kernel, rows);
  return {
    count: rows.order.length,
    at: (place) => rowAt(rows, place),
    apply: (from, to) => applyRows(kernel, source, from, to, telling),
  };
};
