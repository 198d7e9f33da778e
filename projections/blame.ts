// What the downtime of services is owed to, by one of five rules, per service and period (S8), under a policy. Shares are of downtime as the
// policy counts it: raw, and in agreed service time. All rules but `but-for` add up to it exactly. One replay; `but-for` and `shapley` play
// each incident as a game besides.
import { byBegin } from '#domain/blame/first-cause.ts';
import type { CountWithin } from '#domain/blame/rounds.ts';
import { isOwnerRule, type BlameRule, type OwnerRule } from '#domain/blame/rules.ts';
import { unrestWatch } from '#domain/blame/unrest.ts';
import { historyOf, type Count } from '#domain/blame/game.ts';
import { catalogueOf, displayName, lastWithin } from '#domain/facts/catalogue.ts';
import { isA, type Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import { replay, type Replay } from '#domain/impact/replay.ts';
import type { Scale } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { branching } from '#domain/simulate/branch.ts';
import type { Figures } from '#domain/time/availability.ts';
import { hoursBook } from '#domain/time/hours-book.ts';
import type { Duration, Instant, Interval } from '#domain/time/instant.ts';
import { clip, intersect, normalise } from '#domain/time/intervals.ts';
import { reportingPeriods, type Period, type PeriodUnit } from '#domain/time/period.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { ServiceHours } from '#domain/time/service-calendar.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { approximateInstants } from './approximate.ts';
import { atWorkLedger, type AtWorkLedger } from './blame-ledger.ts';
import { countersOf } from './availability.ts';
import { butFor, butForGroups, shapleyShares, type PlayedService } from './blame-games.ts';
import { byGroupSize, groupsOf, labelBy, type BlameGroup, type Grouping } from './blame-groups.ts';
import type { CountedRequest } from './counted-request.ts';
import { plannedIn } from './planned.ts';
import { ownersWithin, piecesOf, type OwnedPiece } from './blame-owners.ts';
import type { BlameShare } from './blame-share.ts';

export interface BlameCell {
  readonly period: Period;
  /** The downtime shared out. */
  readonly raw: Duration;
  readonly counted: Duration;
  /** The largest first, unattributed last. */
  readonly shares: readonly BlameShare[];
  /** Undefined where no grouping was asked for. */
  readonly groups: readonly BlameGroup[] | undefined;
}

export interface ServiceBlame {
  readonly service: ComponentId;
  readonly name: string;
  readonly cells: readonly BlameCell[];
}

export interface BlameReport extends Interval {
  readonly rule: BlameRule;
  readonly unit: PeriodUnit;
  readonly groupBy: Grouping | undefined;
  /** Instants whose time is not known exactly. */
  readonly approximate: ReadonlySet<Instant>;
  readonly policy: Policy;
  readonly scale: Scale;
  readonly now: Instant;
  readonly services: readonly ServiceBlame[];
}

export interface BlameRequest extends CountedRequest {
  readonly unit: PeriodUnit;
  readonly rule: BlameRule;
  readonly groupBy?: Grouping | undefined;
}

/** Counts to now: what lies ahead of it is left out. */
export const blameReport = (request: BlameRequest): BlameReport | Refusal => {
  const { facts, span, unit, policy, rule, groupBy, now, services, holidays } = request;
  const until = Math.min(span.to, now);
  const catalogue = catalogueOf(facts);
  const book = hoursBook(catalogue, holidays);
  const ledger = atWorkLedger(services);
  const watch = unrestWatch();
  // Rules that look at other histories read from the ledger only what an observation counted as.
  const reads = isOwnerRule(rule) || facts.some((one) => isA(one, 'StatusObserved'));
  const told = isOwnerRule(rule)
    ? undefined
    : branching(facts, until, (world, from, to, moment) => {
        if (reads) ledger.during(world, from, to, moment);
        watch.during(world, from, to, moment);
      });
  const base = told?.base ?? replay(facts, { until, during: ledger.during });
  const counting = (of: readonly Recorded[], replayed: Replay): ReturnType<typeof countersOf> =>
    countersOf({ facts: of, replayed, policy, now, holidays, book });
  const countBase = counting(facts, base);
  const planned = plannedIn(facts, base, policy.planned);
  const history = told === undefined ? undefined : historyOf(facts, told, watch);
  const faultOf = faultsByFact(base, ledger, services);
  const labelOf = groupBy === undefined ? undefined : labelBy(groupBy, catalogue);
  const periods = reportingPeriods(span, unit, policy.zone, policy.yearStart);
  const found: ServiceBlame[] = [];
  for (const service of services) {
    const count = countBase(service);
    const hours = policy.hours === 'component' ? book.ofComponent(service) : book.named(policy.hours);
    if (isRefusal(count)) return count;
    if (isRefusal(hours)) return hours;
    const figures = periods.map(count);
    const down = normalise(
      periods.flatMap((period, index) =>
        clip(normalise(figures[index]?.outages ?? []), { from: period.from, to: Math.min(period.to, until) }),
      ),
    );
    const played = history === undefined ? undefined : { history, service, down, ...countingOf(counting, service, periods, policy) };
    const shares =
      played === undefined || isOwnerRule(rule)
        ? sharesOfOwners(piecesOf(down, ledger.rowsOf(service), planned(service), rule as OwnerRule), periods, until, hours)
        : sharesOfPlayers(
            rule,
            played,
            figures.flatMap(({ rawDowntime, countedDowntime }) => [rawDowntime, countedDowntime]),
            faultOf,
          );
    const grouped =
      labelOf === undefined
        ? []
        : played !== undefined && rule === 'but-for'
          ? groupsOfPlayers(played, periods.length, (fact) => labelOf(faultOf(fact)))
          : shares.map((own) => groupsOf(own, labelOf));
    found.push({
      service,
      name: displayName(catalogue, service, lastWithin(catalogue.components, service, { from: span.from, to: until })),
      cells: periods.map((period, index) => ({
        period,
        raw: figures[index]?.rawDowntime ?? 0,
        counted: figures[index]?.countedDowntime ?? 0,
        shares: (shares[index] ?? []).filter(isSome).toSorted(bySize),
        groups: grouped[index]?.filter(isSome),
      })),
    });
  }
  return { ...span, rule, unit, groupBy, approximate: approximateInstants(facts), policy, scale: base.scale, now, services: found };
};

const isSome = ({ raw, counted }: { readonly raw: Duration; readonly counted: Duration }): boolean => raw !== 0 || counted !== 0;

type PeriodShares = readonly (readonly BlameShare[])[];

const sharesOfOwners = (pieces: readonly OwnedPiece[], periods: readonly Period[], until: Instant, hours: ServiceHours): PeriodShares =>
  periods.map((period) => ownersWithin(pieces, { from: period.from, to: Math.min(period.to, until) }, hours));

/** Downtime raw and counted, period by period, in a branch: all of it, and within some times where blips do not join what lies apart. */
const countingOf = (
  counting: (of: readonly Recorded[], replayed: Replay) => ReturnType<typeof countersOf>,
  service: ComponentId,
  periods: readonly Period[],
  { blips }: Policy,
): Pick<Played, 'count' | 'within'> => {
  const counterIn: (branch: Parameters<Count>[0]) => (period: Interval) => Figures = ({ branch, facts }) => {
    const counter = counting(facts, branch)(service);
    if (isRefusal(counter)) throw new Error(`${service} was counted in the base and is refused: ${counter.refused}`);
    return counter;
  };
  const pairOf = ({ rawDowntime, countedDowntime }: Figures): readonly Duration[] => [rawDowntime, countedDowntime];
  return {
    count: (branch) => periods.map(counterIn(branch)).flatMap(pairOf),
    within:
      blips > 0
        ? undefined
        : (branch) => {
            const counter = counterIn(branch);
            return (times) =>
              periods.flatMap((period) => {
                let [raw, counted] = [0, 0];
                for (const part of intersect([period], times)) {
                  const figures = counter(part);
                  raw += figures.rawDowntime;
                  counted += figures.countedDowntime;
                }
                return [raw, counted];
              });
          },
  };
};

interface Played extends PlayedService {
  readonly within: CountWithin | undefined;
}

const sharesOfPlayers = (
  rule: 'but-for' | 'shapley',
  played: Played,
  totals: readonly Duration[],
  faultOf: (fact: FactId) => Fault | undefined,
): PeriodShares => {
  const { players, unattributed } =
    rule === 'but-for' ? { players: butFor(played, played.within), unattributed: [] } : shapleyShares(played, totals);
  return Array.from({ length: totals.length / 2 }, (_, index) => {
    const pair = (values: readonly Duration[] | undefined) => ({ raw: values?.[2 * index] ?? 0, counted: values?.[2 * index + 1] ?? 0 });
    const shares = players.map(({ fact, values, errors }): BlameShare => {
      const cause = faultOf(fact);
      return { cause, planned: isPlanned(cause), ...pair(values), error: errors === undefined ? undefined : pair(errors) };
    });
    return [...shares, { cause: undefined, planned: false, ...pair(unattributed) }];
  });
};

/** A group's part under `but-for` is not the sum of its faults' parts: without all of them. */
const groupsOfPlayers = (played: PlayedService, periods: number, groupOf: (fact: FactId) => string): readonly (readonly BlameGroup[])[] => {
  const groups = [...butForGroups(played, groupOf)];
  return Array.from({ length: periods }, (_, index) =>
    groups
      .map(([label, values]): BlameGroup => ({ label, raw: values[2 * index] ?? 0, counted: values[2 * index + 1] ?? 0 }))
      .toSorted(byGroupSize),
  );
};

const isPlanned = (fault: Fault | undefined): boolean => {
  const { fact } = fault?.began ?? {};
  return fact?.type === 'OutageBegan' && fact.data.planned !== undefined && fact.data.planned !== false;
};

/** Faults by the facts that began them, observations that were faults at some time among them. */
const faultsByFact = (base: Replay, ledger: AtWorkLedger, services: readonly ComponentId[]): ((fact: FactId) => Fault | undefined) => {
  let byFact: Map<FactId, Fault> | undefined;
  return (fact) => {
    if (byFact === undefined) {
      byFact = new Map(base.faults.map((fault) => [fault.began.fact.id, fault]));
      for (const service of services) {
        for (const { faults } of ledger.rowsOf(service)) for (const fault of faults) byFact.set(fault.began.fact.id, fault);
      }
    }
    return byFact.get(fact);
  };
};

const bySize = (a: BlameShare, b: BlameShare): number =>
  Number(a.cause === undefined) - Number(b.cause === undefined) ||
  b.raw - a.raw ||
  b.counted - a.counted ||
  (a.cause === undefined || b.cause === undefined ? 0 : byBegin(a.cause, b.cause));
