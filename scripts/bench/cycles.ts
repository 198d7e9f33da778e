// A large cycle for benches: members that require each other through gates of two, and a leaf each that faults strike. The same every time.
import type { Recorded } from '#domain/facts/fact.ts';
import { asked } from '#domain/impact/asked.ts';
import { advance, newRun } from '#domain/impact/run.ts';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { BEGINNING, exactly } from '#domain/time/instant.ts';
import { dice } from './layers.ts';

const recorded = (fact: object): Recorded =>
  ({ fact: { id: '', v: 1, ...fact }, stream: '', revision: 0, position: '', recordedAt: 0 }) as unknown as Recorded;

/** Microseconds a fact, and transitions a fact, of faults that begin and end in a cycle of `size` members. */
export const inCycle = (size: number, facts: number): { readonly micros: number; readonly turns: number } => {
  const roll = dice(19);
  const declared = Array.from({ length: size }, (_, index) => [
    { component: `leaf-${index}`, definition: {} },
    {
      component: `c-${index}`,
      definition: { requires: { all: [`leaf-${index}`, { any: [`c-${(index + size - 1) % size}`, `c-${roll(size)}`] }] } },
    },
  ]).flat();
  const run = newRun(compileScale(DEFAULT_SCALE), asked([]));
  advance(
    run,
    declared.map((data) => recorded({ type: 'ComponentDeclared', occurredAt: exactly(BEGINNING), data })),
    0,
  );
  const faults = Array.from({ length: facts / 2 }, (_, index) => {
    const data = { component: `leaf-${roll(size)}`, fault: 'f' };
    return [
      recorded({ type: 'OutageBegan', occurredAt: exactly(2 * index), data: { ...data, level: 'down' } }),
      recorded({ type: 'OutageEnded', occurredAt: exactly(2 * index + 1), data }),
    ];
  }).flat();
  const before = run.kernel.transitions.count;
  const began = performance.now();
  advance(run, faults, facts);
  return { micros: ((performance.now() - began) / facts) * 1_000, turns: (run.kernel.transitions.count - before) / facts };
};
