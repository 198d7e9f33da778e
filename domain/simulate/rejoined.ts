// The replay of a branch that was folded only while it is another than its base (apart.ts): levels and facts without effect from the base
// before and after, from the branch in between. Faults, and the world at the end, are asked for seldom: then the branch is folded to its end.
// Nothing is copied; a component's intervals are joined when somebody asks for them.
import { isA, type Recorded } from '../facts/fact.ts';
import { foldedAt } from '../facts/fold-order.ts';
import { whyNotOpen } from '../impact/apply-facts.ts';
import { beginsIn, keyOf } from '../impact/fault-table.ts';
import { replayOf, type InapplicableFact, type Replay } from '../impact/replay.ts';
import type { Run } from '../impact/run.ts';
import { FoldedTimeline, type LevelInterval, type Timeline } from '../impact/timeline.ts';
import type { Instant } from '../time/instant.ts';
import { clip, firstEndingAfter } from '../time/intervals.ts';
import type { ComponentId } from '../topology/definition.ts';
import type { Apart } from './apart.ts';

/** `facts`: the base's and the branch's, in fold order. */
export const rejoined = (
  base: Replay,
  { from, met, run, finish }: Apart,
  facts: readonly [readonly Recorded[], readonly Recorded[]],
): Replay => {
  if (run === undefined) return base;
  const { until } = base;
  const own = [...run.inapplicable];
  let inapplicable: readonly InapplicableFact[] | undefined;
  let whole: Replay | undefined;
  const toTheEnd = (): Replay => {
    if (whole === undefined) finish();
    return (whole ??= replayOf(run, until));
  };
  return {
    scale: base.scale,
    timeline: new RejoinedTimeline(base, run, from, met),
    until,
    get inapplicable() {
      if (inapplicable === undefined) {
        const after = met < until ? base.inapplicable.filter(({ recorded }) => foldedAt(recorded) > met) : [];
        inapplicable = reworded([...own, ...after], facts);
      }
      return inapplicable;
    },
    get faults() {
      return toTheEnd().faults;
    },
    get world() {
      return toTheEnd().world;
    },
  };
};

/** An end that finds nothing to end is told why in words that know when every fault of its name begins, later ones too: in the branch's words. */
const reworded = (
  told: readonly InapplicableFact[],
  [base, branch]: readonly [readonly Recorded[], readonly Recorded[]],
): readonly InapplicableFact[] => {
  if (!told.some(({ recorded }) => isA(recorded, 'OutageEnded') && recorded.fact.data.fault !== undefined)) return told;
  const [before, now] = [beginsIn(base), beginsIn(branch)];
  return told.map((one) => {
    if (!isA(one.recorded, 'OutageEnded') || one.recorded.fact.data.fault === undefined) return one;
    const { component, fault } = one.recorded.fact.data;
    const at = foldedAt(one.recorded);
    const why = (begins: typeof now): string => whyNotOpen(begins.get(keyOf(component, fault)) ?? [], component, fault, at);
    return one.why === why(before) ? { ...one, why: why(now) } : one;
  });
};

class RejoinedTimeline implements Timeline {
  readonly #base: Replay;
  readonly #between: FoldedTimeline;
  readonly #from: Instant;
  readonly #met: Instant;

  constructor(base: Replay, { kernel }: Run, from: Instant, met: Instant) {
    this.#base = base;
    // As they are now: the run may go on.
    this.#between = new FoldedTimeline(kernel.graph, { ...kernel.transitions }, met);
    this.#from = from;
    this.#met = met;
  }

  get size(): number {
    return this.#base.timeline.size;
  }
  has(id: ComponentId): boolean {
    return this.#base.timeline.has(id);
  }
  get(id: ComponentId): readonly LevelInterval[] | undefined {
    const levels = this.#base.timeline.get(id);
    return levels === undefined ? undefined : this.#joined(id, levels);
  }
  keys(): MapIterator<ComponentId> {
    return this.#base.timeline.keys();
  }
  *values(): MapIterator<readonly LevelInterval[]> {
    for (const [, levels] of this.entries()) yield levels;
  }
  *entries(): MapIterator<[ComponentId, readonly LevelInterval[]]> {
    for (const [id, levels] of this.#base.timeline) yield [id, this.#joined(id, levels)];
  }
  [Symbol.iterator](): MapIterator<[ComponentId, readonly LevelInterval[]]> {
    return this.entries();
  }
  forEach(at: (value: readonly LevelInterval[], key: ComponentId, map: Timeline) => void): void {
    for (const [id, levels] of this) at(levels, id, this);
  }

  #joined(id: ComponentId, base: readonly LevelInterval[]): readonly LevelInterval[] {
    const [from, met] = [this.#from, this.#met];
    const first = this.#between.firstTurn(id);
    const last = base[firstEndingAfter(base, from - 1)];
    if (first === undefined && last !== undefined && last.from < from && last.to > met) return base;
    const [left] = clip(base, { from: from - 1, to: from });
    const parts = [
      ...clip(base, { from: -Infinity, to: from }),
      ...(left === undefined ? [] : [{ from, to: first ?? met, level: left.level }]),
      ...(this.#between.get(id) ?? []),
      ...clip(base, { from: met, to: Infinity }),
    ];
    const joined: { from: Instant; to: Instant; level: number }[] = [];
    for (const part of parts) {
      if (part.from >= part.to) continue;
      const before = joined.at(-1);
      if (before?.to === part.from && before.level === part.level) before.to = part.to;
      else joined.push({ ...part });
    }
    return joined;
  }
}
