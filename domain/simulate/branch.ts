// A branch of the real history (S9): the same facts with changes laid over them, folded in memory and never appended. What is a consequence
// keeps its lag after what it came from, and does not happen where that does not (S9.2); facts of recovery keep their instants. What was
// taken for granted is said in sentences.
import { isA, type Recorded } from '../facts/fact.ts';
import { inFoldOrder } from '../facts/fold-order.ts';
import type { FactId } from '../facts/types.ts';
import { replay, type Replay, type ReplayOptions } from '../impact/replay.ts';
import { BEGINNING, type Instant } from '../time/instant.ts';
import { formatInstant } from '../time/text.ts';
import { spokenDuration } from '../time/duration.ts';
import { foldApart, type Apart } from './apart.ts';
import { changedFacts, movedTo, type Change } from './change.ts';
import {
  anchorsIn,
  consequencesIn,
  isConsequence,
  lossWatch,
  placesIn,
  withPlaces,
  type Anchor,
  type LossWatch,
  type Places,
} from './consequences.ts';
import { rejoined } from './rejoined.ts';
import { trunkOf } from './trunk.ts';

export type { Change } from './change.ts';

export interface Branch {
  readonly base: Replay;
  readonly branch: Replay;
  /** The facts the branch was folded from. */
  readonly facts: readonly Recorded[];
  /** What was taken for granted, in sentences. */
  readonly assumptions: readonly string[];
}

/** Replays base and branch up to `until` (not included). */
export const branchOf = (facts: readonly Recorded[], changes: readonly Change[], until: Instant): Branch =>
  branching(facts, until).branch(changes);

/** Time in which a branch may be another than its base; outside of it, all that is and happens is the base's. */
export interface BranchApart extends Branch {
  readonly from: Instant;
  readonly met: Instant;
}

export interface Branching {
  readonly base: Replay;
  /** What the base's consequences hang on. */
  readonly anchors: readonly Anchor[];
  /** `look` is asked for an onlooker anew at each replay that finding the consequences takes; the last one sees the branch. */
  readonly branch: (changes: readonly Change[], look?: () => ReplayOptions['during']) => Branch;
  /** The same, where the last onlooker sees only the time in which the branch may be another than its base. */
  readonly apart: (changes: readonly Change[], look: () => ReplayOptions['during']) => BranchApart;
}

/** A base replayed once, and any number of branches of it. `during` looks on at the base. */
export const branching = (facts: readonly Recorded[], until: Instant, during?: ReplayOptions['during']): Branching => {
  const consequences = inFoldOrder(consequencesIn(facts)).filter(isConsequence);
  const watch = lossWatch(consequences);
  const trunk = trunkOf(facts, until, watchedBy(watch, during));
  const base: Watched = { replay: trunk.replay, losses: watch.losses, from: BEGINNING, met: until };
  // What had no effect is nothing that anything could come from.
  const idle = new Set(trunk.replay.inapplicable.map(({ recorded }) => recorded));
  const told = idle.size === 0 ? facts : facts.filter((one) => !idle.has(one));
  const follow = (taken: readonly Recorded[], look: ReplayOptions['during'], whole: boolean): Watched => {
    const own = lossWatch(consequences);
    const looking = watchedBy(own, look);
    const ordered = inFoldOrder(taken);
    const apart = whole ? undefined : foldApart(trunk, ordered, until, looking);
    if (apart === undefined) return { replay: replay(taken, { until, during: looking }), losses: own.losses, from: BEGINNING, met: until };
    return {
      replay: rejoined(trunk.replay, apart, [trunk.facts, ordered]),
      losses: rejoinedLosses(watch.losses, own.losses, apart),
      from: apart.from,
      met: apart.met,
    };
  };
  const branch = (changes: readonly Change[], look: (() => ReplayOptions['during']) | undefined, whole: boolean): BranchApart => {
    const moved = movedBy(changes);
    // Who moves a consequence says how long after its origin it comes.
    const meant = consequences.map((one) => {
      const to = moved.get(one.fact.id);
      return to === undefined ? one : (movedTo(one, to) as typeof one);
    });
    const changed = changedFacts(facts, changes);
    const there = new Set(changed.map(({ fact }) => fact.id));
    const anchors = anchorsIn(meant, told, base.losses).filter(({ consequence }) => there.has(consequence.fact.id));
    let places: Places = new Map(anchors.map(({ consequence: { fact } }) => [fact.id, fact.occurredAt.best]));
    let taken = withPlaces(changed, places);
    let result = follow(taken, look?.(), whole);
    for (let round = 0; round <= anchors.length && anchors.length > 0; round++) {
      const next = placesIn(anchors, changed, places, result.losses);
      const settled = [...next].every(([id, at]) => places.get(id) === at);
      if (settled) break;
      places = next;
      taken = withPlaces(changed, places);
      result = follow(taken, look?.(), whole);
    }
    const { replay: played, from, met } = result;
    let assumptions: readonly string[] | undefined;
    return {
      base: base.replay,
      branch: played,
      facts: taken,
      from,
      met,
      get assumptions() {
        return (assumptions ??= assumptionsOf(anchors, places, base.replay, played, changes));
      },
    };
  };
  return {
    base: base.replay,
    anchors: anchorsIn(consequences, told, base.losses),
    branch: (changes, look) => branch(changes, look, look !== undefined),
    apart: (changes, look) => branch(changes, look, false),
  };
};

