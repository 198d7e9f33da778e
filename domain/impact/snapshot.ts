// A run as plain data, from which it goes on (resume.ts): what the components' states are at an instant, without the model, the facts and what
// gates count, which all follow from elsewhere. Columns are typed arrays, one cell a component; what only some components have stands apart, as
// JSON. O(components + open faults). Two snapshots' states of one component can be compared: equal ones have the same future.
import type { ComponentId } from '../topology/definition.ts';
import { choicesOf } from './choices.ts';
import { beganWith, LATCHED, NO_FAULT, type Kernel } from './kernel.ts';
import { holdUpOf } from './reserves.ts';
import type { Run } from './run.ts';
import type { ChoiceState, FaultState, HoldState, Maybe, Snapshot, SnapshotColumns, SpecialState } from './snapshot-state.ts';

export const COLUMNS = [
  'level',
  'requirement',
  'seen',
  'seenBare',
  'since',
  'levelSince',
  'requirementSince',
  'lossAt',
  'lostAt',
] as const satisfies readonly (keyof SnapshotColumns)[];

/** A run as it stands. It stays as it is while the run goes on. */
export const snapshotOf = ({ kernel, at }: Run): Snapshot => {
  const { graph, components, scale, now, nextOrder } = kernel;
  const numbers: number[] = [];
  for (let next = kernel.firstDeclared; next !== 0; next = components.declaredAfter[next - 1] as number) numbers.push(next - 1);
  const places = allFaults(kernel);
  const columns = Object.fromEntries(
    COLUMNS.map((name) => {
      const column = components[name];
      const cells = numbers.map((number) => column[number] as number);
      return [name, column instanceof Uint8Array ? Uint8Array.from(cells) : Float64Array.from(cells)];
    }),
  ) as unknown as SnapshotColumns;
  return {
    version: 1,
    scale,
    at,
    now,
    components: numbers.map((number) => graph.names[number] as string),
    columns,
    special: numbers.flatMap((number, place) => specialOf(kernel, number, place, places) ?? []),
    faults: [...places.keys()].map((fault) => faultState(kernel, fault, places)),
    nextOrder,
  };
};

/** What one component's state comes to now, as far as its future depends on it, as text: equal where both have the same future. @internal the law that two halves are one replay */
export const futureOf = ({ kernel }: Run, id: ComponentId): string | undefined => {
  const number = kernel.graph.indexOf.get(id);
  if (number === undefined || !kernel.components.marks[number]) return undefined;
  const { components, faults } = kernel;
  const named = new Map<number, number>();
  const special = specialOf(kernel, number, 0, { get: (fault: number) => (named.set(fault, fault), named.size - 1) });
  const facts = [...named.keys()].map((fault) => [beganWith(kernel, fault).fact.id, faults.level[fault]]);
  const [level, requirement, seen, bare] = [components.level, components.requirement, components.seen, components.seenBare];
  return JSON.stringify([level[number], requirement[number], seen[number], bare[number], special, facts]);
};

interface Places {
  get(fault: number): number | undefined;
}

/** Every fault so far, each with its place: what a later fact is a consequence of may be any of them. */
const allFaults = ({ recorded }: Kernel): ReadonlyMap<number, number> => new Map(recorded.map((_, fault) => [fault, fault]));

const maybe = (at: number | undefined): Maybe => (at === undefined || !Number.isFinite(at) ? null : at);

const specialOf = (kernel: Kernel, number: number, component: number, places: Places): SpecialState | undefined => {
  const { components, faults } = kernel;
  const placeOf = (fault: number | undefined): number =>
    fault === undefined || fault === NO_FAULT ? NO_FAULT : (places.get(fault) ?? NO_FAULT);
  const open: number[] = [];
  for (let fault = components.fault[number] as number; fault !== NO_FAULT; fault = faults.next[fault] as number) open.push(fault);
  const hold = components.hold[number] as number;
  const choices = choicesOf(kernel, number);
  const sight = kernel.sights.get(number);
  if (open.length === 0 && hold < 0 && choices.length === 0 && sight === undefined) return undefined;
  return {
    component,
    faults: open.reverse().map(placeOf),
    hold: hold < 0 ? null : holdState(kernel, number, hold, placeOf),
    choices: choices.map((choice) => choiceState(kernel, choice)),
    sight:
      sight === undefined
        ? null
        : {
            derived: sight.derived,
            derivedSince: sight.derivedSince,
            standing: [...sight.standing].map(([vantage, { level, binding, fault, overdueAt }]) => {
              return { vantage, level, binding, fault: placeOf(fault), overdueAt: maybe(overdueAt) };
            }),
          },
  };
};

const holdState = (kernel: Kernel, number: number, hold: number, placeOf: (fault: number | undefined) => number): HoldState => {
  const { holds, components } = kernel;
  const latched = ((components.marks[number] as number) & LATCHED) !== 0;
  const { capacity, drain, refill, reserves } = holdUpOf(kernel, hold);
  return {
    startingSince: maybe(holds.startingSince[hold]),
    worksAgainAt: maybe(holds.worksAgainAt[hold]),
    latchAt: latched ? maybe(holds.latchAt[hold]) : null,
    latchCause: latched ? placeOf(holds.latchCause[hold]) : NO_FAULT,
    lostCause: placeOf(holds.lostCause[hold]),
    lossCause: placeOf(holds.lossCause[hold]),
    tracks: holds.tracks[hold] as number,
    capacity: capacity.toString(),
    drain: drain.toString(),
    refill: refill.toString(),
    amounts: reserves.map(({ amount }) => amount.toString()),
    asOf: holds.asOf[hold] as number,
    drainLevel: holds.drainLevel[hold] as number,
  };
};

const choiceState = ({ choices, picks, graph }: Kernel, choice: number): ChoiceState => {
  const first = choices.firstPick[choice] as number;
  const members = graph.gates.members[choices.gate[choice] as number] as number;
  const row = Array.from({ length: members }, (_, index) => first + index);
  return {
    active: choices.active[choice] as number,
    movedAt: choices.movedAt[choice] as number,
    switchingSince: maybe(choices.switchingSince[choice]),
    switchedAt: maybe(choices.switchedAt[choice]),
    betterSince: row.map((pick) => maybe(picks.betterSince[pick])),
    waitsOn: choices.waits[choice] === 0 ? null : row.map((pick) => picks.waitedOn[pick] as number),
  };
};

const faultState = (kernel: Kernel, fault: number, places: ReadonlyMap<number, number>): FaultState => {
  const { faults } = kernel;
  const { fact } = beganWith(kernel, fault);
  const origin = faults.origin[fault] as number;
  return {
    fact: fact.id,
    component: fact.data.component,
    level: faults.level[fault] as number,
    began: faults.began[fault] as number,
    ended: maybe(faults.ended[fault]),
    origin: origin === NO_FAULT ? NO_FAULT : (places.get(origin) ?? NO_FAULT),
    order: faults.order[fault] as number,
    kind: faults.kind[fault] as number,
  };
};
