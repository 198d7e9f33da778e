// How large a graph and how long a history fit in memory: the largest tried whose process peaks within so many GiB. Each size is really built,
// or folded. Faults and transitions stay in memory; facts are handed over a page at a time and let go.
// `node --conditions=source --import tsx scripts/bench/how-large.ts [GIB …]` (1 and 8 by default; 8 takes tens of minutes).
import { spawnSync } from 'node:child_process';
import { advance, newRun } from '#domain/impact/run.ts';
import { asked } from '#domain/impact/asked.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { after, failures, layered } from './layers.ts';

const PAGE = 10_000;

/** In a process of its own: builds, folds and prints its peak memory in bytes. */
const child = (components: number, facts: number): void => {
  const run = newRun(compileScale(DEFAULT_SCALE), asked([]));
  advance(run, layered(components), after(0));
  for (let from = 0; from < facts; from += PAGE) advance(run, failures(components, PAGE, from), after(from + PAGE));
  console.log(process.resourceUsage().maxRSS * 1024);
};

/** Peak memory in bytes of a process that is let have so many GiB of objects; undefined where they do not do. */
const peak = (components: number, facts: number, gib: number): number | undefined => {
  const script = process.argv[1] ?? '';
  const flags = [`--max-old-space-size=${gib * 1024}`, ...process.execArgv];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, script, 'child', String(components), String(facts)], {
    encoding: 'utf8',
  });
  const bytes = Number(stdout);
  if (bytes > 0) return bytes;
  if (stderr.includes('heap out of memory')) return undefined;
  throw new Error(`the measuring process failed: ${stderr}`);
};

const GIB = 2 ** 30;
const TRIES = 6;
const count = (value: number): string => Math.round(value).toLocaleString('en-GB');

/** The largest number tried whose process stays within so many GiB, and its peak: each try is scaled by what the one before it took. */
const largest = (gib: number, first: number, base: number, measured: (size: number) => number | undefined): readonly [number, number] => {
  let best: readonly [number, number] = [0, 0];
  let size = first;
  for (let tries = 0; tries < TRIES; tries++) {
    const bytes = measured(size);
    if (bytes !== undefined && bytes <= gib * GIB && size > best[0]) best = [size, bytes];
    if (bytes !== undefined && bytes <= gib * GIB && bytes >= 0.97 * gib * GIB) break;
    const scaled = bytes === undefined ? 0.9 : (0.985 * gib * GIB - base) / (bytes - base);
    size = Math.round((size * Math.min(scaled, 2)) / PAGE) * PAGE;
  }
  return best;
};

if (process.argv[2] === 'child') child(Number(process.argv[3]), Number(process.argv[4]));
else {
  const limits = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1, 8];
  const COMPONENTS = 100_000;
  const empty = peak(PAGE, 0, 1) ?? NaN;
  const model = peak(COMPONENTS, 0, 1) ?? NaN;
  console.log(
    `Node ${process.versions.node}: a small model ${count(empty / 2 ** 20)} MiB, ${count(COMPONENTS)} components ${count(model / 2 ** 20)} MiB`,
  );
  for (const gib of limits) {
    const [components, withModel] = largest(gib, gib * 1_200_000, empty, (size) => peak(size, 0, gib));
    console.log(`${gib} GiB: ${count(components)} components without a history (peak ${count(withModel / 2 ** 20)} MiB)`);
    const [facts, withFacts] = largest(gib, gib * 2_500_000, model, (size) => peak(COMPONENTS, size, gib));
    console.log(`${gib} GiB: ${count(facts)} facts over ${count(COMPONENTS)} components (peak ${count(withFacts / 2 ** 20)} MiB)`);
  }
}
