// What a run remembers between two segments of a history, and the run that goes on from it. Of the faults only those are kept that can still
// matter: open ones, those that something held is owed to, those that are asked for, and what these came from. Everything stands by number,
// in the order of declaration, so that the same state makes the same bytes, and what levels and their causes can no longer depend on is left
// out, so that a late fact whose effects are over leaves no trace. O(components + faults kept).
import type { Scale } from '#domain/impact/scale.ts';
import { beganWith } from '#domain/impact/kernel.ts';
import { resume } from '#domain/impact/resume.ts';
import { newRun, type Run } from '#domain/impact/run.ts';
import { snapshotOf } from '#domain/impact/snapshot.ts';
import type { FaultState, HoldState, Snapshot, SnapshotColumns, SpecialState } from '#domain/impact/snapshot-state.ts';
import { BEGINNING, type Instant } from '#domain/time/instant.ts';
import type { CompiledGraph } from '#domain/topology/compiled-graph.ts';
import type { ComponentDefinition, ComponentId } from '#domain/topology/definition.ts';
import { nameKey, type Asked } from './asked.ts';
import type { Numbered } from './numbered.ts';
import type { Standing } from './turns.ts';

type KeptFault = Omit<FaultState, 'fact' | 'order'> & { readonly number: number };

/** Beside what stands (turns.ts), one cell a component, in the order of declaration. */
export type MemoryColumns = Pick<SnapshotColumns, 'requirement' | 'seen' | 'seenBare' | 'since'>;

export interface Memory {
  readonly columns: MemoryColumns;
  /** The number of the fact that defines it. */
  readonly definition: Int32Array;
  readonly rest: { readonly special: readonly SpecialState[]; readonly faults: readonly KeptFault[] };
}

/** What a run needs that its memory only names. */
export interface Known {
  readonly scale: Scale;
  readonly asked: Asked;
  readonly definitionOf: (fact: number) => ComponentDefinition;
  readonly factOf: (fact: number) => Numbered | undefined;
  /** The graph of a run that is let go, so that its model need not be compiled again. */
  readonly graph?: CompiledGraph | undefined;
}

const askedOf = ({ held, losses }: Asked): { requirement: (id: string) => boolean; level: (id: string) => boolean } => ({
  requirement: (id) => held.has(id),
  level: (id) => losses.has(id),
});

export const firstRun = ({ scale, asked }: Pick<Known, 'scale' | 'asked'>): Run => newRun(scale, askedOf(asked));

/**
 * `components`: those that stand, by name. Dates that are only told (since when a requirement is as it is, when something was last lost) are
 * not kept: a resumed run does not know them.
 */
export const resumedRun = (memory: Memory, standing: Standing, at: Instant, components: readonly ComponentId[], known: Known): Run => {
  const { definition, rest } = memory;
  const never = new Float64Array(components.length).fill(NaN);
  const columns: SnapshotColumns = {
    ...memory.columns,
    level: standing.level,
    levelSince: standing.since,
    requirementSince: memory.columns.since,
    lossAt: never,
    lostAt: never,
  };
  const definitions = new Map(components.map((id, row) => [id, definition[row] as number]));
  const faults = rest.faults.map(({ number, ...fault }, order) => ({ ...fault, fact: String(number), order }));
  const snapshot: Snapshot = {
    version: 1,
    scale: known.scale,
    at,
    // All that was due before is done.
    now: at - 1,
    components,
    columns,
    special: rest.special,
    faults,
    nextOrder: faults.length,
  };
  return resume(snapshot, {
    definitionOf: (id) => known.definitionOf(definitions.get(id) ?? -1),
    factOf: (number) => known.factOf(Number(number)),
    asked: askedOf(known.asked),
    graph: known.graph,
  });
};

