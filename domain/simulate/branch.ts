// A branch of the real history (S9): the same facts with components changed and faults injected, folded in memory and never appended.
// What is a consequence keeps its lag after what it came from, and does not happen where that does not (S9.2); facts of recovery keep
// their instants. Where a consequence falls is found by replaying until nothing moves: at most one replay more than there are
// consequences in a chain.
import { faultsAtWork } from '../blame/first-cause.ts';
import { isA, type Fact, type FactOf, type Recorded } from '../facts/fact.ts';
import { inFoldOrder } from '../facts/fold-order.ts';
import type { FactId, Origin } from '../facts/types.ts';
import { replay, type Replay } from '../impact/replay.ts';
import type { World } from '../impact/state.ts';
import { exactly, type Duration, type Instant, type Occurrence } from '../time/instant.ts';
import { formatInstant } from '../time/text.ts';
import { spokenDuration } from '../time/duration.ts';
import type { ComponentDefinition, ComponentId } from '../topology/definition.ts';

/** A change to the base, read and checked already. */
export type Change =
  | { readonly kind: 'revise'; readonly component: ComponentId; readonly revised: (definition: ComponentDefinition) => ComponentDefinition }
  | {
      readonly kind: 'fail';
      readonly component: ComponentId;
      readonly at: Instant;
      readonly for?: Duration | undefined;
      readonly level: string;
    };

export interface Branch {
  readonly base: Replay;
  readonly branch: Replay;
  /** What was taken for granted, in sentences. */
  readonly assumptions: readonly string[];
}

type Consequence = Recorded<FactOf<'OutageBegan' | 'FailedOver' | 'FailedBack'>>;

/** A turn of a component to `down`, and the facts of the faults at work in it. */
interface LossSeen {
  readonly at: Instant;
  readonly faults: ReadonlySet<FactId>;
}
type Losses = ReadonlyMap<ComponentId, readonly LossSeen[]>;

/** Replays base and branch up to `until` (not included). */
export const branchOf = (facts: readonly Recorded[], changes: readonly Change[], until: Instant): Branch => {
  const base = replayWithLosses(facts, until);
  const anchors = inFoldOrder(facts).flatMap((recorded) => anchorOf(recorded, facts, base) ?? []);
  const changed = [...facts.map((recorded) => revised(recorded, changes)), ...changes.flatMap(injected)];

  let placed: ReadonlyMap<FactId, Instant | undefined> = new Map(anchors.map(({ consequence }) => [consequence.fact.id, undefined]));
  let branch = replayWithLosses(withPlaces(changed, placed), until);
  for (let round = 0; round <= anchors.length; round++) {
    const next = new Map(anchors.map((anchor) => [anchor.consequence.fact.id, placeOf(anchor, branch, placed, changed)]));
    const settled = [...next].every(([id, at]) => placed.get(id) === at);
    if (settled) break;
    placed = next;
    branch = replayWithLosses(withPlaces(changed, placed), until);
  }
  return {
    base: base.replay,
    branch: branch.replay,
    assumptions: assumptionsOf(
      anchors,
      placed,
      base.replay,
      branch.replay,
      changes.some(({ kind }) => kind === 'revise'),
    ),
  };
};

interface WithLosses {
  readonly replay: Replay;
  readonly losses: Losses;
}

const replayWithLosses = (facts: readonly Recorded[], until: Instant): WithLosses => {
  const losses = new Map<ComponentId, LossSeen[]>();
  const during = (world: World, from: Instant): void => {
    for (const [id, state] of world.states) {
      if (state.loss?.at !== from) continue;
      const faults = new Set([...faultsAtWork(world, id)].map((fault) => fault.began.fact.id));
      losses.set(id, [...(losses.get(id) ?? []), { at: from, faults }]);
    }
  };
  return { replay: replay(facts, { until, during }), losses };
};

/** What a consequence hangs on in the base: an instant, how long after it the consequence came, and how to find it in a branch. */
interface Anchor {
  readonly consequence: Consequence;
  readonly lag: Duration;
  readonly origin: { readonly fact: FactId } | { readonly lossOf: ComponentId; readonly faults: ReadonlySet<FactId> };
}

const anchorOf = (recorded: Recorded, facts: readonly Recorded[], base: WithLosses): Anchor | undefined => {
  if (!isA(recorded, 'OutageBegan', 'FailedOver', 'FailedBack')) return undefined;
  const { consequenceOf } = recorded.fact.data;
  if (consequenceOf === undefined) return undefined;
  const at = recorded.fact.occurredAt.best;
  if (typeof consequenceOf === 'object' && 'loss' in consequenceOf) {
    const loss = (base.losses.get(consequenceOf.loss) ?? []).findLast((seen) => seen.at <= at);
    if (loss === undefined) return undefined;
    return { consequence: recorded, lag: at - loss.at, origin: { lossOf: consequenceOf.loss, faults: loss.faults } };
  }
  const origin = begunFault(facts, consequenceOf, at);
  if (origin === undefined) return undefined;
  return { consequence: recorded, lag: at - origin.fact.occurredAt.best, origin: { fact: origin.fact.id } };
};

