// Corrections that would turn the order of a fault round (S5.4): an end may not come before the begin of a fault it ended, whichever
// of the two is corrected. Costs a look at every fault.
import type { Fault } from '../../impact/state.ts';
import { pushTo } from '../../grouped.ts';
import type { Instant } from '../../time/instant.ts';
import { formatInstant } from '../../time/text.ts';
import { isA, type FactOf, type Recorded } from '../fact.ts';
import type { FactId } from '../types.ts';

/**
 * Ends that would come before their begins, by the id of the fact that was corrected. `faults` and `before` are the history without the
 * corrections, `after` the one with them; `corrected` the ids of facts that newly say something else.
 */
export const reversedEnds = (
  faults: readonly Fault[],
  before: readonly Recorded[],
  after: readonly Recorded[],
  corrected: ReadonlySet<FactId>,
): ReadonlyMap<FactId, string> => {
  const now = new Map(after.map(({ fact }) => [fact.id, fact]));
  const ends = endsByInstant(before);
  const reversed = new Map<FactId, string>();
  for (const fault of faults) {
    const begin = now.get(fault.began.fact.id);
    if (fault.ended === undefined || begin?.type !== 'OutageBegan') continue;
    for (const ender of ends.get(placeOf(fault.component, fault.ended)) ?? []) {
      const end = now.get(ender.id);
      if (end?.type !== 'OutageEnded' || !endsFault(ender, fault.name) || !endsFault(end, fault.name)) continue;
      if (end.data.component !== begin.data.component || end.occurredAt.best >= begin.occurredAt.best) continue;
      const why = `it would put the end of fault "${fault.name}" of ${fault.component} at ${formatInstant(end.occurredAt.best)}, before it begins at ${formatInstant(begin.occurredAt.best)}`;
      for (const id of [begin.id, end.id]) if (corrected.has(id)) reversed.set(id, why);
    }
  }
  return reversed;
};

const endsFault = ({ data: { fault } }: FactOf<'OutageEnded'>, name: string): boolean => fault === undefined || fault === name;

const placeOf = (component: string, at: Instant): string => `${at} ${component}`;

const endsByInstant = (facts: readonly Recorded[]): ReadonlyMap<string, readonly FactOf<'OutageEnded'>[]> => {
  const ends = new Map<string, FactOf<'OutageEnded'>[]>();
  for (const one of facts) {
    if (!isA(one, 'OutageEnded')) continue;
    pushTo(ends, placeOf(one.fact.data.component, one.fact.occurredAt.best), one.fact);
  }
  return ends;
};
