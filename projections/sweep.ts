// The rows of a sweep, ranked. What a failure loses is told in components and in weighted service time: for each that is counted, the time of
// a week it is worse than at rest, by the policy's weights of its levels, times the share of the year that is its agreed service time. Exact
// in whole numbers; rounded to milliseconds once. O(rows · log rows).
import type { Catalogue } from '#domain/facts/catalogue.ts';
import { inForce } from '#domain/facts/catalogue.ts';
import { UP, type Level, type Scale } from '#domain/impact/scale.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { ScenarioOutcome } from '#domain/simulate/sweep-plan.ts';
import type { Duration, Instant, Interval } from '#domain/time/instant.ts';
import type { Policy } from '#domain/time/policy.ts';
import { ONE, ZERO, type Ratio } from '#domain/time/ratio.ts';
import { ALWAYS, compileCalendar, type HolidaySource } from '#domain/time/service-calendar.ts';
import { localOf, whenReached } from '#domain/time/zone.ts';
import type { ComponentDefinition, ComponentId } from '#domain/topology/definition.ts';

export type RankedBy = 'services' | 'time';

/** How many of those taken down a row names. */
export const NAMED = 20;

export interface SweepRow {
  /** What fails: one component or a pair. */
  readonly failed: readonly ComponentId[];
  /** How many that are counted come to be down; how many to be worse than at rest, and not down. */
  readonly down: number;
  readonly worse: number;
  /** Those taken down, the first {@link NAMED} in the model's order. */
  readonly takesDown: readonly ComponentId[];
  /** Of a pair: how many its halves take down by themselves. */
  readonly apart: number | undefined;
  /** Weighted service time of a week. */
  readonly lost: Duration;
  /** Components that come to be down, the failed among them. */
  readonly components: number;
  /** Evaluated with others in a pass, or by a replay of its own. */
  readonly by: ScenarioOutcome['by'];
}

/** Components that are counted, in classes of those with the same agreed service time; class 0 is not counted. */
export interface CountedClasses {
  readonly classOf: (id: ComponentId) => number;
  /** Agreed service time of the year, by class. */
  readonly served: readonly Duration[];
  readonly year: Interval;
  readonly counted: number;
}

/** What was swept, how it is counted, and what came of it. */
export interface Sweep {
  readonly at: Instant;
  readonly level: Level;
  readonly lasting: Duration | undefined;
  readonly policy: Policy;
  readonly scale: Scale;
  readonly classes: CountedClasses;
  readonly everything: boolean;
  readonly components: number;
  /** Of pairs: how many components they are chosen from. */
  readonly chosen: number | undefined;
  readonly scenarios: number;
  readonly replayed: number;
  /** How many single failures there are, or pairs that take down more than their halves. */
  readonly found: number;
  /** The worst of them. */
  readonly rows: readonly SweepRow[];
  readonly nameOf: (id: ComponentId) => string;
}

/** The year of `at` in the policy's zone. Refuses a calendar that cannot be read. */
export const classesOf = (
  components: ReadonlyMap<ComponentId, ComponentDefinition>,
  catalogue: Catalogue,
  policy: Policy,
  at: Instant,
  everything: boolean,
  holidays: HolidaySource,
): CountedClasses | Refusal => {
  const local = new Date(localOf(policy.zone, at)).getUTCFullYear();
  const year = { from: whenReached(policy.zone, Date.UTC(local, 0, 1)), to: whenReached(policy.zone, Date.UTC(local + 1, 0, 1)) };
  const byName = new Map<string, number>();
  const served: Duration[] = [0];
  const classes = new Map<ComponentId, number>();
  for (const [id, { service }] of components) {
    if (service === undefined && !everything) continue;
    const name = policy.hours === 'component' ? (service?.hours ?? 'always') : policy.hours;
    const known = byName.get(name);
    if (known !== undefined) {
      classes.set(id, known);
      continue;
    }
    const calendar = inForce(catalogue.calendars, name, at);
    if (calendar === undefined && name !== 'always') return refuse(`there is no calendar "${name}"`, id);
    const hours = calendar === undefined || name === 'always' ? ALWAYS : compileCalendar(calendar, holidays);
    if (isRefusal(hours)) return { ...hours, place: `calendar ${name}` };
    const time = hours.timeBetween(year.from, year.to);
    const same = served.indexOf(time, 1);
    if (same < 0) served.push(time);
    byName.set(name, same < 0 ? served.length - 1 : same);
    classes.set(id, same < 0 ? served.length - 1 : same);
  }
  return { classOf: (id) => classes.get(id) ?? 0, served, year, counted: classes.size };
};

