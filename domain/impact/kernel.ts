// What the kernel knows at an instant, in columns: by component, by gate and slot of the compiled graph, by hold (what lasts inside a
// component), by standby (choices.ts) and by fault. Nothing here is an object per component. What gates count follows from the components'
// levels and the standbys' choices, and is never kept elsewhere.
import type { FactRows } from '../facts/fact-rows.ts';
import type { FactOf, Recorded } from '../facts/fact.ts';
import { grown, type Blocks } from '../topology/columns.ts';
import type { CompiledGraph } from '../topology/compiled-graph.ts';
import type { Instant } from '../time/instant.ts';
import type { RankSet } from './rank-set.ts';
import type { HoldUp } from './reserve.ts';
import type { Level, Scale } from './scale.ts';
import type { Fault } from './state.ts';
import type { TimerHeap } from './timer-heap.ts';
import type { Transitions } from './transitions.ts';

/** Marks of a component. */
export const EXISTS = 1;
/** It has never settled: what it finds is not a change (S3.3, S3.5). */
export const FRESH = 2;
/** It has a hold: a reserve, a start-up, a latch, or losses whose cause is asked for. */
export const HELD = 4;
export const BY_HAND = 8;
export const LATCHED = 16;
/** It has a standby. */
export const CHOOSES = 32;
/** Somebody has observed it. */
export const OBSERVED = 64;
/** Those whom settling must look at closely. */
export const SPECIAL = HELD | BY_HAND | LATCHED | CHOOSES | OBSERVED;

export const NO_FAULT = -1;

export interface ComponentColumns {
  marks: Uint8Array;
  /** The worst of its open faults. */
  own: Uint8Array;
  level: Uint8Array;
  /** Level of its requirement as its gates count now. */
  required: Uint8Array;
  /** The same as last settled, what it sees of it, and what it would see were no member of its cycle starting up. */
  requirement: Uint8Array;
  seen: Uint8Array;
  seenBare: Uint8Array;
  since: Float64Array;
  levelSince: Float64Array;
  requirementSince: Float64Array;
  /** When it last turned `down`, and when what it sees last did; NaN: never. */
  lossAt: Float64Array;
  lostAt: Float64Array;
  /** The last of its open faults. */
  fault: Int32Array;
  /** Its hold, or -1. */
  hold: Int32Array;
  /** Neighbours in the order in which those that exist were declared, plus one; 0: none. */
  declaredBefore: Int32Array;
  declaredAfter: Int32Array;
  /** Who waits in the same cycle, plus one; 0: nobody more. */
  nextWaiter: Int32Array;
  /** By the first of a cycle: the model (`cycleVersion`) as of which its members are known to have no clocks, choices or observations. */
  plainSince: Int32Array;
  /** Scratch of settling: in the queue of its cycle; looked at; its level before; what it would see without start-ups. */
  queued: Uint8Array;
  visited: Uint8Array;
  before: Uint8Array;
  trialBare: Uint8Array;
}

export interface HoldColumns {
  holdUp: Float64Array;
  recharge: Float64Array;
  startUp: Float64Array;
  /** NaN: nothing is starting. The same under trial. */
  startingSince: Float64Array;
  trialSince: Float64Array;
  worksAgainAt: Float64Array;
  latchAt: Float64Array;
  latchCause: Int32Array;
  lostCause: Int32Array;
  lossCause: Int32Array;
  /** Whose causes are asked for: of what it sees of its requirement (1), of its own level (2). */
  tracks: Uint8Array;
  /** Reserves (reserves.ts): what each can hold, loses and gains a millisecond; 0 gained: it refills at once. */
  capacity: Float64Array;
  drain: Float64Array;
  refill: Float64Array;
  asOf: Float64Array;
  /** The reserves of levels better than this drain. */
  drainLevel: Uint8Array;
  /** 1: its amounts exceed what a double holds exactly, and stand in `wide`. */
  isWide: Uint8Array;
}

export interface ChoiceColumns {
  gate: Int32Array;
  active: Int32Array;
  automatic: Uint8Array;
  failsBack: Uint8Array;
  switchover: Float64Array;
  failbackDelay: Float64Array;
  /** When people last moved it: since then it has left or passed over every member before the active one. */
  movedAt: Float64Array;
  /** NaN: no switch-over runs. */
  switchingSince: Float64Array;
  /** When it last switched by itself; NaN: never. */
  switchedAt: Float64Array;
  /** 1: it wanted more than one switch in an instant, and waits until its members' levels are others than those kept. */
  waits: Uint8Array;
  firstPick: Int32Array;
}

/** By member of a standby. */
export interface PickColumns {
  /** Since when it has been better than `down` without a break; NaN: it is not. */
  betterSince: Float64Array;
  waitedOn: Uint8Array;
}

export interface FaultColumns {
  component: Int32Array;
  level: Uint8Array;
  /** The one opened before it that is still open. */
  next: Int32Array;
  began: Float64Array;
  reported: Float64Array;
  /** NaN: not ended. */
  ended: Float64Array;
  origin: Int32Array;
  /** Place in fold order; a silence has that of the observation it follows. */
  order: Int32Array;
  /** OUTAGE, BINDING or UNHEARD: an observation that a consequence cannot come from. */
  kind: Uint8Array;
}

