// What a command line needs of the world around it, handed over by the composition root and faked in tests.
import type { Instant } from '#domain/time/instant.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { EventLog } from '#log/event-log.ts';
import type { Sweeper } from '#queries/sweep.ts';
import type { SweepJob } from '#domain/simulate/sweep-job.ts';
import type { ModelStores } from '#store/open.ts';

export interface Shell {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Whether standard output can show colour. */
  readonly colour: boolean;
  /** How wide the terminal of standard output is; undefined: it is none. */
  readonly width?: number | undefined;
  /** Whether standard error is a terminal on which progress may be redrawn. */
  readonly showsProgress: boolean;
  /** A variable of the environment; undefined: it is not set. */
  readonly environment: (name: string) => string | undefined;
  /** The working directory, as an absolute path. */
  readonly folder: string;
  /** Whether there is a file or folder of this name. */
  readonly exists: (path: string) => boolean;
  /** Why a file must not be written over: a log, read models, or what stands beside them, in words; undefined: it may be. */
  readonly keptFile: (path: string) => string | undefined;
  readonly readFile: (path: string) => Promise<Uint8Array>;
  /** Writes a whole file or none of it; answers whether it was written: where there is one, only if it may be replaced. */
  readonly writeFile: (path: string, text: string, mode: 'new' | 'replace') => Promise<boolean>;
  /** Read once a command. */
  readonly clock: () => Instant;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** Lets the event loop turn. */
  readonly pause: () => Promise<void>;
  readonly openLog: (url: string, mode: 'read' | 'write') => Promise<EventLog | { readonly refused: string }>;
  /** A log that nobody keeps: its address, and how to be rid of it. */
  readonly throwAwayLog: () => Promise<{ readonly url: string; readonly discard: () => Promise<void> }>;
  /** Where read models of logs are kept; their leases run by `ticks`, the machine's clock. */
  readonly models: ModelStores;
  readonly ticks: () => Instant;
  /** Aborted when somebody interrupts the process, which from this call on does not end by itself. */
  readonly untilInterrupted: () => AbortSignal;
  readonly holidays: HolidaySource;
  /** Where the scenarios of a sweep are evaluated: in so many worker threads (default: one for each processor). */
  readonly openSweeper: (job: SweepJob, threads?: number) => Sweeper;
  /** Where the examples that come with the package are. */
  readonly examples: string;
  readonly version: string;
  /** How the command is called where it was started: `knockon`, or `npx knockon`. */
  readonly calledAs: string;
}

/** Runs a command line as if it were typed, and answers with what it wrote. */
export type RunLine = (argv: readonly string[]) => Promise<{ readonly exit: number; readonly out: string; readonly err: string }>;
