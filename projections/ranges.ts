// Least, best and most of every figure where times are known only to a range (S4.4): the same figures counted again with the uncertain times
// at their ends. `exact`: the least and the most there can be. `searched`: of the combinations of ends that were tried. Two replays where all
// downtime is exact and nobody asks for means; else one for each combination, 4,096 at most.
import { catalogueOf, spansOf } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { tellsOfMaintenance } from '#domain/maintenance/windows.ts';
import {
  combinations,
  isExact,
  longest,
  restedOn,
  settledIn,
  shortest,
  takenAt,
  uncertainFacts,
  type Versions,
} from '#domain/simulate/ends.ts';
import type { Duration, Instant, Interval } from '#domain/time/instant.ts';
import { compare, type Ratio } from '#domain/time/ratio.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { compileComponent, type Component } from '#domain/topology/model.ts';

/** A figure's ends; the best estimate lies between. */
export interface Range<T> {
  readonly least: T;
  readonly most: T;
}

export interface FigureRange {
  readonly raw: Range<Duration>;
  readonly counted: Range<Duration>;
  readonly availability: Range<Ratio> | undefined;
  readonly kind: 'exact' | 'searched';
}

/** What is counted again in each history: numbers by name, and of some there may be none. */
export type Counted = Readonly<Record<string, Ratio | undefined>>;

export interface NamedRange extends Range<Ratio> {
  readonly kind: 'exact' | 'searched';
  /** Whether there was one in every history. */
  readonly always: boolean;
}

/** By the names that were counted; none of what there never was. */
export type Ranges = ReadonlyMap<string, NamedRange>;

export interface RangesRequest {
  readonly facts: readonly Recorded[];
  readonly scale: Scale;
  readonly span: Interval;
  readonly now: Instant;
  readonly services: readonly ComponentId[];
  /** What is counted of several services together, by a name that is no service's. */
  readonly groups?: ReadonlyMap<string, readonly ComponentId[]> | undefined;
  /** Names of numbers that more downtime may raise or lower, such as means: never exact. */
  readonly notMonotone: ReadonlySet<string>;
  /** All combinations are tried, also where two histories are enough for the downtime. */
  readonly combined: boolean;
  /** Counts every figure of a service or group, in the same order each time. */
  readonly countAll: (facts: readonly Recorded[], replayed: ReturnType<typeof replay>) => (id: string) => readonly Counted[];
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

/** For each service and group the ranges of its figures; none where no uncertain time reaches it. */
export const rangesOf = (request: RangesRequest): ReadonlyMap<string, readonly Ranges[]> => {
  const { facts, scale, span, now, services, groups, countAll, notMonotone, combined, progress } = request;
  const all = uncertainFacts(facts, span);
  const versions = versionsWithin(facts, scale, {
    from: all.reduce((first, { fact }) => Math.min(first, fact.occurredAt.earliest), span.from),
    to: span.to,
  });
  const membersOf = (id: string): readonly ComponentId[] => groups?.get(id) ?? [id];
  const reaching = new Map(
    [...services, ...(groups?.keys() ?? [])].map((id) => {
      const upstream = membersOf(id).map((member) => restedOn(member, versions));
      return [id, new Set(all.filter(({ fact }) => upstream.some((below) => below.has(fact.data.component))))];
    }),
  );
  const reached = [...reaching].flatMap(([id, found]) => (found.size > 0 ? [id] : []));
  if (reached.length === 0) return new Map();
  const concerned = all.filter((one) => reached.some((id) => reaching.get(id)?.has(one) === true));
  // Whether a fault begins in a window of maintenance may turn on its time: then neither end need be the extreme.
  const mayBePlanned = tellsOfMaintenance(facts);
  const searched = new Set(reached.filter((id) => mayBePlanned || membersOf(id).some((member) => !isExact(member, concerned, versions))));
  // The best times are tried too: a fault of fixed length may weigh most in the middle of its range.
  const histories = [
    new Map(),
    shortest(concerned),
    longest(concerned),
    ...(searched.size === 0 && !combined ? [] : combinations(concerned)),
  ];
  const settled = settledIn(facts);
  const found = new Map<string, Ranges[]>();
  histories.forEach((times, index) => {
    progress?.(index, histories.length);
    const moved = takenAt(facts, times, settled);
    const count = countAll(moved, replay(moved, { until: now }));
    for (const id of reached) {
      if (index > 2 && !searched.has(id) && !combined) continue;
      const kindOf = (name: string) => (searched.has(id) || notMonotone.has(name) ? 'searched' : 'exact');
      const before = found.get(id);
      found.set(
        id,
        count(id).map((figure, place) => widened(before?.[place], figure, kindOf)),
      );
    }
  });
  return found;
};

/** Every version of each component in force within a span, compiled when it is asked for. */
const versionsWithin = (facts: readonly Recorded[], scale: Scale, span: Interval): Versions => {
  const { components } = catalogueOf(facts);
  const compiled = new Map<ComponentId, readonly Component[]>();
  return (id) => {
    const known = compiled.get(id) ?? spansOf(components, id, span).map(({ value }) => compileComponent(id, value, scale));
    compiled.set(id, known);
    return known;
  };
};

const widened = (before: Ranges | undefined, counted: Counted, kindOf: (name: string) => NamedRange['kind']): Ranges => {
  const after = new Map(before);
  for (const [name, value] of Object.entries(counted)) {
    const was = before?.get(name);
    if (value === undefined) {
      if (was !== undefined) after.set(name, { ...was, always: false });
      continue;
    }
    after.set(name, {
      least: was === undefined || compare(value, was.least) < 0 ? value : was.least,
      most: was === undefined || compare(value, was.most) > 0 ? value : was.most,
      kind: kindOf(name),
      always: was === undefined ? before === undefined : was.always,
    });
  }
  return after;
};

/** Whether uncertain times move it, or whether there is one at all. */
export const moves = (range: NamedRange | undefined): boolean =>
  range !== undefined && (!range.always || compare(range.least, range.most) < 0);

/** A range of whole numbers. */
export const wholeRange = (range: NamedRange): Range<number> => ({ least: wholeOf(range.least), most: wholeOf(range.most) });

const wholeOf = ({ numerator, denominator }: Ratio): number => Number(numerator / denominator);

/** The range of the downtimes, where uncertain times move one of them. */
export const downtimeRange = (ranges: Ranges | undefined): FigureRange | undefined => {
  const [raw, counted] = [ranges?.get('raw'), ranges?.get('counted')];
  if (raw === undefined || counted === undefined || !(moves(raw) || moves(counted))) return undefined;
  const availability = ranges?.get('availability');
  return {
    raw: wholeRange(raw),
    counted: wholeRange(counted),
    availability: availability === undefined ? undefined : { least: availability.least, most: availability.most },
    kind: raw.kind,
  };
};

/** Whether a target is met whatever the times were, by a number that is 1 where it is met and 0 where it is missed. */
export const surely = (met: NamedRange | undefined): 'met' | 'missed' | 'depends' | undefined =>
  met === undefined ? undefined : compare(met.least, met.most) < 0 ? 'depends' : met.least.numerator > 0n ? 'met' : 'missed';
