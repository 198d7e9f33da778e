// The scenarios saved in a log (S9.1): by name, in the order in which they were first saved, each as it was saved last. O(facts).
import { isA, type FactOf, type Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import type { Refusal } from '#domain/refusal.ts';

export interface SavedScenario {
  readonly name: string;
  /** The last one of its name: what is asked when it is named. */
  readonly last: Recorded<FactOf<'ScenarioSaved'>>;
  /** Those before it, in order. */
  readonly earlier: readonly Recorded<FactOf<'ScenarioSaved'>>[];
}

/** One of them, asked of its base: in words; or why it cannot be. */
export interface ShownScenario extends SavedScenario {
  readonly said: { readonly changes: readonly string[]; readonly assumptions: readonly string[] } | Refusal;
}

export const savedScenariosIn = (facts: readonly Recorded[]): readonly SavedScenario[] => {
  const byName = new Map<string, Recorded<FactOf<'ScenarioSaved'>>[]>();
  for (const one of inFoldOrder(facts.filter((fact) => isA(fact, 'ScenarioSaved')))) {
    if (!isA(one, 'ScenarioSaved')) continue;
    const own = byName.get(one.fact.data.scenario);
    if (own === undefined) byName.set(one.fact.data.scenario, [one]);
    else own.push(one);
  }
  return [...byName].flatMap(([name, all]) => {
    const last = all.at(-1);
    return last === undefined ? [] : [{ name, last, earlier: all.slice(0, -1) }];
  });
};
