// Least, best and most of every figure where times are known only to a range (S4.4): the same figures counted again with the uncertain times
// at their ends. `exact`: the least and the most there can be. `searched`: of the combinations of ends that were tried. Two replays where all
// figures are exact; else one for each combination, 4,096 at most.
import { allInForce, catalogueOf } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { tellsOfMaintenance } from '#domain/maintenance/windows.ts';
import { combinations, isExact, longest, restedOn, shortest, takenAt, uncertainFacts } from '#domain/simulate/ends.ts';
import { END_OF_TIME, type Duration, type Instant, type Interval } from '#domain/time/instant.ts';
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

/** What is counted again in each history. */
export interface Counted {
  readonly raw: Duration;
  readonly counted: Duration;
  readonly availability: Ratio | 'no data';
}

export interface RangesRequest {
  readonly facts: readonly Recorded[];
  readonly scale: Scale;
  readonly span: Interval;
  readonly now: Instant;
  readonly services: readonly ComponentId[];
  /** Counts every figure of a service, in the same order each time. */
  readonly countAll: (facts: readonly Recorded[], replayed: ReturnType<typeof replay>) => (service: ComponentId) => readonly Counted[];
  readonly progress?: ((done: number, total: number) => void) | undefined;
}

/** For each service the ranges of its figures; none where no uncertain time reaches it. */
export const rangesOf = (request: RangesRequest): ReadonlyMap<ComponentId, readonly FigureRange[]> => {
  const { facts, scale, span, now, services, countAll, progress } = request;
  const definitions = new Map<ComponentId, Component>();
  for (const [id, definition] of allInForce(catalogueOf(facts).components, END_OF_TIME))
    definitions.set(id, compileComponent(id, definition, scale));
  const definition = (id: ComponentId): Component | undefined => definitions.get(id);
  const reaching = (service: ComponentId) => {
    const upstream = restedOn(service, definition);
    return all.filter(({ fact }) => upstream.has(fact.data.component));
  };
  const all = uncertainFacts(facts, span);
  const reached = services.filter((service) => reaching(service).length > 0);
  if (reached.length === 0) return new Map();
  const concerned = all.filter((one) => reached.some((service) => reaching(service).includes(one)));
  // Whether a fault begins in a window of maintenance may turn on its time: then neither end need be the extreme.
  const mayBePlanned = tellsOfMaintenance(facts);
  const searched = new Set(reached.filter((service) => mayBePlanned || !isExact(service, concerned, definition)));
  // The best times are tried too: a fault of fixed length may weigh most in the middle of its range.
  const histories = [new Map(), shortest(concerned), longest(concerned), ...(searched.size === 0 ? [] : combinations(concerned))];
  const found = new Map<ComponentId, FigureRange[]>();
  histories.forEach((times, index) => {
    progress?.(index, histories.length);
    const moved = takenAt(facts, times);
    const count = countAll(moved, replay(moved, { until: now }));
    for (const service of reached) {
      if (index > 2 && !searched.has(service)) continue;
      const kind = searched.has(service) ? 'searched' : 'exact';
      const before = found.get(service);
      found.set(
        service,
        count(service).map((figure, place) => widened(before?.[place], figure, kind)),
      );
    }
  });
  return found;
};

const widened = (before: FigureRange | undefined, { raw, counted, availability }: Counted, kind: FigureRange['kind']): FigureRange => ({
  raw: { least: Math.min(before?.raw.least ?? raw, raw), most: Math.max(before?.raw.most ?? raw, raw) },
  counted: { least: Math.min(before?.counted.least ?? counted, counted), most: Math.max(before?.counted.most ?? counted, counted) },
  availability: availability === 'no data' ? before?.availability : widenedRatio(before?.availability, availability),
  kind,
});

const widenedRatio = (before: Range<Ratio> | undefined, value: Ratio): Range<Ratio> => ({
  least: before === undefined || compare(value, before.least) < 0 ? value : before.least,
  most: before === undefined || compare(value, before.most) > 0 ? value : before.most,
});
