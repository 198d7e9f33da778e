// Keeps the order of settling while requirements change one component at a time. What is required newly: Pearce and Kelly's algorithm (A
// dynamic topological sort algorithm for directed acyclic graphs, J. Exp. Algorithmics 11, 2006) on groups; what is reached from both ends is
// a new cycle and becomes one group. Costs what lies between the two ranks and is connected with either.
// What is required no longer: the cycle it stood in is searched again, alone (Tarjan), and its parts take the ranks it had left free.
import { NONE, type CompiledGraph } from './compiled-graph.ts';
import { linkGroup, moveGroup, noteCyclic, orderAnew, placeLast } from './ranks.ts';
import { strongGroups } from './strong-order.ts';

/** How far free ranks are looked for. */
const FAR = 4096;

/** Brings the order in line with a component's new requirement; `before` is what it required of its own cycle, if it stands in one. */
export const reorder = (graph: CompiledGraph, component: number, before: ReadonlySet<number>): void => {
  if (before.size > 0 && loses(graph, component, before)) regroup(graph, component);
  insert(graph, component);
  noteCyclic(graph, component);
};

/** What a component requires of its own cycle, itself left out. */
export const requiredInGroup = ({ nodes, slots }: CompiledGraph, component: number): ReadonlySet<number> => {
  const found = new Set<number>();
  if (nodes.nextInGroup[component] === component) return found;
  const first = nodes.firstSlot[component] as number;
  for (let slot = first; slot < first + (nodes.slots[component] as number); slot++) {
    const target = slots.target[slot] as number;
    if (target !== NONE && target !== component && nodes.rank[target] === nodes.rank[component]) found.add(target);
  }
  return found;
};

const loses = (graph: CompiledGraph, component: number, before: ReadonlySet<number>): boolean => {
  const now = requiredInGroup(graph, component);
  for (const target of before) if (!now.has(target)) return true;
  return false;
};

/** Groups, by rank, that a walk from some groups along dependents or requirements reaches within bounds. */
type Walk = (rank: number, visit: (rank: number) => void) => void;

const reached = (from: Iterable<number>, walk: Walk, within: (rank: number) => boolean): Set<number> => {
  const found = new Set<number>(from);
  const pending = [...found];
  for (let rank = pending.pop(); rank !== undefined; rank = pending.pop()) {
    walk(rank, (next) => {
      if (found.has(next) || !within(next)) return;
      found.add(next);
      pending.push(next);
    });
  }
  return found;
};

const insert = (graph: CompiledGraph, component: number): void => {
  const { nodes, slots, ranks } = graph;
  const lowest = nodes.rank[component] as number;
  const late = new Set<number>();
  let highest = lowest;
  const first = nodes.firstSlot[component] as number;
  for (let slot = first; slot < first + (nodes.slots[component] as number); slot++) {
    const target = slots.target[slot] as number;
    if (target === NONE || (nodes.rank[target] as number) <= lowest) continue;
    late.add(nodes.rank[target] as number);
    highest = Math.max(highest, nodes.rank[target] as number);
  }
  if (late.size === 0) return;
  if (nodes.useCount[component] === 0) {
    placeLast(graph, component);
    return;
  }
  const after = reached([lowest], dependentsOf(graph), (rank) => rank <= highest);
  const before = reached(late, requirementsOf(graph), (rank) => rank >= lowest);
  const both = [...before].filter((rank) => after.has(rank)).toSorted((a, b) => a - b);
  const pool = [...new Set([...before, ...after])].toSorted((a, b) => a - b);
  const alone = (found: ReadonlySet<number>, other: ReadonlySet<number>): readonly number[] =>
    [...found].filter((rank) => !other.has(rank)).toSorted((a, b) => a - b);
  const headOf = (rank: number): number => ranks.at[rank] as number;
  const heads = [...alone(before, after).map(headOf), ...both.map(headOf), ...alone(after, before).map(headOf)];
  const merged = both.length > 1 ? both.flatMap((rank) => membersOf(graph, headOf(rank))) : [];
  const mergedAt = before.size - both.length;
  for (const rank of pool) ranks.at[rank] = NONE;
  if (merged.length > 0) linkGroup(graph, merged);
  heads.forEach((head, index) => {
    // A new cycle stands at the first of its members' ranks and keeps the others free.
    if (index > mergedAt && index < mergedAt + both.length) return;
    moveGroup(graph, head, pool[index] as number);
  });
};

