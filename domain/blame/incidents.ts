// Which faults can have to do with one another (S8): an incident of a service is a set of faults on what it rests on, connected in time. It
// begins when, from rest, something it rests on is no longer so, and ends when all of it is at rest again; a consequence belongs to the
// incident of what it came from, and joins both. Downtimes of different incidents never depend on each other, so that each is a game of its
// own. O(intervals · log intervals).
import type { FactId } from '../facts/types.ts';
import type { Instant, Interval } from '../time/instant.ts';
import { firstEndingAfter, intersect, normalise, type Intervals } from '../time/intervals.ts';

/** Something that happened at an instant and may have led to something else. */
export interface Happening {
  readonly fact: FactId;
  readonly at: Instant;
  /** What it came from; any of these. None: it is a player of its own. */
  readonly from: readonly FactId[];
}

export interface Incident {
  /** The times in which it was going on. */
  readonly stretches: Intervals;
  /** Facts that began its faults, consequences left out, in the order given. */
  readonly players: readonly FactId[];
}

/** `unrest`: when anything the service rests on was not at rest. What happens outside of it, for no time at all, belongs to none. */
export const incidentsIn = (unrest: Intervals, happenings: readonly Happening[]): readonly Incident[] => {
  const leader = unrest.map((_, index) => index);
  const find = (index: number): number => {
    let root = index;
    while (leader[root] !== root) root = leader[root] as number;
    for (let at = index; at !== root;) [at, leader[at]] = [leader[at] as number, root];
    return root;
  };
  const stretchOf = new Map<FactId, number>();
  for (const { fact, at } of happenings) {
    const index = firstEndingAfter(unrest, at);
    if ((unrest[index]?.from ?? Infinity) <= at) stretchOf.set(fact, index);
  }
  for (const { fact, from } of happenings) {
    const own = stretchOf.get(fact);
    for (const origin of own === undefined ? [] : from) {
      const other = stretchOf.get(origin);
      if (other !== undefined) leader[find(other)] = find(own as number);
    }
  }
  const found = new Map<number, { stretches: Interval[]; players: FactId[] }>();
  unrest.forEach((stretch, index) => {
    const root = find(index);
    const incident = found.get(root) ?? { stretches: [], players: [] };
    incident.stretches.push(stretch);
    found.set(root, incident);
  });
  for (const { fact, from } of happenings) {
    const index = stretchOf.get(fact);
    if (index !== undefined && from.length === 0) found.get(find(index))?.players.push(fact);
  }
  return [...found.values()];
};

/** Whether an incident was going on at any time of a set. */
export const isDuring = ({ stretches }: Incident, times: Intervals): boolean => intersect(stretches, times).length > 0;

/** Those that share time with a set, joined into one that covers it; and the others. */
export const joinedOver = (incidents: readonly Incident[], times: Intervals): readonly [joined: Incident, others: readonly Incident[]] => {
  const touched = incidents.filter((incident) => isDuring(incident, times));
  const joined = {
    stretches: normalise([...times, ...touched.flatMap(({ stretches }) => stretches)]),
    players: touched.flatMap(({ players }) => players),
  };
  return [joined, incidents.filter((incident) => !touched.includes(incident))];
};