/** `definitionOf`: the number of the fact that defines a component. */
export const memoryOf = (run: Run, asked: Asked, definitionOf: (id: ComponentId) => number): Memory => {
  const snapshot = snapshotOf(run);
  const { components, columns, faults } = snapshot;
  const down = snapshot.scale.down;
  const told = snapshot.special.map((one): SpecialState => {
    const { hold, component } = one;
    // Whether it has switched at an instant matters only at that instant.
    const choices = one.choices.map((choice) => ({ ...choice, switchedAt: null }));
    if (hold === null) return { ...one, choices };
    const isLossLive = hold.latchAt !== null || hold.startingSince !== null || columns.seen[component] === down;
    const isAsked = asked.losses.has(components[component] as string);
    return {
      ...one,
      choices,
      hold: {
        ...hold,
        ...(isFull(hold, snapshot.at) ? { amounts: hold.amounts.map(() => hold.capacity), asOf: BEGINNING } : {}),
        lostCause: isLossLive ? hold.lostCause : -1,
        lossCause: isAsked ? hold.lossCause : -1,
        worksAgainAt: null,
      },
    };
  });
  // A component that once had a delay, and has none any more, is as one that never had.
  const special = told
    .map((one) => (one.hold !== null && isNothing(one.hold) ? { ...one, hold: null } : one))
    .filter((one) => one.faults.length > 0 || one.hold !== null || one.choices.length > 0 || one.sight !== null);
  const kept = new Set<number>();
  faults.forEach((fault, row) => isAskedFor(fault, beganWith(run.kernel, row).fact.data, asked) && kept.add(row));
  for (const { faults: open, hold, sight } of special) {
    for (const row of [
      ...open,
      ...(hold === null ? [] : [hold.latchCause, hold.lostCause, hold.lossCause]),
      ...(sight?.standing.map(({ fault }) => fault) ?? []),
    ])
      kept.add(row);
  }
  kept.delete(-1);
  // What is added on the way is walked, too.
  for (const row of kept) {
    const origin = faults[row]?.origin ?? -1;
    if (origin >= 0) kept.add(origin);
  }
  const rows = [...kept].sort((a, b) => (faults[a]?.order ?? 0) - (faults[b]?.order ?? 0) || a - b);
  const placeOf = new Map(rows.map((row, place) => [row, place]));
  const moved = (row: number): number => placeOf.get(row) ?? -1;
  return {
    columns: { requirement: columns.requirement, seen: columns.seen, seenBare: columns.seenBare, since: columns.since },
    definition: Int32Array.from(components, definitionOf),
    rest: {
      special: special.map((one) => renumbered(one, moved)),
      faults: rows.map((row) => {
        const { component, level, began, ended, origin, kind } = faults[row] as FaultState;
        const { number } = beganWith(run.kernel, row) as unknown as Numbered;
        return { number, component, level, began, ended, origin: moved(origin), kind };
      }),
    },
  };
};

/** Whether reserves are full at an instant and do not drain: since when does not matter. */
const isFull = ({ capacity, refill, amounts, asOf, drainLevel }: HoldState, at: Instant): boolean => {
  if (capacity === '0') return true;
  if (drainLevel > 0) return false;
  if (refill === '0') return true;
  const [full, gained] = [BigInt(capacity), BigInt(refill) * BigInt(at - asOf)];
  return amounts.every((amount) => BigInt(amount) + gained >= full);
};

const isAskedFor = ({ fact, component }: FaultState, data: object | undefined, { facts, names }: Asked): boolean => {
  if (facts.has(fact)) return true;
  if (names.size === 0) return false;
  const name = data !== undefined && 'fault' in data && typeof data.fault === 'string' ? data.fault : fact;
  return names.has(nameKey(component, name));
};

const renumbered = (one: SpecialState, moved: (row: number) => number): SpecialState => ({
  component: one.component,
  faults: one.faults.map(moved),
  hold:
    one.hold === null
      ? null
      : { ...one.hold, latchCause: moved(one.hold.latchCause), lostCause: moved(one.hold.lostCause), lossCause: moved(one.hold.lossCause) },
  choices: one.choices,
  // Since when the derived level is as it is, is only told.
  sight:
    one.sight === null
      ? null
      : { ...one.sight, derivedSince: BEGINNING, standing: one.sight.standing.map((said) => ({ ...said, fault: moved(said.fault) })) },
});

/** No reserve, no latch, no start-up, nothing lost that is asked for. */
const isNothing = ({ tracks, capacity, latchAt, startingSince, latchCause, lostCause, lossCause }: HoldState): boolean =>
  tracks === 0 &&
  capacity === '0' &&
  latchAt === null &&
  startingSince === null &&
  latchCause === -1 &&
  lostCause === -1 &&
  lossCause === -1;
