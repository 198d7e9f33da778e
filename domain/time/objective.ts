// One outage against what was promised for it: when it had to be over (the recovery-time objective, in plain or working time), how its impact
// rises as it lasts, and which steps of the plan fall due. All by what was promised when it began. What nobody can say (a calendar without
// working time) is undefined.
import type { ServiceDefinition, WorkingDuration } from '../topology/definition.ts';
import type { Duration, Instant, Interval } from './instant.ts';

export interface Rise {
  readonly level: string;
  readonly from: Instant;
}

export interface StepDue {
  readonly do: string;
  readonly at: Instant | undefined;
  /** It fell due while the outage lasted. */
  readonly reached: boolean;
}

export interface ObjectiveCheck {
  readonly rto: Duration | WorkingDuration | undefined;
  readonly due: Instant | undefined;
  /** `running`: not over, and not due yet. Undefined without an objective. */
  readonly verdict: 'met' | 'missed' | 'running' | undefined;
  /** By how much it was over before it was due, on the clock; less than zero: after. Undefined while running. */
  readonly margin: Duration | undefined;
  /** Impact levels the outage reached, in order. */
  readonly impact: readonly Rise[];
  readonly steps: readonly StepDue[];
}

/** `over`: when a wait that begins with the outage is over. An open outage has lasted to `outage.to`. O(steps). */
export const checkObjective = (
  outage: Interval & { readonly open: boolean },
  { rto, impact = [], steps = [] }: ServiceDefinition,
  over: (wait: Duration | WorkingDuration) => Instant | undefined,
): ObjectiveCheck => {
  const due = rto === undefined ? undefined : over(rto);
  const isLate = due !== undefined && outage.to > due;
  const verdict = due === undefined ? undefined : isLate ? 'missed' : outage.open ? 'running' : 'met';
  return {
    rto,
    due,
    verdict,
    margin: due === undefined || verdict === 'running' ? undefined : due - outage.to,
    impact: impact.flatMap(({ after, level }): Rise[] => {
      const from = after === undefined ? outage.from : over(after);
      return from === undefined || from >= outage.to ? [] : [{ level, from }];
    }),
    steps: steps.map((step): StepDue => {
      const at = over(step.after);
      return { do: step.do, at, reached: at !== undefined && at < outage.to };
    }),
  };
};
