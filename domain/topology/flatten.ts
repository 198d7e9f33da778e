// Puts a component's requirement into the compiled graph and takes it out again: one block of gates, inner ones before outer ones, and one
// of slots. A bare component is a gate of one. What it required and requires no longer may take a cycle apart, what it requires newly may
// close one or turn the order: ranks.ts and regroup.ts see to that. O(size of the requirement, old and new).
import { grow, giveBack, take } from './columns.ts';
import {
  addUse,
  ALL,
  COUNT,
  NONE,
  numberOf,
  removeUse,
  SCORE,
  STANDBY,
  WIDE_COUNT,
  WIDE_SCORE,
  type CompiledGraph,
} from './compiled-graph.ts';
import { gatesInsideOut, type ComponentNode, type GateMember, type Node } from './requirement.ts';
import { rowOf } from './tables.ts';

type GateNode = Exclude<Node, ComponentNode>;

/** Beyond this, weights are added up anew at each look. */
const COUNTABLE = 2 ** 31 - 1;
/** Beyond this, whole numbers are no longer exact. */
const EXACT = 2 ** 53;

/** Takes a component's requirement out. */
export const clearRequirement = (graph: CompiledGraph, component: number): void => {
  const { nodes, slots } = graph;
  const [firstSlot, slotCount] = [nodes.firstSlot[component] as number, nodes.slots[component] as number];
  for (let slot = firstSlot; slot < firstSlot + slotCount; slot++) {
    const target = slots.target[slot] as number;
    if (target !== NONE) removeUse(graph, target, slot);
  }
  giveBack(graph.slotBlocks, firstSlot, slotCount);
  giveBack(graph.gateBlocks, nodes.firstGate[component] as number, nodes.gates[component] as number);
  nodes.slots[component] = 0;
  nodes.gates[component] = 0;
};

/** Puts a requirement in, where none is. The order is not looked at. */
export const placeRequirement = (graph: CompiledGraph, component: number, requirement: GateMember): void => {
  const { nodes, gates, slots } = graph;
  const inside = gatesInsideOut(requirement);
  // A bare component: one gate of one member, so that every member stands in a gate.
  const flat = inside.length > 0 ? inside : [undefined];
  const slotCount = inside.length > 0 ? inside.reduce((sum, gate) => sum + gate.members.length, 0) : 1;
  const firstGate = take(graph.gateBlocks, flat.length);
  const firstSlot = take(graph.slotBlocks, slotCount);
  grow(gates, graph.gateBlocks.used);
  grow(slots, graph.slotBlocks.used);
  // Naming a component may make the columns of components longer.
  const effect = inside.length > 0 ? rowOf(graph.effects, requirement.effect) : 0;
  const gateOf = new Map<GateNode, number>();
  let slot = firstSlot;
  flat.forEach((node, index) => {
    const gate = firstGate + index;
    const members = node === undefined ? [requirement] : node.members;
    gates.owner[gate] = component;
    gates.parent[gate] = NONE;
    gates.firstSlot[gate] = slot;
    gates.members[gate] = members.length;
    if (node !== undefined) gateOf.set(node, gate);
    const adds = describeGate(graph, gate, node);
    for (const member of members) {
      slots.gate[slot] = gate;
      slots.effect[slot] = rowOf(graph.effects, member.effect);
      slots.adds[slot] = adds(member);
      slots.target[slot] = NONE;
      if (member.node.kind === 'component') {
        const target = numberOf(graph, member.node.id);
        slots.target[slot] = target;
        addUse(graph, target, slot);
      } else gates.parent[gateOf.get(member.node) as number] = slot;
      slot++;
    }
  });
  nodes.firstGate[component] = firstGate;
  nodes.gates[component] = flat.length;
  nodes.firstSlot[component] = firstSlot;
  nodes.slots[component] = slotCount;
  nodes.effect[component] = effect;
};

/** Sets a gate's kind and rule; answers what `adds` is for a member of it. A standby's choice is set by whoever keeps choices. */
const describeGate = (graph: CompiledGraph, gate: number, node: GateNode | undefined): ((member: GateMember) => number) => {
  const { gates } = graph;
  if (node === undefined) {
    setGate(gates, gate, ALL, 1, false);
    return ONE;
  }
  if (node.kind === 'standby') {
    setGate(gates, gate, STANDBY, NONE, false);
    return ONE;
  }
  if (node.kind === 'atLeast') {
    const total = node.members.reduce((sum, { weight }) => sum + weight, 0);
    if (total > COUNTABLE || !Number.isInteger(total)) {
      setGate(gates, gate, WIDE_COUNT, rowOf(graph.thresholds, filled(graph, node.needed)), node.spare);
      return ({ weight }) => rowOf(graph.adds, filled(graph, weight));
    }
    setGate(
      gates,
      gate,
      node.needed === total && !node.spare && total > 0 ? ALL : COUNT,
      Math.max(1, Math.min(Math.ceil(node.needed), COUNTABLE)),
      node.spare,
    );
    return WEIGHT;
  }
  const thresholds = filled(graph, Infinity);
  for (const [level, threshold] of node.thresholds) thresholds[level] = threshold;
  const most = node.members.reduce((sum, { weights }) => sum + (weights.at(-1) ?? 0), 0);
  setGate(gates, gate, most > EXACT ? WIDE_SCORE : SCORE, rowOf(graph.thresholds, thresholds), false);
  return ({ weights }) => rowOf(graph.adds, weights);
};

const ONE = (): number => 1;
const WEIGHT = ({ weight }: GateMember): number => weight;

const setGate = (gates: CompiledGraph['gates'], gate: number, kind: number, rule: number, spare: boolean): void => {
  gates.kind[gate] = kind;
  gates.rule[gate] = rule;
  gates.spare[gate] = spare ? 1 : 0;
};

const filled = (graph: CompiledGraph, value: number): number[] => Array.from({ length: graph.levels }, () => value);
