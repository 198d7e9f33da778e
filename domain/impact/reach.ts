// Who may owe its level to something else after an instant: whoever was touched or settled, and whatever is impaired and requires, through
// others that are impaired, one of them. Nobody else's level or cause has changed. O(those and what requires them).
import { exists } from './kernel.ts';
import type { Moment } from './run.ts';
import { UP } from './scale.ts';
import type { World } from './world.ts';

/** Calls for each of them that exists, once. */
export const eachAffected = ({ kernel }: World, { touched, settled }: Moment, at: (component: number) => void): void => {
  const { graph, components } = kernel;
  const { nodes, gates, slots, uses } = graph;
  const visited = new Set<number>(touched);
  for (const component of settled) visited.add(component);
  // A set is walked in the order of adding, and what is added on the way comes later.
  for (const component of visited) {
    if (exists(kernel, component)) at(component);
    const first = nodes.firstUse[component] as number;
    for (let use = first; use < first + (nodes.useCount[component] as number); use++) {
      const owner = gates.owner[slots.gate[uses[use] as number] as number] as number;
      if (components.level[owner] !== UP) visited.add(owner);
    }
  }
};
