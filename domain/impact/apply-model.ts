// Components declared, revised and retired (S3.5), in the order of the facts. Each costs its own requirement, old and new, and what of the
// order of settling it disturbs; where most of a model comes at once the order is found once. The fold never refuses (S5.5).
import { isA, type Recorded } from '../facts/fact.ts';
import { numberOf, STANDBY } from '../topology/compiled-graph.ts';
import type { ComponentDefinition } from '../topology/definition.ts';
import { clearRequirement, placeRequirement } from '../topology/flatten.ts';
import { compileComponent, type Component } from '../topology/model.ts';
import { orderAnew } from '../topology/ranks.ts';
import { reorder, requiredInGroup } from '../topology/reorder.ts';
import type { StandbyNode } from '../topology/requirement.ts';
import { addChoice, choicesOf, dropChoice, goOn, keptChoice, type KeptChoice } from './choices.ts';
import { countRequirement, passOn } from './counting.ts';
import { addHold, dropHold, reviseHold } from './holds.ts';
import { CHOOSES, EXISTS, exists, FRESH, NO_FAULT, type Kernel } from './kernel.ts';
import { growWithGraph } from './new-kernel.ts';
import { UP } from './scale.ts';
import { stopTimer } from './timer-heap.ts';
import { GONE, note } from './transitions.ts';

/** So many changes at once, and at least a part of the whole, are ordered anew rather than one by one. */
const MANY = 32;
const PART = 8;

type Refused = (recorded: Recorded, component: string) => void;

/** Applies the facts of the model at one instant; `unknown` is told of a component retired that does not exist. */
export const applyModel = (kernel: Kernel, facts: readonly Recorded[], unknown: Refused): void => {
  const { graph } = kernel;
  const changes = facts.filter((recorded) => isA(recorded, 'ComponentDeclared', 'ComponentRevised', 'ComponentRetired'));
  if (changes.length === 0) return;
  const atOnce = changes.length > MANY && changes.length * PART > graph.names.length;
  const retired: number[] = [];
  const settledBefore = new Set<number>();
  for (const recorded of changes) {
    if (isA(recorded, 'ComponentDeclared', 'ComponentRevised')) {
      const { component, definition } = recorded.fact.data;
      declare(kernel, component, definition, atOnce);
    } else if (isA(recorded, 'ComponentRetired')) {
      const number = graph.indexOf.get(recorded.fact.data.component);
      if (number === undefined || !exists(kernel, number)) unknown(recorded, recorded.fact.data.component);
      else {
        // One that was declared at this very instant leaves nothing behind.
        if (((kernel.components.marks[number] as number) & FRESH) === 0) settledBefore.add(number);
        retire(kernel, number, atOnce);
        retired.push(number);
        kernel.touched.push(number);
      }
    }
  }
  if (atOnce) orderAnew(graph);
  growWithGraph(kernel);
  kernel.version++;
  kernel.cycleVersion++;
  for (const component of graph.regrouped) kernel.touched.push(component);
  graph.regrouped.length = 0;
  for (const component of retired) {
    if (exists(kernel, component)) continue;
    if (settledBefore.delete(component)) note(kernel.transitions, component, kernel.now, GONE);
    passOn(kernel, component);
  }
};

const declare = (kernel: Kernel, id: string, definition: ComponentDefinition, atOnce: boolean): void => {
  const { graph } = kernel;
  const compiled = compileComponent(id, definition, kernel.scale);
  const component = numberOf(graph, id);
  growWithGraph(kernel);
  const isNew = !exists(kernel, component);
  const kept = isNew ? new Map<string, KeptChoice>() : keptChoices(kernel, component);
  if (isNew) putAtRest(kernel, component);
  stopTimer(kernel.timers, component);
  graph.definitions[component] = definition;
  replaceRequirement(kernel, component, compiled, atOnce);
  if (isNew) addHold(kernel, component, compiled);
  else reviseHold(kernel, component, compiled);
  addChoices(kernel, component, compiled, kept);
  countRequirement(kernel, component);
  kernel.touched.push(component);
};

