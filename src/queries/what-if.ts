// A branch run in memory and set beside its base (S9): nothing is appended. With injected failures the span runs from the first of them
// until nothing follows from them any more; else from the first fact to now.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { branchOf, type Change } from '#domain/simulate/branch.ts';
import { horizonOf } from '#domain/simulate/horizon.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import { comparisonOf, type Comparison } from '#projections/comparison.ts';
import type { Policy } from '#domain/time/policy.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { extentOf } from '#projections/extent.ts';
import { policyNamed } from '#projections/policies.ts';
import { selectedServices } from '#projections/selected.ts';
import type { ReportRequest } from './report.ts';
import { load, type Source } from './source.ts';
import { spanOf } from './span.ts';
import { resolvedChanges, type AskedChange, type ModelEditor } from './what-if-changes.ts';
import { changesTyped, type AskedChanges } from './what-if-options.ts';

export interface WhatIfRequest extends ReportRequest, AskedChanges {
  /** Zone in which instants are read and shown. */
  readonly zone: string;
}

export const whatIf = async (source: Source, request: WhatIfRequest, editor: ModelEditor): Promise<Comparison | Refusal> =>
  compared((await load(source)).facts, source, request, editor);

/** As {@link whatIf}, of facts loaded already. */
export const compared = (
  facts: readonly Recorded[],
  source: Pick<Source, 'now' | 'holidays' | 'decode'>,
  request: WhatIfRequest,
  editor: ModelEditor,
): Comparison | Refusal => {
  const prepared = prepare(facts, source, request, editor);
  if (isRefusal(prepared)) return prepared;
  const { changes, services, span, policy } = prepared;
  const branch = branchOf(facts, changes, span.to + 1);
  return comparisonOf({
    facts,
    branch,
    changes: changes.map(({ said }) => said),
    services,
    span,
    policy,
    holidays: source.holidays,
  });
};

/** What was asked, read and checked, and the span it is followed over. */
export interface Prepared {
  readonly changes: readonly AskedChange[];
  readonly services: readonly ComponentId[];
  readonly span: Interval;
  readonly policy: Policy;
}

export const prepare = (
  facts: readonly Recorded[],
  source: Pick<Source, 'now' | 'holidays' | 'decode'>,
  request: WhatIfRequest,
  editor: ModelEditor,
): Prepared | Refusal => {
  const { holidays, decode } = source;
  const typed = changesTyped(request, { catalogue: catalogueOf(facts), zone: request.zone, editor, holidays });
  if (isRefusal(typed)) return typed;
  if (typed.length === 0) return refuse(NOTHING_ASKED);
  const resolved = resolvedChanges(typed, { facts, scale: scaleOf(facts), zone: request.zone, editor, decode });
  return isRefusal(resolved)
    ? resolved
    : preparedFor(
        facts,
        source.now,
        request,
        resolved.map(({ asked }) => asked),
      );
};

/** The span that changes are followed over, and what is compared over it. */
export const preparedFor = (
  facts: readonly Recorded[],
  now: Instant,
  request: ReportRequest,
  changes: readonly AskedChange[],
): Prepared | Refusal => {
  const catalogue = catalogueOf(facts);
  const policy = policyNamed(catalogue, scaleOf(facts), request.policy, now);
  if (isRefusal(policy)) return policy;
  const fails = changes.some((change) => change.kind === 'fail');
  const unending = changes.flatMap((change) => (change.kind === 'fail' && change.for === undefined ? [change.at] : []));
  if (unending.some((at) => at >= now) && request.to === undefined && request.period === undefined) {
    return refuse('a failure ahead that does not end gives no end to compare to; expected --for DURATION or --to INSTANT', '--fail');
  }
  const { from } = extentOf(facts, now);
  const span = spanOf(
    request,
    { ...policy, now },
    fails ? followed(facts, changes, unending.length > 0 ? now : undefined) : { from: Math.min(from, now - 1), to: now },
  );
  if (isRefusal(span)) return span;
  const services = selectedServices(catalogue, request.service, span);
  return isRefusal(services) ? services : { changes, services, span, policy };
};

const NOTHING_ASKED =
  'nothing is changed; expected --set PATH=VALUE, --add, --without FACT, --move FACT=INSTANT or --fail COMPONENT@INSTANT';

/** From the first failure until nothing follows from the failures any more; with one that does not end, to now. */
const followed = (facts: readonly Recorded[], changes: readonly Change[], now: Instant | undefined): Interval => {
  const { from, to } = horizonOf(facts, changes);
  return { from, to: now ?? to };
};
