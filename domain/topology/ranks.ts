// The order of settling: a place on a line of ranks for each component, one for all members of a cycle, so that what is required stands
// before what requires it. What nobody requires may go last. A few changes are repaired where they are (reorder.ts, regroup.ts); many at once
// are ordered anew, O(components + requirements).
import type { CompiledGraph } from './compiled-graph.ts';
import { makeRoom, NOBODY, seat } from './rank-line.ts';
import { strongGroups } from './strong-order.ts';

/** Moves a component that nobody requires, and which stands in no cycle, behind all others. */
export const placeLast = (graph: CompiledGraph, component: number): void => {
  const { ranks, nodes } = graph;
  if (ranks.high === ranks.at.length) makeRoom(graph);
  ranks.at[nodes.rank[component] as number] = NOBODY;
  ranks.at[ranks.high] = component;
  nodes.rank[component] = ranks.high++;
};

/** Sets a group's rank. */
export const moveGroup = ({ nodes, ranks }: CompiledGraph, head: number, rank: number): void => {
  ranks.at[rank] = head;
  let member = head;
  do {
    nodes.rank[member] = rank;
    member = nodes.nextInGroup[member] as number;
  } while (member !== head);
};

/** Whether a component requires itself. O(its requirement). */
const requiresItself = ({ nodes, slots }: CompiledGraph, component: number): boolean => {
  const first = nodes.firstSlot[component] as number;
  const end = first + (nodes.slots[component] as number);
  for (let slot = first; slot < end; slot++) if (slots.target[slot] === component) return true;
  return false;
};

/** Notes whether a component stands in a cycle, from its group and its own requirement. */
export const noteCyclic = (graph: CompiledGraph, component: number): void => {
  const { nodes, gates } = graph;
  const cyclic = nodes.nextInGroup[component] !== component || requiresItself(graph, component) ? 1 : 0;
  nodes.cyclic[component] = cyclic;
  const first = nodes.firstGate[component] as number;
  gates.inCycle.fill(cyclic, first, first + (nodes.gates[component] as number));
};

/** Links components into one group. */
export const linkGroup = (graph: CompiledGraph, members: ArrayLike<number>): void => {
  for (let index = 0; index < members.length; index++)
    graph.nodes.nextInGroup[members[index] as number] = members[(index + 1) % members.length] as number;
  for (let index = 0; index < members.length; index++) {
    noteCyclic(graph, members[index] as number);
    graph.regrouped.push(members[index] as number);
  }
};

/** Orders everything anew. Groups that are as they were are not reported as regrouped. */
export const orderAnew = (graph: CompiledGraph): void => {
  const { nodes, slots, gates, names, ranks, uses } = graph;
  const count = names.length;
  const start = new Int32Array(count + 1);
  for (let component = 0; component < count; component++)
    start[component + 1] = (start[component] as number) + (nodes.useCount[component] as number);
  const to = new Int32Array(start[count] as number);
  for (let component = 0; component < count; component++) {
    const first = nodes.firstUse[component] as number;
    for (let use = 0; use < (nodes.useCount[component] as number); use++)
      to[(start[component] as number) + use] = gates.owner[slots.gate[uses[first + use] as number] as number] as number;
  }
  const { order, ends } = strongGroups(count, { start, to });
  const at = new Int32Array(Math.max(64, 4 * count)).fill(NOBODY);
  const low = count;
  let rank = low;
  for (let place = 0, from = 0; place < count; place++) {
    if (ends[place] === 0) continue;
    const members = order.subarray(from, place + 1);
    if (!isGroup(graph, members)) linkGroup(graph, members);
    else for (const member of members) noteCyclic(graph, member);
    rank = seat(graph, at, members[0] as number, rank);
    from = place + 1;
  }
  Object.assign(ranks, { at, low, high: rank });
};

/** Whether these components are one whole group already. */
const isGroup = ({ nodes }: CompiledGraph, members: Int32Array): boolean => {
  if (members.length === 1) return nodes.nextInGroup[members[0] as number] === members[0];
  const inside = new Set(members);
  let [member, size] = [members[0] as number, 0];
  do {
    if (!inside.has(member)) return false;
    member = nodes.nextInGroup[member] as number;
    size++;
  } while (member !== members[0]);
  return size === members.length;
};
