// A kernel that knows nothing yet, and room for what the graph has come to hold.
import { grow, grown, noBlocks } from '../topology/columns.ts';
import { newGraph, type CompiledGraph } from '../topology/compiled-graph.ts';
import { NO_FAULT, type Asked, type Kernel } from './kernel.ts';
import { capacityOf, rankSet } from './rank-set.ts';
import { UP, type Scale } from './scale.ts';
import { timerHeap } from './timer-heap.ts';
import { newTransitions } from './transitions.ts';

/** `graph`: one to take over; default: an empty one. */
export const newKernel = (scale: Scale, asked: Asked, graph: CompiledGraph = newGraph(scale)): Kernel => {
  const [byte, int, float] = [new Uint8Array(0), new Int32Array(0), new Float64Array(0)];
  return {
    scale,
    levels: scale.names.length,
    down: scale.down,
    atRisk: scale.atRisk ?? UP,
    asked,
    graph,
    now: -Infinity,
    version: 0,
    components: {
      marks: byte,
      own: byte,
      level: byte,
      required: byte,
      requirement: byte,
      seen: byte,
      seenBare: byte,
      since: float,
      levelSince: float,
      requirementSince: float,
      lossAt: float,
      lostAt: float,
      fault: int,
      hold: int,
      declaredBefore: int,
      declaredAfter: int,
      nextWaiter: int,
      plainSince: int,
      queued: byte,
      visited: byte,
      before: byte,
      trialBare: byte,
    },
    firstDeclared: 0,
    lastDeclared: 0,
    existing: 0,
    gates: { level: byte, sum: float },
    counts: { weight: int },
    slots: { level: byte },
    holds: {
      holdUp: float,
      recharge: float,
      startUp: float,
      startingSince: float,
      trialSince: float,
      worksAgainAt: float,
      latchAt: float,
      latchCause: int,
      lostCause: int,
      lossCause: int,
      tracks: byte,
      capacity: float,
      drain: float,
      refill: float,
      asOf: float,
      drainLevel: byte,
      isWide: byte,
    },
    holdBlocks: noBlocks(),
    amounts: { amount: float },
    wide: new Map(),
    choices: {
      gate: int,
      active: int,
      automatic: byte,
      failsBack: byte,
      switchover: float,
      failbackDelay: float,
      movedAt: float,
      switchingSince: float,
      switchedAt: float,
      waits: byte,
      firstPick: int,
    },
    choiceBlocks: noBlocks(),
    choiceLists: new Map(),
    picks: { betterSince: float, waitedOn: byte },
    pickBlocks: noBlocks(),
    faults: { component: int, level: byte, next: int, began: float, reported: float, ended: float, origin: int, order: int, kind: byte },
    nextOrder: 0,
    recorded: [],
    rowSources: [],
    sights: new Map(),
    faultObjects: [],
    faultIndex: { byFact: new Map(), byName: new Map(), upTo: 0 },
    unresolved: [],
    timers: timerHeap(),
    impliedEnds: timerHeap(),
    transitions: newTransitions(),
    pending: rankSet(64),
    waiters: new Int32Array(0),
    cycleVersion: 1,
    settling: -1,
    queue: new Int32Array(0),
    queueSize: 0,
    members: [],
    touched: [],
    settled: new Int32Array(0),
    settledCount: 0,
  };
};

/** Makes the columns as long as the graph needs; a name that is new stands for nothing, and so counts as down. */
export const growWithGraph = (kernel: Kernel): void => {
  const { graph, components, levels } = kernel;
  const count = graph.names.length;
  const before = components.marks.length;
  if (count > before) {
    grow(components, count);
    components.level.fill(kernel.down, before);
    components.fault.fill(NO_FAULT, before);
    components.hold.fill(-1, before);
    kernel.queue = new Int32Array(components.marks.length);
  }
  grow(kernel.gates, graph.gateBlocks.used);
  grow(kernel.counts, graph.gateBlocks.used, levels);
  grow(kernel.slots, graph.slotBlocks.used);
  kernel.waiters = grown(kernel.waiters, graph.ranks.at.length);
  if (capacityOf(kernel.pending) < graph.ranks.at.length) kernel.pending = rankSet(graph.ranks.at.length);
};
