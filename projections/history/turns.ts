// The ledger of a history in columns: each turn of a component to another level, or to another fault that the level is owed to (S8). Between
// turns nothing changes. Whoever watches a run keeps it; an instant costs the components looked at and whatever impaired depends on them,
// since only there can a first cause have changed.
import { firstCause } from '#domain/blame/first-cause.ts';
import { UP, type Level } from '#domain/impact/scale.ts';
import { affectedWalk } from '#domain/impact/reach.ts';
import type { Looking, Run } from '#domain/impact/run.ts';
import { GONE } from '#domain/impact/transitions.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { numberOf, UNATTRIBUTED, type FaultNumber } from './numbered.ts';

/** Components by number; `at` rises. */
export interface Turns {
  readonly at: Float64Array;
  readonly component: Int32Array;
  readonly level: Uint8Array;
  /** When it came to that level. */
  readonly since: Float64Array;
  /** The fault the level is owed to by first cause, or -1. */
  readonly cause: Int32Array;
}

/** How everything stands at an instant, in the order in which what exists was declared. */
export type Standing = Omit<Turns, 'at'>;

export interface Ledger {
  readonly during: NonNullable<Looking['during']>;
  turns(): Turns;
  standing(): Standing;
}

interface Told {
  readonly level: Level;
  readonly since: Instant;
  readonly cause: FaultNumber;
}
type Turn = Told & { readonly at: Instant; readonly component: number };

/** `before`: how everything stands where the run begins; `componentOf`: the numbers of components. */
export const ledgerOf = ({ kernel, world }: Run, before: Standing, componentOf: (id: ComponentId) => number): Ledger => {
  const told = new Map<number, Told>();
  for (let row = 0; row < before.component.length; row++) told.set(before.component[row] as number, tellingOf(before, row));
  const turns: Turn[] = [];

  const turn = (at: Instant, component: number, level: Level, since: Instant, cause: FaultNumber): void => {
    turns.push({ at, component, level, since, cause });
    if (level === GONE) told.delete(component);
    else told.set(component, { level, since, cause });
  };
  const retire = (now: Instant, component: number): void => {
    if (told.has(component)) turn(now, component, GONE, now, UNATTRIBUTED);
  };
  const tell = (now: Instant, id: ComponentId, level: Level, since: Instant): void => {
    const component = componentOf(id);
    const last = told.get(component);
    const found = level === UP ? undefined : firstCause(world, id);
    const cause = found === undefined ? UNATTRIBUTED : numberOf(found);
    if (last === undefined || last.level !== level || last.since !== since || last.cause !== cause)
      turn(now, component, level, since, cause);
  };

  const eachAffected = affectedWalk();
  return {
    during(_world, now, _to, moment) {
      const { transitions, graph, components } = kernel;
      for (let place = moment.firstTransition; place < transitions.count; place++)
        if (transitions.level[place] === GONE) retire(now, componentOf(graph.names[transitions.component[place] as number] as string));
      const affected: ComponentId[] = [];
      const created = new Set<ComponentId>();
      eachAffected(world, moment, (number) => {
        const id = graph.names[number] as string;
        if (components.since[number] === now) created.add(id);
        else affected.push(id);
      });
      const levelOf = (id: ComponentId): readonly [Level, Instant] => {
        const number = graph.indexOf.get(id) as number;
        return [components.level[number] as number, components.levelSince[number] as number];
      };
      // In the order of their declaration, which is the order of what they stand in; the others in one that depends on nothing else.
      if (created.size > 0) {
        for (const id of world.states.keys()) {
          if (!created.has(id)) continue;
          retire(now, componentOf(id));
          tell(now, id, ...levelOf(id));
        }
      }
      for (const id of affected.length > 1 ? affected.sort(byName) : affected) tell(now, id, ...levelOf(id));
    },
    turns: () => columnsOf(turns),
    standing() {
      const rows = [...world.states.keys()].map((id): Turn => {
        const component = componentOf(id);
        return { component, at: 0, ...(told.get(component) as Told) };
      });
      const { component, level, since, cause } = columnsOf(rows);
      return { component, level, since, cause };
    },
  };
};

const byName = (a: ComponentId, b: ComponentId): number => (a < b ? -1 : 1);

export const NOTHING: Standing = {
  component: new Int32Array(),
  level: new Uint8Array(),
  since: new Float64Array(),
  cause: new Int32Array(),
};

const tellingOf = ({ level, since, cause }: Standing, row: number): Told => ({
  level: level[row] as number,
  since: since[row] as number,
  cause: cause[row] as number,
});

const columnsOf = (rows: readonly Turn[]): Turns => ({
  at: Float64Array.from(rows, ({ at }) => at),
  component: Int32Array.from(rows, ({ component }) => component),
  level: Uint8Array.from(rows, ({ level }) => level),
  since: Float64Array.from(rows, ({ since }) => since),
  cause: Int32Array.from(rows, ({ cause }) => cause),
});
