// Planned downtime of components (S6), with the windows of maintenance there were. Folds the facts two to four times more, and only where
// something is said of maintenance.
import type { Recorded } from '#domain/facts/fact.ts';
import type { Replay } from '#domain/impact/replay.ts';
import { plannedDowntime } from '#domain/maintenance/planned-downtime.ts';
import { isAfterTheFact, tellsOfMaintenance, windowsIn, type Window } from '#domain/maintenance/windows.ts';
import { worldsOf } from '#domain/maintenance/worlds.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { Intervals } from '#domain/time/intervals.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export type PlannedOf = (component: ComponentId) => Intervals;

/** `replayed`: a replay of just these facts. */
export const plannedIn = (facts: readonly Recorded[], replayed: Replay): PlannedOf => {
  if (!tellsOfMaintenance(facts)) return () => [];
  const worlds = worldsOf(facts, replayed, windowsIn(facts, replayed.until));
  if (worlds === undefined) return () => [];
  const levels = ({ timeline }: Replay, id: ComponentId) => timeline.get(id) ?? [];
  return (id) => plannedDowntime(levels(replayed, id), levels(worlds.planned, id), levels(worlds.unplanned, id), replayed.scale);
};

/** Windows that touch a span, in order. */
export const windowsWithin = (facts: readonly Recorded[], span: Interval): readonly Window[] =>
  tellsOfMaintenance(facts) ? windowsIn(facts, span.to).filter(({ from, to }) => from < span.to && to > span.from) : [];

/** What a reader should know of windows that were reported after they began. */
export const notesOnWindows = (windows: readonly Window[]): readonly string[] =>
  windows
    .filter(isAfterTheFact)
    .map(
      ({ maintenance, from, to, knownAt }) =>
        `the window of maintenance ${maintenance} from ${formatInstant(from)} to ${formatInstant(to)} was reported at ${formatInstant(knownAt)}, after it had begun: it counts only for faults that name it or begin later`,
    );
