// Histories in which times known only to a range are taken at one of their ends (S4.4). Where every choice is fixed, two of them are the
// best and the worst there can be: faults as short and as long as their ranges allow. Elsewhere all combinations of ends are tried, up to
// twelve uncertain facts; beyond that, the two and a seeded sample. An order that the facts themselves state is kept: an end that would
// come before the begin of its fault is put at one instant with it.
import { isA, isOfCondition, type FactOf, type Recorded } from '../facts/fact.ts';
import { pushTo } from '../grouped.ts';
import type { FactId } from '../facts/types.ts';
import { inFoldOrder } from '../facts/fold-order.ts';
import { exactly, type Instant, type Interval } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';
import type { Component } from '../topology/model.ts';
import { isBinding } from '../impact/observed.ts';
import { philox } from './philox.ts';

const MOST_COMBINED = 12;
const SAMPLES = 254;
/** Samples are the same on every machine. */
const SEED = [0x6b6e6f63, 0x6b6f6e31] as const;

type Uncertain = Recorded<FactOf<'OutageBegan' | 'OutageEnded' | 'FailedOver' | 'FailedBack' | 'StatusObserved' | 'ObservationReleased'>>;

/** Facts that levels follow from whose range may reach into the span or lie before it. O(facts). */
export const uncertainFacts = (facts: readonly Recorded[], span: Interval): readonly Uncertain[] =>
  facts.filter(
    (one): one is Uncertain =>
      isOfCondition(one) &&
      one.fact.occurredAt.earliest !== one.fact.occurredAt.latest &&
      one.fact.occurredAt.earliest < span.to &&
      (one.fact.type !== 'StatusObserved' || isBinding(one.fact)),
  );

/** One history: for each uncertain fact the instant it is taken at. */
export type Ends = ReadonlyMap<FactId, Instant>;

export const shortest = (uncertain: readonly Uncertain[]): Ends => ends(uncertain, ({ fact }) => fact.type !== 'OutageBegan');
export const longest = (uncertain: readonly Uncertain[]): Ends => ends(uncertain, ({ fact }) => fact.type === 'OutageBegan');

const ends = (uncertain: readonly Uncertain[], isEarly: (one: Uncertain, index: number) => boolean): Ends =>
  new Map(uncertain.map((one, index) => [one.fact.id, one.fact.occurredAt[isEarly(one, index) ? 'earliest' : 'latest']]));

/** The combinations to try beside the shortest and the longest. */
export const combinations = (uncertain: readonly Uncertain[]): readonly Ends[] => {
  if (uncertain.length <= MOST_COMBINED) {
    return Array.from({ length: 2 ** uncertain.length }, (_, bits) => ends(uncertain, (_one, index) => (bits >> index) % 2 === 1));
  }
  return Array.from({ length: SAMPLES }, (_, sample) =>
    ends(uncertain, (_one, index) => {
      const block = philox([sample, Math.floor(index / 4), 0, 0], SEED);
      return (block[index % 4] ?? 0) % 2 === 1;
    }),
  );
};

/**
 * The facts with those times. Which faults an end ends is settled once, by the best times, and kept (S4.4): an end that would come before the
 * begin of its fault is put at one instant with it, so that the fault lasts no time, and an end of all of a component's faults ends no other
 * than it ended by the best times. `settled`: of these facts; O(facts).
 */
export const takenAt = (facts: readonly Recorded[], times: Ends, settled: Settled = settledIn(facts)): readonly Recorded[] => {
  const taken = new Map(times);
  const timeOf = ({ fact }: Pairable): Instant => taken.get(fact.id) ?? fact.occurredAt.best;
  const { pairs, endsOfAll } = settled;
  // An end that several faults share comes after the earliest that each of them can have begun; then no begin comes after its end.
  for (const [begin, end] of pairs)
    if (timeOf(end) < begin.fact.occurredAt.earliest) taken.set(end.fact.id, begin.fact.occurredAt.earliest);
  for (const [begin, end] of pairs) if (timeOf(begin) > timeOf(end)) taken.set(begin.fact.id, timeOf(end));
  const endOf = new Map(pairs.map(([begin, end]) => [begin.fact.id, end]));
  const kept: Recorded[] = [];
  for (const [end, of] of endsOfAll) {
    const at = timeOf(end);
    for (const begin of of) {
      const began = timeOf(begin);
      const own = endOf.get(begin.fact.id);
      // an end of all ends only what began before its instant
      if (own === end && began >= at) kept.push(endAt(begin, end, at));
      if (own !== end && began < at && lastsBeyond(begin, began, at, own === undefined ? undefined : timeOf(own)))
        kept.push(beginAgain(begin, end, began, at));
    }
  }
  return [
    ...facts.map((one) => {
      const at = taken.get(one.fact.id);
      return at === undefined ? one : { ...one, fact: { ...one.fact, occurredAt: exactly(at) } };
    }),
    ...kept,
  ];
};

type Pairable = Recorded<FactOf<'OutageBegan' | 'OutageEnded'>>;
type Begin = Recorded<FactOf<'OutageBegan'>>;
type End = Recorded<FactOf<'OutageEnded'>>;

const isRanged = ({ fact: { occurredAt } }: Pairable): boolean => occurredAt.earliest !== occurredAt.latest;

const faultOf = ({ fact }: Begin): string => fact.data.fault ?? fact.id;