const begunFault = (facts: readonly Recorded[], origin: Origin, at: Instant): Recorded<FactOf<'OutageBegan'>> | undefined =>
  facts
    .filter((one) => isA(one, 'OutageBegan'))
    .filter(({ fact }) => {
      if (typeof origin === 'string') return fact.id === origin;
      if ('loss' in origin) return false;
      return fact.data.component === origin.component && (fact.data.fault ?? fact.id) === origin.fault && fact.occurredAt.best <= at;
    })
    .toSorted((a, b) => a.fact.occurredAt.best - b.fact.occurredAt.best)
    .at(-1);

const placeOf = (
  anchor: Anchor,
  branch: WithLosses,
  placed: ReadonlyMap<FactId, Instant | undefined>,
  facts: readonly Recorded[],
): Instant | undefined => {
  const { origin } = anchor;
  if ('fact' in origin) {
    if (placed.has(origin.fact)) {
      const at = placed.get(origin.fact);
      return at === undefined ? undefined : at + anchor.lag;
    }
    const at = facts.find(({ fact }) => fact.id === origin.fact)?.fact.occurredAt?.best;
    return at === undefined ? undefined : at + anchor.lag;
  }
  const losses = branch.losses.get(origin.lossOf) ?? [];
  const loss = losses.find((seen) => [...origin.faults].some((fault) => seen.faults.has(fault)));
  return loss === undefined ? undefined : loss.at + anchor.lag;
};

const withPlaces = (facts: readonly Recorded[], placed: ReadonlyMap<FactId, Instant | undefined>): readonly Recorded[] =>
  facts.flatMap((recorded) => {
    if (!placed.has(recorded.fact.id)) return [recorded];
    const at = placed.get(recorded.fact.id);
    if (at === undefined) return [];
    return [{ ...recorded, fact: { ...recorded.fact, occurredAt: movedTo(recorded.fact, at) } }];
  });

/** A fact that stays where it was keeps its uncertainty; one that moves keeps its width. */
const movedTo = (fact: Fact, at: Instant): Occurrence => {
  const { occurredAt } = fact;
  if (occurredAt === undefined) return exactly(at);
  const shift = at - occurredAt.best;
  return shift === 0 ? occurredAt : { ...occurredAt, best: at, earliest: occurredAt.earliest + shift, latest: occurredAt.latest + shift };
};

const revised = (recorded: Recorded, changes: readonly Change[]): Recorded => {
  if (!isA(recorded, 'ComponentDeclared', 'ComponentRevised')) return recorded;
  const { component } = recorded.fact.data;
  let { definition } = recorded.fact.data;
  for (const change of changes) if (change.kind === 'revise' && change.component === component) definition = change.revised(definition);
  return { ...recorded, fact: { ...recorded.fact, data: { component, definition } } };
};

const injected = (change: Change, index: number): readonly Recorded[] => {
  if (change.kind !== 'fail') return [];
  const fault = `what-if-${index + 1}`;
  const fact: FactOf<'OutageBegan'> = {
    id: fault,
    type: 'OutageBegan',
    v: 1,
    occurredAt: exactly(change.at),
    data: { component: change.component, level: change.level, fault, cause: 'what if', duration: change.for },
  };
  return [
    {
      fact,
      stream: `component-${change.component}`,
      revision: Number.MAX_SAFE_INTEGER - 1_000 + index,
      position: '',
      recordedAt: change.at,
    },
  ];
};

const assumptionsOf = (
  anchors: readonly Anchor[],
  placed: ReadonlyMap<FactId, Instant | undefined>,
  base: Replay,
  branch: Replay,
  changesThePast: boolean,
): readonly string[] => {
  const sentences = anchors.flatMap((anchor) => {
    const { fact } = anchor.consequence;
    const at = placed.get(fact.id);
    const what = `${fact.type === 'OutageBegan' ? `fault ${fact.data.fault ?? fact.id} of ` : 'the fail-over of '}${fact.data.component}`;
    const from = 'lossOf' in anchor.origin ? `the loss of ${anchor.origin.lossOf}` : 'the fault it came from';
    if (at === undefined) return [`${what} does not happen, since ${from} does not`];
    if (at === fact.occurredAt.best) return [];
    return [
      `${what} begins at ${formatInstant(at)}, ${anchor.lag === 0 ? 'at once' : spokenDuration(anchor.lag)} after ${from}, as it did`,
    ];
  });
  const idleAnyway = new Set(base.inapplicable.map(({ recorded }) => recorded.fact.id));
  const idle = branch.inapplicable.filter(
    ({ recorded }) => isA(recorded, 'OutageEnded', 'FailedOver', 'FailedBack') && !idleAnyway.has(recorded.fact.id),
  );
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