const membersOf = ({ nodes }: CompiledGraph, head: number): readonly number[] => {
  const members: number[] = [];
  let member = head;
  do {
    members.push(member);
    member = nodes.nextInGroup[member] as number;
  } while (member !== head);
  return members;
};

const dependentsOf =
  (graph: CompiledGraph): Walk =>
  (rank, visit) => {
    const { nodes, slots, gates, uses } = graph;
    for (const member of membersOf(graph, graph.ranks.at[rank] as number)) {
      const first = nodes.firstUse[member] as number;
      for (let use = first; use < first + (nodes.useCount[member] as number); use++)
        visit(nodes.rank[gates.owner[slots.gate[uses[use] as number] as number] as number] as number);
    }
  };

const requirementsOf =
  (graph: CompiledGraph): Walk =>
  (rank, visit) => {
    const { nodes, slots } = graph;
    for (const member of membersOf(graph, graph.ranks.at[rank] as number)) {
      const first = nodes.firstSlot[member] as number;
      for (let slot = first; slot < first + (nodes.slots[member] as number); slot++) {
        const target = slots.target[slot] as number;
        if (target !== NONE) visit(nodes.rank[target] as number);
      }
    }
  };

/** Searches a component's cycle again, which may have come apart. */
const regroup = (graph: CompiledGraph, component: number): void => {
  const { nodes, ranks } = graph;
  const members = membersOf(graph, component);
  const rank = nodes.rank[component] as number;
  const parts = partsOf(graph, members, rank);
  if (parts.length === 1) return;
  const free = freeRanks(graph, members, rank, parts.length - 1);
  parts.forEach((part) => linkGroup(graph, part));
  if (free === undefined) {
    orderAnew(graph);
    return;
  }
  const seats = [rank, ...free].toSorted((a, b) => a - b);
  ranks.at[rank] = NONE;
  parts.forEach((part, index) => moveGroup(graph, part[0] as number, seats[index] as number));
};

/** The strongly connected parts among some components of one rank, what is required first. */
const partsOf = (graph: CompiledGraph, members: readonly number[], rank: number): readonly (readonly number[])[] => {
  const { nodes, slots } = graph;
  const localOf = new Map(members.map((member, index) => [member, index]));
  // Edges from what requires to what is required, so that the order comes out reversed.
  const rows = members.map((member) => {
    const targets: number[] = [];
    const first = nodes.firstSlot[member] as number;
    for (let slot = first; slot < first + (nodes.slots[member] as number); slot++) {
      const target = slots.target[slot] as number;
      if (target !== NONE && nodes.rank[target] === rank) targets.push(localOf.get(target) as number);
    }
    return targets;
  });
  const start = new Int32Array(members.length + 1);
  rows.forEach((row, index) => (start[index + 1] = (start[index] as number) + row.length));
  const { order, ends } = strongGroups(members.length, { start, to: Int32Array.from(rows.flat()) });
  const parts: number[][] = [[]];
  order.forEach((local, place) => {
    parts.at(-1)?.push(members[local] as number);
    if (ends[place] === 1 && place < order.length - 1) parts.push([]);
  });
  return parts.reverse();
};

/** So many ranks on which nobody stands, between what a group requires and what requires it; undefined where there are too few near it. */
const freeRanks = (graph: CompiledGraph, members: readonly number[], rank: number, wanted: number): readonly number[] | undefined => {
  const { ranks } = graph;
  let [lower, upper] = [ranks.low - 1, ranks.high];
  const bound = (other: number): void => {
    if (other < rank) lower = Math.max(lower, other);
    if (other > rank) upper = Math.min(upper, other);
  };
  requirementsOf(graph)(rank, bound);
  dependentsOf(graph)(rank, bound);
  const free: number[] = [];
  for (let at = rank + 1; at < Math.min(upper, rank + FAR) && free.length < wanted; at++) if (ranks.at[at] === NONE) free.push(at);
  for (let at = rank - 1; at > Math.max(lower, rank - FAR) && free.length < wanted; at--) if (ranks.at[at] === NONE) free.push(at);
  return free.length < wanted ? undefined : free;
};
