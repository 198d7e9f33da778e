// The form of a run as plain data: columns are typed arrays, one cell a component; what only some components have stands apart, as JSON.
// snapshot.ts writes it, resume.ts reads it.
import type { Instant } from '../time/instant.ts';
import type { ComponentId } from '../topology/definition.ts';
import type { Scale } from './scale.ts';

/** A time that may be none. */
export type Maybe = Instant | null;

export interface HoldState {
  readonly startingSince: Maybe;
  readonly worksAgainAt: Maybe;
  readonly latchAt: Maybe;
  /** Faults are places in the snapshot's `faults`; -1: none. */
  readonly latchCause: number;
  readonly lostCause: number;
  readonly lossCause: number;
  readonly tracks: number;
  /** Whole numbers as text: what the reserves hold, lose and gain, and the amount of each level's. */
  readonly capacity: string;
  readonly drain: string;
  readonly refill: string;
  readonly amounts: readonly string[];
  readonly asOf: Instant;
  readonly drainLevel: number;
}

export interface ChoiceState {
  readonly active: number;
  readonly movedAt: Instant;
  readonly switchingSince: Maybe;
  readonly switchedAt: Maybe;
  readonly betterSince: readonly Maybe[];
  /** Null: it does not wait. */
  readonly waitsOn: readonly number[] | null;
}

export interface SightState {
  readonly derived: number;
  readonly derivedSince: Instant;
  readonly standing: readonly {
    readonly vantage: string;
    readonly level: number;
    readonly binding: boolean;
    readonly fault: number;
    readonly overdueAt: Maybe;
  }[];
}

/** What only some components have. */
export interface SpecialState {
  /** Its place among the snapshot's components. */
  readonly component: number;
  /** Open faults, in the order in which they were opened. */
  readonly faults: readonly number[];
  readonly hold: HoldState | null;
  readonly choices: readonly ChoiceState[];
  readonly sight: SightState | null;
}

export interface FaultState {
  /** The fact that began it. */
  readonly fact: string;
  readonly component: ComponentId;
  readonly level: number;
  readonly began: Instant;
  readonly ended: Maybe;
  readonly origin: number;
  readonly order: number;
  readonly kind: number;
}

export interface Snapshot {
  readonly version: 1;
  readonly scale: Scale;
  /** Everything before this instant is folded; when something last happened. */
  readonly at: Instant;
  readonly now: Instant;
  /** Those that exist, in the order in which they were declared. */
  readonly components: readonly ComponentId[];
  readonly columns: SnapshotColumns;
  readonly special: readonly SpecialState[];
  readonly faults: readonly FaultState[];
  readonly nextOrder: number;
}

/** One cell a component; NaN: never. */
export interface SnapshotColumns {
  readonly level: Uint8Array;
  readonly requirement: Uint8Array;
  readonly seen: Uint8Array;
  readonly seenBare: Uint8Array;
  readonly since: Float64Array;
  readonly levelSince: Float64Array;
  readonly requirementSince: Float64Array;
  readonly lossAt: Float64Array;
  readonly lostAt: Float64Array;
}
