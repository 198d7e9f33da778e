// What stands behind a component's level (S8), walked over the compiled graph from the component downwards: its own faults at its level or
// worse; what a latch or a start-up is owed to; and, where what it sees of its requirement is as bad as itself, the members that make the
// requirement what it is. While a reserve hides the loss the requirement is followed too, so that `at-risk` on a battery has its cause.
// O(what stands behind it), each component once, without recursion.
import { NONE, SCORE, STANDBY, WIDE_SCORE } from '../topology/compiled-graph.ts';
import { exists, LATCHED, NO_FAULT, type Kernel } from './kernel.ts';
import { eachObservedFault } from './sight.ts';
import { UP } from './scale.ts';

/** Walks from some components; calls for each fault at work, in no order, a fault perhaps more than once. */
export const eachFaultBehind = (kernel: Kernel, from: readonly number[], at: (fault: number) => void): void => {
  const { components, faults } = kernel;
  const visited = new Set(from);
  const pending = [...visited];
  for (let component = pending.pop(); component !== undefined; component = pending.pop()) {
    if (!exists(kernel, component)) continue;
    const level = components.level[component] as number;
    if (level === UP) continue;
    for (let fault = components.fault[component] as number; fault !== NO_FAULT; fault = faults.next[fault] as number)
      if ((faults.level[fault] as number) >= level) at(fault);
    eachObservedFault(kernel, component, (fault) => {
      if ((faults.level[fault] as number) >= level) at(fault);
    });
    const held = heldBy(kernel, component);
    if (held !== NO_FAULT) at(held);
    if (!follows(kernel, component)) continue;
    eachResponsible(kernel, component, (next) => {
      if (visited.has(next)) return;
      visited.add(next);
      pending.push(next);
    });
  }
};

/** The fault that a latch or a start-up which holds the component down is owed to. */
const heldBy = ({ components, holds }: Kernel, component: number): number => {
  const hold = components.hold[component] as number;
  if (hold < 0) return NO_FAULT;
  if (((components.marks[component] as number) & LATCHED) !== 0) return holds.latchCause[hold] as number;
  return Number.isNaN(holds.startingSince[hold]) ? NO_FAULT : (holds.lostCause[hold] as number);
};

/** Whether a component owes its level to its requirement. */
export const follows = ({ components, graph, atRisk, scale }: Kernel, component: number): boolean => {
  const level = components.level[component] as number;
  if (level === UP || graph.nodes.gates[component] === 0) return false;
  const seen = components.seen[component] as number;
  const hidden = seen < (components.requirement[component] as number);
  return seen >= level || (hidden && scale.atRisk !== undefined && level === atRisk && (components.own[component] as number) < level);
};

/** The components whose levels make a component's requirement as bad as it is, in the order they are written; one perhaps more than once. */
export const eachResponsible = (
  { graph, slots: { level }, gates: states, choices, scale }: Kernel,
  owner: number,
  at: (component: number) => void,
): void => {
  const { nodes, gates, slots, adds } = graph;
  const count = nodes.gates[owner] as number;
  if (count === 0) return;
  const firstGate = nodes.firstGate[owner] as number;
  // Which gate stands in a slot, for this one requirement.
  const gateIn = new Map<number, number>();
  for (let gate = firstGate; gate < firstGate + count - 1; gate++) gateIn.set(gates.parent[gate] as number, gate);
  const pending: number[] = [];
  const open = (gate: number): void => {
    const first = gates.firstSlot[gate] as number;
    const kind = gates.kind[gate] as number;
    const reached = states.level[gate] as number;
    const choice = kind === STANDBY ? (gates.rule[gate] as number) : NONE;
    for (let slot = first + (gates.members[gate] as number) - 1; slot >= first; slot--) {
      const counted = level[slot] as number;
      if (kind === SCORE || kind === WIDE_SCORE) {
        const row = slots.adds[slot] as number;
        if ((adds.cells[row + counted] as number) > (adds.cells[row] as number)) pending.push(slot);
      } else if (
        counted >= reached &&
        counted > UP &&
        (choice === NONE || choices.automatic[choice] === 1 || slot - first === choices.active[choice] || reached < scale.impaired)
      )
        pending.push(slot);
    }
  };
  open(firstGate + count - 1);
  for (let slot = pending.pop(); slot !== undefined; slot = pending.pop()) {
    const target = slots.target[slot] as number;
    if (target !== NONE) at(target);
    else open(gateIn.get(slot) as number);
  }
};

/** Of two faults the one that began first, then was reported first, then comes first in fold order. */
const earlier = ({ faults }: Kernel, a: number, b: number): number => {
  if (a === NO_FAULT) return b;
  const order =
    (faults.began[a] as number) - (faults.began[b] as number) ||
    (faults.reported[a] as number) - (faults.reported[b] as number) ||
    (faults.order[a] as number) - (faults.order[b] as number);
  return order <= 0 ? a : b;
};

/** The first of the faults behind some components; NO_FAULT where none is. */
export const firstBehind = (kernel: Kernel, from: readonly number[]): number => {
  let first = NO_FAULT;
  eachFaultBehind(kernel, from, (fault) => {
    first = earlier(kernel, first, fault);
  });
  return first;
};

/** The first of the faults behind a component's requirement. */
export const firstBehindRequirement = (kernel: Kernel, component: number): number => {
  const from: number[] = [];
  eachResponsible(kernel, component, (next) => from.push(next));
  return firstBehind(kernel, from);
};

/** What a consequence came from, and so on to the last; a ring of consequences ends where it closes. */
export const passedOn = ({ faults }: Kernel, fault: number): number => {
  let root = fault;
  const seen = new Set([root]);
  for (let origin = faults.origin[root] as number; origin !== NO_FAULT && !seen.has(origin); origin = faults.origin[root] as number) {
    root = origin;
    seen.add(root);
  }
  return root;
};
