// Models of which a pass of a sweep once told another row than a replay, made small.
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE, levelNamed } from '#domain/impact/scale.ts';
import { partsOf } from '#domain/simulate/sweep-plan.ts';
import { partEvaluator, type SweepPart } from '#domain/simulate/sweep.ts';
import { sweepJob } from '#domain/simulate/sweep-job.ts';
import type { Definitions } from '../oracles/failures.ts';
import { sweepRow } from '../oracles/sweep-row.ts';
import { spec } from '../support/spec.ts';

const DEGRADED = levelNamed(compileScale(DEFAULT_SCALE), 'degraded');

/** The row of one component that fails for good, told the way the sweep chooses, and whether that was a pass. */
const swept = (definitions: Definitions, failed: string) => {
  const components = new Map(Object.entries(definitions));
  const job = sweepJob({
    definitions: components,
    scale: DEFAULT_SCALE,
    classOf: () => 1,
    classes: 2,
    level: DEGRADED,
    lasting: undefined,
  });
  const [part] = partsOf([[[...components.keys()].indexOf(failed)]], 'pass') as [SweepPart];
  const evaluate = partEvaluator(job);
  const passed = evaluate(part);
  const outcomes = passed.unsure[0] === 1 ? evaluate({ ...part, by: 'replay' }) : passed;
  return { down: outcomes.down[0], worse: outcomes.worse[0], time: [...outcomes.time], byPass: outcomes === passed };
};

spec('regressions/sweep [unit]', (test) => {
  const standbys = {
    'that falls back by itself, and is not on its first member': {
      standby: ['nowhere', 'e', 'a'],
      mode: 'automatic',
      failback: 'automatic',
    },
    // told otherwise by a pass in no model that we know of; but which member it comes to be on is not a pass's to say
    'that is on its first member': { standby: ['e', 'a'], mode: 'automatic' },
  } as const;
  for (const [which, standby] of Object.entries(standbys))
    test(`an automatic standby that has its own component as a member is left to a replay: one ${which}`, () => {
      const definitions = { a: {}, e: { requires: standby } };
      const row = sweepRow(definitions, DEFAULT_SCALE, ['a'], DEGRADED, undefined);
      const told = swept(definitions, 'a');
      assert.equal(
        { down: told.down, worse: told.worse, time: told.time },
        { down: row.down.length, worse: row.worse.length, time: row.time },
      );
      assert.is(told.byPass, false);
    });
});
