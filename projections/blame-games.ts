// A service's downtime shared out by comparing histories (S8: but-for, shapley), incident by incident, in every period at once. `but-for` is
// what would not have been, had this one not happened; such parts need not add up. Shapley shares do, with what no fault explains as the
// rest. One branch for each fault, or two to the power of the faults of an incident (shapley.ts).
import { playGames, type Count, type Game, type History } from '#domain/blame/game.ts';
import { butForInRounds, type CountWithin } from '#domain/blame/rounds.ts';
import { shapley } from '#domain/blame/shapley.ts';
import { apportioned } from '#domain/blame/shares.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Duration } from '#domain/time/instant.ts';
import type { Intervals } from '#domain/time/intervals.ts';
import { ratio, subtractRatio, ZERO, type Ratio } from '#domain/time/ratio.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

/** What one fault is blamed for in each period: raw and counted in turn. */
export interface PlayerShare {
  readonly fact: FactId;
  readonly values: readonly Duration[];
  /** Standard errors; undefined where the values are exact. */
  readonly errors: readonly Duration[] | undefined;
}

/** A service whose downtime is shared out, and when it was down as it is counted. */
export interface PlayedService {
  readonly history: History;
  readonly service: ComponentId;
  readonly down: Intervals;
  readonly count: Count;
}

const gamesOf = <T>({ history, service, down, count }: PlayedService, play: (game: Game) => T): readonly T[] =>
  playGames(history, service, down, count, play);

/** `within`: where what is counted in an incident's own time is all of it, so that several can be played at once. */
export const butFor = (played: PlayedService, within: CountWithin | undefined): readonly PlayerShare[] => {
  const together = within === undefined ? undefined : butForInRounds(played.history, played.service, played.down, within);
  if (together !== undefined) return together.map(([fact, values]) => ({ fact, values, errors: undefined }));
  return withoutEach(played, (fact) => fact).map(({ group, values }) => ({
    fact: group,
    values,
    errors: undefined,
  }));
};

/** The same for groups of faults: what would not have been, had none of a group's faults happened. A group's incidents add up. */
export const butForGroups = (played: PlayedService, groupOf: (fact: FactId) => string): ReadonlyMap<string, readonly Duration[]> => {
  const sums = new Map<string, readonly Duration[]>();
  for (const { group, values } of withoutEach(played, groupOf)) {
    const before = sums.get(group);
    sums.set(group, before === undefined ? values : values.map((value, at) => value + (before[at] ?? 0)));
  }
  return sums;
};

const withoutEach = (
  played: PlayedService,
  groupOf: (fact: FactId) => string,
): readonly { readonly group: string; readonly values: readonly Duration[] }[] =>
  gamesOf(played, ({ incident: { players }, value }) => {
    const all = players.map((_, index) => index);
    const groups = players.map(groupOf);
    const whole = value(all);
    return [...new Set(groups)].map((group) => {
      const without = value(all.filter((player) => groups[player] !== group));
      return { group, values: whole.map((time, at) => time - (without[at] ?? 0)) };
    });
  }).flat();

interface ExactShare {
  readonly fact: FactId;
  readonly shares: readonly Ratio[];
  readonly errors: readonly Duration[] | undefined;
}

/** `totals`: the downtime shared out in each period, raw and counted in turn; the last share is what no fault explains. */
export const shapleyShares = (
  played: PlayedService,
  totals: readonly Duration[],
): { readonly players: readonly PlayerShare[]; readonly unattributed: readonly Duration[] } => {
  const play = ({ incident: { players }, value }: Game): readonly ExactShare[] => {
    const { shares, errors } = shapley(players.length, value);
    return players.map((fact, player) => ({ fact, shares: shares[player] ?? [], errors: errors?.[player] }));
  };
  const exact = gamesOf(played, play).flat();
  const shown = totals.map((total, at) => {
    const shares = exact.map((own) => own.shares[at] ?? ZERO);
    return apportioned([...shares, shares.reduce(subtractRatio, ratio(total))], total);
  });
  return {
    players: exact.map(({ fact, errors }, player) => ({ fact, values: shown.map((parts) => parts[player] ?? 0), errors })),
    unattributed: shown.map((parts) => parts.at(-1) ?? 0),
  };
};
