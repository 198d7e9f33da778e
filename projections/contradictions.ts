// Where what was observed and what is derived disagree (S5.7): for each component and vantage the stretches in which one says that it
// works and the other that it does not (impaired or worse), whether or not the observation binds. A vantage at `unknown` contradicts
// nothing; its silence is told apart. Folds a replay by looking at the components that are ever observed.
import { isA, type Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import { replay } from '#domain/impact/replay.ts';
import type { Level, Scale } from '#domain/impact/scale.ts';
import type { World } from '#domain/impact/world.ts';
import type { Duration, Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface Contradiction extends Interval {
  readonly component: ComponentId;
  readonly vantage: string;
  readonly binding: boolean;
  /** `worse`: it was seen not to work, and the model says that it did. `silent`: the vantage says `unknown`. */
  readonly kind: 'worse' | 'better' | 'silent';
  readonly observed: Level;
  readonly derived: Level;
  /** The observations, in order. */
  readonly facts: readonly FactId[];
}

/** The contradictions of a span and what would explain them, as a report. */
export interface ContradictionReport<Explained> {
  readonly span: Interval;
  readonly rows: readonly Contradiction[];
  readonly explained: readonly Explained[];
  readonly scale: Scale;
  readonly approximate: ReadonlySet<Instant>;
  readonly nameOf: (component: ComponentId) => string;
}

export interface ContradictionFold {
  readonly during: (world: World, from: Instant, to: Instant) => void;
  /** In order of component and time. */
  readonly rows: () => readonly Contradiction[];
}

const contradictionFold = (facts: readonly Recorded[]): ContradictionFold => {
  const observed = [...new Set(facts.flatMap((one) => (isA(one, 'StatusObserved') ? [one.fact.data.component] : [])))];
  const rows = new Map<string, Contradiction[]>();
  return {
    during(world, from, to) {
      for (const component of observed) {
        const state = world.states.get(component);
        if (state === undefined) continue;
        for (const { vantage, level, binding, fault } of state.observations.values()) {
          const kind = kindOf(level, state.derived, world.scale);
          if (kind === undefined) continue;
          const key = JSON.stringify([component, vantage]);
          const own = rows.get(key) ?? [];
          rows.set(key, own);
          const last = own.at(-1);
          const { id } = fault.began.fact;
          const goesOn =
            last !== undefined &&
            last.to === from &&
            last.kind === kind &&
            last.observed === level &&
            last.derived === state.derived &&
            last.binding === binding;
          if (goesOn) own[own.length - 1] = { ...last, to, facts: last.facts.includes(id) ? last.facts : [...last.facts, id] };
          else own.push({ component, vantage, binding, kind, observed: level, derived: state.derived, from, to, facts: [id] });
        }
      }
    },
    rows: () => [...rows.values()].flat(),
  };
};

const kindOf = (observed: Level, derived: Level, scale: Scale): Contradiction['kind'] | undefined => {
  if (observed === scale.unknown) return 'silent';
  const [seen, said] = [observed >= scale.impaired, derived >= scale.impaired && derived !== scale.unknown];
  return seen === said ? undefined : seen ? 'worse' : 'better';
};

/** The contradictions within a span. One replay. */
export const contradictionsIn = (facts: readonly Recorded[], { from, to }: Interval): readonly Contradiction[] => {
  const fold = contradictionFold(facts);
  replay(facts, { until: to, during: fold.during });
  return fold
    .rows()
    .filter((row) => row.to > from)
    .map((row) => ({ ...row, from: Math.max(row.from, from) }));
};

/** How long the model and what was seen disagree, silences left out. */
export const disagreement = (rows: readonly Contradiction[]): Duration =>
  rows.reduce((sum, { kind, from, to }) => (kind === 'silent' ? sum : sum + to - from), 0);
