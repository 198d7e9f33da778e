// A base that branches are folded beside: its replay, and runs of it that stand at instants where branches have left it, kept so that the next
// one that leaves there, or later, need not fold what came before. The first stands where nothing but the model has been told.
// A run kept costs its columns; few are kept of a large model.
import type { Recorded } from '../facts/fact.ts';
import { foldedAt, inFoldOrder, isOfTheModel } from '../facts/fold-order.ts';
import { asked } from '../impact/asked.ts';
import { forkOf } from '../impact/fork.ts';
import type { Asked } from '../impact/kernel.ts';
import { replayOf, scaleOf, type Replay, type ReplayOptions } from '../impact/replay.ts';
import { advance, newRun, stepping, type Run } from '../impact/run.ts';
import { BEGINNING, type Instant } from '../time/instant.ts';

/** Components whose columns are kept, in all runs together. */
const KEPT = 200_000;
const MOST_RUNS = 64;

export interface Trunk {
  /** In fold order. */
  readonly facts: readonly Recorded[];
  readonly replay: Replay;
  readonly asked: Asked;
  /** A run of the base that has folded everything before an instant. */
  readonly forkAt: (at: Instant) => Run;
}

/** Replays the facts up to `until`. */
export const trunkOf = (facts: readonly Recorded[], until: Instant, during: ReplayOptions['during']): Trunk => {
  const ordered = inFoldOrder(facts);
  const whose = asked(facts);
  const lastOfModel = ordered.findLast(({ fact }) => CHANGES_MODEL.has(fact.type));
  const sharesModel = (from: Instant): boolean => lastOfModel === undefined || foldedAt(lastOfModel) < from;
  const run = newRun(scaleOf(facts), whose);
  const steps = stepping(run, ordered, until, during === undefined ? {} : { during });
  const told = ordered.find(({ fact }) => !isOfTheModel(fact.type));
  const begins = Math.min(until, told === undefined ? until : foldedAt(told));
  while (steps.next() < begins) steps.step();
  run.at = begins;
  const kept: Run[] = [forkOf(run, sharesModel(begins))];
  while (steps.next() < until) steps.step();
  run.at = until;
  const most = Math.max(2, Math.min(MOST_RUNS, Math.floor(KEPT / Math.max(1, run.kernel.graph.names.length))));
  const forkAt = (at: Instant): Run => {
    const before = kept.findLast((one) => one.at <= at);
    const from = before === undefined ? newRun(run.kernel.scale, whose) : forkOf(before, sharesModel(before.at));
    if (before?.at === at) return from;
    const first = firstFrom(ordered, before?.at ?? BEGINNING);
    advance(from, ordered, at, {}, first);
    // It tells of what comes from here on. What is folded sooner than copied is folded again the next time.
    from.kernel.transitions.count = 0;
    if (firstFrom(ordered, at) - first < run.kernel.graph.names.length) return from;
    // The first one stays.
    if (kept.length === most) kept.splice(1, 1);
    kept.push(from);
    kept.sort((a, b) => a.at - b.at);
    return forkOf(from, sharesModel(at));
  };
  return { facts: ordered, replay: replayOf(run, until), asked: whose, forkAt };
};

const CHANGES_MODEL = new Set(['ComponentDeclared', 'ComponentRevised', 'ComponentRetired']);

/** Place of the first fact at or after an instant. O(log facts). */
export const firstFrom = (ordered: readonly Recorded[], at: Instant): number => {
  let [low, high] = [0, ordered.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (foldedAt(ordered[middle] as Recorded) < at) low = middle + 1;
    else high = middle;
  }
  return low;
};
