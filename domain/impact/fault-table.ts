// Every fault ever opened, in columns, in fold order: found again by name or by fact, ended by fact or after its stated duration, and traced
// to what it is a consequence of (S3.4, S8, S9.2). What only a consequence asks for is indexed when the first one asks.
import { isA, reportedAt, type FactOf, type Recorded } from '../facts/fact.ts';
import { pushTo } from '../grouped.ts';
import type { FactRows } from '../facts/fact-rows.ts';
import type { Origin } from '../facts/types.ts';
import { grow } from '../topology/columns.ts';
import type { Instant } from '../time/instant.ts';
import { beganWith, exists, NO_FAULT, OUTAGE, UNHEARD, type Began, type FaultIndex, type Kernel, type RowSource } from './kernel.ts';
import type { Level } from './scale.ts';
import type { Fault } from './state.ts';
import { setTimer } from './timer-heap.ts';

const nameOf = ({ fact }: Began): string => (fact.type === 'OutageBegan' ? (fact.data.fault ?? fact.id) : fact.id);

const nameOfFault = ({ recorded, rowSources }: Kernel, fault: number): string => {
  const known = recorded[fault] as Began | number;
  if (typeof known !== 'number') return nameOf(known);
  return (rowSources.findLast(({ from }) => from <= fault) as RowSource).rows.fault(known);
};

/** The open fault of that name; NO_FAULT where there is none. */
export const openFault = (kernel: Kernel, component: number, name: string): number => {
  const { components, faults } = kernel;
  let fault = components.fault[component] as number;
  while (fault !== NO_FAULT && nameOfFault(kernel, fault) !== name) fault = faults.next[fault] as number;
  return fault;
};

/** Opens a fault of a component that exists. */
export const open = (kernel: Kernel, component: number, level: Level, began: Recorded<FactOf<'OutageBegan'>>): number => {
  const fault = addRow(kernel, component, level, began, OUTAGE);
  openAs(kernel, component, level, fault);
  const { duration, consequenceOf } = began.fact.data;
  if (duration !== undefined) setTimer(kernel.impliedEnds, fault, began.fact.occurredAt.best + duration);
  if (consequenceOf !== undefined) kernel.unresolved.push(fault);
  return fault;
};

/** Opens the fault of a plain row of facts. */
export const openRow = (kernel: Kernel, component: number, level: Level, row: number, { at, reported }: FactRows): void => {
  const fault = addColumns(kernel, component, level, row, OUTAGE);
  kernel.faults.began[fault] = at[row] as number;
  kernel.faults.reported[fault] = reported(row);
  openAs(kernel, component, level, fault);
};

const openAs = ({ components, faults }: Kernel, component: number, level: Level, fault: number): void => {
  faults.next[fault] = components.fault[component] as number;
  components.fault[component] = fault;
  if (level > (components.own[component] as number)) components.own[component] = level;
};

/** A row for a fault, or for an observation, which may count as one. */
export const addRow = (kernel: Kernel, component: number, level: Level, began: Began, kind: number): number => {
  const fault = addColumns(kernel, component, level, began, kind);
  kernel.faults.began[fault] = began.fact.occurredAt.best;
  kernel.faults.reported[fault] = reportedAt(began);
  return fault;
};

const addColumns = (kernel: Kernel, component: number, level: Level, began: Began | number, kind: number): number => {
  const { faults, recorded } = kernel;
  const fault = recorded.length;
  grow(faults, fault + 1);
  recorded.push(began);
  faults.component[fault] = component;
  faults.level[fault] = level;
  faults.next[fault] = NO_FAULT;
  faults.ended[fault] = NaN;
  faults.origin[fault] = NO_FAULT;
  faults.order[fault] = kernel.nextOrder++;
  faults.kind[fault] = kind;
  return fault;
};

/** Ends one fault, if it is still open; whether it was. */
export const end = (kernel: Kernel, fault: number): boolean => {
  const { components, faults, now } = kernel;
  const component = faults.component[fault] as number;
  if (!exists(kernel, component)) return false;
  let [before, left] = [NO_FAULT, components.fault[component] as number];
  while (left !== fault) {
    if (left === NO_FAULT) return false;
    [before, left] = [left, faults.next[left] as number];
  }
  const after = faults.next[fault] as number;
  if (before === NO_FAULT) components.fault[component] = after;
  else faults.next[before] = after;
  markEnded(kernel, fault, now);
  let worst = 0;
  for (let one = components.fault[component] as number; one !== NO_FAULT; one = faults.next[one] as number)
    worst = Math.max(worst, faults.level[one] as number);
  components.own[component] = worst;
  return true;
};

