// Applies the facts of one instant in fold order (S3.4, S5.3): the model, ends of faults, ends that were stated with a begin, the rest, and
// ends that found nothing but a begin of this instant. A fact that cannot be applied has no effect; it is told why, in the words with which a
// decision would refuse it (S5.5). The fold never throws on a fact.
import { isA, type FactOf, type Recorded } from '../facts/fact.ts';
import { isOfTheModel } from '../facts/fold-order.ts';
import { didYouMean } from '../refusal.ts';
import type { Instant } from '../time/instant.ts';
import { formatInstant } from '../time/text.ts';
import type { ComponentId } from '../topology/definition.ts';
import { compileComponent } from '../topology/model.ts';
import type { StandbyNode } from '../topology/requirement.ts';
import { applyModel } from './apply-model.ts';
import { choicesOf, moveByFact } from './choices.ts';
import { end, endAll, keyOf, open, openFault } from './fault-table.ts';
import { release } from './holds.ts';
import { declaredNames, exists, LATCHED, NO_FAULT, type Kernel } from './kernel.ts';
import { levelNamed, UP } from './scale.ts';
import { derivedLevel, observe, releaseVantage } from './sight.ts';
import { takeDue } from './timer-heap.ts';

/** What a batch tells besides: facts without effect, and when faults of a name began, for the words. */
export interface Telling {
  readonly tell: (recorded: Recorded, why: string) => void;
  readonly begins: () => ReadonlyMap<string, readonly Instant[]>;
}

/** Applies `facts[from] … facts[to - 1]`, all of the kernel's instant. */
export const applyFacts = (kernel: Kernel, facts: readonly Recorded[], from: number, to: number, telling: Telling): void => {
  let model: Recorded[] | undefined;
  let early: Recorded<FactOf<'OutageEnded'>>[] | undefined;
  for (let index = from; index < to; index++) {
    const recorded = facts[index] as Recorded;
    if (isOfTheModel(recorded.fact.type)) (model ??= []).push(recorded);
  }
  if (model !== undefined) applyModel(kernel, model, (recorded, id) => telling.tell(recorded, unknownComponent(kernel, id)));
  for (let index = from; index < to; index++) {
    const recorded = facts[index] as Recorded;
    if (!isA(recorded, 'OutageEnded')) continue;
    const why = endOrRelease(kernel, recorded);
    if (why === NOTHING_OPEN) (early ??= []).push(recorded);
    else if (why !== undefined) telling.tell(recorded, why);
  }
  endImplied(kernel);
  for (let index = from; index < to; index++) {
    const recorded = facts[index] as Recorded;
    const why = applyRest(kernel, recorded);
    if (why !== undefined) telling.tell(recorded, why);
  }
  for (const recorded of early ?? []) endBegun(kernel, recorded, telling);
  // A fault of no length, begun in this batch, is over in it.
  endImplied(kernel);
};

/** What an end is told that finds nothing open, but perhaps something that begins at its instant. */
export const NOTHING_OPEN = '';

const numberNow = (kernel: Kernel, id: ComponentId): number => {
  const component = kernel.graph.indexOf.get(id);
  return component === undefined || !exists(kernel, component) ? -1 : component;
};

export const endOrRelease = (kernel: Kernel, { fact: { data } }: Recorded<FactOf<'OutageEnded'>>): string | undefined => {
  const component = numberNow(kernel, data.component);
  if (component < 0) return unknownComponent(kernel, data.component);
  if (data.fault === undefined) return worksAgain(kernel, component);
  const fault = openFault(kernel, component, data.fault);
  if (fault === NO_FAULT) return NOTHING_OPEN;
  end(kernel, fault);
  kernel.touched.push(component);
  return undefined;
};

/** S3.4: it works again. Ends all open faults, the latch and a start-up. */
const worksAgain = (kernel: Kernel, component: number): string | undefined => {
  const { components, holds, graph, now } = kernel;
  const hold = components.hold[component] as number;
  const latched = ((components.marks[component] as number) & LATCHED) !== 0;
  const starting = hold >= 0 && !Number.isNaN(holds.startingSince[hold]);
  if (components.fault[component] === NO_FAULT && !latched && !starting && derivedLevel(kernel, component) !== kernel.down) {
    const isSeen = components.level[component] === kernel.down;
    const seen = isSeen ? '; it is only observed so: record what is seen now, or release the observation' : '';
    return `${graph.names[component] as string} is not down at ${formatInstant(now)}: no fault of it is open, and it waits neither for a release nor for a start-up${seen}`;
  }
  endAll(kernel, component);
  release(kernel, component);
  if (hold >= 0) {
    holds.startingSince[hold] = NaN;
    holds.worksAgainAt[hold] = now;
  }
  kernel.touched.push(component);
  return undefined;
};

export const endImplied = (kernel: Kernel): void => {
  for (let fault = takeDue(kernel.impliedEnds, kernel.now); fault >= 0; fault = takeDue(kernel.impliedEnds, kernel.now))
    if (end(kernel, fault)) kernel.touched.push(kernel.faults.component[fault] as number);
};

