// The faults at work behind the levels of some components (S8), in rows: neighbouring rows of a component differ in level or in faults;
// together they cover exactly its time below `up`. Every rule that shares out downtime instant by instant reads from it. Folds a replay by
// looking on; costs a search for causes for each of the components that an instant may have given another level or another cause.
import { byBegin, faultsAtWork } from '#domain/blame/first-cause.ts';
import { exists } from '#domain/impact/kernel.ts';
import { affectedWalk } from '#domain/impact/reach.ts';
import type { Moment } from '#domain/impact/run.ts';
import { UP, type Level } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { World } from '#domain/impact/world.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface AtWorkRow extends Interval {
  readonly level: Level;
  /** In the order in which they began; none: no recorded fault explains it. */
  readonly faults: readonly Fault[];
}

export interface AtWorkLedger {
  /** To be called for every instant of a replay, from its beginning. */
  readonly during: (world: World, from: Instant, to: Instant, moment: Moment) => void;
  /** In order of time. */
  readonly rowsOf: (component: ComponentId) => readonly AtWorkRow[];
}

export const atWorkLedger = (components: readonly ComponentId[]): AtWorkLedger => {
  const closed = new Map<ComponentId, AtWorkRow[]>(components.map((id) => [id, []]));
  const open = new Map<ComponentId, Omit<AtWorkRow, 'to'>>();
  // Whether a component is one of them, by its number: names are looked up once.
  const wanted: boolean[] = [];
  const eachAffected = affectedWalk();
  let end: Instant = 0;
  const turn = (component: ComponentId, from: Instant, level: Level, faults: readonly Fault[]): void => {
    const last = open.get(component);
    if (last !== undefined && last.level === level && areSame(last.faults, faults)) return;
    if (last !== undefined) closed.get(component)?.push({ ...last, to: from });
    if (level === UP) open.delete(component);
    else open.set(component, { from, level, faults });
  };
  return {
    during(world, from, to, moment) {
      const { graph, components: columns } = world.kernel;
      end = to;
      for (const component of moment.touched) {
        const id = graph.names[component] as ComponentId;
        if (!exists(world.kernel, component) && open.has(id)) turn(id, from, UP, []);
      }
      eachAffected(world, moment, (component) => {
        const id = graph.names[component] as ComponentId;
        if (!(wanted[component] ??= closed.has(id))) return;
        const level = columns.level[component] ?? UP;
        turn(id, from, level, level === UP ? [] : [...faultsAtWork(world, id)].sort(byBegin));
      });
    },
    rowsOf(component) {
      const last = open.get(component);
      return [...(closed.get(component) ?? []), ...(last === undefined ? [] : [{ ...last, to: end }])];
    },
  };
};

const areSame = (some: readonly Fault[], others: readonly Fault[]): boolean =>
  some.length === others.length && some.every((fault, index) => fault === others[index]);
