// Who may owe its level to something else after an instant: whoever was touched or settled, and whatever is impaired and requires, through
// others that are impaired, one of them. Nobody else's level or cause has changed. O(those and what requires them).
import { grown } from '../topology/columns.ts';
import { exists } from './kernel.ts';
import type { Moment } from './run.ts';
import { UP } from './scale.ts';
import type { World } from './world.ts';

export type EachAffected = (world: World, moment: Moment, at: (component: number) => void) => void;

/** Calls for each of them that exists, once; for one run, or several over one graph. */
export const affectedWalk = (): EachAffected => {
  const reached: number[] = [];
  let seen = new Int32Array(0);
  let walk = 0;
  const reach = (component: number): void => {
    if (seen[component] === walk) return;
    if (component >= seen.length) seen = grown(seen, component + 1);
    seen[component] = walk;
    reached.push(component);
  };
  return ({ kernel }, { touched, settled }, at) => {
    const { graph, components } = kernel;
    const { nodes, gates, slots, uses } = graph;
    walk++;
    reached.length = 0;
    for (const component of touched) reach(component);
    for (const component of settled) reach(component);
    // What is reached on the way is walked later.
    for (let place = 0; place < reached.length; place++) {
      const component = reached[place] as number;
      if (exists(kernel, component)) at(component);
      const first = nodes.firstUse[component] as number;
      for (let use = first; use < first + (nodes.useCount[component] as number); use++) {
        const owner = gates.owner[slots.gate[uses[use] as number] as number] as number;
        if (components.level[owner] !== UP) reach(owner);
      }
    }
  };
};
