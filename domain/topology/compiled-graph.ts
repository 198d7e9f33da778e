// The compiled graph: components as dense numbers, each with its requirement flattened into gates and slots (a slot is a member of a gate),
// inner gates before outer ones, and for each component the slots that name it. Everything stands in typed arrays that are patched in place:
// a changed component costs the size of its requirement, old and new. A name keeps its number for good, also while no component has it.
import type { Scale } from '../impact/scale.ts';
import { giveBack, grow, grown, noBlocks, type Blocks } from './columns.ts';
import type { ComponentDefinition, ComponentId } from './definition.ts';
import { newRanks, placeFirst, type Ranks } from './rank-line.ts';
import { rowOf, tables, type Tables } from './tables.ts';

/** Kinds of gate. ALL, COUNT and SCORE are counted; WIDE ones, whose numbers may exceed what is counted exactly, are added up anew. */
export const ALL = 0;
export const COUNT = 1;
export const STANDBY = 2;
export const SCORE = 3;
export const WIDE_COUNT = 4;
export const WIDE_SCORE = 5;

export const NONE = -1;

/** By component. */
export interface NodeColumns {
  firstGate: Int32Array;
  gates: Int32Array;
  firstSlot: Int32Array;
  slots: Int32Array;
  /** Offset in `effects`: how the whole requirement counts. */
  effect: Int32Array;
  /** The slots that name it: `uses[firstUse] … uses[firstUse + useCount - 1]`. */
  firstUse: Int32Array;
  useCount: Int32Array;
  useRoom: Int32Array;
  /** Place in the order of settling, shared by a whole cycle. */
  rank: Int32Array;
  /** The next member of its cycle, round and round; itself where it stands alone. */
  nextInGroup: Int32Array;
  /** 1: stands in a cycle, if only with itself. */
  cyclic: Uint8Array;
}

/** By gate. */
export interface GateColumns {
  kind: Uint8Array;
  owner: Int32Array;
  /** The slot it stands in; NONE: it is the whole requirement. */
  parent: Int32Array;
  firstSlot: Int32Array;
  members: Int32Array;
  /** ALL, COUNT, WIDE_COUNT: the weight needed. SCORE: offset in `thresholds`. STANDBY: its choice. */
  rule: Int32Array;
  /** 1: a member can be missing and the rest still be enough. */
  spare: Uint8Array;
  /** 1: its owner stands in a cycle, where what hides behind the cycle's own levels matters. */
  inCycle: Uint8Array;
}

/** By slot. */
export interface SlotColumns {
  gate: Int32Array;
  /** The component it names; NONE: it is a gate. */
  target: Int32Array;
  /** Offset in `effects`. */
  effect: Int32Array;
  /** ALL, COUNT: its weight. SCORE and WIDE ones: offset in `adds`. */
  adds: Int32Array;
  /** Where it stands among the uses of its target. */
  place: Int32Array;
}

export interface CompiledGraph {
  readonly scale: Scale;
  /** How many levels the scale has: the length of a row of a table. */
  readonly levels: number;
  readonly names: ComponentId[];
  readonly indexOf: Map<ComponentId, number>;
  /** The definition in force; undefined where no component has the name. */
  readonly definitions: (ComponentDefinition | undefined)[];
  readonly nodes: NodeColumns;
  readonly gates: GateColumns;
  readonly gateBlocks: Blocks;
  readonly slots: SlotColumns;
  readonly slotBlocks: Blocks;
  uses: Int32Array;
  readonly useBlocks: Blocks;
  readonly effects: Tables<Uint8Array>;
  readonly adds: Tables<Float64Array>;
  readonly thresholds: Tables<Float64Array>;
  readonly ranks: Ranks;
  /** Components whose cycle has changed since somebody last looked. */
  readonly regrouped: number[];
}

export const newGraph = (scale: Scale): CompiledGraph => {
  const int = (): Int32Array => new Int32Array(0);
  const graph: CompiledGraph = {
    scale,
    levels: scale.names.length,
    names: [],
    indexOf: new Map(),
    definitions: [],
    nodes: {
      firstGate: int(),
      gates: int(),
      firstSlot: int(),
      slots: int(),
      effect: int(),
      firstUse: int(),
      useCount: int(),
      useRoom: int(),
      rank: int(),
      nextInGroup: int(),
      cyclic: new Uint8Array(0),
    },
    gates: {
      kind: new Uint8Array(0),
      owner: int(),
      parent: int(),
      firstSlot: int(),
      members: int(),
      rule: int(),
      spare: new Uint8Array(0),
      inCycle: new Uint8Array(0),
    },
    gateBlocks: noBlocks(),
    slots: { gate: int(), target: int(), effect: int(), adds: int(), place: int() },
    slotBlocks: noBlocks(),
    uses: int(),
    useBlocks: noBlocks(),
    effects: tables(new Uint8Array(0)),
    adds: tables(new Float64Array(0)),
    thresholds: tables(new Float64Array(0)),
    ranks: newRanks(),
    regrouped: [],
  };
  // The effect that changes nothing stands first.
  rowOf(
    graph.effects,
    scale.names.map((_, level) => level),
  );
  return graph;
};

/** The number of a name; a new one stands before everything in the order, since nothing is known that it requires. */
export const numberOf = (graph: CompiledGraph, id: ComponentId): number => {
  const known = graph.indexOf.get(id);
  if (known !== undefined) return known;
  const { nodes, names } = graph;
  const component = names.length;
  names.push(id);
  graph.definitions.push(undefined);
  graph.indexOf.set(id, component);
  grow(nodes, component + 1);
  nodes.nextInGroup[component] = component;
  placeFirst(graph, component);
  return component;
};

/** Notes that a slot names a component. Amortised O(1). */
export const addUse = (graph: CompiledGraph, target: number, slot: number): void => {
  const { nodes, slots, useBlocks } = graph;
  const count = nodes.useCount[target] as number;
  const room = nodes.useRoom[target] as number;
  if (count === room) {
    const more = room === 0 ? 1 : 2 * room;
    const first = takeUses(graph, more);
    const before = nodes.firstUse[target] as number;
    graph.uses.copyWithin(first, before, before + count);
    giveBack(useBlocks, before, room);
    nodes.firstUse[target] = first;
    nodes.useRoom[target] = more;
  }
  graph.uses[(nodes.firstUse[target] as number) + count] = slot;
  slots.place[slot] = count;
  nodes.useCount[target] = count + 1;
};

const takeUses = (graph: CompiledGraph, size: number): number => {
  const { useBlocks } = graph;
  const again = useBlocks.free.get(size)?.pop();
  if (again !== undefined) return again;
  const first = useBlocks.used;
  useBlocks.used += size;
  graph.uses = grown(graph.uses, useBlocks.used);
  return first;
};

/** Forgets that a slot names a component; the last use takes its place. O(1). */
export const removeUse = ({ nodes, slots, uses }: CompiledGraph, target: number, slot: number): void => {
  const first = nodes.firstUse[target] as number;
  const last = (nodes.useCount[target] as number) - 1;
  const place = slots.place[slot] as number;
  const moved = uses[first + last] as number;
  uses[first + place] = moved;
  slots.place[moved] = place;
  nodes.useCount[target] = last;
};
