// For which time records of a component exist and are complete (S5.6); outside, a service has no data, which is not up.
// What `RecordsDeclared` says of a component (or of all) counts, and where it says both, that they are not complete; where nothing is said,
// records run from the component's declaration on, or, where it was there from the beginning, from the first dated fact about any component's
// condition.
import { isA, isOfCondition, type Recorded } from '#domain/facts/fact.ts';
import { foldedAt } from '#domain/facts/fold-order.ts';
import { BEGINNING, END_OF_TIME, type Instant, type Interval } from '#domain/time/instant.ts';
import { normalise, without, type Intervals } from '#domain/time/intervals.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Catalogue } from '#domain/facts/catalogue.ts';

/** What was declared of a component, or of all. */
interface Declared {
  readonly complete: Interval[];
  readonly partial: Interval[];
}

const newDeclared = (): Declared => ({ complete: [], partial: [] });

/** Normalised intervals of complete records, by component. */
export const coverageOf = (facts: readonly Recorded[], catalogue: Catalogue): ((id: ComponentId) => Intervals) => {
  let ofAll: Declared | undefined;
  const declared = new Map<ComponentId, Declared>();
  let firstDated: Instant = END_OF_TIME;
  for (const one of facts) {
    if (isOfCondition(one)) firstDated = Math.min(firstDated, foldedAt(one));
    if (!isA(one, 'RecordsDeclared')) continue;
    const { all, components = [], from, to = END_OF_TIME, complete } = one.fact.data;
    if (all === true) (ofAll ??= newDeclared())[complete ? 'complete' : 'partial'].push({ from, to });
    for (const id of components) {
      const own = declared.get(id) ?? newDeclared();
      declared.set(id, own);
      own[complete ? 'complete' : 'partial'].push({ from, to });
    }
  }
  return (id) => {
    const own = declared.get(id);
    if (own !== undefined || ofAll !== undefined) {
      const said = [own, ofAll].filter((one) => one !== undefined);
      const partial = normalise(said.flatMap((one) => one.partial));
      return normalise(said.flatMap((one) => one.complete)).flatMap((span) => without(span, partial));
    }
    const since = catalogue.components.get(id)?.[0]?.from ?? END_OF_TIME;
    return normalise([{ from: since === BEGINNING ? firstDated : since, to: END_OF_TIME }].filter(({ from, to }) => from < to));
  };
};
