// The envelope around every fact, and a fact as the log hands it back (S5.2).
import type { DayOnly, Instant, Occurrence } from '../time/instant.ts';
import type { FactData, FactId, FactType } from './types.ts';

/** Only a help-desk call may have no known time. */
type OccurredAt<T extends FactType> = T extends 'CallLogged'
  ? { readonly occurredAt?: Occurrence | undefined }
  : { readonly occurredAt: Occurrence };

/** What every fact carries beside its time and data. */
export interface Envelope {
  /** When it became known. Absent: when it was recorded. */
  readonly reportedAt?: Instant | undefined;
  readonly source?: string | undefined;
  readonly sourceId?: string | undefined;
  readonly by?: string | undefined;
  /** The import that brought it. */
  readonly import?: string | undefined;
  /** Why; required where a fact changes what another said. */
  readonly reason?: string | undefined;
}

export type FactOf<T extends FactType> = T extends FactType
  ? Envelope & OccurredAt<T> & { readonly id: FactId; readonly type: T; readonly v: number; readonly data: FactData[T] }
  : never;

/** Any fact. Discriminated by `type`. */
export type Fact = FactOf<FactType>;

/** A fact as a person or a file gave it: perhaps without an id, its time perhaps only a day or not given. */
export type FactDraft = {
  [T in FactType]: Envelope & {
    readonly id?: FactId | undefined;
    readonly type: T;
    readonly occurredAt?: Occurrence | DayOnly | undefined;
    readonly data: FactData[T];
  };
}[FactType];

/** A fact of a type or version this program does not know: kept and reported, never dropped. `raw` is its JSON text. */
export interface UnrecognisedFact {
  readonly id: FactId;
  readonly type: string;
  readonly v: number;
  readonly import?: string | undefined;
  readonly raw: string;
}

/** Opaque place in one log, ordered by `<`; for paging and checkpoints only, never compared between logs. */
export type Position = string;

/** A fact with what the log adds. `revision` counts from 0 within its stream. */
export interface Recorded<F = Fact> {
  readonly fact: F;
  readonly stream: string;
  readonly revision: number;
  readonly position: Position;
  readonly recordedAt: Instant;
}

/** When it became known: said, or else when it was recorded. */
export const reportedAt = (recorded: Recorded): Instant => recorded.fact.reportedAt ?? recorded.recordedAt;

/** Whether `recorded` holds a fact of one of these types; narrows its type. */
export const isA = <T extends FactType>(recorded: Recorded, ...types: readonly T[]): recorded is Recorded<FactOf<T>> =>
  (types as readonly string[]).includes(recorded.fact.type);

/** Types that change a component's condition, which standby it is on, or what is observed of it. */
type ConditionType = 'OutageBegan' | 'OutageEnded' | 'FailedOver' | 'FailedBack' | 'StatusObserved' | 'ObservationReleased';

/** Whether a fact says what became of a component, so that levels follow from when it happened; narrows its type. */
export const isOfCondition = (recorded: Recorded): recorded is Recorded<FactOf<ConditionType>> =>
  isA(recorded, 'OutageBegan', 'OutageEnded', 'FailedOver', 'FailedBack', 'StatusObserved', 'ObservationReleased');
