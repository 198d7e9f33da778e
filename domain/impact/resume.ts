// A run that goes on from a snapshot, given the definitions in force and the facts its faults began with. Folding on from it gives what one run
// over everything gives. What gates count, the order of settling and the timers are found anew: O(components + requirements).
// Not checked: that the definitions and facts are those of the snapshot.
import type { Recorded } from '../facts/fact.ts';
import { numberOf, STANDBY, type CompiledGraph } from '../topology/compiled-graph.ts';
import type { ComponentDefinition, ComponentId } from '../topology/definition.ts';
import { placeRequirement } from '../topology/flatten.ts';
import { compileComponent, timesOf, type Component } from '../topology/model.ts';
import { orderAnew } from '../topology/ranks.ts';
import { addChoices, putAtRest } from './apply-model.ts';
import { choicesOf } from './choices.ts';
import { countRequirement } from './counting.ts';
import { addRow } from './fault-table.ts';
import { addHold } from './holds.ts';
import { EXISTS, LATCHED, type Asked, type Began, type Kernel } from './kernel.ts';
import { growWithGraph } from './new-kernel.ts';
import { restoreReserves } from './reserves.ts';
import { newRun, type Run } from './run.ts';
import { nextTimerOf } from './settle-group.ts';
import { restoreSight } from './sight.ts';
import { COLUMNS } from './snapshot.ts';
import type { ChoiceState, HoldState, Maybe, Snapshot, SpecialState } from './snapshot-state.ts';
import { setTimer } from './timer-heap.ts';

export interface ResumeWith {
  /** The definition in force of each of the snapshot's components. */
  readonly definitionOf: (id: ComponentId) => ComponentDefinition;
  /** A fact of the log by its id: those that faults began with. */
  readonly factOf: (id: string) => Recorded | undefined;
  /** As for the run that made the snapshot; one that asks for more may get losses without a cause from before. */
  readonly asked: Asked;
  /** The graph of a run that is let go: taken over, if it is of just these definitions, in place of compiling them again. */
  readonly graph?: CompiledGraph | undefined;
}

export const resume = (snapshot: Snapshot, { definitionOf, factOf, asked, graph: offered }: ResumeWith): Run => {
  const { components, scale } = snapshot;
  const definitions = components.map(definitionOf);
  const taken = offered !== undefined && isOf(offered, components, definitions) ? offered : undefined;
  const run = newRun(scale, asked, taken);
  const { kernel } = run;
  const { graph } = kernel;
  growWithGraph(kernel);
  run.at = snapshot.at;
  kernel.now = snapshot.now;
  snapshot.faults.forEach((fault) => restoreFault(kernel, fault, factOf(fault.fact)));
  snapshot.faults.forEach(({ origin }, row) => (kernel.faults.origin[row] = origin));
  kernel.nextOrder = snapshot.nextOrder;
  const numbers = components.map((id, index) => {
    const definition = definitions[index] as ComponentDefinition;
    return taken === undefined ? place(kernel, compileComponent(id, definition, scale)) : placeAgain(kernel, id, definition);
  });
  if (taken === undefined) orderAnew(graph);
  growWithGraph(kernel);
  graph.regrouped.length = 0;
  for (const name of COLUMNS) {
    const [to, from] = [kernel.components[name], snapshot.columns[name]];
    numbers.forEach((number, index) => (to[number] = from[index] as number));
  }
  for (const special of snapshot.special) restoreSpecial(kernel, numbers[special.component] as number, special);
  for (const number of numbers) countRequirement(kernel, number);
  for (const special of snapshot.special) {
    const number = numbers[special.component] as number;
    const next = nextTimerOf(kernel, number);
    if (next !== Infinity) setTimer(kernel.timers, number, next);
  }
  return run;
};

const place = (kernel: Kernel, component: Component): number => {
  const { graph } = kernel;
  const number = numberOf(graph, component.id);
  growWithGraph(kernel);
  graph.definitions[number] = component.definition;
  if (component.requirement !== undefined) placeRequirement(graph, number, component.requirement);
  growWithGraph(kernel);
  atRest(kernel, number, component, component.standbys);
  return number;
};

