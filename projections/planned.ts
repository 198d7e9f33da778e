// What of a component's time is planned, by either of a policy's choices (S7), with the windows of maintenance there were. By cause (S6):
// downtime owed to planned faults alone, which folds the facts two to four times more. By window: all time inside a window of the component,
// and its time worse than full service inside one of the component that its first cause lies on, which folds them once more. Where nothing is
// said of maintenance neither is done.
import type { Recorded } from '#domain/facts/fact.ts';
import { pushTo } from '#domain/grouped.ts';
import { replay, type Replay } from '#domain/impact/replay.ts';
import { plannedDowntime } from '#domain/maintenance/planned-downtime.ts';
import { isAfterTheFact, tellsOfMaintenance, windowsIn, type Window } from '#domain/maintenance/windows.ts';
import { worldsOf } from '#domain/maintenance/worlds.ts';
import type { Interval } from '#domain/time/instant.ts';
import { clip, normalise, type Intervals } from '#domain/time/intervals.ts';
import type { Policy } from '#domain/time/policy.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { ledgerOf, type LedgerRow } from './ledger.ts';

export type PlannedOf = (component: ComponentId) => Intervals;

/** `replayed`: a replay of just these facts. */
export const plannedIn = (facts: readonly Recorded[], replayed: Replay, by: Policy['planned']): PlannedOf => {
  if (!tellsOfMaintenance(facts)) return () => [];
  const windows = windowsIn(facts, replayed.until);
  if (by === 'window') return insideWindows(facts, replayed, windows);
  const worlds = worldsOf(facts, replayed, windows);
  if (worlds === undefined) return () => [];
  const levels = ({ timeline }: Replay, id: ComponentId) => timeline.get(id) ?? [];
  return (id) => plannedDowntime(levels(replayed, id), levels(worlds.planned, id), levels(worlds.unplanned, id), replayed.scale);
};

const insideWindows = (facts: readonly Recorded[], { until, scale }: Replay, windows: readonly Window[]): PlannedOf => {
  if (windows.length === 0) return () => [];
  const listing = new Map<ComponentId, Window[]>();
  for (const window of windows) {
    for (const id of new Set(window.components)) pushTo(listing, id, window);
  }
  const inside = new Map([...listing].map(([id, own]) => [id, normalise(own)]));
  const worse = new Map<ComponentId, LedgerRow[]>();
  const ledger = ledgerOf();
  replay(facts, { until, during: ledger.during });
  for (const row of ledger.rows()) {
    // Lost redundancy is no downtime; time at `unknown` may count as such.
    if (row.cause === undefined || !inside.has(row.cause.component)) continue;
    if (row.level < scale.impaired && row.level !== scale.unknown) continue;
    pushTo(worse, row.component, row);
  }
  return (id) => {
    const byCause = (worse.get(id) ?? []).flatMap((row) => clip(inside.get(row.cause?.component ?? '') ?? [], row));
    return normalise([...(inside.get(id) ?? []), ...byCause]);
  };
};

/** Windows that touch a span, in order. */
export const windowsWithin = (facts: readonly Recorded[], span: Interval): readonly Window[] =>
  tellsOfMaintenance(facts) ? windowsIn(facts, span.to).filter(({ from, to }) => from < span.to && to > span.from) : [];

/** What a reader should know of windows that were reported after they began; where they count all the same, nothing. */
export const notesOnWindows = (windows: readonly Window[], by: Policy['planned']): readonly string[] =>
  windows
    .filter((window) => by === 'cause' && isAfterTheFact(window))
    .map(
      ({ maintenance, from, to, knownAt }) =>
        `the window of maintenance ${maintenance} from ${formatInstant(from)} to ${formatInstant(to)} was reported at ${formatInstant(knownAt)}, after it had begun: it counts only for faults that name it or begin later`,
    );
