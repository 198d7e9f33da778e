// The ledger of a history in columns: each turn of a component to another level, or to another fault that the level is owed to (S8). Between
// turns nothing changes. Whoever watches a run keeps it; an instant costs the components looked at and whatever impaired depends on them,
// since only there can a first cause have changed.
import { firstCause } from '#domain/blame/first-cause.ts';
import { UP } from '#domain/impact/scale.ts';
import { affectedWalk } from '#domain/impact/reach.ts';
import type { Looking, Run } from '#domain/impact/run.ts';
import { GONE } from '#domain/impact/transitions.ts';
import type { Instant } from '#domain/time/instant.ts';
import { grow, grown } from '#domain/topology/columns.ts';
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
  /** The turns since the last call. */
  takeTurns(): Turns;
  standing(): Standing;
}

/** Columns that grow. */
type Growing<T> = { -readonly [N in keyof T]: T[N] };

/** `before`: how everything stands where the run begins; `componentOf`: the numbers of components. O(components) to begin. */
export const ledgerOf = ({ kernel, world }: Run, before: Standing, componentOf: (id: ComponentId) => number): Ledger => {
  // What was last told, by component; those that are not there have no cell, or one of level GONE.
  const told: Growing<Omit<Standing, 'component'>> = { level: new Uint8Array(), since: new Float64Array(), cause: new Int32Array() };
  const put = (component: number, level: number, since: Instant, cause: FaultNumber): void => {
    told.level[component] = level;
    told.since[component] = since;
    told.cause[component] = cause;
  };
  const makeRoom = (components: number): void => {
    const room = told.level.length;
    grow(told, components);
    told.level.fill(GONE, room);
  };
  makeRoom(before.component.reduce((most, component) => Math.max(most, component + 1), 1));
  before.component.forEach((component, row) =>
    put(component, before.level[row] as number, before.since[row] as number, before.cause[row] as number),
  );
  const turns: Growing<Turns> = {
    at: new Float64Array(),
    component: new Int32Array(),
    level: new Uint8Array(),
    since: new Float64Array(),
    cause: new Int32Array(),
  };
  let count = 0;
  // By number in the run's graph, which a name keeps: the component's own number, plus one.
  let numbers = new Int32Array();
  const numberIn = (node: number): number => {
    if (node >= numbers.length) numbers = grown(numbers, node + 1);
    numbers[node] ||= componentOf(kernel.graph.names[node] as string) + 1;
    return numbers[node] - 1;
  };

  const turn = (at: Instant, component: number, level: number, since: Instant, cause: FaultNumber): void => {
    grow(turns, count + 1);
    turns.at[count] = at;
    turns.component[count] = component;
    turns.level[count] = level;
    turns.since[count] = since;
    turns.cause[count++] = cause;
    put(component, level, since, cause);
  };
  const retire = (now: Instant, component: number): void => {
    if (component < told.level.length && told.level[component] !== GONE) turn(now, component, GONE, now, UNATTRIBUTED);
  };
  const tell = (now: Instant, node: number): void => {
    const component = numberIn(node);
    const level = kernel.components.level[node] as number;
    const since = kernel.components.levelSince[node] as number;
    const cause = level === UP ? UNATTRIBUTED : causeOf(node);
    if (component >= told.level.length) makeRoom(component + 1);
    if (told.level[component] !== level || told.since[component] !== since || told.cause[component] !== cause)
      turn(now, component, level, since, cause);
  };
  const causeOf = (node: number): FaultNumber => {
    const found = firstCause(world, kernel.graph.names[node] as string);
    return found === undefined ? UNATTRIBUTED : numberOf(found);
  };

  const eachAffected = affectedWalk();
  return {
    during(_world, now, _to, moment) {
      const { transitions, graph, components } = kernel;
      for (let place = moment.firstTransition; place < transitions.count; place++)
        if (transitions.level[place] === GONE) retire(now, numberIn(transitions.component[place] as number));
      const affected: number[] = [];
      const created = new Set<number>();
      eachAffected(world, moment, (node) => {
        if (components.since[node] === now) created.add(node);
        else affected.push(node);
      });
      // In the order of their declaration, which is the order of what they stand in; the others in one that depends on nothing else.
      if (created.size > 0) {
        for (const id of world.states.keys()) {
          const node = graph.indexOf.get(id) as number;
          if (!created.has(node)) continue;
          retire(now, numberIn(node));
          tell(now, node);
        }
      }
      const byName = (a: number, b: number): number => ((graph.names[a] as string) < (graph.names[b] as string) ? -1 : 1);
      for (const node of affected.length > 1 ? affected.sort(byName) : affected) tell(now, node);
    },
    takeTurns() {
      const taken = {
        at: turns.at.slice(0, count),
        component: turns.component.slice(0, count),
        level: turns.level.slice(0, count),
        since: turns.since.slice(0, count),
        cause: turns.cause.slice(0, count),
      };
      count = 0;
      return taken;
    },
    standing() {
      const component = Int32Array.from(world.states.keys(), (id) => numberIn(kernel.graph.indexOf.get(id) as number));
      return {
        component,
        level: Uint8Array.from(component, (one) => told.level[one] as number),
        since: Float64Array.from(component, (one) => told.since[one] as number),
        cause: Int32Array.from(component, (one) => told.cause[one] as number),
      };
    },
  };
};

export const NOTHING: Standing = {
  component: new Int32Array(),
  level: new Uint8Array(),
  since: new Float64Array(),
  cause: new Int32Array(),
};
