// A run as it stands, once more: both go on, each by itself. Columns are copied, facts and definitions shared; what the copy has noted of turns
// begins anew. The compiled graph is shared where no fact to come changes the model, which nothing else writes to. O(components + open faults)
// of copying, without compiling anything.
import type { Blocks, Column } from '../topology/columns.ts';
import type { CompiledGraph } from '../topology/compiled-graph.ts';
import type { Tables } from '../topology/tables.ts';
import type { Kernel } from './kernel.ts';
import { KernelWorld } from './kernel-world.ts';
import { capacityOf, rankSet } from './rank-set.ts';
import type { Run } from './run.ts';
import type { TimerHeap } from './timer-heap.ts';
import { newTransitions } from './transitions.ts';

/** `sharesModel`: neither run will fold a fact that changes the model. The run stands between two instants. */
export const forkOf = ({ kernel, inapplicable, at }: Run, sharesModel: boolean): Run => {
  const copy = copyOf(kernel, sharesModel ? kernel.graph : graphCopy(kernel.graph));
  return { kernel: copy, world: new KernelWorld(copy), inapplicable: [...inapplicable], at };
};

const copyOf = (kernel: Kernel, graph: CompiledGraph): Kernel => ({
  ...kernel,
  graph,
  components: columns(kernel.components),
  gates: columns(kernel.gates),
  counts: columns(kernel.counts),
  slots: columns(kernel.slots),
  holds: columns(kernel.holds),
  holdBlocks: blocks(kernel.holdBlocks),
  amounts: columns(kernel.amounts),
  wide: new Map(kernel.wide),
  choices: columns(kernel.choices),
  choiceBlocks: blocks(kernel.choiceBlocks),
  choiceLists: new Map(kernel.choiceLists),
  picks: columns(kernel.picks),
  pickBlocks: blocks(kernel.pickBlocks),
  faults: columns(kernel.faults),
  recorded: [...kernel.recorded],
  rowSources: [...kernel.rowSources],
  sights: new Map([...kernel.sights].map(([component, sight]) => [component, { ...sight, standing: new Map(sight.standing) }])),
  faultObjects: [],
  faultIndex: { byFact: new Map(), byName: new Map(), upTo: 0 },
  unresolved: [],
  timers: heap(kernel.timers),
  impliedEnds: heap(kernel.impliedEnds),
  transitions: newTransitions(),
  pending: rankSet(capacityOf(kernel.pending)),
  waiters: new Int32Array(kernel.waiters.length),
  queue: new Int32Array(kernel.queue.length),
  members: [],
  touched: [],
  settled: new Int32Array(0),
  settledCount: 0,
});

const graphCopy = (graph: CompiledGraph): CompiledGraph => ({
  ...graph,
  names: [...graph.names],
  indexOf: new Map(graph.indexOf),
  definitions: [...graph.definitions],
  nodes: columns(graph.nodes),
  gates: columns(graph.gates),
  gateBlocks: blocks(graph.gateBlocks),
  slots: columns(graph.slots),
  slotBlocks: blocks(graph.slotBlocks),
  uses: graph.uses.slice(),
  useBlocks: blocks(graph.useBlocks),
  effects: table(graph.effects),
  adds: table(graph.adds),
  thresholds: table(graph.thresholds),
  ranks: { ...graph.ranks, at: graph.ranks.at.slice() },
  regrouped: [...graph.regrouped],
});

const columns = <T extends object>(of: T): T => {
  const copy = { ...of };
  for (const name of Object.keys(of) as (keyof T)[]) copy[name] = (of[name] as unknown as Column).slice() as unknown as T[typeof name];
  return copy;
};

const blocks = ({ used, free }: Blocks): Blocks => ({ used, free: new Map([...free].map(([size, rows]) => [size, [...rows]])) });

const heap = ({ at, item, place, size }: TimerHeap): TimerHeap => ({ at: at.slice(), item: item.slice(), place: place.slice(), size });

const table = <C extends Uint8Array | Float64Array>({ cells, used, known, lastRow, lastOffset }: Tables<C>): Tables<C> => ({
  cells: cells.slice() as C,
  used,
  known: new Map(known),
  lastRow,
  lastOffset,
});
