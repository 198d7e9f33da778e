// What is owed to one fault, or to none, under any rule of blame.
import type { Fault } from '#domain/impact/state.ts';
import type { Duration } from '#domain/time/instant.ts';

export interface BlameShare {
  /** Undefined: unattributed. */
  readonly cause: Fault | undefined;
  /** Of planned downtime; under `but-for` and `shapley`: of a fault that was planned. */
  readonly planned: boolean;
  readonly raw: Duration;
  /** In agreed service time. */
  readonly counted: Duration;
  /** Standard errors of both, where they are estimates. */
  readonly error?: { readonly raw: Duration; readonly counted: Duration } | undefined;
}
