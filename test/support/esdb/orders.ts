// What a test tells the process in which its servers run, and is answered.
import type { Method } from './call.ts';
import type { Proposed, Settings } from './records.ts';
import type { Fault, ServerOptions } from './server.ts';

/** A wire is the way to a server on a port of its own, which can be cut. */
export type Order =
  | { readonly kind: 'make'; readonly options: ServerOptions }
  | { readonly kind: 'start' | 'kill' | 'forget' | 'cut' | 'hold' | 'release' | 'counts' }
  | { readonly kind: 'next'; readonly method: Method; readonly fault: Fault }
  | { readonly kind: 'set'; readonly stream: string; readonly settings: Settings }
  | { readonly kind: 'write'; readonly stream: string; readonly events: readonly Proposed[] };

export interface Numbered {
  readonly number: number;
  readonly server: number;
  readonly order: Order;
}

export interface Counts {
  readonly port: number;
  readonly wire: number;
  /** Answers to readers, without the ends of calls. */
  readonly sent: number;
  /** Events that the server has looked at for subscriptions. */
  readonly lookedAt: number;
  readonly records: number;
  readonly calls: Readonly<Record<Method, number>>;
}

export type Answer = { readonly number: number } & ({ readonly counts: Counts } | { readonly failed: string });
