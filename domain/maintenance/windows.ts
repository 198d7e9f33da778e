// The windows of planned maintenance as the log tells them (S6): each maintenance with its occurrences, as later changes and its
// cancellation left them. A change replaces what had not begun when it was reported. To a window that had begun it adds nothing: it can
// end it earlier, and a window over stands as it was. O(facts · log facts + occurrences · changes).
import { refusedFacts } from '../facts/decisions/refused.ts';
import { isA, reportedAt, type FactOf, type Recorded } from '../facts/fact.ts';
import { inFoldOrder } from '../facts/fold-order.ts';
import { isRefusal } from '../refusal.ts';
import type { Instant, Interval } from '../time/instant.ts';
import { firstEndingAfter } from '../time/intervals.ts';
import type { ComponentId } from '../topology/definition.ts';
import { parseRecurrence } from '../time/recurrence-rule.ts';
import { occurrencesOf } from '../time/occurrences.ts';

export interface Window extends Interval {
  readonly maintenance: string;
  readonly components: readonly ComponentId[];
  /** When it was reported that it would be. */
  readonly knownAt: Instant;
  /** The facts that it is as it is by: that it was planned, and each change that moved an edge of it. */
  readonly saidBy: readonly Recorded[];
}

/** Whether a window was reported only once it had begun: it counts for faults that name it, and for what begins later still. */
export const isAfterTheFact = ({ from, knownAt }: Window): boolean => knownAt > from;

type MaintenanceFact = FactOf<'MaintenancePlanned' | 'MaintenanceChanged' | 'MaintenanceCancelled'>;

/** Whether anything is said of maintenance at all; without it nothing has to be looked at twice. O(facts). */
export const tellsOfMaintenance = (facts: readonly Recorded[]): boolean =>
  facts.some(
    (one) =>
      isA(one, 'MaintenancePlanned') || (isA(one, 'OutageBegan') && one.fact.data.planned !== undefined && one.fact.data.planned !== false),
  );

/** Every window that begins before an instant, and of each rule the first that begins later, in order of their begin. */
export const windowsIn = (facts: readonly Recorded[], before: Instant): readonly Window[] => {
  const told = facts.filter((one): one is Recorded<MaintenanceFact> =>
    isA(one, 'MaintenancePlanned', 'MaintenanceChanged', 'MaintenanceCancelled'),
  );
  if (told.length === 0) return [];
  const refused = new Set<Recorded>(refusedFacts(facts).map(({ recorded }) => recorded));
  const windows = new Map<string, readonly Window[]>();
  for (const recorded of inFoldOrder(told) as readonly Recorded<MaintenanceFact>[]) {
    if (refused.has(recorded)) continue;
    const { maintenance } = recorded.fact.data;
    windows.set(maintenance, changed(windows.get(maintenance) ?? [], said(recorded, before), recorded));
  }
  return [...windows.values()].flat().toSorted((a, b) => a.from - b.from || a.to - b.to);
};

/** The windows a fact tells of, in order; none where it cancels them. */
const said = (recorded: Recorded<MaintenanceFact>, before: Instant): readonly Window[] => {
  const { fact } = recorded;
  if (fact.type === 'MaintenanceCancelled') return [];
  const { maintenance, components, from, to, rrule, zone = 'UTC', exdates = [] } = fact.data;
  const rule = rrule === undefined ? undefined : parseRecurrence(rrule);
  const spans = rule === undefined || isRefusal(rule) ? [{ from, to }] : occurrencesOf({ from, to }, { rule, zone, exdates }, before);
  const knownAt = reportedAt(recorded);
  return spans.map((span) => ({ ...span, maintenance, components, knownAt, saidBy: [recorded] }));
};

const changed = (old: readonly Window[], recent: readonly Window[], recorded: Recorded): readonly Window[] => {
  const at = reportedAt(recorded);
  const begun = old.filter(({ from }) => from < at);
  const kept = begun.flatMap((window): readonly Window[] => {
    if (window.to <= at) return [window];
    const next = recent[firstEndingAfter(recent, at)];
    const goesOn = next !== undefined && next.from <= at ? next : undefined;
    const [on, off] = [
      window.components.filter((id) => goesOn?.components.includes(id) === true),
      window.components.filter((id) => goesOn?.components.includes(id) !== true),
    ];
    const saidBy = [...window.saidBy, recorded];
    const to = Math.min(window.to, goesOn?.to ?? at);
    return [
      ...(on.length === 0 ? [] : [{ ...window, components: on, to, saidBy: to < window.to ? saidBy : window.saidBy }]),
      ...(off.length === 0 ? [] : [{ ...window, components: off, to: at, saidBy }]),
    ];
  });
  const adds = ({ from, to }: Window): boolean => from < at && begun.some((window) => window.from <= to && from <= window.to);
  return [...kept, ...recent.filter((window) => !adds(window))];
};
