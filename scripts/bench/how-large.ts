// How large a graph and how long a history fit in memory: peak memory of processes that build models of two sizes and fold histories of two
// lengths, and what follows for 1 GiB and 8 GiB. Faults and transitions stay in memory; facts are handed over a page at a time and let go.
// `node --conditions=source --import tsx scripts/bench/how-large.ts [components] [facts]` (100,000 and 200,000 by default).
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

const peak = (components: number, facts: number): number => {
  const script = process.argv[1] ?? '';
  const flags = ['--max-old-space-size=16000', ...process.execArgv];
  const { stdout, stderr } = spawnSync(process.execPath, [...flags, script, 'child', String(components), String(facts)], {
    encoding: 'utf8',
  });
  const bytes = Number(stdout);
  if (!(bytes > 0)) throw new Error(`the measuring process failed: ${stderr}`);
  return bytes;
};

const GIB = 2 ** 30;
const count = (value: number): string => Math.round(value).toLocaleString('en-GB');

if (process.argv[2] === 'child') child(Number(process.argv[3]), Number(process.argv[4]));
else {
  const [components, facts] = [Number(process.argv[2] ?? 100_000), Number(process.argv[3] ?? 200_000)];
  const [small, large] = [peak(components, 0), peak(3 * components, 0)];
  const each = (large - small) / (2 * components);
  const base = small - components * each;
  const [short, long] = [peak(components, facts), peak(components, 3 * facts)];
  const fact = (long - short) / (2 * facts);
  console.log(
    `peak: ${count(base / 2 ** 20)} MiB, and ${count(each)} bytes a component while the model is read, ${count(fact)} bytes a fact of a history`,
  );
  for (const limit of [1, 8]) {
    const room = limit * GIB - base;
    console.log(
      `${limit} GiB: ${count(room / each)} components without a history; ${count((room - 100_000 * each) / fact)} facts over 100,000 components`,
    );
  }
}
