// Which figures rest on a time that is only approximately known (S4.3): for each such fact the history is replayed with it at either end
// of its range (or, where no range is known, a minute either way), and whatever then comes out otherwise rests on it.
// Two replays for each uncertain fact within the span; beyond `MOST` of them nothing is traced, and that is said.
import { isOfCondition, type Recorded } from '#domain/facts/fact.ts';
import { pushTo } from '#domain/grouped.ts';
import { foldedAt, inFoldOrder } from '#domain/facts/fold-order.ts';
import { replay, type Replay } from '#domain/impact/replay.ts';
import { isUncertain, type Instant, type Interval, type Occurrence } from '#domain/time/instant.ts';

const MOST = 40;
const MINUTE = 60_000;

/** Keys of the figures that another replay gives otherwise. */
export type Differing = (replayed: Replay) => Iterable<string>;

export interface RestsOn {
  /** Facts each figure rests on, by the figure's key, in fold order; a figure not named rests on none. */
  readonly facts: ReadonlyMap<string, readonly Recorded[]>;
  /** Uncertain facts that were too many to trace. */
  readonly untraced: number;
}

type Step = (done: number, total: number) => void;

export const restsOn = (facts: readonly Recorded[], base: Replay, span: Interval, differing: Differing, progress?: Step): RestsOn => {
  const uncertain = inFoldOrder(facts.filter((one) => touches(one, span)));
  if (uncertain.length > MOST) return { facts: new Map(), untraced: uncertain.length };
  const idle = new Set(base.inapplicable.map(({ recorded }) => recorded.fact.id));
  const found = new Map<string, Recorded[]>();
  uncertain.forEach((one, index) => {
    progress?.(index, uncertain.length);
    const keys = new Set<string>();
    for (const at of otherTimes(one.fact.occurredAt)) {
      const moved = facts.map((other) => (other === one ? { ...one, fact: { ...one.fact, occurredAt: at } } : other));
      const replayed = replay(moved, { until: base.until });
      // Where it would have no effect it did not happen then: something had to end that had not begun.
      if (replayed.inapplicable.some(({ recorded }) => recorded.fact.id === one.fact.id && !idle.has(one.fact.id))) continue;
      for (const key of differing(replayed)) keys.add(key);
    }
    for (const key of keys) pushTo(found, key, one);
  });
  return { facts: found, untraced: 0 };
};

/** Facts that change a status, and whose time may lie within the span or before it. */
const touches = (recorded: Recorded, span: Interval): boolean => {
  const { occurredAt } = recorded.fact;
  if (occurredAt === undefined || !isUncertain(occurredAt)) return false;
  return isOfCondition(recorded) && foldedAt(recorded) < span.to;
};

const otherTimes = (when: Occurrence | undefined): readonly Occurrence[] => {
  if (when === undefined) return [];
  const at = (best: Instant): Occurrence => ({
    ...when,
    best,
    earliest: Math.min(best, when.earliest),
    latest: Math.max(best, when.latest),
  });
  if (when.earliest !== when.latest) return [when.earliest, when.latest].filter((end) => end !== when.best).map(at);
  return [at(when.best - MINUTE), at(when.best + MINUTE)];
};