/** A fault of an end of all that lasts no time: ended by its name at its own instant. */
const endAt = (begin: Begin, end: End, at: Instant): End => ({
  ...end,
  fact: {
    ...end.fact,
    id: `${end.fact.id}/${begin.fact.id}`,
    occurredAt: exactly(at),
    data: { component: begin.fact.data.component, fault: faultOf(begin) },
  },
});

/** A fault that an end of all did not end: it goes on from that instant. */
const beginAgain = (begin: Begin, end: End, began: Instant, at: Instant): Begin => {
  const { duration, ...data } = begin.fact.data;
  return {
    ...begin,
    fact: {
      ...begin.fact,
      id: `${end.fact.id}/${begin.fact.id}`,
      occurredAt: exactly(at),
      data: { ...data, fault: faultOf(begin), ...(duration === undefined ? {} : { duration: began + duration - at }) },
    },
  };
};

const lastsBeyond = ({ fact }: Begin, began: Instant, at: Instant, ended: Instant | undefined): boolean =>
  (ended === undefined || ended > at) && (fact.data.duration === undefined || began + fact.data.duration > at);

export interface Settled {
  /** Each begin with the end that ended it, by the best times. */
  readonly pairs: readonly (readonly [Begin, End])[];
  /** Each end of all of a component's faults, with every fault of it whose order to that end is not certain. */
  readonly endsOfAll: readonly (readonly [End, readonly Begin[]])[];
}

/** Which faults each end ends, by the best times. O(facts log facts). */
export const settledIn = (facts: readonly Recorded[]): Settled => {
  const byComponent = new Map<ComponentId, Pairable[]>();
  for (const one of facts) {
    if (!isA(one, 'OutageBegan', 'OutageEnded')) continue;
    pushTo(byComponent, one.fact.data.component, one);
  }
  const pairs: (readonly [Begin, End])[] = [];
  const endsOfAll: (readonly [End, readonly Begin[]])[] = [];
  for (const own of byComponent.values()) {
    const begins = own.filter((one): one is Begin => isA(one, 'OutageBegan'));
    let open: readonly Begin[] = [];
    const first = pairs.length;
    const closed = new Set<Begin>();
    for (const one of inFoldOrder(own)) {
      const { best: at } = (one as Pairable).fact.occurredAt;
      open = open.filter((begin) => lastsBeyond(begin, begin.fact.occurredAt.best, at - 1, undefined));
      if (isA(one, 'OutageBegan')) {
        if (!closed.has(one)) open = [...open, one];
        continue;
      }
      if (!isA(one, 'OutageEnded')) continue;
      const { fault } = one.fact.data;
      // one that names a fault ends the open one of that name, else one that begins then
      const ended =
        fault === undefined
          ? open.filter((begin) => begin.fact.occurredAt.best < at)
          : [...open, ...begins.filter((begin) => begin.fact.occurredAt.best === at && !closed.has(begin))]
              .filter((begin) => faultOf(begin) === fault)
              .slice(0, 1);
      for (const begin of ended) {
        pairs.push([begin, one]);
        closed.add(begin);
      }
      open = open.filter((begin) => !ended.includes(begin));
    }
    // Where neither an end of all nor a fault's begin nor its own end can move, their order cannot either.
    const ownEnds = new Map(pairs.slice(first));
    const hasRangedEnd = (begin: Begin): boolean => {
      const end = ownEnds.get(begin);
      return end !== undefined && isRanged(end);
    };
    const movable = begins.filter((begin) => isRanged(begin) || hasRangedEnd(begin));
    for (const one of own)
      if (isA(one, 'OutageEnded') && one.fact.data.fault === undefined) endsOfAll.push([one, isRanged(one) ? begins : movable]);
  }
  return { pairs, endsOfAll };
};

/** Every version of a component that is in force at some time that counts. */
export type Versions = (id: ComponentId) => readonly Component[];

/**
 * Whether the shortest and the longest are exact for a component: nothing that what happened earlier could lead another way (an automatic
 * standby, a latch, an uncertain release, fail-over or observation, a fault of fixed length) lies between it and the uncertain facts it rests on.
 */
export const isExact = (component: ComponentId, uncertain: readonly Uncertain[], versions: Versions): boolean => {
  const upstream = restedOn(component, versions);
  const relevant = uncertain.filter(({ fact }) => upstream.has(fact.data.component));
  if (relevant.length === 0) return true;
  if (relevant.some(isAChoice)) return false;
  const sources = new Set(relevant.map(({ fact }) => fact.data.component));
  for (const id of upstream) {
    if (!versions(id).some(({ restartsByHand, standbys }) => restartsByHand || standbys.some(({ automatic }) => automatic))) continue;
    const below = restedOn(id, versions);
    if ([...sources].some((source) => below.has(source))) return false;
  }
  return true;
};

const isAChoice = ({ fact }: Uncertain): boolean => {
  if (fact.type === 'OutageEnded') return fact.data.fault === undefined;
  return fact.type !== 'OutageBegan' || fact.data.duration !== undefined;
};

/** A component and all it rests on, or ever rested on in the time that counts. O(requirements). */
export const restedOn = (component: ComponentId, versions: Versions): ReadonlySet<ComponentId> => {
  const found = new Set([component]);
  for (const id of found) for (const { requires } of versions(id)) for (const required of requires) found.add(required);
  return found;
};