/** How what an outcome loses is weighed, exactly: `numeratorOf(time) / denominator` milliseconds of a week. */
export interface Weighing {
  readonly numeratorOf: (time: readonly Duration[]) => bigint;
  readonly denominator: bigint;
}

export const weighing = ({ served, year }: CountedClasses, policy: Policy, scale: Scale): Weighing => {
  const weights = scale.names.map((_, level) => weightOf(policy, scale, level));
  const common = weights.reduce((product, { denominator }) => leastCommonMultiple(product, denominator), 1n);
  const steps = weights.map(({ numerator, denominator }, level) => {
    const before = weights[level - 1] ?? ZERO;
    return (numerator * common) / denominator - (before.numerator * common) / before.denominator;
  });
  const above = scale.names.length - 1;
  const numeratorOf = (time: readonly Duration[]): bigint =>
    time.reduce((sum, length, index) => {
      const [one, level] = [Math.floor(index / above) + 1, (index % above) + 1];
      return length === 0 ? sum : sum + BigInt(length) * BigInt(served[one] ?? 0) * (steps[level] ?? 0n);
    }, 0n);
  return { numeratorOf, denominator: common * BigInt(year.to - year.from) };
};

/** What nobody knows is as at rest, unless the policy counts it as down. */
const weightOf = (policy: Policy, scale: Scale, level: Level): Ratio => {
  if (level === UP) return ZERO;
  if (level === scale.unknown) return policy.unknown === 'down' ? ONE : ZERO;
  return policy.weights[level] ?? ZERO;
};

const leastCommonMultiple = (a: bigint, b: bigint): bigint => {
  let [one, other] = [a, b];
  while (other !== 0n) [one, other] = [other, one % other];
  return (a / one) * b;
};

export interface Weighed extends ScenarioOutcome {
  /** Of a pair: how many its halves take down. */
  readonly apart?: number;
}

export interface RankedOutcome {
  readonly outcome: Weighed;
  readonly lost: Duration;
}

/** Those that lose most first; of equals those that lose more of the other, then components, then as the model names them. */
export const ranked = (outcomes: readonly Weighed[], { numeratorOf, denominator }: Weighing, by: RankedBy): readonly RankedOutcome[] =>
  outcomes
    .map((outcome) => ({ outcome, lost: numeratorOf(outcome.time) }))
    .toSorted((a, b) => {
      const services = b.outcome.down - a.outcome.down;
      const time = a.lost === b.lost ? 0 : a.lost < b.lost ? 1 : -1;
      const [first, second] = by === 'services' ? [services, time] : [time, services];
      return (
        first || second || b.outcome.components - a.outcome.components || b.outcome.worse - a.outcome.worse || inTurn(a.outcome, b.outcome)
      );
    })
    .map(({ outcome, lost }) => ({ outcome, lost: halfUp(lost, denominator) }));

const inTurn = (a: ScenarioOutcome, b: ScenarioOutcome): number =>
  a.failed.reduce((order, component, index) => order || component - (b.failed[index] ?? 0), 0);

const halfUp = (numerator: bigint, denominator: bigint): Duration => {
  const doubled = 2n * numerator + denominator;
  const whole = doubled / (2n * denominator);
  return Number(doubled < 0n && doubled % (2n * denominator) !== 0n ? whole - 1n : whole);
};
