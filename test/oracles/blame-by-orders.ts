// But-for and Shapley by the book: every subset of all faults of a whole history replayed, every order of arrival walked through. Knows of no
// incidents, and of nothing that one subset could save another.
import { isA, type Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import { replay } from '#domain/impact/replay.ts';
import { branching, type Branch } from '#domain/simulate/branch.ts';
import { add, ratio, subtractRatio, ZERO, type Ratio } from '#domain/time/ratio.ts';

export interface ByOrders {
  readonly players: readonly FactId[];
  readonly all: number;
  readonly none: number;
  readonly butFor: ReadonlyMap<FactId, number>;
  readonly shapley: ReadonlyMap<FactId, Ratio>;
}

/** `downtime`: of one component in a branch. Undefined where there are more players than `most`. */
export const blameByOrders = (
  facts: readonly Recorded[],
  until: number,
  downtime: (branch: Branch) => number,
  most: number,
): ByOrders | undefined => {
  const { base, anchors, branch } = branching(facts, until);
  const hanging = new Set(anchors.map(({ consequence }) => consequence.fact.id));
  const idle = new Set(base.inapplicable.map(({ recorded }) => recorded.fact.id));
  const worse = new Set<FactId>();
  replay(facts, {
    until,
    during: ({ states }) => {
      for (const { observations, derived } of states.values())
        for (const { binding, level, fault } of observations.values()) if (binding && level > derived) worse.add(fault.began.fact.id);
    },
  });
  const candidates = facts
    .filter(
      (one) =>
        isA(one, 'OutageBegan') ||
        // an observation is a fault while it is worse than what is derived (S5.7); one that never was is no player
        (isA(one, 'StatusObserved') && worse.has(one.fact.id)),
    )
    .map(({ fact }) => fact.id)
    .filter((id) => !hanging.has(id));
  const players = candidates.filter((id) => !idle.has(id));
  if (players.length > most) return undefined;
  const known = new Map<string, number>();
  const value = (present: ReadonlySet<FactId>): number => {
    const key = players.filter((id) => present.has(id)).join();
    const found =
      known.get(key) ?? downtime(branch(candidates.filter((id) => !present.has(id)).map((fact) => ({ kind: 'without', fact }))));
    known.set(key, found);
    return found;
  };
  const everybody = new Set(players);
  const all = value(everybody);
  const butFor = new Map(players.map((id) => [id, all - value(new Set(players.filter((other) => other !== id)))]));
  const sums = new Map<FactId, Ratio>(players.map((id) => [id, ZERO]));
  const orders = permutations(players);
  for (const order of orders) {
    const present = new Set<FactId>();
    for (const id of order) {
      const before = value(present);
      present.add(id);
      sums.set(id, add(sums.get(id) ?? ZERO, ratio(value(present) - before, orders.length)));
    }
  }
  return { players, all, none: value(new Set()), butFor, shapley: sums };
};

const permutations = <T>(items: readonly T[]): readonly (readonly T[])[] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, place) => permutations(items.filter((_, other) => other !== place)).map((rest) => [item, ...rest]));

/** The sum of all shares, less what the whole comes to beyond nothing: zero. */
export const missing = ({ shapley, all, none }: ByOrders): Ratio => [...shapley.values()].reduce(subtractRatio, ratio(all - none));
