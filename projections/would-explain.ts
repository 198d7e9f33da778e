// Which single change of the model would explain what was observed: each candidate is replayed, and ranked by how much disagreement it
// takes away, everything it newly contradicts counted against it. Candidates: that a contradicted component also requires another one,
// which was impaired over some of the same time; that a hold-up or start-up of it, or of what it rests on, is longer or shorter by as much
// as a contradiction lasted. Only what helps is told. One replay a candidate, `MOST` at most.
import { allInForce, catalogueOf } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { isA } from '#domain/facts/fact.ts';
import type { Duration, Interval } from '#domain/time/instant.ts';
import { totalLength, clip } from '#domain/time/intervals.ts';
import type { ComponentDefinition, ComponentId } from '#domain/topology/definition.ts';
import { compileComponent } from '#domain/topology/model.ts';
import { contradictionsIn, disagreement, type Contradiction } from './contradictions.ts';

export type ModelChange =
  | { readonly kind: 'requires'; readonly component: ComponentId; readonly also: ComponentId }
  | {
      readonly kind: 'delay';
      readonly component: ComponentId;
      readonly which: 'holdUp' | 'startUp';
      readonly was: Duration;
      readonly to: Duration;
    };

export interface WouldExplain {
  readonly change: ModelChange;
  /** Disagreement taken away; what it newly contradicts taken off. */
  readonly explained: Duration;
  readonly left: Duration;
}

const MOST = 60;

export const wouldExplain = (facts: readonly Recorded[], span: Interval, rows: readonly Contradiction[]): readonly WouldExplain[] => {
  const before = disagreement(rows);
  if (before === 0) return [];
  return candidates(facts, span, rows)
    .slice(0, MOST)
    .map((change): WouldExplain => {
      const left = disagreement(contradictionsIn(changed(facts, change), span));
      return { change, explained: before - left, left };
    })
    .filter(({ explained }) => explained > 0)
    .toSorted((a, b) => b.explained - a.explained);
};

const candidates = (facts: readonly Recorded[], span: Interval, rows: readonly Contradiction[]): readonly ModelChange[] => {
  const { timeline, scale } = replay(facts, { until: span.to });
  const definitions = allInForce(catalogueOf(facts).components, span.to - 1);
  const contradicted = rows.filter(({ kind }) => kind !== 'silent');
  const found: ModelChange[] = [];
  for (const component of new Set(contradicted.map((row) => row.component))) {
    const own = contradicted.filter((row) => row.component === component);
    const worse = own.filter(({ kind }) => kind === 'worse');
    const below = restedOn(component, definitions, scale);
    const overlaps = [...timeline]
      .filter(([id]) => id !== component && definitions.has(id) && !restedOn(id, definitions, scale).has(component))
      .map(([also, levels]) => {
        const impaired = levels.filter(({ level }) => level >= scale.impaired);
        return { also, length: worse.reduce((sum, row) => sum + totalLength(clip(impaired, row)), 0) };
      })
      .filter(({ length }) => length > 0)
      .toSorted((a, b) => b.length - a.length);
    for (const { also } of overlaps) found.push({ kind: 'requires', component, also });
    const lengths = [...new Set(own.map(({ from, to }) => to - from))];
    for (const id of below) found.push(...delaysOf(id, definitions.get(id), lengths));
  }
  return found;
};

/** Its hold-up and its start-up, longer and shorter by each length. */
const delaysOf = (
  component: ComponentId,
  definition: ComponentDefinition | undefined,
  lengths: readonly Duration[],
): readonly ModelChange[] => {
  const { holdUp = 0, startUp = 0, requires } = definition ?? {};
  if (requires === undefined) return [];
  return (
    [
      ['holdUp', holdUp],
      ['startUp', startUp],
    ] as const
  ).flatMap(([which, was]) =>
    lengths
      .flatMap((length) => [was + length, was - length])
      .flatMap((to): ModelChange[] => (to < 0 ? [] : [{ kind: 'delay', component, which, was, to }])),
  );
};

const restedOn = (
  from: ComponentId,
  definitions: ReadonlyMap<ComponentId, ComponentDefinition>,
  scale: Parameters<typeof compileComponent>[2],
): ReadonlySet<ComponentId> => {
  const found = new Set([from]);
  for (const id of found) {
    const definition = definitions.get(id);
    if (definition !== undefined) for (const required of compileComponent(id, definition, scale).requires) found.add(required);
  }
  return found;
};

/** The history as it would have been told by the changed model, from the beginning. */
const changed = (facts: readonly Recorded[], change: ModelChange): readonly Recorded[] =>
  facts.map((recorded) => {
    if (!isA(recorded, 'ComponentDeclared', 'ComponentRevised') || recorded.fact.data.component !== change.component) return recorded;
    const { component, definition } = recorded.fact.data;
    return { ...recorded, fact: { ...recorded.fact, data: { component, definition: revised(definition, change) } } };
  });

const revised = (definition: ComponentDefinition, change: ModelChange): ComponentDefinition => {
  if (change.kind === 'delay') return { ...definition, [change.which]: change.to };
  return { ...definition, requires: definition.requires === undefined ? change.also : { all: [definition.requires, change.also] } };
};
