// What a component is, as a model file says it and as the log keeps it (S2, S3). Durations are milliseconds here and ISO 8601
// on the wire; requirements keep the shape people write, `requirement.ts` gives them one normal form.
import type { Duration } from '../time/instant.ts';

/** The name of a level in the scale in force, e.g. `degraded`. */
export type LevelName = string;

/** `[A-Za-z0-9][A-Za-z0-9._+:/@-]*`, never renamed. */
export type ComponentId = string;

/** How a member's level counts in a gate (S2.1). A map leaves out levels that stay as they are. */
export type Effect = 'hard' | 'soft' | 'strict' | { readonly [level: LevelName]: LevelName };

interface MemberOptions {
  readonly effect?: Effect | undefined;
  /** In `atLeast`: how much this member counts. A whole number from 1; default 1. */
  readonly weight?: number | undefined;
  /** In `score`: what each level of this member adds. Whole numbers from 0; a level left out weighs as the level before it. */
  readonly weights?: { readonly [level: LevelName]: number } | undefined;
}

export interface OnMember extends MemberOptions {
  readonly on: ComponentId;
}
export interface AllGate extends MemberOptions {
  readonly all: readonly Member[];
}
export interface AnyGate extends MemberOptions {
  readonly any: readonly Member[];
}
export interface AtLeastGate extends MemberOptions {
  readonly atLeast: number;
  readonly of: readonly Member[];
}
export interface StandbyGate extends MemberOptions {
  readonly standby: readonly Member[];
  readonly mode?: 'automatic' | 'manual' | undefined;
  readonly switchover?: Duration | undefined;
  readonly failback?: 'automatic' | 'manual' | undefined;
  readonly failbackDelay?: Duration | undefined;
}
export interface ScoreGate extends MemberOptions {
  readonly score: readonly Member[];
  /** The sum from which each level is reached. Whole numbers; a level left out is never given. */
  readonly thresholds: { readonly [level: LevelName]: number };
}

/** A component by name, a component with an effect or weight, or a gate over further members. */
export type Member = ComponentId | OnMember | AllGate | AnyGate | AtLeastGate | StandbyGate | ScoreGate;

/** A length of working time, counted in a component's agreed service time. */
export interface WorkingDuration {
  readonly working: number;
  readonly unit: 'days' | 'hours';
}

export interface ImpactStep {
  readonly after?: Duration | WorkingDuration | undefined;
  readonly level: string;
}
export interface RecoveryStep {
  readonly after: Duration | WorkingDuration;
  readonly do: string;
}

/** What makes a component a service people are promised: its hours, its target, its objectives. */
export interface ServiceDefinition {
  /** `always` (24 × 7, the default) or the name of a calendar. */
  readonly hours?: string | undefined;
  /** Availability promised, in percent (0…100). */
  readonly target?: number | undefined;
  /** Recovery-time objective. */
  readonly rto?: Duration | WorkingDuration | undefined;
  readonly owner?: string | undefined;
  readonly impact?: readonly ImpactStep[] | undefined;
  readonly steps?: readonly RecoveryStep[] | undefined;
}

export interface ComponentDefinition {
  readonly kind?: string | undefined;
  readonly name?: string | undefined;
  readonly aliases?: readonly string[] | undefined;
  readonly tags?: { readonly [tag: string]: string } | undefined;
  readonly requires?: Member | undefined;
  /** How long the component carries on without its requirement (S3.1): a battery, a cache, a grace period. Default 0. */
  readonly holdUp?: Duration | undefined;
  /** How long the reserve takes from empty to full. Default 0: at once. */
  readonly recharge?: Duration | undefined;
  /** How long it stays down after its requirement is back (S3.2). Default 0. */
  readonly startUp?: Duration | undefined;
  /** `manual`: once down for want of its requirement it stays down until somebody releases it (S3.3). Default `automatic`. */
  readonly restart?: 'automatic' | 'manual' | undefined;
  readonly service?: ServiceDefinition | undefined;
}

/** An order of named levels, best first, and the parts some of them play (S1). `down` is the last. */
export interface ScaleDefinition {
  readonly levels: readonly LevelName[];
  readonly roles: {
    readonly atRisk?: LevelName | undefined;
    readonly unknown?: LevelName | undefined;
    readonly down: LevelName;
  };
}
