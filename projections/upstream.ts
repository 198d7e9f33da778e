// Which single fault could explain what several systems were called about: for each component they rest on, the systems that would be
// worse than at full service were it alone down, in the model of an instant at rest, once every reserve had run out. A component explains
// what it takes with it, itself included. One replay for each component the systems rest on, directly or not.
import { catalogueOf, allInForce, displayName } from '#domain/facts/catalogue.ts';
import { isA, type Recorded } from '#domain/facts/fact.ts';
import { foldedAt, isOfTheModel } from '#domain/facts/fold-order.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { nameOf } from '#domain/impact/scale.ts';
import { branchOf } from '#domain/simulate/branch.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { compileModel } from '#domain/topology/model.ts';

export interface Upstream {
  readonly component: ComponentId;
  readonly name: string;
  /** The systems its loss would be felt at. */
  readonly systems: readonly ComponentId[];
  /** The calls about those. */
  readonly calls: number;
}

const YEAR = 366 * 86_400_000;

/** `calls`: number by component. Most calls first; only what would explain the calls of two systems or more. */
export const upstreamOf = (facts: readonly Recorded[], calls: ReadonlyMap<ComponentId, number>, at: Instant): readonly Upstream[] => {
  const scale = scaleOf(facts);
  const catalogue = catalogueOf(facts);
  const model = compileModel(allInForce(catalogue.components, at), scale);
  const atRest = facts.filter((one) => (isOfTheModel(one.fact.type) || isA(one, 'ScaleDefined')) && foldedAt(one) <= at);
  const explains = [...restedOn(calls.keys(), (id) => model.components.get(id)?.requires ?? [])]
    .filter((id) => model.components.has(id))
    .map((component): Upstream => {
      const fail = { kind: 'fail', component, at, level: nameOf(scale, scale.down) } as const;
      const { timeline } = branchOf(atRest, [fail], at + YEAR).branch;
      const felt = [...calls.keys()].filter((id) => timeline.get(id)?.some(({ to, level }) => to > at && level >= scale.impaired));
      return {
        component,
        name: displayName(catalogue, component, at),
        systems: felt,
        calls: felt.reduce((sum, id) => sum + (calls.get(id) ?? 0), 0),
      };
    });
  return explains.filter(({ systems }) => systems.length > 1).toSorted((a, b) => b.calls - a.calls || (a.component < b.component ? -1 : 1));
};

/** The components and all they rest on. O(requirements). */
const restedOn = (from: Iterable<ComponentId>, requires: (id: ComponentId) => readonly ComponentId[]): ReadonlySet<ComponentId> => {
  const found = new Set(from);
  for (const id of found) for (const required of requires(id)) found.add(required);
  return found;
};