export const endAll = (kernel: Kernel, component: number): void => {
  const { components, faults, now } = kernel;
  for (let fault = components.fault[component] as number; fault !== NO_FAULT; fault = faults.next[fault] as number)
    markEnded(kernel, fault, now);
  components.fault[component] = NO_FAULT;
  components.own[component] = 0;
};

/** A fault ends, or an observation stands no longer. */
export const markEnded = ({ faults, faultObjects }: Kernel, fault: number, at: Instant): void => {
  faults.ended[fault] = at;
  const made = faultObjects[fault];
  if (made !== undefined) made.ended = at;
};

/** Finds what the faults opened since the last call came from, once their instant has settled. */
export const resolveOrigins = (kernel: Kernel): void => {
  for (const fault of kernel.unresolved) {
    const { fact } = beganWith(kernel, fault);
    const consequenceOf = fact.type === 'OutageBegan' ? fact.data.consequenceOf : undefined;
    const origin = consequenceOf === undefined ? NO_FAULT : findOrigin(kernel, consequenceOf);
    if (origin === NO_FAULT || origin === fault) continue;
    kernel.faults.origin[fault] = origin;
    const made = kernel.faultObjects[fault];
    if (made !== undefined) made.origin = faultObject(kernel, origin);
  }
  kernel.unresolved.length = 0;
};

const findOrigin = (kernel: Kernel, origin: Origin): number => {
  const { graph, components, holds } = kernel;
  if (typeof origin === 'object' && 'loss' in origin) {
    const component = graph.indexOf.get(origin.loss);
    if (component === undefined || !exists(kernel, component)) return NO_FAULT;
    const hold = components.hold[component] as number;
    return hold < 0 ? NO_FAULT : (holds.lossCause[hold] as number);
  }
  const index = indexed(kernel);
  return (typeof origin === 'string' ? index.byFact.get(origin) : index.byName.get(keyOf(origin.component, origin.fault))) ?? NO_FAULT;
};

const indexed = (kernel: Kernel): FaultIndex => {
  const { recorded, faults, faultIndex } = kernel;
  for (; faultIndex.upTo < recorded.length; faultIndex.upTo++) {
    if (faults.kind[faultIndex.upTo] === UNHEARD) continue;
    const began = beganWith(kernel, faultIndex.upTo);
    faultIndex.byFact.set(began.fact.id, faultIndex.upTo);
    faultIndex.byName.set(keyOf(began.fact.data.component, nameOf(began)), faultIndex.upTo);
  }
  return faultIndex;
};

export const keyOf = (component: string, fault: string): string => JSON.stringify([component, fault]);

/** The fault as readers know it; the same object each time. */
export const faultObject = (kernel: Kernel, fault: number): Fault => {
  const made: (Fault | undefined)[] = kernel.faultObjects;
  const known = made[fault];
  if (known !== undefined) return known;
  const { faults } = kernel;
  // A ring of consequences closes on objects made already.
  const chain: number[] = [];
  for (let next = fault; next !== NO_FAULT && made[next] === undefined; next = faults.origin[next] as number) {
    const began = beganWith(kernel, next);
    const ended = faults.ended[next] as number;
    made[next] = {
      name: nameOf(began),
      component: began.fact.data.component,
      level: faults.level[next] as number,
      began,
      order: faults.order[next] as number,
      ...(faults.began[next] === began.fact.occurredAt.best ? {} : { silentSince: faults.began[next] as number }),
      ...(Number.isNaN(ended) ? {} : { ended }),
    };
    chain.push(next);
  }
  for (const one of chain) {
    const origin = made[faults.origin[one] as number];
    const own = made[one];
    if (origin !== undefined && own !== undefined) own.origin = origin;
  }
  return made[fault] as Fault;
};

/** Every fault that began in these facts, by key, with the instants: to say why an end finds nothing to end. */
export const beginsIn = (facts: readonly Recorded[]): ReadonlyMap<string, readonly Instant[]> => {
  const begins = new Map<string, Instant[]>();
  for (const recorded of facts) {
    if (!isA(recorded, 'OutageBegan')) continue;
    pushTo(begins, keyOf(recorded.fact.data.component, nameOf(recorded)), recorded.fact.occurredAt.best);
  }
  return begins;
};
