// Where consequences fall in a branch (S9.2). Each hangs on what it came from in the base: a fault, or the last loss of a component at or
// before it. It keeps its lag after that, and does not happen where that does not; of a loss, in a branch, it is the one in which the same
// fault is at work: the first, or, where the base had several, the one of the same number. Found by replaying until nothing moves, from
// the base's own instants on, so that a branch without changes is its base: as many replays more as the longest chain has links.
import { faultsAtWork } from '../blame/first-cause.ts';
import { pushTo } from '../grouped.ts';
import { isA, type FactOf, type Recorded } from '../facts/fact.ts';
import type { FactId, Origin } from '../facts/types.ts';
import type { World } from '../impact/world.ts';
import type { Duration, Instant } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';
import { movedTo } from './change.ts';

export type Consequence = Recorded<FactOf<'OutageBegan' | 'FailedOver' | 'FailedBack'>>;

/** What a consequence hangs on in the base: how long after it the consequence came, and how to find it in a branch. */
export interface Anchor {
  readonly consequence: Consequence;
  readonly lag: Duration;
  readonly origin: { readonly fact: FactId } | LossOrigin;
}

interface LossOrigin {
  readonly lossOf: ComponentId;
  /** Those at work in it, by the facts that began them. */
  readonly faults: ReadonlySet<FactId>;
  /** How many losses with one of them at work had come before. */
  readonly before: number;
}

/** A turn of a component to `down`, and the facts of the faults at work in it. */
interface LossSeen {
  readonly at: Instant;
  readonly faults: ReadonlySet<FactId>;
}
type Losses = ReadonlyMap<ComponentId, readonly LossSeen[]>;

/** Where each consequence falls; undefined: it does not happen. */
export type Places = ReadonlyMap<FactId, Instant | undefined>;

/** Watches a replay for losses of the components that some consequence is a consequence of. */
export interface LossWatch {
  readonly during: (world: World, from: Instant) => void;
  readonly losses: Losses;
}

export const isConsequence = (one: Recorded): one is Consequence =>
  isA(one, 'OutageBegan', 'FailedOver', 'FailedBack') && one.fact.data.consequenceOf !== undefined;

export const consequencesIn = (facts: readonly Recorded[]): readonly Consequence[] => facts.filter(isConsequence);

export const lossWatch = (consequences: readonly Consequence[]): LossWatch => {
  const watched = new Set(consequences.flatMap(({ fact }) => lossIn(fact.data.consequenceOf) ?? []));
  const losses = new Map<ComponentId, LossSeen[]>();
  return {
    losses,
    during(world, from) {
      for (const id of watched) {
        if (world.states.get(id)?.loss?.at !== from) continue;
        const faults = new Set([...faultsAtWork(world, id)].map((fault) => fault.began.fact.id));
        pushTo(losses, id, { at: from, faults });
      }
    },
  };
};

const lossIn = (origin: Origin | undefined): ComponentId | undefined =>
  typeof origin === 'object' && 'loss' in origin ? origin.loss : undefined;

/**
 * Anchors of the consequences, which are in fold order. One whose origin is not there, comes later, or is itself, hangs on nothing and
 * stays where it is; so does the first of those that hang on nothing but one another.
 */
export const anchorsIn = (consequences: readonly Consequence[], facts: readonly Recorded[], losses: Losses): readonly Anchor[] => {
  if (consequences.length === 0) return [];
  const begins = begunFaults(facts);
  const anchors = consequences.flatMap((consequence): readonly Anchor[] => {
    const { id, occurredAt, data } = consequence.fact;
    const at = occurredAt.best;
    const origin = data.consequenceOf as Origin;
    const lost = lossIn(origin);
    if (lost !== undefined) {
      const seen = losses.get(lost) ?? [];
      const index = seen.findLastIndex((one) => one.at <= at);
      const loss = seen[index];
      if (loss === undefined) return [];
      const faults = new Set([...loss.faults].filter((fault) => fault !== id));
      if (faults.size === 0) return [];
      const before = seen.slice(0, index).filter((one) => shares(one.faults, faults)).length;
      return [{ consequence, lag: at - loss.at, origin: { lossOf: lost, faults, before } }];
    }
    const begun = begins(origin, at);
    if (begun === undefined || begun.fact.id === id || begun.fact.occurredAt.best > at) return [];
    return [{ consequence, lag: at - begun.fact.occurredAt.best, origin: { fact: begun.fact.id } }];
  });
  return withoutRings(anchors);
};

