// Histories in which times known only to a range are taken at one of their ends (S4.4). Where every choice is fixed, two of them are the
// best and the worst there can be: faults as short and as long as their ranges allow. Elsewhere all combinations of ends are tried, up to
// twelve uncertain facts; beyond that, the two and a seeded sample. An order that the facts themselves state is kept: an end that would
// come before the begin of its fault is put at one instant with it.
import { isA, isOfCondition, type FactOf, type Recorded } from '../facts/fact.ts';
import type { FactId } from '../facts/types.ts';
import type { Instant, Interval } from '../time/instant.ts';
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

/** The facts with those times. Where an end would come before the begin of its fault, one is put at the other's instant. O(facts). */
export const takenAt = (facts: readonly Recorded[], times: Ends): readonly Recorded[] => {
  const taken = new Map(times);
  const timeOf = ({ fact }: Pairable): Instant => taken.get(fact.id) ?? fact.occurredAt.best;
  for (const [begin, end] of pairsIn(facts)) {
    const [from, to] = [timeOf(begin), timeOf(end)];
    if (from <= to) continue;
    if (to >= begin.fact.occurredAt.earliest) taken.set(begin.fact.id, to);
    else taken.set(end.fact.id, from);
  }
  return facts.map((one) => {
    const at = taken.get(one.fact.id);
    return at === undefined ? one : { ...one, fact: { ...one.fact, occurredAt: { best: at, earliest: at, latest: at } } };
  });
};

type Pairable = Recorded<FactOf<'OutageBegan' | 'OutageEnded'>>;

/** Each begin with the first end of its fault, or of all of its component's, that is told to come after it. */
const pairsIn = (facts: readonly Recorded[]): readonly (readonly [Pairable, Pairable])[] => {
  const endsOf = new Map<ComponentId, Recorded<FactOf<'OutageEnded'>>[]>();
  for (const one of facts) {
    if (!isA(one, 'OutageEnded')) continue;
    const { component } = one.fact.data;
    endsOf.set(component, [...(endsOf.get(component) ?? []), one]);
  }
  return facts.flatMap((one): (readonly [Pairable, Pairable])[] => {
    if (!isA(one, 'OutageBegan')) return [];
    const { component, fault = one.fact.id } = one.fact.data;
    const { best } = one.fact.occurredAt;
    let first: Pairable | undefined;
    for (const end of endsOf.get(component) ?? []) {
      const named = end.fact.data.fault;
      const at = end.fact.occurredAt.best;
      if ((named === undefined || named === fault) && at >= best && (first === undefined || at < first.fact.occurredAt.best)) first = end;
    }
    return first === undefined ? [] : [[one, first]];
  });
};

/**
 * Whether the shortest and the longest are exact for a component: nothing that what happened earlier could lead another way (an automatic
 * standby, a latch, an uncertain release, fail-over or observation, a fault of fixed length) lies between it and the uncertain facts it rests on.
 */
export const isExact = (
  component: ComponentId,
  uncertain: readonly Uncertain[],
  definition: (id: ComponentId) => Component | undefined,
): boolean => {
  const upstream = restedOn(component, definition);
  const relevant = uncertain.filter(({ fact }) => upstream.has(fact.data.component));
  if (relevant.length === 0) return true;
  if (relevant.some(isAChoice)) return false;
  const sources = new Set(relevant.map(({ fact }) => fact.data.component));
  for (const id of upstream) {
    const between = definition(id);
    if (between === undefined || !(between.restartsByHand || between.standbys.some(({ automatic }) => automatic))) continue;
    const below = restedOn(id, definition);
    if ([...sources].some((source) => below.has(source))) return false;
  }
  return true;
};

const isAChoice = ({ fact }: Uncertain): boolean => {
  if (fact.type === 'OutageEnded') return fact.data.fault === undefined;
  return fact.type !== 'OutageBegan' || fact.data.duration !== undefined;
};

/** A component and all it rests on. O(requirements). */
export const restedOn = (component: ComponentId, definition: (id: ComponentId) => Component | undefined): ReadonlySet<ComponentId> => {
  const found = new Set([component]);
  for (const id of found) for (const required of definition(id)?.requires ?? []) found.add(required);
  return found;
};
