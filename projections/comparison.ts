// A branch beside its base (S9): for each service the downtime, at-risk time and availability of both, under one policy and over one
// span. What is not over at the span's end is said to be so.
import { UP, type Level, type Scale } from '#domain/impact/scale.ts';
import type { Replay } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Branch } from '#domain/simulate/branch.ts';
import { meetsTarget, type Figures } from '#domain/time/availability.ts';
import type { Ratio } from '#domain/time/ratio.ts';
import { isOfCondition, type Recorded } from '#domain/facts/fact.ts';
import { inFoldOrder } from '#domain/facts/fold-order.ts';
import { formatInstant } from '#domain/time/text.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { countersOf } from './availability.ts';
import { availabilityIn } from './rolled-up.ts';
import { promisedWithin } from './services.ts';
import { catalogueOf, displayName, lastWithin } from '#domain/facts/catalogue.ts';

export interface Compared {
  readonly service: ComponentId;
  readonly name: string;
  readonly base: Figures;
  readonly branch: Figures;
  /** As reported: rolled up by the policy. */
  readonly availability: { readonly base: Ratio | 'no data'; readonly branch: Ratio | 'no data' };
  /** Promised at the span's end, in percent, and whether it is met. Undefined: nothing was promised, or there is no data. */
  readonly target: number | undefined;
  readonly met: { readonly base: boolean | undefined; readonly branch: boolean | undefined };
  /** Level in the branch at the span's end, where it is not up. */
  readonly leftAt: Level | undefined;
}

export interface Comparison extends Interval {
  readonly policy: Policy;
  readonly scale: Scale;
  /** What was changed, as it was asked. */
  readonly changes: readonly string[];
  readonly services: readonly Compared[];
  readonly assumptions: readonly string[];
}

export interface ComparisonRequest {
  readonly facts: readonly Recorded[];
  /** Replayed beyond the span's end, so that the level at its end is known. */
  readonly branch: Branch;
  readonly changes: readonly string[];
  readonly services: readonly ComponentId[];
  readonly span: Interval;
  readonly policy: Policy;
  readonly holidays: HolidaySource;
}

export const comparisonOf = (request: ComparisonRequest): Comparison | Refusal => {
  const { facts, branch, changes, span, policy, holidays } = request;
  const counting = (replayed: Replay, of: readonly Recorded[]) =>
    countersOf({ facts: of, replayed, policy, now: span.to, holidays, records: 'all' });
  const [countBase, countBranch] = [counting(branch.base, facts), counting(branch.branch, branch.facts)];
  const catalogue = catalogueOf(facts);
  const services: Compared[] = [];
  for (const service of request.services) {
    const [inBase, inBranch] = [countBase(service), countBranch(service)];
    if (isRefusal(inBase)) return inBase;
    if (isRefusal(inBranch)) return inBranch;
    const level = branch.branch.timeline.get(service)?.findLast(({ from, to }) => from <= span.to && span.to < to)?.level;
    const leftAt = level === UP ? undefined : level;
    const availability = { base: availabilityIn(span, inBase, policy), branch: availabilityIn(span, inBranch, policy) };
    const target = promisedWithin(catalogue, service, span)?.target;
    const isMet = (share: Ratio | 'no data'): boolean | undefined =>
      target === undefined || share === 'no data' ? undefined : meetsTarget(share, target);
    services.push({
      service,
      name: displayName(catalogue, service, lastWithin(catalogue.components, service, span)),
      base: inBase(span),
      branch: inBranch(span),
      availability,
      target,
      met: { base: isMet(availability.base), branch: isMet(availability.branch) },
      leftAt,
    });
  }
  return {
    ...span,
    policy,
    scale: branch.base.scale,
    changes,
    services,
    assumptions: [...branch.assumptions, ...bestInstants(facts, span)],
  };
};

/** Times known only to a range that may lie in the span: a branch rests on the best of each, and says so (S9). */
const bestInstants = (facts: readonly Recorded[], span: Interval): readonly string[] => {
  const ranged = inFoldOrder(facts)
    .filter(isOfCondition)
    .filter(
      ({ fact: { occurredAt } }) =>
        occurredAt.earliest !== occurredAt.latest && occurredAt.latest >= span.from && occurredAt.earliest < span.to,
    )
    .map(({ fact: { type, data, occurredAt } }) => `${type} ${data.component} (${formatInstant(occurredAt.best)})`);
  return ranged.length === 0 ? [] : [`times known only to a range are taken at their best instant: ${ranged.join(', ')}`];
};