/** The facts an anchor hangs on: any of them will do. */
export const supportsOf = ({ origin }: Anchor): Iterable<FactId> => ('fact' in origin ? [origin.fact] : origin.faults);

const withoutRings = (anchors: readonly Anchor[]): readonly Anchor[] => {
  const loose = new Set<FactId>();
  const hanging = new Map(anchors.map((anchor) => [anchor.consequence.fact.id, anchor]));
  for (;;) {
    // Whoever hangs on what is no consequence, or on one that does, is held.
    let held = 0;
    for (const [id, anchor] of hanging) {
      if (![...supportsOf(anchor)].some((support) => !hanging.has(support))) continue;
      hanging.delete(id);
      held++;
    }
    if (held > 0) continue;
    const [first] = hanging.keys();
    if (first === undefined) return loose.size === 0 ? anchors : anchors.filter(({ consequence }) => !loose.has(consequence.fact.id));
    loose.add(first);
    hanging.delete(first);
  }
};

const shares = (some: ReadonlySet<FactId>, others: ReadonlySet<FactId>): boolean => [...some].some((one) => others.has(one));

/** The begin a fact names by its id, or the last one of a named fault at or before an instant. */
const begunFaults = (facts: readonly Recorded[]): ((origin: Origin, at: Instant) => Recorded<FactOf<'OutageBegan'>> | undefined) => {
  const byId = new Map<FactId, Recorded<FactOf<'OutageBegan'>>>();
  const byName = new Map<string, Recorded<FactOf<'OutageBegan'>>[]>();
  for (const one of facts) {
    if (!isA(one, 'OutageBegan')) continue;
    byId.set(one.fact.id, one);
    pushTo(byName, JSON.stringify([one.fact.data.component, one.fact.data.fault ?? one.fact.id]), one);
  }
  return (origin, at) => {
    if (typeof origin === 'string') return byId.get(origin);
    if ('loss' in origin) return undefined;
    let last: Recorded<FactOf<'OutageBegan'>> | undefined;
    for (const one of byName.get(JSON.stringify([origin.component, origin.fault])) ?? []) {
      const { best } = one.fact.occurredAt;
      if (best <= at && (last === undefined || best >= last.fact.occurredAt.best)) last = one;
    }
    return last;
  };
};

/** Where the consequences fall, given where those they came from do and which losses a branch had. `facts`: the branch's own. */
export const placesIn = (anchors: readonly Anchor[], facts: readonly Recorded[], before: Places, losses: Losses): Places => {
  const origins = new Set(anchors.flatMap(({ origin }) => ('fact' in origin ? [origin.fact] : [])));
  const instants = new Map<FactId, Instant | undefined>();
  for (const { fact } of facts) if (origins.has(fact.id)) instants.set(fact.id, fact.occurredAt?.best);
  for (const [id, at] of before) if (instants.has(id)) instants.set(id, at);
  return new Map(
    anchors.map(({ consequence, lag, origin }) => {
      const at = 'fact' in origin ? instants.get(origin.fact) : lossOf(origin, losses)?.at;
      return [consequence.fact.id, at === undefined ? undefined : at + lag];
    }),
  );
};

const lossOf = ({ lossOf: component, faults, before }: LossOrigin, losses: Losses): LossSeen | undefined => {
  const same = (losses.get(component) ?? []).filter((seen) => shares(seen.faults, faults));
  return same[Math.min(before, same.length - 1)];
};

/** The facts with the consequences where they fall. */
export const withPlaces = (facts: readonly Recorded[], places: Places): readonly Recorded[] =>
  places.size === 0
    ? facts
    : facts.flatMap((recorded) => {
        if (!places.has(recorded.fact.id)) return [recorded];
        const at = places.get(recorded.fact.id);
        return at === undefined ? [] : [movedTo(recorded, at)];
      });
