// What readers see of each component at an instant. The kernel keeps it in columns; this is how it is looked at.
import type { FactOf, Recorded } from '../facts/fact.ts';
import type { Instant } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';
import type { Component } from '../topology/model.ts';
import type { HoldUp } from './reserve.ts';
import type { Level } from './scale.ts';

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
  readonly active: number;
  /** What the active member is called, to find it again after a revision. */
  readonly label: string;
  /** When people last moved the gate: since then it has left or passed over every member before the active one. */
  readonly movedAt: Instant;
  readonly switchingSince: Instant | undefined;
  /** Since when each member has been better than `down` without a break. */
  readonly betterSince: readonly (Instant | undefined)[];
  /** When it last switched by itself. */
  readonly switchedAt: Instant | undefined;
  /** Members' levels at which it wanted more than one switch in an instant; it waits until they differ (S2.4). */
  readonly waitingAt: readonly Level[] | undefined;
}

export interface ComponentState {
  readonly component: Component;
  /** When it was declared. */
  readonly since: Instant;
  /** Open ones, in the order in which they were opened. */
  readonly faults: readonly Fault[];
  readonly latch: Loss | undefined;
  readonly startingSince: Instant | undefined;
  readonly holdUp: HoldUp;
  /** By the gate's place in the requirement. */
  readonly standbys: ReadonlyMap<string, StandbyState>;
  /** Level of its requirement, what it sees of it, and what it would see were no member of its cycle starting up: at the last instant settled. */
  readonly requirement: Level;
  /** When its requirement came to that level. */
  readonly requirementSince: Instant;
  readonly seen: Level;
  readonly seenWithoutStarts: Level;
  /** What counts: the worst of what is bindingly observed, else what is derived. */
  readonly level: Level;
  readonly levelSince: Instant;
  /** The level by its faults, latch, start-up and requirement alone (S3). */
  readonly derived: Level;
  readonly derivedSince: Instant;
  /** What stands at each vantage. */
  readonly observations: ReadonlyMap<string, Observation>;
  /** When what it sees last turned to `down`: what a latch or a start-up is owed to. Its cause is known where it may hold one. */
  readonly requirementLoss: Loss | undefined;
  /** When it last turned `down` itself. Its cause is known where some fact is a consequence of it. */
  readonly loss: Loss | undefined;
}

/** When a fault began: its vantage's silence, else its fact. */
export const beganAt = (fault: Fault): Instant => fault.silentSince ?? fault.began.fact.occurredAt.best;
