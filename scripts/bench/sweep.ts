// What sweeps cost, beside peers that come to the same answer in the same run.
//   node --conditions=source --import tsx scripts/bench/sweep.ts [DIRECTORY] [--pairs N] [--every N] [--rounds N] [--threads N] [--only PART]
// DIRECTORY: a graph of packages as scripts/debian/graph.ts reads it; without one, a small graph is made up. --pairs: of so many packages with
// most dependents (default 100). --every: graphology counts only each N-th failure (default 1), and is compared with our time for the same
// ones. Parts: counting, debcheck (where dose-debcheck is installed), single, pairs.
import { parseArgs } from 'node:util';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { lossNetwork } from '#domain/simulate/loss-network.ts';
import { lossCounter, singly } from '#domain/simulate/losses.ts';
import { lostApart } from '#domain/simulate/pairs.ts';
import { pairsToLookAt, outcomesOf, partsOf } from '#domain/simulate/sweep-plan.ts';
import { sweepJob, type Definitions } from '#domain/simulate/sweep-job.ts';
import { wordsOf } from '#domain/simulate/sweep.ts';
import { compileComponent } from '#domain/topology/model.ts';
import { openSweeper } from '#workers/sweep-threads.ts';
import { definitionsOf, readGraph, type PackageGraph } from '../debian/graph.ts';
import { debcheck } from './sweep/debcheck.ts';
import { downWith, mostNeeded } from '../debian/asked.ts';
import { fiveLevels, madeUp } from './sweep/graphs.ts';
import { graphologyCounter } from './sweep/graphology-counter.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    pairs: { type: 'string', default: '100' },
    every: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '3' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string' },
  },
});
const [directory] = positionals;
const rounds = Number(values.rounds);
const scale = compileScale(DEFAULT_SCALE);

const timed = <T>(work: () => T): readonly [T, number] => {
  const began = performance.now();
  const result = work();
  return [result, (performance.now() - began) / 1_000];
};
const seconds = (time: number): string => `${time < 10 ? time.toFixed(3) : time.toFixed(1)} s`;
/** The best of several rounds, which a busy machine disturbs least. */
const bestOf = <T>(work: () => T): readonly [T, number] => {
  let best: readonly [T, number] | undefined;
  for (let round = 0; round < rounds; round++) {
    const one = timed(work);
    if (best === undefined || one[1] < best[1]) best = one;
  }
  return best ?? timed(work);
};
const does = (part: string): boolean => values.only === undefined || values.only === part;

const networkOf = (definitions: Definitions) =>
  lossNetwork(new Map([...definitions].map(([id, definition]) => [id, compileComponent(id, definition, scale)])), scale);

const graph: PackageGraph = directory === undefined ? madeUp(2_000) : readGraph(directory);
const definitions = definitionsOf(graph);
const size = definitions.size;
const everyone = { count: 2, of: new Uint16Array(size).fill(1) };
console.log(
  `${size} components, ${graph.groups.reduce((sum, groups) => sum + groups.length, 0)} groups; Node ${process.versions.node}; best of ${rounds}`,
);

if (does('counting')) {
  const [network, made] = timed(() => networkOf(definitions));
  const some = Int32Array.from(network.components.keys()).filter((component) => component % Number(values.every) === 0);
  const downOf = (): readonly number[] => {
    const { counts } = lossCounter(network, everyone)(singly(some, scale.down));
    return Array.from(some, (_, scenario) => (counts[(scenario * 2 + 1) * network.levels.length + network.down] ?? 0) - 1);
  };
  const [ours, time] = bestOf(downOf);
  const [counter, theirsMade] = timed(() => graphologyCounter(graph));
  const [theirs, theirTime] = timed(() => Array.from(some, (component) => counter(component)));
  // what is down at rest takes nothing down, and is not taken down by its own failure
  const differ = ours.filter((count, index) => Math.max(count, 0) !== theirs[index]).length;
  const worst = [...some]
    .map((component, index) => [network.components[component], ours[index] ?? 0] as const)
    .toSorted((a, b) => b[1] - a[1]);
  console.log(
    `\nwhat each of ${some.length} single failures takes down, counted (${differ === 0 ? 'the same answers' : `${differ} ANSWERS DIFFER`})`,
  );
  console.log(
    `  most: ${worst
      .slice(0, 5)
      .map(([id, count]) => `${id} ${count}`)
      .join(', ')}`,
  );
  console.log(
    `  knockon ${seconds(time)} (compiled once in ${seconds(made)}); graphology ${seconds(theirTime)} (built in ${seconds(theirsMade)}): ${(theirTime / time).toFixed(0)} × as fast`,
  );
  if (differ > 0) process.exitCode = 1;
}

if (does('debcheck')) {
  const failed = graph.names[mostNeeded(graph, 1)[0] ?? 0] ?? '';
  const ours = (): readonly string[] => {
    const read = directory === undefined ? graph : readGraph(directory);
    const network = networkOf(definitionsOf(read));
    return downWith(network)([failed]);
  };
  const theirs = debcheck(graph, failed);
  if (theirs === undefined) console.log('\ndose-debcheck is not installed (Debian: dose-distcheck): not compared');
  else {
    const [mine, time] = bestOf(ours);
    const same = mine.length === theirs.broken.length && mine.every((id, index) => id === theirs.broken[index]);
    console.log(
      `\nwhat is broken without ${failed}, from the files: ${mine.length} (${same ? 'the same packages' : `dose-debcheck: ${theirs.broken.length}, WHICH DIFFERS`})`,
    );
    console.log(
      `  knockon ${seconds(time)}; dose-debcheck ${seconds(theirs.time)}: ${(theirs.time / time).toFixed(1)} × as fast, reading included on both sides`,
    );
    if (!same) process.exitCode = 1;
  }
}

if (does('single')) {
  const network = networkOf(fiveLevels(definitions));
  const all = Int32Array.from(network.components.keys());
  const [, time] = bestOf(() => lossCounter(network, everyone)(singly(all, scale.down)));
  console.log(`\nevery single failure of ${size}, ${network.levels.length + 1} levels and effects: ${seconds(time)}, in one thread`);
}

if (does('pairs')) {
  const job = sweepJob({ definitions, scale: DEFAULT_SCALE, classOf: () => 1, classes: 2, level: scale.down, lasting: undefined });
  const chosen = mostNeeded(graph, Number(values.pairs));
  const began = performance.now();
  const { byPass, lost } = pairsToLookAt(
    job,
    chosen,
    chosen.map(() => false),
  );
  const scenarios = byPass.map(([one, other]) => [chosen[one] ?? 0, chosen[other] ?? 0]);
  const sweeper = openSweeper(job, Number(values.threads));
  const parts = partsOf(scenarios, 'pass');
  const outcomes = outcomesOf(scenarios, 'pass', await sweeper.evaluate(parts, () => undefined));
  const worse = byPass.filter(([one, other], index) => (outcomes[index]?.down ?? 0) > lostApart(lost, wordsOf(job), one, other));
  const time = (performance.now() - began) / 1_000;
  await sweeper.close();
  const pairs = (chosen.length * (chosen.length - 1)) / 2;
  console.log(
    `\nall ${pairs} pairs of the ${chosen.length} with most dependents: ${worse.length} take down more than their halves; ${seconds(time)}, ${values.threads} threads`,
  );
}