export const applyRest = (kernel: Kernel, recorded: Recorded): string | undefined => {
  if (isA(recorded, 'OutageBegan')) return begin(kernel, recorded);
  if (isA(recorded, 'FailedOver', 'FailedBack')) return moveStandbys(kernel, recorded);
  // Why one of these cannot be otherwise is decided with all that are not about conditions (facts/decisions).
  if (isA(recorded, 'StatusObserved', 'ObservationReleased')) return observeOrRelease(kernel, recorded);
  return undefined;
};

const begin = (kernel: Kernel, recorded: Recorded<FactOf<'OutageBegan'>>): string | undefined => {
  const { scale } = kernel;
  const { component: id, level: levelName, fault: name } = recorded.fact.data;
  const component = numberNow(kernel, id);
  if (component < 0) return unknownComponent(kernel, id);
  const level = levelNamed(scale, levelName);
  if (level <= UP) {
    const worse = scale.names.slice(1).join(', ');
    return level < 0
      ? `"${levelName}" is not a level; an outage is at one of ${worse}`
      : `an outage at level "${levelName}" is none; it must be at one of ${worse}`;
  }
  const already = name === undefined ? NO_FAULT : openFault(kernel, component, name);
  if (name !== undefined && already !== NO_FAULT)
    return `fault "${name}" of ${id} is open already, since ${formatInstant(kernel.faults.began[already] as number)}; end it first, or give this one another name`;
  open(kernel, component, level, recorded);
  kernel.touched.push(component);
  return undefined;
};

const observeOrRelease = (kernel: Kernel, recorded: Recorded<FactOf<'StatusObserved' | 'ObservationReleased'>>): string | undefined => {
  const component = numberNow(kernel, recorded.fact.data.component);
  if (component < 0) return unknownComponent(kernel, recorded.fact.data.component);
  if (isA(recorded, 'StatusObserved')) observe(kernel, component, recorded);
  else releaseVantage(kernel, component, recorded.fact.data.vantage);
  kernel.touched.push(component);
  return undefined;
};

/** An end that found nothing open ends what begins at its instant. */
export const endBegun = (kernel: Kernel, recorded: Recorded<FactOf<'OutageEnded'>>, { tell, begins }: Telling): void => {
  const { component: id, fault: name = '' } = recorded.fact.data;
  const component = numberNow(kernel, id);
  const begun = component < 0 ? NO_FAULT : openFault(kernel, component, name);
  if (begun !== NO_FAULT && kernel.faults.began[begun] === kernel.now) {
    end(kernel, begun);
    kernel.touched.push(component);
  } else tell(recorded, whyNotOpen(begins().get(keyOf(id, name)) ?? [], id, name, kernel.now));
};

/** Why an end of a named fault finds nothing to end, given when faults of that name begin, in fold order. */
export const whyNotOpen = (known: readonly Instant[], component: ComponentId, fault: string, now: Instant): string => {
  if (known.some((at) => at <= now)) return `fault "${fault}" of ${component} is not open at ${formatInstant(now)}: it had ended before`;
  const [after] = known;
  return after === undefined
    ? `fault "${fault}" of ${component} never began; record its begin first, or leave the fault out to say that ${component} works again`
    : `fault "${fault}" of ${component} ends at ${formatInstant(now)}, before it begins at ${formatInstant(after)}`;
};

/** Moves standby gates by fact: all that have `to` as a member, or (going back, `to` left out) every one to its first. */
const moveStandbys = (kernel: Kernel, recorded: Recorded<FactOf<'FailedOver' | 'FailedBack'>>): string | undefined => {
  const { component: id, to } = recorded.fact.data;
  const component = numberNow(kernel, id);
  if (component < 0) return unknownComponent(kernel, id);
  if (to !== undefined && numberNow(kernel, to) < 0) return unknownComponent(kernel, to);
  const choices = choicesOf(kernel, component);
  if (choices.length === 0) return `${id} requires nothing by a standby, so there is nothing to fail over or back`;
  const { standbys } = compileComponent(id, kernel.graph.definitions[component] ?? {}, kernel.scale);
  const moving = standbys.flatMap((gate, index) => {
    const target = to === undefined ? 0 : memberNamed(gate, to);
    return target < 0 ? [] : [[choices[index] as number, target] as const];
  });
  if (moving.length === 0)
    return `no standby of ${id} has "${to ?? ''}" as a member; it can move to ${standbys.flatMap((gate) => gate.members.map((member) => member.label)).join(', ')}`;
  for (const [choice, target] of moving) moveByFact(kernel, choice, target);
  kernel.touched.push(component);
  return undefined;
};

const memberNamed = (gate: StandbyNode, to: ComponentId): number =>
  gate.members.findIndex((member) => member.node.kind === 'component' && member.node.id === to);

/** That there is no such component now, and which may have been meant. */
const unknownComponent = (kernel: Kernel, id: ComponentId): string =>
  `there is no component "${id}" at ${formatInstant(kernel.now)}${didYouMean(id, declaredNames(kernel))}`;
