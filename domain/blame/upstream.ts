// What a component rests on, through every version of the model: what it requires, what these require, and, where a fact is recorded as a
// consequence, what that came from (S9.2), since whether it happens is decided there. O(what it rests on).
import { isA, type Recorded } from '../facts/fact.ts';
import { pushTo } from '../grouped.ts';
import type { FactId } from '../facts/types.ts';
import type { Scale } from '../impact/scale.ts';
import { supportsOf, type Anchor } from '../simulate/consequences.ts';
import type { ComponentDefinition, ComponentId } from '../topology/definition.ts';
import { compileRequirement, componentsOf } from '../topology/requirement.ts';

export type Upstream = (component: ComponentId) => ReadonlySet<ComponentId>;

/** Prepared once for a history. */
export const upstreamIn = (facts: readonly Recorded[], anchors: readonly Anchor[], scale: Scale): Upstream => {
  const definitions = new Map<ComponentId, ComponentDefinition[]>();
  const componentOf = new Map<FactId, ComponentId>();
  for (const one of facts) {
    if (isA(one, 'ComponentDeclared', 'ComponentRevised')) {
      const { component, definition } = one.fact.data;
      pushTo(definitions, component, definition);
    } else if ('component' in one.fact.data) componentOf.set(one.fact.id, one.fact.data.component);
  }
  const links = new Map<ComponentId, ComponentId[]>();
  for (const anchor of anchors) {
    const { component } = anchor.consequence.fact.data;
    const from =
      'lossOf' in anchor.origin ? [anchor.origin.lossOf] : [...supportsOf(anchor)].flatMap((fact) => componentOf.get(fact) ?? []);
    for (const source of from) pushTo(links, component, source);
  }
  const required = new Map<ComponentId, readonly ComponentId[]>();
  const requiredBy = (id: ComponentId): readonly ComponentId[] => {
    const known = required.get(id);
    if (known !== undefined) return known;
    const found = new Set(links.get(id));
    for (const { requires } of definitions.get(id) ?? []) {
      if (requires !== undefined) for (const other of componentsOf(compileRequirement(requires, scale))) found.add(other);
    }
    required.set(id, [...found]);
    return [...found];
  };
  return (component) => {
    const found = new Set([component]);
    for (const id of found) for (const other of requiredBy(id)) found.add(other);
    return found;
  };
};
