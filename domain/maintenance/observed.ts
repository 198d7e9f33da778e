// What was observed (S5.7), said by faults and observations that hold in a replay of other faults as well. While an observation is worse
// than what was derived it is a fault of its component, planned or not; while it is better it stands in place of what is derived in any
// history. Where it says what was derived it says nothing. One replay, and only where something was observed.
import { isA, type Recorded } from '../facts/fact.ts';
import type { FactId } from '../facts/types.ts';
import { replay } from '../impact/replay.ts';
import { nameOf } from '../impact/scale.ts';
import type { Fault } from '../impact/state.ts';
import type { World } from '../impact/world.ts';
import type { Instant } from '../time/instant.ts';
import { made } from './made.ts';
import type { PlannedUntil } from './planned-faults.ts';

export interface SeenOtherwise {
  /** For the history of the planned faults, and for that of the others. */
  readonly planned: readonly Recorded[];
  readonly others: readonly Recorded[];
  /** Until when what the observations and these faults say is planned. */
  readonly until: ReadonlyMap<FactId, PlannedUntil>;
}

export const seenOtherwise = (facts: readonly Recorded[], until: Instant, plannedUntil: (fault: Fault) => PlannedUntil): SeenOtherwise => {
  const [planned, others]: [Recorded[], Recorded[]] = [[], []];
  const ends = new Map<FactId, PlannedUntil>();
  const sorted = (list: Recorded[], component: string, from: Instant, to: Instant, level: string, end: PlannedUntil): void => {
    if (from >= to) return;
    const fault = made('OutageBegan', component, from, { level, fault: `seen at ${from}`, duration: to - from });
    list.push(fault);
    ends.set(fault.fact.id, end);
  };
  // Each stretch in which nothing changes is said by itself: what ends the component's faults leaves what is seen as it is.
  const during = ({ states, scale }: World, from: Instant, to: Instant): void => {
    for (const [component, state] of states) {
      if (state.observations.size === 0 || state.level === state.derived) continue;
      const level = nameOf(scale, state.level);
      if (state.level < state.derived) {
        const seen = { vantage: 'as it was seen', level, binding: true };
        const both = [made('StatusObserved', component, from, seen), made('ObservationReleased', component, to, { vantage: seen.vantage })];
        planned.push(...both);
        others.push(...both);
        continue;
      }
      const fault = [...state.observations.values()].find((one) => one.binding && one.level === state.level)?.fault;
      const end = fault === undefined ? undefined : plannedUntil(fault);
      if (fault !== undefined) ends.set(fault.began.fact.id, end);
      const split = end === undefined ? from : end === 'its end' ? to : Math.min(to, Math.max(from, end));
      sorted(planned, component, from, split, level, end);
      sorted(others, component, split, to, level, undefined);
    }
  };
  if (facts.some((one) => isA(one, 'StatusObserved'))) replay(facts, { until, during });
  return { planned, others, until: ends };
};