type Onlooker = NonNullable<ReplayOptions['during']>;

interface Watched {
  readonly replay: Replay;
  readonly losses: LossWatch['losses'];
  readonly from: Instant;
  readonly met: Instant;
}

const watchedBy =
  (watch: LossWatch, during: ReplayOptions['during']): Onlooker =>
  (world, from, to, moment) => {
    watch.during(world, from);
    during?.(world, from, to, moment);
  };

/** Losses of the base before and after the branch is another, and of the branch in between. */
const rejoinedLosses = (base: LossWatch['losses'], own: LossWatch['losses'], { from, met }: Apart): LossWatch['losses'] => {
  const all = new Map(own);
  for (const [id, losses] of base) {
    const [before, after] = [losses.filter(({ at }) => at < from), losses.filter(({ at }) => at > met)];
    all.set(id, [...before, ...(own.get(id) ?? []), ...after]);
  }
  return all;
};

const movedBy = (changes: readonly Change[]): ReadonlyMap<FactId, Instant> =>
  new Map(changes.flatMap((change) => (change.kind === 'move' ? [[change.fact, change.to] as const] : [])));

const assumptionsOf = (
  anchors: readonly Anchor[],
  places: Places,
  base: Replay,
  branch: Replay,
  changes: readonly Change[],
): readonly string[] => {
  const moved = movedBy(changes);
  const sentences = anchors.flatMap((anchor) => {
    const { fact } = anchor.consequence;
    const at = places.get(fact.id);
    const what = `${fact.type === 'OutageBegan' ? `fault ${fact.data.fault ?? fact.id} of ` : `the ${NOUN[fact.type]} of `}${fact.data.component}`;
    const from = 'lossOf' in anchor.origin ? `the loss of ${anchor.origin.lossOf}` : 'the fault it came from';
    if (at === undefined) return [`${what} does not happen, since ${from} does not`];
    if (at === fact.occurredAt.best || moved.has(fact.id)) return [];
    return [
      `${what} ${fact.type === 'OutageBegan' ? 'begins' : 'is'} at ${formatInstant(at)}, ${anchor.lag === 0 ? 'at once' : spokenDuration(anchor.lag)} after ${from}, as it did`,
    ];
  });
  const idleAnyway = new Set(base.inapplicable.map(({ recorded }) => recorded.fact.id));
  const idle = branch.inapplicable.filter(
    ({ recorded }) => isA(recorded, 'OutageEnded', 'FailedOver', 'FailedBack') && !idleAnyway.has(recorded.fact.id),
  );
  const changesThePast = changes.some(({ kind }) => kind !== 'fail' && kind !== 'inject');
  return [
    ...sentences,
    ...(changesThePast ? ['recoveries, fail-overs and fail-backs keep the instants at which they were recorded'] : []),
    ...(idle.length === 0
      ? []
      : [
          idle.length === 1
            ? 'one of them finds nothing to do and does nothing'
            : `${idle.length} of them find nothing to do and do nothing`,
        ]),
  ];
};

const NOUN = { FailedOver: 'fail-over', FailedBack: 'fail-back' } as const;
