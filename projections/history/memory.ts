// What a run remembers between two segments of a history, and the run that goes on from it. Of the faults only those are kept that can still
// matter: open ones, those that something held is owed to, those that are asked for, and what these came from. Everything stands by number,
// in the order of declaration, so that the same state makes the same bytes. O(components + faults kept).
import type { Scale } from '#domain/impact/scale.ts';
import { beganWith } from '#domain/impact/kernel.ts';
import { resume } from '#domain/impact/resume.ts';
import { newRun, type Run } from '#domain/impact/run.ts';
import { snapshotOf } from '#domain/impact/snapshot.ts';
import type { FaultState, Snapshot, SnapshotColumns, SpecialState } from '#domain/impact/snapshot-state.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentDefinition, ComponentId } from '#domain/topology/definition.ts';
import { nameKey, type Asked } from './asked.ts';
import type { Numbered } from './numbered.ts';

type KeptFault = Omit<FaultState, 'fact' | 'order'> & { readonly number: number };

export interface Memory {
  /** One cell a component, in the order of declaration, with the number of the fact that defines it. */
  readonly columns: SnapshotColumns;
  readonly definition: Int32Array;
  readonly rest: { readonly now: Instant | null; readonly special: readonly SpecialState[]; readonly faults: readonly KeptFault[] };
}

/** What a run needs that its memory only names. */
export interface Known {
  readonly scale: Scale;
  readonly asked: Asked;
  readonly definitionOf: (fact: number) => ComponentDefinition;
  readonly factOf: (fact: number) => Numbered | undefined;
}

const askedOf = ({ held, losses }: Asked): { requirement: (id: string) => boolean; level: (id: string) => boolean } => ({
  requirement: (id) => held.has(id),
  level: (id) => losses.has(id),
});

export const firstRun = ({ scale, asked }: Pick<Known, 'scale' | 'asked'>): Run => newRun(scale, askedOf(asked));

/** `components`: those of the memory, by name. */
export const resumedRun = (memory: Memory, at: Instant, components: readonly ComponentId[], known: Known): Run => {
  const { columns, definition, rest } = memory;
  const definitions = new Map(components.map((id, row) => [id, definition[row] as number]));
  const faults = rest.faults.map(({ number, ...fault }, order) => ({ ...fault, fact: String(number), order }));
  const now = rest.now ?? -Infinity;
  const snapshot: Snapshot = {
    version: 1,
    scale: known.scale,
    at,
    now,
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
  });
};

/** `definitionOf`: the number of the fact that defines a component. */
export const memoryOf = (run: Run, asked: Asked, definitionOf: (id: ComponentId) => number): Memory => {
  const snapshot = snapshotOf(run);
  const { components, columns, faults, now } = snapshot;
  const down = snapshot.scale.down;
  const special = snapshot.special.map((one): SpecialState => {
    const { hold, component } = one;
    if (hold === null) return one;
    const isLossLive = hold.latchAt !== null || hold.startingSince !== null || columns.seen[component] === down;
    const isAsked = asked.losses.has(components[component] as string);
    return {
      ...one,
      hold: {
        ...hold,
        lostCause: isLossLive ? hold.lostCause : -1,
        lossCause: isAsked ? hold.lossCause : -1,
        worksAgainAt: null,
        asOf: hold.capacity === '0' ? 0 : hold.asOf,
      },
    };
  });
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
    columns,
    definition: Int32Array.from(components, definitionOf),
    rest: {
      now: Number.isFinite(now) ? now : null,
      special: special.map((one) => renumbered(one, moved)),
      faults: rows.map((row) => {
        const { component, level, began, ended, origin, kind } = faults[row] as FaultState;
        const { number } = beganWith(run.kernel, row) as unknown as Numbered;
        return { number, component, level, began, ended, origin: moved(origin), kind };
      }),
    },
  };
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
  sight: one.sight === null ? null : { ...one.sight, standing: one.sight.standing.map((said) => ({ ...said, fault: moved(said.fault) })) },
});
