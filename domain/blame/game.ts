// Downtimes of a service with only some of its faults (S8: what `but-for` and `shapley` look at), one game for each incident. A subset is
// replayed on what the service rests on, from the rest before the incident to the rest after it, with nothing else happening but recoveries,
// fail-overs and fail-backs at their own instants (S9.2). Where a subset does not come to rest in time, the incident is joined with the next
// one it reaches, so that games never depend on each other. A subset costs a replay of the incident.
import { isA, type Recorded } from '../facts/fact.ts';
import { pushTo } from '../grouped.ts';
import { foldedAt, isOfTheModel } from '../facts/fold-order.ts';
import type { FactId } from '../facts/types.ts';
import { isBinding } from '../impact/observed.ts';
import { beganWith } from '../impact/kernel.ts';
import { replay, type Replay } from '../impact/replay.ts';
import { eachObservedFault } from '../impact/sight.ts';
import { UP } from '../impact/scale.ts';
import { branching, type Branch, type Branching } from '../simulate/branch.ts';
import { notHappened } from '../simulate/change.ts';
import { supportsOf, type Anchor } from '../simulate/consequences.ts';
import type { Duration, Instant, Interval } from '../time/instant.ts';
import { intersect, normalise, type Intervals } from '../time/intervals.ts';
import type { ComponentId } from '../topology/definition.ts';
import { incidentsIn, isDuring, joinedOver, type Happening, type Incident } from './incidents.ts';
import { unrestApart, unrestIn, unrestOf, unrestWatch, type Unrest, type UnrestWatch } from './unrest.ts';
import { upstreamIn, type Upstream } from './upstream.ts';

/** What is counted of a service in a history: whole numbers, the same ones each time. */
export type Count = (branch: Pick<Branch, 'branch' | 'facts'>) => readonly number[];

export interface Game {
  readonly incident: Incident;
  /** What is counted with only these players, by their places in the incident; less what is counted with none. */
  readonly value: (present: readonly number[]) => readonly number[];
}

/** A history to play games of, and what of it is looked up again and again. */
export interface History {
  readonly base: Replay;
  readonly anchors: ReadonlyMap<FactId, Anchor>;
  readonly upstream: Upstream;
  /** The longest recharge of any component. */
  readonly recharge: Duration;
  /** When a component was not at rest. */
  readonly unrest: (component: ComponentId) => readonly Interval[];
  readonly factsOn: ReadonlyMap<ComponentId, readonly Recorded[]>;
  /** Facts about no one component that what is counted may rest on. */
  readonly general: readonly Recorded[];
  /** Facts that had no effect. */
  readonly idle: ReadonlySet<FactId>;
  /** Observations that at some time were worse than what was derived: others are no faults (S5.7). */
  readonly added: ReadonlySet<FactId>;
}

/** `watch` has looked on at the base's replay of the facts. O(facts). */
export const historyOf = (facts: readonly Recorded[], { base, anchors }: Branching, watch: UnrestWatch): History => {
  const factsOn = new Map<ComponentId, Recorded[]>();
  const general: Recorded[] = [];
  let recharge = 0;
  for (const one of facts) {
    const { fact } = one;
    if (isA(one, 'ComponentDeclared', 'ComponentRevised')) recharge = Math.max(recharge, one.fact.data.definition.recharge ?? 0);
    if (!('component' in fact.data)) {
      if (isOfTheModel(fact.type) || isA(one, ...COUNTED_BY)) general.push(one);
      continue;
    }
    pushTo(factsOn, fact.data.component, one);
  }
  return {
    base,
    anchors: new Map(anchors.map((anchor) => [anchor.consequence.fact.id, anchor])),
    upstream: upstreamIn(facts, anchors, base.scale),
    recharge,
    unrest: unrestIn(base, watch, recharge),
    factsOn,
    general,
    idle: new Set(base.inapplicable.map(({ recorded }) => recorded.fact.id)),
    added: addedIn(facts, base.until),
  };
};

