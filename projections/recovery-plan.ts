// In which order to bring back what is down after several failures at once (S9, domain/simulate/recovery): by the impact an affected service
// has reached when it is back, then by the objective that is nearest, respecting what needs what; with the chain that decides the end, and
// each service against its objective. Every repair is taken to begin at one instant: when the last of the failures has happened. What a
// standby can carry that only a person moves is told first: it counts as carried, since failing over is a way to recover.
import type { Scale } from '#domain/impact/scale.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { recoveryOf, type RecoveryStep, type Urgency } from '#domain/simulate/recovery.ts';
import { impactRank } from '#domain/time/impact-rank.ts';
import type { HoursBook } from '#domain/time/hours-book.ts';
import type { Duration, Instant } from '#domain/time/instant.ts';
import { whenOver } from '#domain/time/working-time.ts';
import type { ComponentId, ServiceDefinition, WorkingDuration } from '#domain/topology/definition.ts';
import type { Model } from '#domain/topology/model.ts';

export interface PlannedStep extends Omit<RecoveryStep, 'from' | 'back'> {
  readonly name: string;
  readonly from: Instant;
  readonly back: Instant;
}

/** What is promised of an affected service, and whether the plan keeps it. */
export interface PlannedService {
  readonly service: ComponentId;
  readonly name: string;
  readonly back: Instant;
  /** The impact it has reached when it is back. */
  readonly impact: string | undefined;
  readonly due: Instant | undefined;
  /** Undefined without an objective. */
  readonly met: boolean | undefined;
}

/** A standby to be moved by hand, so that what requires it need not wait for a repair. */
export interface PlannedFailover {
  readonly component: ComponentId;
  readonly name: string;
  readonly from: ComponentId;
  readonly to: ComponentId;
}

export interface RecoveryPlan {
  /** When every repair begins. */
  readonly begun: Instant;
  readonly failovers: readonly PlannedFailover[];
  readonly steps: readonly PlannedStep[];
  readonly services: readonly PlannedService[];
  readonly criticalPath: readonly ComponentId[];
  readonly cycles: readonly (readonly ComponentId[])[];
}

export interface RecoveryRequest {
  readonly model: Model;
  readonly scale: Scale;
  readonly begun: Instant;
  /** How long each repair takes. */
  readonly repairs: ReadonlyMap<ComponentId, Duration>;
  readonly book: HoursBook;
  /** Where working days begin for a service without a calendar. */
  readonly zone: string;
}

export const recoveryPlan = ({ model, scale, begun, repairs, book, zone }: RecoveryRequest): RecoveryPlan | Refusal => {
  const promised = (id: ComponentId): ServiceDefinition | undefined => model.components.get(id)?.definition.service;
  const nameOf = (id: ComponentId): string => model.components.get(id)?.definition.name ?? id;
  const overs = new Map<ComponentId, (wait: Duration | WorkingDuration) => Instant | undefined>();
  for (const id of model.components.keys()) {
    if (promised(id) === undefined) continue;
    const hours = book.ofComponent(id);
    if (isRefusal(hours)) return hours;
    const itsZone = book.zoneOf(id, begun) ?? zone;
    overs.set(id, (wait) => whenOver(begun, wait, hours, itsZone));
  }
  const dueOf = (id: ComponentId): Instant | undefined => {
    const rto = promised(id)?.rto;
    return rto === undefined ? undefined : overs.get(id)?.(rto);
  };
  const impactOf = (id: ComponentId, back: Instant): string | undefined =>
    promised(id)?.impact?.findLast(({ after }) => after === undefined || (overs.get(id)?.(after) ?? Number.POSITIVE_INFINITY) < back)
      ?.level;
  const urgencyOf = (id: ComponentId, back: Duration): Urgency | undefined =>
    promised(id) === undefined
      ? undefined
      : { impact: impactRank(impactOf(id, begun + back)), objective: (dueOf(id) ?? Number.POSITIVE_INFINITY) - begun };

  const { steps, criticalPath, cycles } = recoveryOf(model, scale, repairs, urgencyOf);
  const planned = steps.map((step): PlannedStep => ({
    ...step,
    name: nameOf(step.component),
    from: begun + step.from,
    back: begun + step.back,
  }));
  const services = planned.flatMap(({ component, name, back }): PlannedService[] => {
    if (promised(component) === undefined) return [];
    const due = dueOf(component);
    return [{ service: component, name, back, impact: impactOf(component, back), due, met: due === undefined ? undefined : back <= due }];
  });
  const down = new Set(steps.map(({ component }) => component));
  const failovers = failoversFrom(down, model).map((one) => ({ ...one, name: nameOf(one.component) }));
  return { begun, failovers, steps: planned, services, criticalPath, cycles };
};

/** Manual standbys of what would work, were they not on a member that is down: each with the first member that is not. */
const failoversFrom = (down: ReadonlySet<ComponentId>, { components }: Model): readonly Omit<PlannedFailover, 'name'>[] =>
  [...components.values()].flatMap(({ id, standbys }) =>
    standbys.flatMap((gate) => {
      const members = gate.members.map(({ node }) => (node.kind === 'component' ? node.id : undefined));
      const [from] = members;
      const to = members.find((member) => member !== undefined && components.has(member) && !down.has(member));
      return gate.automatic || down.has(id) || from === undefined || !down.has(from) || to === undefined
        ? []
        : [{ component: id, from, to }];
    }),
  );
