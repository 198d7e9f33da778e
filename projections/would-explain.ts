// Which single change of the model would explain what was observed: each candidate is replayed, and ranked by how much disagreement it
// takes away, everything it newly contradicts counted against it. Candidates: that a contradicted component, or one it rests on, also requires
// another one that had been impaired by then; that a hold-up or start-up of one of them is longer or shorter by as much as a contradiction
// lasted, or as long as what passed between a turn of what it requires and the beginning or end of a contradiction. Only what helps is told.
// One replay a candidate, a few hundred at most. `test/laws/would-explain.test.ts` holds it to every single change of small models.
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

/** Candidates of each kind, fewer where a replay takes long. */
const most = (facts: number): number => Math.max(30, Math.min(200, Math.floor(1_000_000 / Math.max(1, facts))));

export const wouldExplain = (facts: readonly Recorded[], span: Interval, rows: readonly Contradiction[]): readonly WouldExplain[] => {
  const before = disagreement(rows);
  if (before === 0) return [];
  return candidates(facts, span, rows)
    .map((change): WouldExplain => {
      const left = disagreement(contradictionsIn(changed(facts, change), span));
      return { change, explained: before - left, left };
    })
    .filter(({ explained }) => explained > 0)
    .toSorted((a, b) => b.explained - a.explained);
};

/** Requirements and delays of a contradicted component and of all it rests on, the likeliest of each kind first. */
const candidates = (facts: readonly Recorded[], span: Interval, rows: readonly Contradiction[]): readonly ModelChange[] => {
  const { timeline, scale } = replay(facts, { until: span.to });
  const definitions = allInForce(catalogueOf(facts).components, span.to - 1);
  const restsOn = new Map([...definitions.keys()].map((id) => [id, restedOn(id, definitions, scale)]));
  const impaired = new Map(
    [...timeline].flatMap(([id, levels]) => {
      const own = levels.filter(({ level }) => level >= scale.impaired);
      return own.length === 0 || !definitions.has(id) ? [] : [[id, own] as const];
    }),
  );
  const contradicted = rows.filter(({ kind }) => kind !== 'silent');
  const required = new Map<string, { readonly change: ModelChange; readonly likely: Duration }>();
  const delayed = new Map<string, ModelChange>();
  for (const component of new Set(contradicted.map((row) => row.component))) {
    const own = contradicted.filter((row) => row.component === component);
    const worse = own.filter(({ kind }) => kind === 'worse');
    const below = restsOn.get(component) ?? new Set([component]);
    for (const [also, levels] of impaired) {
      // Impaired at the same time it tells of itself; before it, through a reserve or a start-up on the way.
      const likely = worse.reduce((sum, row) => sum + totalLength(clip(levels, row)), 0);
      const before = worse.some((row) => levels.some(({ from }) => from < row.to));
      if (!before) continue;
      for (const id of below) {
        if (id === also || (restsOn.get(also) ?? new Set()).has(id)) continue;
        const key = JSON.stringify([id, also]);
        const found = likely * 2 + Number(id === component);
        if ((required.get(key)?.likely ?? -1) < found)
          required.set(key, { change: { kind: 'requires', component: id, also }, likely: found });
      }
    }
    for (const id of below) {
      const turns = (definitions.get(id) === undefined ? [] : compileComponent(id, definitions.get(id) ?? {}, scale).requires).flatMap(
        (other) => (timeline.get(other) ?? []).map(({ from }) => from),
      );
      const edges = own.flatMap(({ from, to }) => [from, to]);
      const since = edges.flatMap((edge) => turns.flatMap((turn) => (turn < edge ? [edge - turn] : [])));
      const lengths = own.map(({ from, to }) => to - from);
      for (const change of delaysOf(id, definitions.get(id), lengths, since)) delayed.set(JSON.stringify(change), change);
    }
  }
  return [
    ...[...required.values()]
      .toSorted((a, b) => b.likely - a.likely)
      .slice(0, most(facts.length))
      .map(({ change }) => change),
    ...[...delayed.values()].slice(0, most(facts.length)),
  ];
};

/** Its hold-up and its start-up, longer and shorter by each of the lengths, and as long as each of those that passed since what it requires turned. */
const delaysOf = (
  component: ComponentId,
  definition: ComponentDefinition | undefined,
  lengths: readonly Duration[],
  since: readonly Duration[],
): readonly ModelChange[] => {
  const { holdUp = 0, startUp = 0, requires } = definition ?? {};
  if (requires === undefined) return [];
  return (
    [
      ['holdUp', holdUp],
      ['startUp', startUp],
    ] as const
  ).flatMap(([which, was]) =>
    [0, ...lengths.flatMap((length) => [was + length, was - length]), ...since].flatMap((to): ModelChange[] =>
      to < 0 || to === was ? [] : [{ kind: 'delay', component, which, was, to }],
    ),
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
