// The whole of a log replayed, as a reading command without read models would at least: read, decoded and folded, page by page, to the
// finished intervals of each component. Takes for granted that facts arrived in order of time, so nothing is kept to be sorted. Run in a
// process of its own: `replay.ts PATH FACTS`, of the first so many facts, prints seconds, facts, intervals and peak memory, as JSON.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Recorded } from '#domain/facts/fact.ts';
import { foldedAt, inFoldOrder } from '#domain/facts/fold-order.ts';
import { asked } from '#domain/impact/asked.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { advance, newRun } from '#domain/impact/run.ts';
import { byComponent } from '#domain/impact/timeline.ts';
import { END_OF_TIME } from '#domain/time/instant.ts';
import type { AnyRecorded } from '#log/event-log.ts';
import { openSqliteLog } from '#log/sqlite.ts';

const PAGE = 10_000;

export interface Replayed {
  readonly seconds: number;
  readonly reading: number;
  readonly facts: number;
  readonly intervals: number;
  readonly megabytes: number;
}

const replay = async (path: string, count: number): Promise<Replayed> => {
  const began = performance.now();
  const log = await openSqliteLog(path, 'read');
  const page: Recorded[] = [];
  let run: ReturnType<typeof newRun> | undefined;
  let [facts, intervals, folding] = [0, 0, 0];
  const fold = (until: number): void => {
    const from = performance.now();
    run ??= newRun(scaleOf(page), asked(page));
    advance(run, inFoldOrder(page), until);
    page.length = 0;
    folding += performance.now() - from;
  };
  for await (const recorded of log.readAll({ limit: count })) {
    if (!isKnown(recorded)) continue;
    // The model stands at one instant, and what is asked for by it must be known from the first page on.
    if (page.length >= PAGE && foldedAt(recorded) > foldedAt(page.at(-1) as Recorded)) fold(foldedAt(recorded));
    page.push(recorded);
    facts++;
  }
  fold(END_OF_TIME);
  if (run !== undefined) {
    const from = performance.now();
    const { kernel } = run;
    intervals = byComponent(kernel.transitions, kernel.graph.names.length).place.length;
    folding += performance.now() - from;
  }
  await log.close();
  const took = performance.now() - began;
  const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  return { seconds: took / 1000, reading: (took - folding) / 1000, facts, intervals, megabytes };
};

const isKnown = (recorded: AnyRecorded): recorded is Recorded => !('raw' in recorded.fact);

/** Faults and transitions of a long history need more memory than a process has by default. */
export const replayed = (path: string, count: number): Replayed => {
  const flags = ['--max-old-space-size=16000', ...process.execArgv];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, fileURLToPath(import.meta.url), path, String(count)], {
    encoding: 'utf8',
  });
  if (stdout === '') throw new Error(`the replay failed: ${stderr}`);
  return JSON.parse(stdout) as Replayed;
};

if (process.argv[1] === fileURLToPath(import.meta.url))
  console.log(JSON.stringify(await replay(process.argv[2] ?? '', Number(process.argv[3]))));
