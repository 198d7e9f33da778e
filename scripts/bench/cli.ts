// What each reading command costs at 5,000 services over 4,620 other components and 20,000 facts of a year: processor seconds of a whole process,
// the median of some runs, beside the plain replay: a process that loads the log and folds all of it once, with nobody looking on.
// Runs what is built, as users do: node --conditions=source --import tsx scripts/bench/cli.ts [--runs N] [--only TEXT]
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { estate } from './cli/estate.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = join(ROOT, 'dist/src/compose/main.js');
const NOW = ['--now', '2026-01-10T00:00:00Z'];
const JUNE = ['--from', '2025-06', '--to', '2025-07'];
const AT = ['--at', '2025-06-15T12:00:00Z'];

/** Every reading command; blame by games replays once for each fault or order and is told apart. */
const COMMANDS: readonly (readonly string[])[] = [
  ['status', ...AT],
  ['explain', 'svc-7', ...AT],
  ['replay', ...JUNE],
  ['report', 'availability', ...JUNE],
  ['report', 'downtime', ...JUNE],
  ['report', 'mttr', ...JUNE],
  ['report', 'rto', ...JUNE],
  ['report', 'budget', ...JUNE],
  ['report', 'blame', ...JUNE],
  ['report', 'blame', '--rule', 'last-to-recover', ...JUNE],
  ['report', 'blame', '--rule', 'equal-split', ...JUNE],
  ['report', 'contradictions', ...JUNE],
  ['report', 'calls', ...JUNE],
  ['report', 'vantage', ...JUNE],
  ['report', 'restated'],
  ['report', 'policies'],
  ['review', 'big'],
  ['incident', 'list'],
  ['incident', 'show', 'big'],
  ['incident', 'suggest', 'f5'],
  ['whatif', '--set', 'app-7.requires=host-3', ...JUNE],
  ['whatif', '--fail', 'circ-3@2025-06-15T12:00:00Z', '--for', 'PT4H', ...JUNE],
  ['risk', 'sweep'],
  ['check'],
  ['model', 'show', ...AT],
  ['model', 'diff', '--from', '2025-01-01', '--to', '2025-06-15'],
  ['scenario', 'list'],
  ['log', 'info'],
  ['log', 'verify'],
];
const GAMES: readonly (readonly string[])[] = [['report', 'blame', '--rule', 'but-for', '--service', 'svc-7', ...JUNE]];

/** Hands the processor time of a process to its parent when it ends. */
const TELL = `data:text/javascript,${encodeURIComponent(
  `import { writeSync } from 'node:fs'; process.on('exit', () => { const { user, system } = process.cpuUsage(); try { writeSync(3, String(user + system)); } catch {} });`,
)}`;

const PLAIN = `
const [{ openSqliteLog }, { recordsOf }, { historyOf }, { decodeData }, { replay }] = await Promise.all(
  ['src/log/sqlite', 'src/log/records', 'src/queries/history', 'src/wire/data', 'domain/impact/replay'].map((file) =>
    import(process.argv[1] + file + '.js')),
);
const log = await openSqliteLog(process.argv[2], 'read');
replay(historyOf(await recordsOf(log), decodeData, {}).facts);
await log.close();
`;

const secondsOf = (args: readonly string[], cwd: string): number => {
  const { output, status, stderr } = spawnSync(process.execPath, [`--import=${TELL}`, ...args], {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    maxBuffer: 2 ** 30,
  });
  if (status !== 0 && status !== 1) throw new Error(`${args.slice(1).join(' ')} ended with ${status}: ${stderr}`);
  return Number(output[3]) / 1e6;
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

const { runs, only } = parseArgs({ options: { runs: { type: 'string', default: '3' }, only: { type: 'string' } } }).values;
const timed = (args: readonly string[], cwd: string): number =>
  median(Array.from({ length: Math.max(1, Number(runs)) }, () => secondsOf(args, cwd)));

const folder = mkdtempSync(join(tmpdir(), 'knockon-cli-'));
try {
  execFileSync('npm', ['run', '--silent', 'build'], { cwd: ROOT, stdio: 'inherit' });
  const { model, facts } = estate();
  writeFileSync(join(folder, 'model.json'), model);
  writeFileSync(join(folder, 'facts.jsonl'), facts);
  const imported = secondsOf([MAIN, 'import', 'model.json', 'facts.jsonl', ...NOW], folder);
  secondsOf([MAIN, 'report', 'publish', 'june', ...JUNE, '--service', 'svc-7', ...NOW], folder);
  const plain = (): number =>
    timed(['--input-type=module', '--eval', PLAIN, pathToFileURL(join(ROOT, 'dist/')).href, join(folder, 'knockon.db')], folder);
  const unit = plain();
  console.log(`plain replay ${unit.toFixed(2)} s; the import ${imported.toFixed(1)} s; processor time, median of ${runs}`);
  let worst = 0;
  for (const [commands, counts] of [[COMMANDS, true] as const, [GAMES, false] as const]) {
    for (const command of commands.filter((words) => only === undefined || words.join(' ').includes(only))) {
      const seconds = timed([MAIN, ...command, ...NOW], folder);
      if (counts) worst = Math.max(worst, seconds / unit);
      console.log(`${(seconds / unit).toFixed(2).padStart(6)} ×  ${seconds.toFixed(2).padStart(6)} s  ${command.join(' ')}`);
    }
  }
  console.log(`the worst, but for blame by games: ${worst.toFixed(2)} × the plain replay (goal 3)`);
} finally {
  rmSync(folder, { recursive: true, force: true });
  rmSync(join(ROOT, 'dist'), { recursive: true, force: true });
}
