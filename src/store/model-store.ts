// The port of the store: where read models and their checkpoints are kept. All of it can be made again from the log, so a store is never
// repaired, only thrown away. What every adapter promises is in test/contracts/model-store.ts. A model keeps rows of bytes, in parts,
// each under a whole number; what a transaction writes is there whole or not at all. Who may write a model is settled by leases.
import type { Duration, Instant } from '#domain/time/instant.ts';

/** A row of a part, under a whole number that may be negative. */
export interface Row {
  readonly key: number;
  readonly bytes: Uint8Array;
}

export interface RowRange {
  /** First key, included; default: from the first. */
  readonly from?: number;
  /** Last key, not included; default: to the last. */
  readonly to?: number;
  /** Default forwards, by rising key. */
  readonly direction?: 'forwards' | 'backwards';
  readonly limit?: number;
}

/** The rows of one model as they stand. Bytes handed out are the reader's own. */
export interface ModelRows {
  get(part: string, key: number): Uint8Array | undefined;
  /** Rows within a range, all read at once; keys alone with `keysWithin`. */
  within(part: string, range?: RowRange): readonly Row[];
  keysWithin(part: string, range?: RowRange): readonly number[];
}

export interface WritableRows extends ModelRows {
  /** Puts a row in place of any under the same key. */
  put(part: string, key: number, bytes: Uint8Array): void;
  /** Takes out every row of a part within a range. */
  clear(part: string, range?: Pick<RowRange, 'from' | 'to'>): void;
}

/** The right to write a model, until it ends or another has it: whoever had it before is refused by its number. */
export interface Lease {
  readonly model: string;
  /** Who has it: unique to a process. */
  readonly owner: string;
  /** Rises with every change of hands. */
  readonly number: number;
  readonly ends: Instant;
}

export interface Claim {
  readonly model: string;
  readonly owner: string;
  /** The claimant's clock; leases are measured by the clock of one machine. */
  readonly now: Instant;
  readonly length: Duration;
}

export interface ModelStore {
  /** Where it is, as people name it. */
  readonly place: string;
  /** The models kept here, sorted, each with its lease, if it has one now. */
  models(): Promise<readonly { readonly model: string; readonly bytes: number; readonly lease: Lease | undefined }[]>;
  /** Runs `work` on the rows of a model as they stand, all of one state. `work` is synchronous and may be run again. */
  reading<T>(model: string, work: (rows: ModelRows) => T): Promise<T>;
  /**
   * Runs `work` in one transaction, kept when this answers, if the lease is still the model's: else throws a `lost` {@link StoreError} and
   * nothing is kept. `work` is synchronous and may be run again.
   */
  writing<T>(lease: Lease, work: (rows: WritableRows) => T): Promise<T>;
  /** Takes the lease if nobody has it, it has run out, or the claimant has it already (then longer); else answers whose it is. */
  claim(claim: Claim): Promise<{ readonly kind: 'taken' | 'held'; readonly lease: Lease }>;
  /** Gives it back, if it is still this one. */
  release(lease: Lease): Promise<void>;
  /** Closing again does nothing; any other use after it throws. */
  close(): Promise<void>;
}

/** `lost`: another owner has the model. `unusable`: no store of this version, damaged or unreachable: throw it away or do without. */
export type StoreErrorKind = 'missing' | 'unusable' | 'read-only' | 'busy' | 'full' | 'lost';

export class StoreError extends Error {
  readonly kind: StoreErrorKind;
  constructor(kind: StoreErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.kind = kind;
  }
}

/** The error of whoever writes with a lease that is no longer the model's. */
export const lostLease = (lease: Lease): StoreError =>
  new StoreError('lost', `${lease.owner} no longer has the read model ${lease.model}: another process writes it now`);