const replaceRequirement = (kernel: Kernel, component: number, { requirement }: Component, atOnce: boolean): void => {
  const { graph } = kernel;
  const before = requiredInGroup(graph, component);
  clearRequirement(graph, component);
  if (requirement !== undefined) placeRequirement(graph, component, requirement);
  growWithGraph(kernel);
  if (!atOnce) reorder(graph, component, before);
};

/** S3.5: nothing open, nothing latched, nothing starting; it stands last among those that exist. */
export const putAtRest = (kernel: Kernel, component: number): void => {
  const { components, now } = kernel;
  components.marks[component] = EXISTS | FRESH;
  components.own[component] = UP;
  components.level[component] = UP;
  components.required[component] = UP;
  components.requirement[component] = UP;
  components.seen[component] = UP;
  components.seenBare[component] = UP;
  components.since[component] = now;
  components.levelSince[component] = now;
  components.requirementSince[component] = now;
  components.lossAt[component] = NaN;
  components.lostAt[component] = NaN;
  components.fault[component] = NO_FAULT;
  components.declaredBefore[component] = kernel.lastDeclared;
  components.declaredAfter[component] = 0;
  if (kernel.lastDeclared === 0) kernel.firstDeclared = component + 1;
  else components.declaredAfter[kernel.lastDeclared - 1] = component + 1;
  kernel.lastDeclared = component + 1;
  kernel.existing++;
};

const retire = (kernel: Kernel, component: number, atOnce: boolean): void => {
  const { graph, components } = kernel;
  dropChoices(kernel, component);
  dropHold(kernel, component);
  stopTimer(kernel.timers, component);
  const before = requiredInGroup(graph, component);
  clearRequirement(graph, component);
  if (!atOnce) reorder(graph, component, before);
  graph.definitions[component] = undefined;
  kernel.sights.delete(component);
  components.marks[component] = 0;
  components.own[component] = UP;
  components.required[component] = UP;
  components.level[component] = kernel.down;
  components.fault[component] = NO_FAULT;
  const [before_, after] = [components.declaredBefore[component] as number, components.declaredAfter[component] as number];
  if (before_ === 0) kernel.firstDeclared = after;
  else components.declaredAfter[before_ - 1] = after;
  if (after === 0) kernel.lastDeclared = before_;
  else components.declaredBefore[after - 1] = before_;
  kernel.existing--;
};

const keptChoices = (kernel: Kernel, component: number): Map<string, KeptChoice> => {
  const choices = choicesOf(kernel, component);
  if (choices.length === 0) return new Map();
  const { graph, scale } = kernel;
  const definition = graph.definitions[component] as ComponentDefinition;
  const { standbys } = compileComponent(graph.names[component] as string, definition, scale);
  const kept = new Map(standbys.map((node, index) => [node.place, keptChoice(kernel, choices[index] as number, node)]));
  dropChoices(kernel, component);
  return kept;
};

const dropChoices = (kernel: Kernel, component: number): void => {
  for (const choice of choicesOf(kernel, component)) dropChoice(kernel, choice);
  kernel.choiceLists.delete(component);
};

export const addChoices = (
  kernel: Kernel,
  component: number,
  { standbys }: Pick<Component, 'standbys'>,
  kept: ReadonlyMap<string, KeptChoice>,
): void => {
  const { graph, components } = kernel;
  const marks = (components.marks[component] as number) & ~CHOOSES;
  components.marks[component] = standbys.length > 0 ? marks | CHOOSES : marks;
  if (standbys.length === 0) return;
  const { nodes, gates } = graph;
  const first = nodes.firstGate[component] as number;
  const list: number[] = [];
  for (let gate = first; gate < first + (nodes.gates[component] as number); gate++) {
    if (gates.kind[gate] !== STANDBY) continue;
    const node = standbys[list.length] as StandbyNode;
    const choice = addChoice(kernel, gate, node);
    list.push(choice);
    const before = kept.get(node.place);
    if (before !== undefined) goOn(kernel, choice, node, before);
  }
  kernel.choiceLists.set(component, list);
};