export const OUTAGE = 0;
export const BINDING = 1;
export const UNHEARD = 2;

export type Began = Recorded<FactOf<'OutageBegan' | 'StatusObserved'>>;

/** What stands at one vantage of a component. */
export interface Standing {
  readonly level: Level;
  readonly binding: boolean;
  /** Its row among the faults. */
  readonly fault: number;
  /** When its vantage falls silent unless it speaks again; Infinity: it may be silent. */
  readonly overdueAt: Instant;
}

/** What is observed of a component, beside what is derived. */
export interface Sight {
  /** The level by faults, latch, start-up and requirement alone. */
  derived: Level;
  derivedSince: Instant;
  /** The worst that is bindingly observed; 255: nothing is. */
  level: number;
  /** By vantage, the one that spoke last at the end. */
  readonly standing: Map<string, Standing>;
}

/** Faults by the fact that opened them, and the last one of each name, as far as consequences have asked. */
export interface FaultIndex {
  readonly byFact: Map<string, number>;
  readonly byName: Map<string, number>;
  upTo: number;
}

/** Whose losses need their first cause kept as they happen: what a latch, a start-up or a consequence may be owed to. */
export interface Asked {
  readonly requirement: (id: string) => boolean;
  readonly level: (id: string) => boolean;
}

/** Facts in columns that are folded, or were: faults from `from` on may stand for rows of them. */
export interface RowSource {
  readonly rows: FactRows;
  readonly from: number;
  /** By component of the rows its number in the graph, or -1: not known yet; by level of the rows, the scale's, or -1. */
  readonly numbers: Int32Array;
  readonly levels: readonly Level[];
}

export interface Kernel {
  readonly scale: Scale;
  readonly levels: number;
  readonly down: Level;
  readonly atRisk: Level;
  readonly asked: Asked;
  graph: CompiledGraph;
  now: Instant;
  /** Bumped whenever the model changes. */
  version: number;
  readonly components: ComponentColumns;
  firstDeclared: number;
  lastDeclared: number;
  existing: number;
  readonly gates: { level: Uint8Array; sum: Float64Array };
  /** By gate and level: the weight of its members there. */
  readonly counts: { weight: Int32Array };
  readonly slots: { level: Uint8Array };
  readonly holds: HoldColumns;
  readonly holdBlocks: Blocks;
  /** By hold and level: what the reserve holds. */
  readonly amounts: { amount: Float64Array };
  readonly wide: Map<number, HoldUp>;
  readonly choices: ChoiceColumns;
  readonly choiceBlocks: Blocks;
  /** By component that has standbys: its choices, inner gates' first. */
  readonly choiceLists: Map<number, readonly number[]>;
  readonly picks: PickColumns;
  readonly pickBlocks: Blocks;
  readonly faults: FaultColumns;
  /** The place in fold order of the next fault or observation. */
  nextOrder: number;
  /** By fault, what it began with; of one whose fact stands in columns its row there, until somebody asks ({@link beganWith}). */
  readonly recorded: (Began | number)[];
  readonly rowSources: RowSource[];
  /** By component, where somebody has observed it. */
  readonly sights: Map<number, Sight>;
  readonly faultObjects: (Fault | undefined)[];
  readonly faultIndex: FaultIndex;
  /** Opened at this instant as a consequence of something: its origin is looked for once the instant has settled. */
  readonly unresolved: number[];
  readonly timers: TimerHeap;
  readonly impliedEnds: TimerHeap;
  readonly transitions: Transitions;
  pending: RankSet;
  /** By rank of a cycle: who waits in it, plus one. */
  waiters: Int32Array;
  /** Bumped whenever the model changes, or somebody is observed for the first time. */
  cycleVersion: number;
  /** The rank that settles now, and the members of its cycle that wait to be looked at. */
  settling: number;
  queue: Int32Array;
  queueSize: number;
  /** The group that settles now. */
  readonly members: number[];
  /** Who was touched by facts or timers of this instant, and who settled. */
  readonly touched: number[];
  settled: Int32Array;
  settledCount: number;
}

/** The names of those that exist, in the order in which they were declared. */
export function* declaredNames({ graph, components, firstDeclared }: Kernel): Generator<string> {
  for (let next = firstDeclared; next !== 0; next = components.declaredAfter[next - 1] as number) yield graph.names[next - 1] as string;
}

/** The fact a fault began with; the same object each time. */
export const beganWith = ({ recorded, rowSources }: Kernel, fault: number): Began => {
  const known = recorded[fault] as Began | number;
  if (typeof known !== 'number') return known;
  const source = rowSources.findLast(({ from }) => from <= fault) as RowSource;
  const made = source.rows.recorded(known) as Began;
  recorded[fault] = made;
  return made;
};

/** Whether a component of that number exists now. */
export const exists = ({ components }: Kernel, component: number): boolean => ((components.marks[component] as number) & EXISTS) !== 0;

/** Keeps who settled at this instant. */
export const noteSettled = (kernel: Kernel, component: number): void => {
  if (kernel.settledCount === kernel.settled.length) kernel.settled = grown(kernel.settled, 2 * kernel.settledCount + 16);
  kernel.settled[kernel.settledCount++] = component;
};
