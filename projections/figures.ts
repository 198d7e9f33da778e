// Single availability figures by a policy, for any service and period: what a report shows in a cell, without the report. One replay, then
// O(log history + segments) a figure.
import type { Recorded } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import type { Figures } from '#domain/time/availability.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { Ratio } from '#domain/time/ratio.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { countersOf } from './availability.ts';
import { availabilityIn } from './rolled-up.ts';

export type FigureOf = (service: ComponentId, period: Interval) => Ratio | 'no data' | Refusal;

/** Counted to `now`; what happens later is not folded. */
export const figuresBy = (facts: readonly Recorded[], policy: Policy, now: Instant, holidays: HolidaySource): FigureOf => {
  const counting = countersOf({ facts, replayed: replay(facts, { until: now }), policy, now, holidays });
  const counters = new Map<ComponentId, ((period: Interval) => Figures) | Refusal>();
  return (service, period) => {
    const count = counters.get(service) ?? counting(service);
    counters.set(service, count);
    return isRefusal(count) ? count : availabilityIn(period, count, policy);
  };
};
