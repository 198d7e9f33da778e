// What every report that counts downtime of services in a span is asked with.
import type { Recorded } from '#domain/facts/fact.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface CountedRequest {
  readonly facts: readonly Recorded[];
  readonly services: readonly ComponentId[];
  readonly span: Interval;
  readonly policy: Policy;
  readonly now: Instant;
  readonly holidays: HolidaySource;
}