/** One replay, and only where something was observed. */
const addedIn = (facts: readonly Recorded[], until: Instant): ReadonlySet<FactId> => {
  const added = new Set<FactId>();
  if (!facts.some((one) => isA(one, 'StatusObserved'))) return added;
  replay(facts, {
    until,
    during: ({ kernel }) => {
      for (const component of kernel.sights.keys())
        eachObservedFault(kernel, component, (fault) => added.add(beganWith(kernel, fault).fact.id));
    },
  });
  return added;
};

/** How a game is played: `play` may ask its value for any subsets, any number of times, and is started anew where incidents are joined. */
export const playGames = <T>(
  history: History,
  service: ComponentId,
  /** When the service was down, as it is counted: incidents without are left out. */
  down: Intervals,
  count: Count,
  play: (game: Game) => T,
): readonly T[] => {
  const upstream = history.upstream(service);
  const unrest = unrestOf(upstream, history.unrest);
  const happenings = happeningsOn(upstream, history);
  let others = incidentsIn(unrest, happenings);
  const results: { readonly incident: Incident; readonly result: T }[] = [];
  const pending = others.filter((incident) => isDuring(incident, down)).toReversed();
  for (let incident = pending.pop(); incident !== undefined; incident = pending.pop()) {
    others = others.filter((other) => other !== incident);
    const played = playOne(history, upstream, incident, others, count, play);
    if (!('spilt' in played)) {
      results.push({ incident, result: played.result });
      others = [...others, incident];
      continue;
    }
    const [joined, left] = joinedOver([...others, incident], normalise([...incident.stretches, ...played.spilt]));
    others = [...left, joined];
    // Whoever was joined is played again with the others.
    for (let index = results.length - 1; index >= 0; index--) {
      const own = results[index]?.incident;
      if (own !== undefined && !left.includes(own)) results.splice(index, 1);
    }
    for (let index = pending.length - 1; index >= 0; index--) if (!left.includes(pending[index] as Incident)) pending.splice(index, 1);
    pending.push(joined);
  }
  return results.map(({ result }) => result);
};

/** What happened on some components and may have led to something else, by when it began, whatever the order in which it was recorded. */
export const happeningsOn = (components: ReadonlySet<ComponentId>, history: History): readonly Happening[] => {
  const { factsOn, base, anchors, idle } = history;
  const found: Happening[] = [];
  for (const component of components) {
    for (const one of factsOn.get(component) ?? []) {
      const { id } = one.fact;
      const anchor = anchors.get(id);
      if (idle.has(id) || (anchor === undefined && !isPlayer(one, history))) continue;
      found.push({ fact: id, at: beginOf(one, base), from: anchor === undefined ? [] : [...supportsOf(anchor)] });
    }
  }
  return found.toSorted((a, b) => a.at - b.at || (a.fact < b.fact ? -1 : 1));
};

/**
 * A fault; or a binding observation, or its silence, that was worse than what was derived (S5.7): it counts as one in every replay in which it is.
 * One that never was stands in place of what is derived.
 */
const isPlayer = (one: Recorded, { added }: Pick<History, 'added'>): boolean =>
  isA(one, 'OutageBegan') || (isA(one, 'StatusObserved') && isBinding(one.fact) && added.has(one.fact.id));

/** When a fault begins; of an observation of full service, its silence. */
const beginOf = (one: Recorded, { scale }: Replay): Instant =>
  foldedAt(one) + (isA(one, 'StatusObserved') && one.fact.data.level === scale.names[UP] ? (one.fact.data.expectEvery ?? 0) : 0);

type Played<T> = { readonly result: T } | { readonly spilt: Intervals };

class Spilt extends Error {
  readonly times: Intervals;

  constructor(times: Intervals) {
    super('a subset of the faults goes on after its incident');
    this.times = times;
  }
}