/** Whether a graph has these definitions, the same objects, and no others. O(components). */
const isOf = (graph: CompiledGraph, components: readonly ComponentId[], definitions: readonly ComponentDefinition[]): boolean =>
  graph.definitions.reduce((count, definition) => (definition === undefined ? count : count + 1), 0) === components.length &&
  components.every((id, index) => graph.definitions[graph.indexOf.get(id) ?? -1] === definitions[index]);

/** A component whose requirement stands in the graph. */
const placeAgain = (kernel: Kernel, id: ComponentId, definition: ComponentDefinition): number => {
  const { indexOf, nodes, gates } = kernel.graph;
  const number = indexOf.get(id) as number;
  const first = nodes.firstGate[number] as number;
  const own = gates.kind.subarray(first, first + (nodes.gates[number] as number));
  const standbys = own.includes(STANDBY) ? compileComponent(id, definition, kernel.scale).standbys : [];
  atRest(kernel, number, { id, ...timesOf(definition) }, standbys);
  return number;
};

const atRest = (kernel: Kernel, number: number, lasting: Parameters<typeof addHold>[2], standbys: Component['standbys']): void => {
  putAtRest(kernel, number);
  kernel.components.marks[number] = EXISTS;
  addHold(kernel, number, lasting);
  addChoices(kernel, number, { standbys }, new Map());
};

const restoreFault = (kernel: Kernel, state: Snapshot['faults'][number], recorded: Recorded | undefined): void => {
  if (recorded?.fact.type !== 'OutageBegan' && recorded?.fact.type !== 'StatusObserved')
    throw new Error(`the snapshot's fault ${state.fact} began with a fact that is not given`);
  const { faults } = kernel;
  const row = addRow(kernel, numberOf(kernel.graph, state.component), state.level, recorded as Began, state.kind);
  growWithGraph(kernel);
  faults.began[row] = state.began;
  faults.ended[row] = state.ended ?? NaN;
  faults.order[row] = state.order;
  const duration = recorded.fact.type === 'OutageBegan' ? recorded.fact.data.duration : undefined;
  if (state.ended === null && duration !== undefined && state.began + duration > kernel.now)
    setTimer(kernel.impliedEnds, row, state.began + duration);
};

const time = (at: Maybe): number => at ?? NaN;

const restoreSpecial = (kernel: Kernel, number: number, special: SpecialState): void => {
  const { components, faults } = kernel;
  let worst = 0;
  for (const fault of special.faults) {
    faults.next[fault] = components.fault[number] as number;
    components.fault[number] = fault;
    worst = Math.max(worst, faults.level[fault] as number);
  }
  components.own[number] = worst;
  if (special.hold !== null) restoreHold(kernel, number, special.hold);
  choicesOf(kernel, number).forEach((choice, index) => restoreChoice(kernel, choice, special.choices[index]));
  if (special.sight !== null) restoreSight(kernel, number, special.sight);
};

const restoreHold = (kernel: Kernel, number: number, state: HoldState): void => {
  const { components, holds } = kernel;
  const hold = components.hold[number] as number;
  if (hold < 0) return;
  holds.startingSince[hold] = time(state.startingSince);
  holds.worksAgainAt[hold] = time(state.worksAgainAt);
  holds.latchAt[hold] = time(state.latchAt);
  holds.latchCause[hold] = state.latchCause;
  holds.lostCause[hold] = state.lostCause;
  holds.lossCause[hold] = state.lossCause;
  holds.tracks[hold] = (holds.tracks[hold] as number) | state.tracks;
  if (state.latchAt !== null) components.marks[number] = (components.marks[number] as number) | LATCHED;
  restoreReserves(kernel, hold, state);
};

const restoreChoice = ({ choices, picks }: Kernel, choice: number, state: ChoiceState | undefined): void => {
  if (state === undefined) return;
  const first = choices.firstPick[choice] as number;
  choices.active[choice] = state.active;
  choices.movedAt[choice] = state.movedAt;
  choices.switchingSince[choice] = time(state.switchingSince);
  choices.switchedAt[choice] = time(state.switchedAt);
  choices.waits[choice] = state.waitsOn === null ? 0 : 1;
  state.betterSince.forEach((since, index) => (picks.betterSince[first + index] = time(since)));
  state.waitsOn?.forEach((level, index) => (picks.waitedOn[first + index] = level));
};
