// Whose losses need their first cause kept as they happen, found in the facts beforehand: components that a fact says something is a
// consequence of the loss of, and those that are, at some time, started up or released after a loss. The others' losses cost nothing.
import { isA, type Recorded } from '../facts/fact.ts';
import type { ComponentId } from '../topology/definition.ts';
import type { Asked } from './kernel.ts';

export const asked = (facts: Iterable<Recorded>): Asked => {
  const requirement = new Set<ComponentId>();
  const level = new Set<ComponentId>();
  for (const recorded of facts) {
    if (isA(recorded, 'OutageBegan')) {
      const { consequenceOf } = recorded.fact.data;
      if (typeof consequenceOf === 'object' && 'loss' in consequenceOf) level.add(consequenceOf.loss);
    } else if (isA(recorded, 'ComponentDeclared', 'ComponentRevised')) {
      const { component, definition } = recorded.fact.data;
      if ((definition.startUp ?? 0) > 0 || definition.restart === 'manual') requirement.add(component);
    }
  }
  return { requirement: (id) => requirement.has(id), level: (id) => level.has(id) };
};
