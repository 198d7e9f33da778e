// What a scenario changes in its base (S9.1): components changed or added, facts left out, moved or injected. Laid over the facts in memory;
// the facts themselves stay as they are. O(facts + changes).
import { isA, type Fact, type FactOf, type Recorded } from '../facts/fact.ts';
import { pushTo } from '../grouped.ts';
import type { FactId } from '../facts/types.ts';
import { scaleOf } from '../impact/replay.ts';
import { nameOf, UP, type Scale } from '../impact/scale.ts';
import { BEGINNING, exactly, type Duration, type Instant, type Occurrence } from '../time/instant.ts';
import type { ComponentDefinition, ComponentId } from '../topology/definition.ts';

/** A change to the base, read and checked already. */
export type Change =
  | { readonly kind: 'revise'; readonly component: ComponentId; readonly revised: (definition: ComponentDefinition) => ComponentDefinition }
  | { readonly kind: 'add'; readonly component: ComponentId; readonly definition: ComponentDefinition }
  | {
      readonly kind: 'fail';
      readonly component: ComponentId;
      readonly at: Instant;
      readonly for?: Duration | undefined;
      readonly level: string;
    }
  | { readonly kind: 'without'; readonly fact: FactId }
  | { readonly kind: 'move'; readonly fact: FactId; readonly to: Instant }
  | { readonly kind: 'inject'; readonly fact: Fact };

/** The facts as changed. */
export const changedFacts = (facts: readonly Recorded[], changes: readonly Change[]): readonly Recorded[] => {
  const without = new Set<FactId>();
  const moves = new Map<FactId, Instant>();
  const revisions = new Map<ComponentId, ((definition: ComponentDefinition) => ComponentDefinition)[]>();
  for (const change of changes) {
    if (change.kind === 'without') without.add(change.fact);
    else if (change.kind === 'move') moves.set(change.fact, change.to);
    else if (change.kind === 'revise') pushTo(revisions, change.component, change.revised);
  }
  const injected = changes.flatMap(injectedBy);
  const scale = scaleOf(facts);
  const kept = facts.flatMap((recorded) => {
    const { fact } = recorded;
    if (without.has(fact.id)) return notHappened(recorded, scale);
    const to = moves.get(fact.id);
    const placed = to === undefined ? recorded : movedTo(recorded, to);
    return revisions.size === 0 ? [placed] : [revised(placed, revisions)];
  });
  if (revisions.size === 0) return [...kept, ...injected];
  return [...kept, ...injected.map((one) => revised(one, revisions))];
};

/**
 * What stands in a fact's place where it did not happen: nothing; but an observation that was not made leaves its vantage with nothing to say,
 * not with what it said before, and one of full service without its silence is that observation still (S5.7). On a scale without `unknown` a
 * silence says nothing, so there it is left out of nothing.
 */
export const notHappened = (recorded: Recorded, scale: Scale): readonly Recorded[] => {
  if (!isA(recorded, 'StatusObserved')) return [];
  const { component, vantage, level } = recorded.fact.data;
  if (level === nameOf(scale, UP) && scale.unknown === undefined) return [recorded];
  if (level === nameOf(scale, UP))
    return [{ ...recorded, fact: { ...recorded.fact, data: { ...recorded.fact.data, expectEvery: undefined } } }];
  return [{ ...recorded, fact: { ...recorded.fact, type: 'ObservationReleased', data: { component, vantage } } }];
};

/** One that stays where it was keeps its uncertainty; one that moves keeps its width. */
export const movedTo = (recorded: Recorded, at: Instant): Recorded => {
  const { fact } = recorded;
  const occurredAt = occurrenceAt(fact.occurredAt, at);
  return occurredAt === fact.occurredAt ? recorded : { ...recorded, fact: { ...fact, occurredAt } };
};

const occurrenceAt = (occurredAt: Occurrence | undefined, at: Instant): Occurrence => {
  if (occurredAt === undefined) return exactly(at);
  const shift = at - occurredAt.best;
  if (shift === 0) return occurredAt;
  return { ...occurredAt, best: at, earliest: occurredAt.earliest + shift, latest: occurredAt.latest + shift };
};

const revised = (
  recorded: Recorded,
  revisions: ReadonlyMap<ComponentId, readonly ((definition: ComponentDefinition) => ComponentDefinition)[]>,
): Recorded => {
  if (!isA(recorded, 'ComponentDeclared', 'ComponentRevised')) return recorded;
  const { component } = recorded.fact.data;
  const revising = revisions.get(component);
  if (revising === undefined) return recorded;
  const definition = revising.reduce((before, revise) => revise(before), recorded.fact.data.definition);
  return { ...recorded, fact: { ...recorded.fact, data: { component, definition } } };
};

/** Behind every recorded fact of its stream, in the order in which they were asked for. */
const injectedBy = (change: Change, index: number): readonly Recorded[] => {
  const fact = factOf(change, index);
  if (fact === undefined) return [];
  const stream = change.kind === 'add' ? 'model' : 'component' in fact.data ? `component-${fact.data.component}` : 'what-if';
  const revision = Number.MAX_SAFE_INTEGER - 1_000_000 + index;
  return [{ fact, stream, revision, position: '', recordedAt: fact.occurredAt?.best ?? BEGINNING }];
};

const factOf = (change: Change, index: number): Fact | undefined => {
  const id = `what-if-${index + 1}`;
  switch (change.kind) {
    case 'fail': {
      const { component, level, at, for: duration } = change;
      const data: FactOf<'OutageBegan'>['data'] = { component, level, fault: id, cause: 'what if', duration };
      return { id, type: 'OutageBegan', v: 1, occurredAt: exactly(at), data };
    }
    case 'add': {
      const { component, definition } = change;
      return { id, type: 'ComponentDeclared', v: 1, occurredAt: exactly(BEGINNING), data: { component, definition } };
    }
    case 'inject':
      return { ...change.fact, id };
    case 'without':
    case 'move':
    case 'revise':
      return undefined;
  }
};
