// A world for the command line in which nothing is real but the code: a clock that stands still, files and logs in memory, randomness
// that counts. A log in memory is named by its address (`memory:any`) and outlives the command that opened it; `sqlite:` is the real one.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { publicHolidays } from '#calendars/holidays.ts';
import { run } from '#cli/run.ts';
import type { Shell } from '#cli/shell.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';
import { LogError, type EventLog } from '#log/event-log.ts';
import { memoryLog } from '#log/memory.ts';
import { openLog } from '#log/open.ts';
import { keptFile } from '#sqlite/places.ts';
import { openSweeper } from '#workers/sweep-threads.ts';
import { modelStores } from '#store/open.ts';

export const EXAMPLES = fileURLToPath(new URL('../../examples/', import.meta.url));
export const CASE = ['model.yaml', 'facts.jsonl', 'published.jsonl'].map((file) => `${EXAMPLES}hcpc-2016/${file}`);

/** Where commands go that name no log. */
export const LOG = 'memory:log';

export interface Answered {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

export interface World {
  /** Runs a command line, on {@link LOG} unless it says `--log`. */
  readonly knockon: (...argv: readonly string[]) => Promise<Answered>;
  /** As {@link World.knockon} with `--format json`, read as what the caller knows it to be; throws unless it was answered. */
  readonly json: <T>(...argv: readonly string[]) => Promise<T>;
  /** Puts a file there; answers its name. */
  readonly file: (name: string, content: string | Uint8Array) => string;
  /** What a file holds that was put or written there; undefined: there is none. */
  readonly written: (name: string) => string | undefined;
  /** The log of an address, to look into or to write past the commands; undefined while there is none. */
  readonly log: (url?: string) => EventLog | undefined;
  /** Every fact of a log, as it stands; empty where there is none. */
  readonly records: (url?: string) => Promise<readonly Recorded[]>;
  now: Instant;
  /** The working directory; files and configuration are looked for from there. */
  folder: string;
  readonly environment: Map<string, string>;
  /** What happens where long work lets the event loop turn. */
  pause: () => Promise<void>;
}

/** An instant long after everything the examples tell. */
const NOW: Instant = Date.UTC(2016, 1, 10);

/** A new world without any log; `colour`: whether its terminal has it. */
export const world = (colour = false): World => {
  const logs = new Map<string, EventLog>();
  const files = new Map<string, Uint8Array>();
  let random = 0;
  let thrownAway = 0;

  /** A log in memory stays open whatever a command does. */
  const kept = (url: string): EventLog => {
    const log = memoryLog(url);
    return { ...log, close: async () => undefined };
  };

  const open: Shell['openLog'] = async (url, mode) => {
    if (url === 'memory:' || !url.startsWith('memory:')) return openLog(url, mode);
    const there = logs.get(url);
    if (there !== undefined) return there;
    if (mode === 'read') throw new LogError('missing', `There is no log at ${url}.`);
    const made = kept(url);
    logs.set(url, made);
    return made;
  };

  const read: Shell['readFile'] = async (path) => files.get(path) ?? (await readFile(path));

  const knockon: World['knockon'] = async (...argv) => {
    let [out, err] = ['', ''];
    const shell: Shell = {
      out: (text) => (out += text),
      err: (text) => (err += text),
      colour,
      showsProgress: false,
      environment: (name) => self.environment.get(name),
      folder: self.folder,
      exists: (path) => files.has(path),
      keptFile,
      readFile: read,
      writeFile: async (path, text, mode) => {
        if (mode === 'new' && files.has(path)) return false;
        files.set(path, new TextEncoder().encode(text));
        return true;
      },
      clock: () => self.now,
      randomBytes: (count) => Uint8Array.from({ length: count }, () => random++ % 251),
      wait: async () => undefined,
      pause: () => self.pause(),
      openLog: open,
      models: modelStores(),
      ticks: () => Date.now(),
      untilInterrupted: () => AbortSignal.abort(),
      throwAwayLog: async () => {
        const url = `memory:thrown-away-${String(++thrownAway)}`;
        return { url, discard: async () => void logs.delete(url) };
      },
      holidays: publicHolidays,
      openSweeper,
      examples: EXAMPLES,
      version: '0.0.0-test',
      calledAs: 'knockon',
    };
    const exit = await run(argv.includes('--log') || !takesLog(argv) ? argv : [...argv, '--log', LOG], shell);
    return { exit, out, err };
  };

  const self: World = {
    now: NOW,
    folder: '/nowhere',
    environment: new Map(),
    pause: async () => undefined,
    knockon,
    json: async <T>(...argv: readonly string[]): Promise<T> => {
      const { exit, out, err } = await knockon(...argv, '--format', 'json');
      if (out === '') throw new Error(`knockon ${argv.join(' ')}: exit ${String(exit)}: ${err}`);
      return JSON.parse(out) as T;
    },
    file: (name, content) => {
      files.set(name, typeof content === 'string' ? new TextEncoder().encode(content) : content);
      return name;
    },
    written: (name) => {
      const bytes = files.get(name);
      return bytes === undefined ? undefined : new TextDecoder().decode(bytes);
    },
    log: (url = LOG) => logs.get(url),
    records: async (url = LOG) => {
      const found: Recorded[] = [];
      const log = logs.get(url);
      if (log !== undefined) for await (const one of log.readAll()) if (!('raw' in one.fact)) found.push(one as Recorded);
      return found;
    },
  };
  return self;
};

const GROUPS: readonly string[] = ['record', 'report', 'log', 'risk', 'models'];

const takesLog = (argv: readonly string[]): boolean =>
  argv.length > (GROUPS.includes(argv[0] ?? '') ? 1 : 0) && !argv.includes('--help') && !argv.includes('--version');

/** A world whose log holds the case of examples/hcpc-2016. */
export const hcpc = async (): Promise<World> => {
  const made = world();
  const { exit, err } = await made.knockon('import', ...CASE);
  if (exit !== 0) throw new Error(err);
  return made;
};
