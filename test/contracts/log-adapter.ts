// An adapter of the log as its contract suites need it.
import type { EventLog } from '#log/event-log.ts';

export interface LogAdapter {
  readonly name: string;
  /** A place where there is no log yet. */
  newPlace(): string;
  /** Opens the log there for writing; begins one if there is none. */
  open(place: string): Promise<EventLog>;
  /** Why a log of this adapter can't be opened again once it is closed. */
  readonly volatile?: string;
}
