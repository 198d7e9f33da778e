// For which time records of a component exist and are complete (S5.6); outside, a service has no data, which is not up.
// What `RecordsDeclared` says of a component (or of all) counts; where nothing is said, records run from the component's declaration on,
// or, where it was there from the beginning, from the first dated fact about any component's condition.
import { isA, isOfCondition, type Recorded } from '#domain/facts/fact.ts';
import { foldedAt } from '#domain/facts/fold-order.ts';
import { BEGINNING, END_OF_TIME, type Instant, type Interval } from '#domain/time/instant.ts';
import { normalise, type Intervals } from '#domain/time/intervals.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Catalogue } from '#domain/facts/catalogue.ts';

/** Normalised intervals of complete records, by component. */
export const coverageOf = (facts: readonly Recorded[], catalogue: Catalogue): ((id: ComponentId) => Intervals) => {
  const ofAll: Interval[] = [];
  const declared = new Map<ComponentId, Interval[]>();
  let saidOfAll = false;
  let firstDated: Instant = END_OF_TIME;
  for (const one of facts) {
    if (isOfCondition(one)) firstDated = Math.min(firstDated, foldedAt(one));
    if (!isA(one, 'RecordsDeclared')) continue;
    const { all, components = [], from, to = END_OF_TIME, complete } = one.fact.data;
    const span = complete ? [{ from, to }] : [];
    if (all === true) {
      saidOfAll = true;
      ofAll.push(...span);
    }
    for (const id of components) declared.set(id, [...(declared.get(id) ?? []), ...span]);
  }
  return (id) => {
    const own = declared.get(id);
    if (own !== undefined || saidOfAll) return normalise([...(own ?? []), ...ofAll]);
    const since = catalogue.components.get(id)?.[0]?.from ?? END_OF_TIME;
    return normalise([{ from: since === BEGINNING ? firstDated : since, to: END_OF_TIME }].filter(({ from, to }) => from < to));
  };
};
