// One call as those who answer it see it: the server it came to, what its caller may do, and what is to go wrong with it.
import type { Operation } from './access.ts';
import type { Refusal } from './answers.ts';
import type { Records } from './records.ts';

export type Method = 'append' | 'read' | 'subscribe';

/** The server that was called. */
export interface Called {
  readonly records: Records;
  readonly maxAppendSize: number;
  readonly marks: 'both' | 'caught-up' | 'none';
  readonly subscriptions: Set<() => void>;
  /** Cuts its connections. */
  cut: () => void;
  /** Answers to readers sent so far. */
  sent: number;
  /** Events looked at for subscriptions so far. */
  lookedAt: number;
}

export interface Call {
  readonly server: Called;
  may(operation: Operation, stream: string): boolean;
  fault(method: Method): Promise<Refusal | 'never' | 'cut-after' | undefined>;
}
