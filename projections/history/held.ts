// What is kept of a log in a store of read models, as it is told: how much, and whether it still holds (S10).
import type { Instant } from '#domain/time/instant.ts';

export interface ModelsHeld {
  /** The store's address. */
  readonly place: string;
  readonly model: string;
  /** Facts of the log that are in it. */
  readonly facts: number;
  readonly segments: number;
  /** On disk. */
  readonly bytes: number;
  /** Whether it holds for the log as it stands now. */
  readonly upToDate: boolean;
  /** The history holds up to there; undefined: for ever. */
  readonly until: Instant | undefined;
  /** Who writes it now. */
  readonly lease: { readonly owner: string } | undefined;
}
