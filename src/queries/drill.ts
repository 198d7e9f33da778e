// A drill of a continuity plan: failures injected into the real history (S9), and what follows from them against the plan: the cascade, each
// service's objective, impact, steps and fallbacks in the branch, and in which order to bring back what failed. Nothing is appended.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { branching } from '#domain/simulate/branch.ts';
import { hoursBook } from '#domain/time/hours-book.ts';
import type { Duration } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { cascadeOf } from '#projections/cascade.ts';
import { comparisonOf } from '#projections/comparison.ts';
import type { Drill } from '#projections/drill.ts';
import { fallbacksOf } from '#projections/fallbacks.ts';
import { objectivesOf } from '#projections/objectives.ts';
import { recoveryPlan } from '#projections/recovery-plan.ts';
import { load, type Source } from './source.ts';
import type { ModelEditor } from './what-if-changes.ts';
import { prepare, type Prepared, type WhatIfRequest } from './what-if.ts';

export const drill = async (source: Source, request: WhatIfRequest, editor: ModelEditor): Promise<Drill | Refusal> => {
  const { facts } = await load(source);
  const prepared = prepare(facts, source, request, editor);
  if (isRefusal(prepared)) return prepared;
  const { changes, services, span, policy } = prepared;
  const repairs = repairsIn(prepared);
  if (isRefusal(repairs)) return repairs;
  const { holidays } = source;
  const fallbacks = fallbacksOf();
  const branch = branching(facts, span.to + 1).branch(changes, () => fallbacks.during);
  const comparison = comparisonOf({ facts, branch, changes: changes.map(({ said }) => said), services, span, policy, holidays });
  if (isRefusal(comparison)) return comparison;
  const objectives = objectivesOf({
    facts: branch.facts,
    replayed: branch.branch,
    fallbacks: fallbacks.rows(),
    services,
    span,
    policy,
    now: span.to,
    holidays,
    records: 'all',
  });
  if (isRefusal(objectives)) return objectives;
  const catalogue = catalogueOf(branch.facts);
  const recovery = recoveryPlan({
    model: branch.branch.world.model,
    scale: branch.branch.scale,
    ...repairs,
    book: hoursBook(catalogue, holidays),
    zone: policy.zone,
  });
  if (isRefusal(recovery)) return recovery;
  const cascade = cascadeOf(catalogue.components.keys(), branch.base.timeline, branch.branch.timeline, span);
  return { comparison, cascade, objectives, recovery, catalogue };
};

/** How long each failed component takes to repair, and the instant from which all of them are repaired: when the last has failed. */
const repairsIn = ({ changes }: Prepared): { readonly begun: number; readonly repairs: ReadonlyMap<ComponentId, Duration> } | Refusal => {
  const failures = changes.filter((change) => change.kind === 'fail');
  if (failures.length === 0)
    return refuse('there is nothing to recover from; expected --fail COMPONENT@INSTANT with --for DURATION', '--recovery');
  const repairs = new Map<ComponentId, Duration>();
  for (const { component, for: lasting } of failures) {
    if (lasting === undefined)
      return refuse(`how long the repair of ${component} takes is not said; expected --for DURATION`, '--recovery');
    repairs.set(component, Math.max(lasting, repairs.get(component) ?? 0));
  }
  return { begun: Math.max(...failures.map(({ at }) => at)), repairs };
};
