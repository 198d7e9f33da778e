// Brings components to their final level at an instant, what is required before what requires it (S4.2): whoever waits settles once, and
// whatever counts otherwise through it waits in turn. A component without clocks, choices or cycle settles in a few steps, here; the others
// in settle-group.ts. Costs what changes, not what exists. No allocation, no recursion.
import { passOn } from './counting.ts';
import { EXISTS, FRESH, noteSettled, SPECIAL, type Kernel } from './kernel.ts';
import { takeRank } from './rank-set.ts';
import { forgetWaiters, settlePlainCycle } from './settle-cycle.ts';
import { settleGroup } from './settle-group.ts';
import { note } from './transitions.ts';

export const settle = (kernel: Kernel): void => {
  const { graph, pending } = kernel;
  const { at } = graph.ranks;
  const { cyclic } = graph.nodes;
  const { marks } = kernel.components;
  for (let rank = takeRank(pending); rank >= 0; rank = takeRank(pending)) {
    const component = at[rank] as number;
    const mark = marks[component] as number;
    if (cyclic[component] === 1) settleCycle(kernel, component, rank);
    else if ((mark & SPECIAL) !== 0) settleGroup(kernel, component);
    else if ((mark & EXISTS) !== 0) settlePlain(kernel, component, mark);
  }
};

/** A cycle that nothing but its gates decides is settled from those who wait, once it has been settled as a whole since the model changed. */
const settleCycle = (kernel: Kernel, head: number, rank: number): void => {
  const { components, cycleVersion } = kernel;
  if (components.plainSince[head] === cycleVersion) {
    settlePlainCycle(kernel, rank);
    return;
  }
  forgetWaiters(kernel, rank);
  settleGroup(kernel, head);
  const isPlain = kernel.members.every((member) => ((components.marks[member] as number) & SPECIAL) === 0);
  components.plainSince[head] = isPlain ? cycleVersion : 0;
};

const settlePlain = (kernel: Kernel, component: number, mark: number): void => {
  const { components, now, down } = kernel;
  const fresh = (mark & FRESH) !== 0;
  const required = components.required[component] as number;
  const own = components.own[component] as number;
  const level = own > required ? own : required;
  noteSettled(kernel, component);
  if (fresh || required !== components.requirement[component]) {
    components.requirementSince[component] = now;
    if (required === down && components.seen[component] !== down) components.lostAt[component] = now;
    components.requirement[component] = required;
    components.seen[component] = required;
    components.seenBare[component] = required;
  }
  if (!fresh && level === components.level[component]) return;
  components.marks[component] = mark & ~FRESH;
  components.levelSince[component] = now;
  if (level === down) components.lossAt[component] = now;
  components.level[component] = level;
  note(kernel.transitions, component, now, level);
  passOn(kernel, component);
};