const playOne = <T>(
  history: History,
  upstream: ReadonlySet<ComponentId>,
  incident: Incident,
  others: readonly Incident[],
  count: Count,
  play: (game: Game) => T,
): Played<T> => {
  const end = Math.min(incident.stretches.at(-1)?.to ?? 0, history.base.until);
  const until = Math.min(end + 1, history.base.until);
  const facts = factsOf(incident, upstream, history);
  const watch = unrestWatch();
  const alone = branching(facts, until, watch.during);
  const standing = [...upstream].filter((id) => history.base.timeline.has(id));
  const occupied = normalise(others.flatMap(({ stretches }) => stretches));
  const values = new Map<string, readonly number[]>();
  const valueWith = (present: readonly number[]): readonly number[] => {
    const key = present.join();
    const known = values.get(key);
    if (known !== undefined) return known;
    // With everybody in it the incident is as it was.
    if (present.length === incident.players.length) {
      const value = count({ branch: alone.base, facts });
      values.set(key, value);
      return value;
    }
    const kept = new Set(present);
    const { branch, unrest: restless } = branchWithout(
      [alone, watch],
      incident.players.filter((_, player) => !kept.has(player)),
      history.recharge,
    );
    const unrest = unrestOf(standing, restless);
    const spilt = spiltIn(unrest, { end, until: history.base.until }, occupied);
    if (spilt.length > 0) throw new Spilt(spilt);
    const value = count(branch);
    values.set(key, value);
    return value;
  };
  try {
    const none = valueWith([]);
    return { result: play({ incident, value: (present) => valueWith(present).map((value, at) => value - (none[at] ?? 0)) }) };
  } catch (error) {
    if (error instanceof Spilt) return { spilt: error.times };
    throw error;
  }
};

/** Where a subset is not at rest and another incident goes on, or its own is over. */
const spiltIn = (unrest: Intervals, { end, until }: { readonly end: Instant; readonly until: Instant }, occupied: Intervals): Intervals => {
  const beyond = unrest.some(({ to }) => to > end) && end < until;
  const next = occupied.find(({ to }) => to > end);
  const after: readonly Interval[] = beyond ? [{ from: end, to: next === undefined ? until : Math.max(next.from, end) + 1 }] : [];
  return normalise([...after, ...intersect(unrest, occupied)]);
};

/** A branch in which some facts did not happen, and when it was not at rest. `watch` has looked on at the base. */
export const branchWithout = (
  [{ apart }, whole]: readonly [Branching, UnrestWatch],
  facts: readonly FactId[],
  recharge: Duration,
): { readonly branch: Branch; readonly unrest: Unrest } => {
  let watch = unrestWatch();
  const branch = apart(
    facts.map((fact) => ({ kind: 'without', fact })),
    () => {
      watch = unrestWatch();
      return watch.during;
    },
  );
  return { branch, unrest: unrestApart(branch, [whole, watch], recharge) };
};

/** Facts about no one component that what is counted may rest on. */
const COUNTED_BY = ['RecordsDeclared', 'MaintenancePlanned', 'MaintenanceChanged', 'MaintenanceCancelled'] as const;

/** The model of what the service rests on, the incident's own faults, and all that people did to recover. */
export const factsOf = (
  incident: Incident,
  upstream: ReadonlySet<ComponentId>,
  { factsOn, general, base, anchors, idle, added }: History,
): readonly Recorded[] => {
  const players = new Set(incident.players);
  const from = incident.stretches[0]?.from ?? 0;
  const within = (at: Instant): boolean => incident.stretches.some((stretch) => stretch.from <= at && at < stretch.to);
  const isKept = (recorded: Recorded): boolean => {
    const { fact } = recorded;
    if (isOfTheModel(fact.type)) return true;
    if (anchors.has(fact.id)) return within(foldedAt(recorded));
    if (isPlayer(recorded, { added })) return players.has(fact.id) && !idle.has(fact.id);
    return !isA(recorded, 'OutageEnded') || foldedAt(recorded) >= from;
  };
  const kept = [...general];
  for (const component of upstream) {
    for (const recorded of factsOn.get(component) ?? []) {
      if (isKept(recorded)) kept.push(recorded);
      else if (isA(recorded, 'StatusObserved')) kept.push(...notHappened(recorded, base.scale));
    }
  }
  return kept;
};
