// What the plain evaluator knows of each component at an instant. Mutable inside the evaluator; visitors only look.
import type { FactOf, Recorded } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { Component, Model } from '#domain/topology/model.ts';
import type { HoldUp } from './reserve.ts';
import type { Level, Scale } from '#domain/impact/scale.ts';

/** One fault: from its `OutageBegan` to its end; or a binding observation, which counts as one while it is worse than what is derived (S5.7). */
export interface Fault {
  /** Its `fault`, else the id of its fact. */
  readonly name: string;
  readonly component: ComponentId;
  readonly level: Level;
  readonly began: Recorded<FactOf<'OutageBegan' | 'StatusObserved'>>;
  /** An observation whose vantage has fallen silent, and says `unknown`: since when it is overdue. */
  readonly silentSince?: Instant;
  /** Place in fold order: breaks ties between faults that began and were reported together (S8). */
  readonly order: number;
  ended?: Instant;
  /** The fault it is a consequence of, once that is known. */
  origin?: Fault;
}

/** What one vantage says of a component (S5.7): from its `StatusObserved` to its next one, a release, or its silence. */
export interface Observation {
  readonly vantage: string;
  readonly level: Level;
  /** Whether it stands in place of the derived level, or is only compared with it. */
  readonly binding: boolean;
  /** What it counts as while it is binding and worse than what is derived; without an end while it stands. */
  readonly fault: Fault;
  /** When the vantage falls silent unless it speaks again. */
  readonly overdueAt: Instant | undefined;
}

/** A turn to `down`, and the first cause it is owed to (none: an absent component). */
export interface Loss {
  readonly at: Instant;
  readonly cause: Fault | undefined;
}

export interface StandbyState {
  active: number;
  /** What the active member is called, to find it again after a revision. */
  label: string;
  /** When the gate last moved: since then it has left or passed over every member before the active one. */
  movedAt: Instant;
  switchingSince: Instant | undefined;
  /** Since when each member has been better than `down` without a break. */
  betterSince: readonly (Instant | undefined)[];
  /** When it last switched by itself. */
  switchedAt: Instant | undefined;
  /** Members' levels at which it wanted more than one switch in an instant; it waits until they differ (S2.4). */
  waitingAt: readonly Level[] | undefined;
}

export interface ComponentState {
  component: Component;
  readonly since: Instant;
  faults: readonly Fault[];
  latch: Loss | undefined;
  startingSince: Instant | undefined;
  holdUp: HoldUp;
  /** By the gate's place in the requirement. */
  standbys: Map<string, StandbyState>;
  /** Level of its requirement, what it sees of it, and what it would see were no member of its cycle starting up: at the last instant settled. */
  requirement: Level;
  /** When its requirement came to that level. */
  requirementSince: Instant;
  seen: Level;
  seenWithoutStarts: Level;
  /** What counts: the worst of what is bindingly observed, else what is derived. */
  level: Level;
  levelSince: Instant;
  /** The level by its faults, latch, start-up and requirement alone (S3). */
  derived: Level;
  derivedSince: Instant;
  /** What stands at each vantage. */
  observations: ReadonlyMap<string, Observation>;
  /** When what it sees last turned to `down`: what a latch or a start-up is owed to. */
  requirementLoss: Loss | undefined;
  /** When it last turned `down` itself. */
  loss: Loss | undefined;
  /** It has never settled: what it finds is not a change (S3.3, S3.5). */
  fresh: boolean;
  /** A fact said at this instant that it works again (S3.4). */
  worksAgainAt: Instant | undefined;
}

/** Everything at an instant. */
export interface World {
  readonly scale: Scale;
  model: Model;
  readonly states: Map<ComponentId, ComponentState>;
}

/** Level of a component; an absent one counts as `down` (S5.5). */
export const levelIn = (world: World, id: ComponentId): Level => world.states.get(id)?.level ?? world.scale.down;

/** When a fault began: its vantage's silence, else its fact. */
export const beganAt = (fault: Fault): Instant => fault.silentSince ?? fault.began.fact.occurredAt.best;

/** The member a standby gate of a component is on. */
export const activeIn = (state: ComponentState, place: string): number => state.standbys.get(place)?.active ?? 0;
