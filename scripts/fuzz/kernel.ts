// Holds the kernel to the plain evaluator on many random histories (graphs with cycles, all gates, all clocks, observations, changing models,
// simultaneous facts), and prints how many agreed. A difference is shrunk, printed and ends the run with 1: keep it in test/regressions.
// `node --conditions=source --import tsx scripts/fuzz/kernel.ts [cases] [seed]`: 100,000 cases by default, the seed printed.
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { arbitraryHistory } from '#test/support/arbitrary-history.ts';
import { byKernel, byPlainEvaluator, KINDS } from '#test/support/kernel-cases.ts';

const BATCH = 1_000;
const cases = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);

let agreed = 0;
for (let batch = 0; agreed < cases; batch++) {
  const [what, options] = KINDS[batch % KINDS.length] as (typeof KINDS)[number];
  const same = fc.property(arbitraryHistory(options), (history) => isDeepStrictEqual(byKernel(history), byPlainEvaluator(history)));
  const outcome = fc.check(same, { numRuns: Math.min(BATCH, cases - agreed), seed: seed + batch });
  if (outcome.failed) {
    console.error(`${what}: the two differ (seed ${seed + batch}, path ${outcome.counterexamplePath ?? ''})`);
    console.error(fc.stringify(outcome.counterexample?.[0]));
    process.exit(1);
  }
  agreed += outcome.numRuns;
  if (batch % 10 === 9) console.log(`${agreed} cases agree`);
}
console.log(`${agreed} cases agree (seed ${seed})`);
