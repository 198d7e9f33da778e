// The whole of a log replayed, in the shortest way a reading command without read models has: facts read into columns, those that count put in
// fold order, folded to the finished intervals of each component. In a process of its own: `replay.ts PATH` prints what it took, as JSON.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { asked } from '#domain/impact/asked.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { advance, newRun } from '#domain/impact/run.ts';
import { byComponent } from '#domain/impact/timeline.ts';
import { END_OF_TIME } from '#domain/time/instant.ts';
import { factTable } from '#log/fact-table.ts';
import { openSqliteLog } from '#log/sqlite.ts';
import { countingRows } from '#queries/fact-rows.ts';
import { decodeData } from '#wire/data.ts';

export interface Replayed {
  readonly seconds: number;
  /** Of them, until facts stood in columns. */
  readonly reading: number;
  readonly facts: number;
  readonly intervals: number;
  readonly megabytes: number;
}

const replay = async (path: string): Promise<Replayed> => {
  const began = performance.now();
  const log = await openSqliteLog(path, 'read');
  const table = await factTable(log);
  await log.close();
  const read = performance.now();
  const { rows, others } = countingRows(table, decodeData);
  const { kernel } = runOver(rows, others);
  const intervals = byComponent(kernel.transitions, kernel.graph.names.length).place.length;
  const ended = performance.now();
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return { seconds: (ended - began) / 1000, reading: (read - began) / 1000, facts: table.count, intervals, megabytes };
};

const runOver = (rows: ReturnType<typeof countingRows>['rows'], others: ReturnType<typeof countingRows>['others']) => {
  const run = newRun(scaleOf(others), asked(others));
  advance(run, rows, END_OF_TIME);
  return run;
};

/** A long history needs more memory than a process has by default. */
export const replayed = (path: string): Replayed => {
  const flags = ['--max-old-space-size=16000', ...process.execArgv];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, fileURLToPath(import.meta.url), path], { encoding: 'utf8' });
  if (stdout === '') throw new Error(`the replay failed: ${stderr}`);
  return JSON.parse(stdout) as Replayed;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(await replay(process.argv[2] ?? '')));
