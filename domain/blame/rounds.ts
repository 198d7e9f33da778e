// `but-for` of every fault of a service in as many replays as its largest incident has faults (S8): since incidents never depend on each other
// (incidents.ts), one replay can leave out a fault of each of them at a time. Gives nothing where a replay does not come to rest between them;
// then each incident is a game of its own (game.ts).
import type { FactId } from '../facts/types.ts';
import { branching, type Branch } from '../simulate/branch.ts';
import type { Interval } from '../time/instant.ts';
import { intersect, normalise, totalLength, type Intervals } from '../time/intervals.ts';
import type { ComponentId } from '../topology/definition.ts';
import { branchWithout, factsOf, happeningsOn, type History } from './game.ts';
import { incidentsIn, isDuring } from './incidents.ts';
import { unrestOf, unrestWatch } from './unrest.ts';

/** What is counted of a service within some times of a history: whole numbers, the same ones each time. */
export type CountWithin = (branch: Pick<Branch, 'branch' | 'facts'>) => (times: readonly Interval[]) => readonly number[];

export const butForInRounds = (
  history: History,
  service: ComponentId,
  down: Intervals,
  count: CountWithin,
): readonly (readonly [FactId, readonly number[]])[] | undefined => {
  const upstream = history.upstream(service);
  const incidents = incidentsIn(unrestOf(upstream, history.unrest), happeningsOn(upstream, history)).filter((one) => isDuring(one, down));
  if (incidents.length === 0) return [];
  const all = {
    stretches: normalise(incidents.flatMap(({ stretches }) => stretches)),
    players: incidents.flatMap(({ players }) => players),
  };
  const facts = factsOf(all, upstream, history);
  const watch = unrestWatch();
  const alone = branching(facts, history.base.until, watch.during);
  const whole = count({ branch: alone.base, facts });
  const wholes = incidents.map(({ stretches }) => whole(stretches));
  const found: (readonly [FactId, readonly number[]])[] = [];
  const rounds = incidents.reduce((most, { players }) => Math.max(most, players.length), 0);
  for (let round = 0; round < rounds; round++) {
    const left = incidents.flatMap(({ players }) => players[round] ?? []);
    const { branch, unrest: restless } = branchWithout([alone, watch], left, history.recharge);
    const unrest = unrestOf(
      [...upstream].filter((id) => history.base.timeline.has(id)),
      restless,
    );
    if (totalLength(intersect(unrest, all.stretches)) < totalLength(unrest)) return undefined;
    const within = count(branch);
    incidents.forEach(({ players, stretches }, index) => {
      const fact = players[round];
      if (fact === undefined) return;
      const without = within(stretches);
      found.push([fact, (wholes[index] ?? []).map((time, at) => time - (without[at] ?? 0))]);
    });
  }
  return found;
};
