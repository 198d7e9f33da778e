// The composition root: the only room that knows inversify. Typed tokens, one module a concern, factories instead of decorators.
// The mains ask for what they run, once; nothing else knows there is a container.
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Container, ContainerModule, type ServiceIdentifier } from 'inversify';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import { publicHolidays } from '#calendars/holidays.ts';
import type { Shell } from '#cli/shell.ts';
import { openLog } from '#log/open.ts';
import { openSweeper } from '#workers/sweep-threads.ts';
import { keptFile } from '#sqlite/places.ts';
import { modelStores } from '#store/open.ts';
import { packageRoot } from './package-root.ts';
import { writeFileWhole } from './write-file.ts';

const token = <T>(name: string): ServiceIdentifier<T> => Symbol(name);

/** What can be exchanged: a test or another main binds it otherwise. */
const TOKENS = {
  logs: token<Shell['openLog']>('logs'),
  holidays: token<HolidaySource>('holidays'),
  sweeper: token<Shell['openSweeper']>('sweeper'),
  terminal: token<Terminal>('terminal'),
  shell: token<Shell>('shell'),
} as const;

type Terminal = Pick<Shell, 'out' | 'err' | 'colour' | 'width' | 'showsProgress'>;

const logModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.logs).toConstantValue(openLog);
});

const calendarModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.holidays).toConstantValue(publicHolidays);
});

const workerModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.sweeper).toConstantValue(openSweeper);
});

/** Not set at all on a pipe or a file, whatever its type says: undefined would leave colours to the library, which has them under CI. */
const isTerminal = ({ isTTY }: { readonly isTTY?: boolean }): boolean => isTTY === true;

const terminalModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.terminal).toConstantValue({
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: isTerminal(process.stdout) && process.env['NO_COLOR'] === undefined,
    // a terminal that does not know its width says 0
    width: process.stdout.isTTY && process.stdout.columns > 0 ? process.stdout.columns : undefined,
    showsProgress: isTerminal(process.stderr),
  });
});

const shellModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.shell).toResolvedValue(
    (open: Shell['openLog'], holidays: HolidaySource, sweeper: Shell['openSweeper'], terminal: Terminal): Shell => ({
      ...terminal,
      openLog: open,
      holidays,
      openSweeper: sweeper,
      models: modelStores(process.env['KNOCKON_MODELS']),
      ticks: () => Date.now(),
      untilInterrupted,
      throwAwayLog,
      environment: (name) => process.env[name],
      folder: process.cwd(),
      exists: existsSync,
      keptFile,
      readFile: (path) => readFile(path),
      writeFile: writeFileWhole,
      clock: () => Date.now(),
      randomBytes: (count) => randomBytes(count),
      wait: (milliseconds) => setTimeout(milliseconds),
      pause: () => setImmediate(),
      calledAs: import.meta.url.endsWith('.ts') || process.env['npm_command'] === 'exec' ? 'npx knockon' : 'knockon',
      examples: fileURLToPath(new URL('examples/', packageRoot)),
      version: (createRequire(import.meta.url)(fileURLToPath(new URL('package.json', packageRoot))) as { version: string }).version,
    }),
    [TOKENS.logs, TOKENS.holidays, TOKENS.sweeper, TOKENS.terminal],
  );
});

const untilInterrupted: Shell['untilInterrupted'] = () => {
  const controller = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.once(signal, () => controller.abort());
  }
  return controller.signal;
};

const throwAwayLog: Shell['throwAwayLog'] = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'knockon-'));
  return { url: `sqlite:${join(folder, 'log.db')}`, discard: () => rm(folder, { recursive: true, force: true }) };
};

/** The shell that the command line runs in. */
export const composeShell = (): Shell => {
  const container = new Container();
  container.load(logModule, calendarModule, workerModule, terminalModule, shellModule);
  return container.get<Shell>(TOKENS.shell);
};
