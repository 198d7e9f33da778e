// The kernel against the plain evaluator: on random histories both tell the same intervals, faults, origins, facts without effect and causes,
// and remember the same of every component. `scripts/fuzz/kernel.ts` does the same on as many cases as one likes.
import * as assert from 'uvu/assert';
import fc from 'fast-check';
import { arbitraryHistory } from '../support/arbitrary-history.ts';
import { byKernel, byPlainEvaluator, KINDS } from '../support/kernel-cases.ts';
import { holds } from '../support/property.ts';
import { runs } from '../support/sizes.ts';
import { spec } from '../support/spec.ts';

spec('laws/kernel [property]', (test) => {
  for (const [what, options] of KINDS) {
    test(`the kernel tells what the plain evaluator tells: ${what}`, () =>
      holds(
        fc.property(arbitraryHistory(options), (history) => {
          assert.equal(byKernel(history), byPlainEvaluator(history));
        }),
        { runs: runs(40, 4_000) },
      ));
  }
});
