// For each component the half-open intervals at each level, from its declaration to the replay's end, folded from the transitions when they are
// asked for. Neighbouring intervals differ in level; together they cover exactly the time the component existed. No interval is empty.
import type { Instant } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';
import type { Kernel } from './kernel.ts';
import type { LevelInterval, Timeline } from './timeline.ts';
import { GONE } from './transitions.ts';

/** Rows of transitions by component: those of component c are `row[start[c]] … row[start[c + 1] - 1]`, in order. O(transitions). */
export const transitionsByComponent = ({ transitions, graph }: Kernel): { readonly start: Int32Array; readonly row: Int32Array } => {
  const start = new Int32Array(graph.names.length + 1);
  const { component, count } = transitions;
  for (let place = 0; place < count; place++) {
    const next = (component[place] as number) + 1;
    start[next] = (start[next] as number) + 1;
  }
  for (let index = 1; index < start.length; index++) start[index] = (start[index] as number) + (start[index - 1] as number);
  const row = new Int32Array(count);
  const filled = start.slice();
  for (let place = 0; place < count; place++) {
    const of = component[place] as number;
    const at = filled[of] as number;
    row[at] = place;
    filled[of] = at + 1;
  }
  return { start, row };
};

export const foldTimeline = (kernel: Kernel, until: Instant): Timeline => {
  const { graph, transitions } = kernel;
  const { start, row } = transitionsByComponent(kernel);
  const intervalsOf = (component: number): readonly LevelInterval[] => {
    const intervals: { from: Instant; to: Instant; level: number }[] = [];
    for (let at = start[component] as number; at < (start[component + 1] as number); at++) {
      const place = row[at] as number;
      const [from, level] = [transitions.at[place] as number, transitions.level[place] as number];
      const next = row[at + 1];
      const to = at + 1 < (start[component + 1] as number) ? (transitions.at[next as number] as number) : until;
      if (level === GONE || from >= to) continue;
      const last = intervals.at(-1);
      if (last?.to === from && last.level === level) last.to = to;
      else intervals.push({ from, to, level });
    }
    return intervals;
  };
  const found = new Map<ComponentId, readonly LevelInterval[]>();
  for (let component = 0; component < graph.names.length; component++)
    if ((start[component] as number) < (start[component + 1] as number))
      found.set(graph.names[component] as string, intervalsOf(component));
  return found;
};
