// What each account of an outage says, and the figure it would give on its own (S5.7, S4.4): the observations of one vantage about one component,
// each until the next one or its release; up where it says nothing. Accounts are counted by the same policy as everything else, whether they
// agree with what is derived or not. Least and most: every turn for the worse at its latest or earliest, every turn for the better the other
// way, in the order in which they were told. O(observations · log observations).
import { catalogueOf, displayName, lastWithin } from '#domain/facts/catalogue.ts';
import { pushTo } from '#domain/grouped.ts';
import { isA, type FactOf, type Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import { levelNamed, UP, type Level, type Scale } from '#domain/impact/scale.ts';
import type { LevelInterval } from '#domain/impact/timeline.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { counterOf, type Figures } from '#domain/time/availability.ts';
import { hoursBook } from '#domain/time/hours-book.ts';
import { BEGINNING, END_OF_TIME, type Instant, type Interval, type Occurrence } from '#domain/time/instant.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface Account {
  readonly component: ComponentId;
  readonly name: string;
  readonly vantage: string;
  /** Whose it is, where a person gave it. */
  readonly account: string | undefined;
  /** Where it was said; the last that names one. */
  readonly source: string | undefined;
  /** In place of what is derived, by at least one of its observations. */
  readonly binding: boolean;
  /** What it says, in order; neighbours differ in level. */
  readonly says: readonly LevelInterval[];
  /** One of its times is known only roughly. */
  readonly approximate: boolean;
  readonly figures: Figures;
  readonly least: Figures;
  readonly most: Figures;
  readonly facts: readonly Recorded[];
}

export interface AccountsRequest {
  readonly facts: readonly Recorded[];
  readonly scale: Scale;
  /** Those whose accounts are asked for. */
  readonly components: ReadonlySet<ComponentId>;
  readonly span: Interval;
  readonly policy: Policy;
  readonly now: Instant;
  readonly holidays: HolidaySource;
}

type Observation = Recorded<FactOf<'StatusObserved' | 'ObservationReleased'>>;

/** Accounts that say something within the span, in the order in which they begin. */
export const accountsOf = (request: AccountsRequest): readonly Account[] | Refusal => {
  const { facts, scale, components, span, policy, now, holidays } = request;
  const told = new Map<string, Observation[]>();
  for (const one of inFoldOrder(facts)) {
    if (!isA(one, 'StatusObserved', 'ObservationReleased') || !components.has(one.fact.data.component)) continue;
    pushTo(told, JSON.stringify([one.fact.data.component, one.fact.data.vantage]), one);
  }
  const book = hoursBook(catalogueOf(facts), holidays);
  const catalogue = catalogueOf(facts);
  const accounts: Account[] = [];
  for (const observations of told.values()) {
    const [first] = observations;
    if (first === undefined || !isA(first, 'StatusObserved')) continue;
    const { component, vantage } = first.fact.data;
    const hours = policy.hours === 'component' ? book.ofComponent(component) : book.named(policy.hours);
    if (isRefusal(hours)) return hours;
    const says = intervalsBy(observations, scale, (occurred) => occurred.best);
    if (!says.some(({ from, to, level }) => level > UP && from < Math.min(span.to, now) && to > span.from)) continue;
    const figuresOf = (levels: readonly LevelInterval[]): Figures =>
      counterOf({
        history: { levels: wholly(levels), records: [{ from: BEGINNING, to: END_OF_TIME }], planned: [] },
        hours,
        policy,
        scale,
        now,
      })(span);
    const seen = observations.filter((one): one is Recorded<FactOf<'StatusObserved'>> => isA(one, 'StatusObserved'));
    const account = seen.findLast(({ fact }) => fact.data.account !== undefined)?.fact.data.account;
    accounts.push({
      component,
      name: displayName(catalogue, component, lastWithin(catalogue.components, component, span)),
      vantage,
      account,
      source: observations.findLast(({ fact }) => fact.source !== undefined)?.fact.source,
      binding: seen.some(({ fact: { data } }) => data.binding ?? data.account === undefined),
      says: says.filter(({ level }) => level > UP),
      approximate: observations.some(({ fact: { occurredAt } }) => occurredAt.about === true || occurredAt.earliest !== occurredAt.latest),
      figures: figuresOf(says),
      least: figuresOf(intervalsBy(observations, scale, (occurred, worse) => (worse ? occurred.latest : occurred.earliest))),
      most: figuresOf(intervalsBy(observations, scale, (occurred, worse) => (worse ? occurred.earliest : occurred.latest))),
      facts: observations,
    });
  }
  return accounts.toSorted((a, b) => (a.says[0]?.from ?? 0) - (b.says[0]?.from ?? 0));
};

/** Each observation's level from its instant to the next one's; a release, and what comes before the first, is up. */
const intervalsBy = (
  observations: readonly Observation[],
  scale: Scale,
  takenAt: (occurred: Occurrence, worse: boolean) => Instant,
): readonly LevelInterval[] => {
  const intervals: LevelInterval[] = [];
  let level: Level = UP;
  let from: Instant | undefined;
  const close = (to: Instant): void => {
    if (from === undefined || from >= to) return;
    const last = intervals.at(-1);
    if (last !== undefined && last.to === from && last.level === level) intervals[intervals.length - 1] = { ...last, to };
    else intervals.push({ from, to, level });
  };
  for (const one of observations) {
    const named = isA(one, 'StatusObserved') ? levelNamed(scale, one.fact.data.level) : UP;
    const next = named < 0 ? level : named;
    const at = Math.max(takenAt(one.fact.occurredAt, next > level), from ?? BEGINNING);
    close(at);
    [level, from] = [next, at];
  }
  close(END_OF_TIME);
  return intervals;
};

/** The same, up before it begins. */
const wholly = (levels: readonly LevelInterval[]): readonly LevelInterval[] => {
  const begins = levels[0]?.from ?? END_OF_TIME;
  const [first] = levels;
  if (first !== undefined && first.level === UP) return [{ ...first, from: BEGINNING }, ...levels.slice(1)];
  return [{ from: BEGINNING, to: begins, level: UP }, ...levels];
};
