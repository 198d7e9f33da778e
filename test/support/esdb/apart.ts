// Servers of tests in a process of their own, as real ones are: a loop of ours that nothing of ours keeps alive then runs empty, which ends a
// command without an answer, and fails a test. One process for all the servers of a test process, started with the first of them.
import { fork, type ChildProcess } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Method } from './call.ts';
import type { Answer, Counts, Numbered, Order } from './orders.ts';
import type { Proposed, Settings } from './records.ts';
import type { Fault, ServerOptions } from './server.ts';

const HOST = fileURLToPath(new URL('host.ts', import.meta.url));

export interface ServerApart {
  readonly port: number;
  /** Of the wire to it. */
  readonly wire: number;
  /** After `kill`, on the same port, with what was written. */
  start(): Promise<void>;
  kill(): Promise<void>;
  /** Kills it and forgets what it holds. */
  end(): Promise<void>;
  /** Breaks every connection over the wire. */
  cut(): Promise<void>;
  /** The wire passes nothing on until it is released. */
  hold(): Promise<void>;
  release(): Promise<void>;
  next(method: Method, fault: Fault): Promise<void>;
  set(stream: string, settings: Settings): Promise<void>;
  /** Writes as somebody else would. */
  write(stream: string, events: readonly Proposed[]): Promise<void>;
  counts(): Promise<Counts>;
}

interface Waiting {
  readonly resolve: (counts: Counts) => void;
  readonly reject: (error: Error) => void;
}

let host: ChildProcess | undefined;
const waiting = new Map<number, Waiting>();
let [orders, servers] = [0, 0];

const started = (): ChildProcess => {
  const child = fork(HOST, [], {
    cwd: dirname(HOST), // that of the test may be anywhere
    execArgv: process.execArgv,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
  child.on('message', (answer: Answer) => {
    const { resolve, reject } = waiting.get(answer.number) as Waiting;
    waiting.delete(answer.number);
    if (waiting.size === 0) child.channel?.unref();
    if ('counts' in answer) resolve(answer.counts);
    else reject(new Error(answer.failed));
  });
  child.unref();
  return child;
};

/** Keeps this process alive until it is answered, and no longer. */
const told = (server: number, order: Order): Promise<Counts> =>
  new Promise((resolve, reject) => {
    host ??= started();
    const number = ++orders;
    waiting.set(number, { resolve, reject });
    host.channel?.ref();
    host.send({ number, server, order } satisfies Numbered);
  });

export const serverApart = async (options: ServerOptions = {}): Promise<ServerApart> => {
  const server = ++servers;
  const tell = async (order: Order): Promise<void> => {
    await told(server, order);
  };
  const { port, wire } = await told(server, { kind: 'make', options });
  return {
    port,
    wire,
    start: () => tell({ kind: 'start' }),
    kill: () => tell({ kind: 'kill' }),
    end: () => tell({ kind: 'forget' }),
    cut: () => tell({ kind: 'cut' }),
    hold: () => tell({ kind: 'hold' }),
    release: () => tell({ kind: 'release' }),
    next: (method, fault) => tell({ kind: 'next', method, fault }),
    set: (stream, settings) => tell({ kind: 'set', stream, settings }),
    write: (stream, events) => tell({ kind: 'write', stream, events }),
    counts: () => told(server, { kind: 'counts' }),
  };
};
