// What single change of a model would explain what was observed, the slow and obvious way: every requirement that any component could have
// besides, and every hold-up and start-up of every component that requires something, up to a length; each by a replay of the whole history.
import { isA, type Recorded } from '#domain/facts/fact.ts';
import type { Duration, Interval } from '#domain/time/instant.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { contradictionsIn, disagreement } from '#projections/contradictions.ts';
import type { ModelChange } from '#projections/would-explain.ts';

export interface Tried {
  readonly change: ModelChange;
  readonly left: Duration;
}

export const keyOf = (change: ModelChange): string =>
  change.kind === 'requires' ? `${change.component} requires ${change.also}` : `${change.component} ${change.which} ${change.to}`;

/** Of a model that is declared once, without cycles; those that would close one are left out. */
export const everySingleChange = (facts: readonly Recorded[], longest: Duration): readonly ModelChange[] => {
  const definitions = new Map(
    facts.flatMap((one) => (isA(one, 'ComponentDeclared') ? [[one.fact.data.component, one.fact.data.definition] as const] : [])),
  );
  const requires = (from: string): ReadonlySet<string> => {
    const found = new Set([from]);
    for (const id of found) for (const other of namedIn(definitions.get(id)?.requires)) found.add(other);
    return found;
  };
  const ids = [...definitions.keys()];
  return ids.flatMap((component): ModelChange[] => {
    const { holdUp = 0, startUp = 0, requires: own } = definitions.get(component) ?? {};
    const besides = ids
      .filter((also) => also !== component && !requires(also).has(component))
      .map((also): ModelChange => ({ kind: 'requires', component, also }));
    const lengths = own === undefined ? [] : Array.from({ length: longest + 1 }, (_, length) => length);
    const delays = lengths.flatMap((to): ModelChange[] => [
      ...(to === holdUp ? [] : [{ kind: 'delay', component, which: 'holdUp', was: holdUp, to } as const]),
      ...(to === startUp ? [] : [{ kind: 'delay', component, which: 'startUp', was: startUp, to } as const]),
    ]);
    return [...besides, ...delays];
  });
};

/** Every name in a requirement: whatever is text in it and no key's word. */
const namedIn = (requirement: unknown): readonly string[] => {
  if (typeof requirement === 'string') return [requirement];
  if (Array.isArray(requirement)) return requirement.flatMap(namedIn);
  if (typeof requirement !== 'object' || requirement === null) return [];
  return Object.entries(requirement).flatMap(([key, value]) => (['all', 'any', 'of', 'on'].includes(key) ? namedIn(value) : []));
};

export const withChange = (facts: readonly Recorded[], change: ModelChange): readonly Recorded[] =>
  facts.map((one) => {
    if (!isA(one, 'ComponentDeclared') || one.fact.data.component !== change.component) return one;
    const { component, definition } = one.fact.data;
    return { ...one, fact: { ...one.fact, data: { component, definition: changedBy(definition, change) } } };
  });

const changedBy = (definition: ComponentDefinition, change: ModelChange): ComponentDefinition => {
  if (change.kind === 'delay') return { ...definition, [change.which]: change.to };
  const { requires } = definition;
  return { ...definition, requires: requires === undefined ? change.also : { all: [requires, change.also] } };
};

/** Disagreement that each change would leave. */
export const triedBy = (facts: readonly Recorded[], span: Interval, changes: readonly ModelChange[]): readonly Tried[] =>
  changes.map((change) => ({ change, left: disagreement(contradictionsIn(withChange(facts, change), span)) }));
