// How fast the kernel folds, beside the plain evaluator (the oracle of the tests), beside a floor, and beside itself at another size. Every ratio is
// of two measurements that take turns in one run. `node --expose-gc --conditions=source --import tsx scripts/bench/kernel.ts [most] [facts]`:
// components at most (10,000 by default; 1,000,000 for all), facts from a log (100,000 by default; 1,000,000 for all).
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Recorded } from '#domain/facts/fact.ts';
import { advance, newRun, type Run } from '#domain/impact/run.ts';
import { asked } from '#domain/impact/asked.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { replay as plainReplay } from '#test/oracles/plain/replay.ts';
import { replay } from '#domain/impact/replay.ts';
import { logToIntervals } from './log-to-intervals.ts';
import { inCycle } from './cycles.ts';
import { after, failures, layered } from './layers.ts';

const most = Number(process.argv[2] ?? 10_000);
const logged = Number(process.argv[3] ?? 100_000);
const ROUNDS = 3;
const FACTS = 200_000;
const WARM = 50_000;
const GROWTHS = 7;

const seconds = (work: () => unknown): number => {
  const began = performance.now();
  work();
  return (performance.now() - began) / 1000;
};
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
const count = (value: number): string => Math.round(value).toLocaleString('en-GB');

const modelled = (size: number): Run => {
  const run = newRun(compileScale(DEFAULT_SCALE), asked([]));
  advance(run, layered(size), after(0));
  return run;
};

/** Tells the seconds that so many more facts take, each time it is asked, from a run that is warm. */
const folding = (run: Run, size: number): ((facts: number) => number) => {
  let from = 0;
  const next = (many: number): number => {
    const page = failures(size, many, from);
    from += many;
    globalThis.gc?.();
    return seconds(() => advance(run, page, after(from)));
  };
  next(WARM);
  return next;
};

const failAndRecover = (size: number): void => {
  const build = seconds(() => modelled(size));
  const run = modelled(size);
  const before = run.kernel.transitions.count;
  const fold = folding(run, size);
  const time = median(Array.from({ length: ROUNDS }, () => fold(FACTS)));
  const folded = WARM + ROUNDS * FACTS;
  const turns = (run.kernel.transitions.count - before) / folded;
  console.log(
    `${count(size)} components: ${count(FACTS / time)} fail-and-recover facts/s, ${turns.toFixed(1)} transitions a fact; ` +
      `${((build / size) * 1e6).toFixed(1)} µs a component to build`,
  );
};

const besidePlain = (size: number, facts: number): void => {
  const all = [...layered(size), ...failures(size, facts)];
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(seconds(() => replay(all, { until: after(facts) })));
    theirs.push(seconds(() => plainReplay(all, { until: after(facts) })));
  }
  const [own, other] = [median(ours), median(theirs)];
  console.log(
    `${count(facts)} facts over ${count(size)} components, model included: ${own.toFixed(2)} s, plain evaluator ${other.toFixed(2)} s: ${(other / own).toFixed(1)} ×`,
  );
};

/** What twice as much costs: ratios of neighbours in time, with nothing left of the one before. */
const growth = (size: number): void => {
  const [fold, foldWide] = [folding(modelled(size), size), folding(modelled(2 * size), 2 * size)];
  const folds = Array.from({ length: GROWTHS }, () => {
    const [one, twice, wide] = [fold(FACTS / 2), fold(FACTS), foldWide(FACTS / 2)];
    return { twice: twice / one, wide: wide / one };
  });
  const build = (of: number): number => {
    globalThis.gc?.();
    return seconds(() => modelled(of));
  };
  const builds = Array.from({ length: GROWTHS }, () => build(2 * size) / build(size));
  console.log(
    `from ${count(size)} components on, twice the facts cost ${median(folds.map(({ twice }) => twice)).toFixed(2)} ×, a fact in twice the components ` +
      `${median(folds.map(({ wide }) => wide)).toFixed(2)} ×, building twice the components ${median(builds).toFixed(2)} ×`,
  );
};

/** What a fact costs in cycles of two sizes. */
const cycles = (): void => {
  const told = [100, 10_000].map((size) => {
    inCycle(size, 1_000);
    const { micros, turns } = inCycle(size, 10_000);
    return `${micros.toFixed(1)} µs a fact in a cycle of ${count(size)} (${turns.toFixed(1)} transitions)`;
  });
  console.log(told.join(', '));
};

const memory = (): number => {
  for (let times = 0; times < 3; times++) globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** Bytes a component and a requirement, from two models whose requirements differ in number. The facts themselves are not counted. */
const bytes = (size: number): void => {
  const wide = (each: number): readonly Recorded[] =>
    layered(size).map((one, index) => {
      const { fact } = one;
      if (fact.type !== 'ComponentDeclared') return one;
      const requires = { all: Array.from({ length: each }, (_, n) => `c-${(index * 7 + n * 13 + 1) % Math.max(1, index)}`) };
      const definition = index < 100 ? {} : { requires };
      return { ...one, fact: { ...fact, data: { ...fact.data, definition } } };
    });
  const used = [1, 5].map((each) => {
    const facts = wide(each);
    const before = memory();
    const run = newRun(compileScale(DEFAULT_SCALE), asked([]));
    advance(run, facts, after(0));
    const after_ = memory();
    return run.kernel.graph.names.length === size ? (after_ - before) / size : NaN;
  });
  const each = ((used[1] ?? NaN) - (used[0] ?? NaN)) / 4;
  console.log(`${count((used[0] ?? NaN) - each)} bytes a component, ${count(each)} a requirement (of ${count(size)} components)`);
};

console.log(`Node ${process.versions.node}, ${availableParallelism()} cores, medians of ${ROUNDS}`);
for (const size of [10_000, 100_000, 1_000_000]) if (size <= most) failAndRecover(size);
besidePlain(Math.min(most, 10_000), 4_000);
growth(Math.min(most, 100_000));
cycles();
if (globalThis.gc === undefined) console.log('memory is not measured: run with --expose-gc');
else bytes(100_000);
const directory = mkdtempSync(join(tmpdir(), 'knockon-kernel-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
console.log(await logToIntervals(join(directory, 'log.db'), logged / 10, logged, ROUNDS));
