// For each component the half-open intervals at each level, from its declaration to the replay's end, folded from the transitions when they are
// asked for. Neighbouring intervals differ in level; together they cover exactly the time the component existed. No interval is empty.
import type { Instant, Interval } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';
import type { CompiledGraph } from '../topology/compiled-graph.ts';
import type { Level } from './scale.ts';
import { GONE, type Transitions } from './transitions.ts';

export interface LevelInterval extends Interval {
  readonly level: Level;
}

export type Timeline = ReadonlyMap<ComponentId, readonly LevelInterval[]>;

/** Transitions by component: those of component c stand at `place[start[c]] … place[start[c + 1] - 1]`, in order. */
export interface ByComponent {
  readonly start: Int32Array;
  readonly place: Int32Array;
}

/** Sorts transitions by component. O(transitions + components). @internal a bench times it apart */
export const byComponent = ({ component, count }: Transitions, components: number): ByComponent => {
  const start = new Int32Array(components + 1);
  for (let at = 0; at < count; at++) {
    const next = (component[at] as number) + 1;
    start[next] = (start[next] as number) + 1;
  }
  for (let index = 1; index <= components; index++) start[index] = (start[index] as number) + (start[index - 1] as number);
  const place = new Int32Array(count);
  const filled = start.slice();
  for (let at = 0; at < count; at++) {
    const of = component[at] as number;
    const next = filled[of] as number;
    place[next] = at;
    filled[of] = next + 1;
  }
  return { start, place };
};

/** The timeline of transitions that are complete, up to `until`. A component's intervals are built when somebody first asks for them. */
export class FoldedTimeline implements Timeline {
  readonly #graph: CompiledGraph;
  readonly #transitions: Transitions;
  readonly #until: Instant;
  readonly #built = new Map<number, readonly LevelInterval[]>();
  #rows: ByComponent | undefined;

  constructor(graph: CompiledGraph, transitions: Transitions, until: Instant) {
    this.#graph = graph;
    this.#transitions = transitions;
    this.#until = until;
  }

  get size(): number {
    let size = 0;
    for (const _ of this.keys()) size++;
    return size;
  }
  has(id: ComponentId): boolean {
    const component = this.#graph.indexOf.get(id);
    return component !== undefined && this.#has(component);
  }
  get(id: ComponentId): readonly LevelInterval[] | undefined {
    const component = this.#graph.indexOf.get(id);
    return component !== undefined && this.#has(component) ? this.#intervals(component) : undefined;
  }
  *keys(): MapIterator<ComponentId> {
    for (const [id] of this.#numbers()) yield id;
  }
  *values(): MapIterator<readonly LevelInterval[]> {
    for (const [, component] of this.#numbers()) yield this.#intervals(component);
  }
  *entries(): MapIterator<[ComponentId, readonly LevelInterval[]]> {
    for (const [id, component] of this.#numbers()) yield [id, this.#intervals(component)];
  }
  [Symbol.iterator](): MapIterator<[ComponentId, readonly LevelInterval[]]> {
    return this.entries();
  }
  forEach(at: (value: readonly LevelInterval[], key: ComponentId, map: Timeline) => void): void {
    for (const [id, intervals] of this) at(intervals, id, this);
  }

  /** When a component first turned; undefined: never. */
  firstTurn(id: ComponentId): Instant | undefined {
    const component = this.#graph.indexOf.get(id);
    if (component === undefined || !this.#has(component)) return undefined;
    const { start, place } = this.#sorted;
    return this.#transitions.at[place[start[component] as number] as number];
  }

  get #sorted(): ByComponent {
    this.#rows ??= byComponent(this.#transitions, this.#graph.names.length);
    return this.#rows;
  }
  #has(component: number): boolean {
    const { start } = this.#sorted;
    return (start[component] as number) < (start[component + 1] as number);
  }
  *#numbers(): Generator<[ComponentId, number]> {
    for (const [component, id] of this.#graph.names.entries()) if (this.#has(component)) yield [id, component];
  }
  #intervals(component: number): readonly LevelInterval[] {
    const built = this.#built.get(component) ?? intervalsOf(this.#transitions, this.#sorted, component, this.#until);
    this.#built.set(component, built);
    return built;
  }
}

const intervalsOf = (
  { at, level }: Transitions,
  { start, place }: ByComponent,
  component: number,
  until: Instant,
): readonly LevelInterval[] => {
  const intervals: { from: Instant; to: Instant; level: Level }[] = [];
  const end = start[component + 1] as number;
  for (let row = start[component] as number; row < end; row++) {
    const own = place[row] as number;
    const from = at[own] as number;
    const to = row + 1 < end ? (at[place[row + 1] as number] as number) : until;
    const reached = level[own] as number;
    if (reached === GONE || from >= to) continue;
    // Retired and declared again at one instant, it may go on as it was.
    const last = intervals.at(-1);
    if (last?.to === from && last.level === reached) last.to = to;
    else intervals.push({ from, to, level: reached });
  }
  return intervals;
};
