// A sweep in worker threads against the same sweep in this one: the same bytes, whatever the number of threads.
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { partEvaluator, type SweepPart } from '#domain/simulate/sweep.ts';
import { sweepJob } from '#domain/simulate/sweep-job.ts';
import type { ComponentDefinition } from '#domain/topology/definition.ts';
import { openSweeper } from '#workers/sweep-threads.ts';
import { spec } from '../support/spec.ts';

const SIZE = 60;

/** A chain of standbys and gates with delays: each part of it behaves otherwise. */
const definitions = new Map<string, ComponentDefinition>(
  Array.from({ length: SIZE }, (_, index): [string, ComponentDefinition] => {
    const before = (back: number): string => `c${index - back}`;
    if (index < 3) return [`c${index}`, {}];
    if (index % 3 === 0) return [`c${index}`, { requires: { standby: [before(1), before(3)], mode: 'automatic', switchover: 60_000 } }];
    return [`c${index}`, { requires: { atLeast: 2, of: [before(1), before(2), before(3)] }, holdUp: 1_000 * index }];
  }),
);
const job = sweepJob({
  definitions,
  scale: DEFAULT_SCALE,
  classOf: (id) => (id.endsWith('7') ? 1 : 2),
  classes: 3,
  level: compileScale(DEFAULT_SCALE).down,
  lasting: 7_200_000,
});
const parts = (['pass', 'replay'] as const).flatMap((by) =>
  Array.from({ length: SIZE / 6 }, (_, part): SweepPart => ({
    by,
    start: Int32Array.from({ length: 7 }, (__, one) => one),
    failed: Int32Array.from({ length: 6 }, (__, one) => part * 6 + one),
  })),
);

spec('workers/sweep-threads [unit]', (test) => {
  for (const [threads, moment] of [
    [0, 0],
    [1, 0],
    [2, 0],
    [3, 0],
    [2, 5],
    [2, Infinity],
  ] as const) {
    test(`${threads} threads, after ${moment} ms, come to what a plain loop comes to, in its order`, async () => {
      const sweeper = openSweeper(job, threads, moment);
      let through = 0;
      try {
        const outcomes = await sweeper.evaluate(parts, () => through++);
        assert.equal(outcomes, parts.map(partEvaluator(job)));
      } finally {
        await sweeper.close();
      }
      assert.is(through, parts.length);
    });
  }

  test('what a part throws is thrown, and what the next part answers meanwhile disturbs nothing', async () => {
    const sweeper = openSweeper(job, 1, 0);
    const broken = { by: 'replay' } as SweepPart;
    let thrown: unknown;
    try {
      await sweeper.evaluate([broken, broken, ...parts], () => undefined);
    } catch (error) {
      thrown = error;
      // time for the thread to answer the next part, too, before it is told to stop
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    } finally {
      await sweeper.close();
    }
    assert.instance(thrown, TypeError);
  });
});
