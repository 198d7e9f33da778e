// One scenario by the kernel that every history runs through: exact where delays, automatic standbys and releases by hand matter. Only what
// the failures can reach is replayed; what that requires beside it stands there as it is at rest. Without a length of the failures, levels
// are those that everything has come to a year later; else all of the week that begins with them counts. One replay of the reach.
import type { Fact } from '../facts/fact.ts';
import { replay } from '../impact/replay.ts';
import { UP, type Level } from '../impact/scale.ts';
import type { LevelInterval } from '../impact/timeline.ts';
import type { Duration } from '../time/instant.ts';
import type { ComponentDefinition, ComponentId } from '../topology/definition.ts';
import { A_YEAR, declarations, FAILURE, faultFact, inOrder, scaleFact } from './at-rest.ts';
import { reachOf, restLevel, WEEK, type SweepJob } from './sweep-job.ts';

/** What becomes of one component: how long it is at each level of the week, by level. */
export type Fate = (component: number, rest: Level, time: readonly Duration[]) => void;

/** Tells the fate of everything within reach of the components that fail together. */
export const replayScenario = (job: SweepJob, failed: readonly number[], fate: Fate): void => {
  const { network, scale, lasting } = job;
  const id = (component: number): ComponentId => network.components[component] as ComponentId;
  const reach = reachOf(job.dependents, failed);
  const until = FAILURE + (lasting === undefined ? A_YEAR : WEEK);
  const facts: readonly Fact[] = [
    scaleFact(scale),
    ...declarations(new Map([...around(job, reach)].map((component) => [id(component), definitionIn(job, reach, component)]))),
    ...[...around(job, reach)].flatMap((component) => (reach.has(component) ? [] : asAtRest(job, id(component)))),
    ...failed.map((component) => faultFact(id(component), scale.levels[job.level] ?? '', FAILURE, 'failure', lasting)),
  ];
  const { timeline } = replay(inOrder(facts), { until });
  for (const component of reach) {
    const time = scale.levels.map(() => 0);
    const intervals = timeline.get(id(component)) ?? [];
    for (const { from, to, level } of lasting === undefined ? inTheEnd(intervals) : intervals)
      time[level] = (time[level] ?? 0) + Math.max(0, Math.min(to, FAILURE + WEEK) - Math.max(from, FAILURE));
    fate(component, restLevel(job.rest, id(component)), time);
  }
};

/** The last level, as if it held all week. */
const inTheEnd = (intervals: readonly LevelInterval[]): readonly LevelInterval[] => [
  { from: FAILURE, to: FAILURE + WEEK, level: intervals.at(-1)?.level ?? UP },
];

/** The reach, and what it requires. */
const around = ({ requires: { start, to } }: SweepJob, reach: ReadonlySet<number>): ReadonlySet<number> => {
  const all = new Set(reach);
  for (const component of reach)
    for (let i = start[component] as number; i < (start[component + 1] as number); i++) all.add(to[i] as number);
  return all;
};

const definitionIn = (job: SweepJob, reach: ReadonlySet<number>, component: number): ComponentDefinition =>
  reach.has(component) ? (job.definitions.get(job.network.components[component] as ComponentId) ?? {}) : {};

/** What no failure reaches is at its levels of rest by faults of its own, the last of them for good. */
const asAtRest = ({ rest, scale }: SweepJob, id: ComponentId): readonly Fact[] =>
  (rest.get(id) ?? []).flatMap(({ from, to, level }, index) =>
    level === UP ? [] : [faultFact(id, scale.levels[level] ?? '', from, `rest-${index}`, to >= FAILURE ? undefined : to - from)],
  );
