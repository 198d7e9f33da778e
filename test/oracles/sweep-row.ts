// A row of a sweep told the long way: the whole model replayed with its failures and without, every service looked at by itself.
import { replay } from '#domain/impact/replay.ts';
import type { Level } from '#domain/impact/scale.ts';
import type { LevelInterval } from '#domain/impact/timeline.ts';
import type { ScaleDefinition } from '#domain/topology/definition.ts';
import { at, declared, minute, recorded } from '../support/history.ts';
import type { Definitions } from './failures.ts';

const WEEK = 7 * 24 * 60;
const YEAR = 366 * 24 * 60;

export interface SweepRow {
  readonly down: readonly string[];
  readonly worse: readonly string[];
  /** By level but the best: time of the week at it or worse, all components together, beyond that at rest. */
  readonly time: readonly number[];
}

/** `lasting`: milliseconds; undefined: for good, and only what it comes to counts. */
export const sweepRow = (
  definitions: Definitions,
  scale: ScaleDefinition,
  failed: readonly string[],
  level: Level,
  lasting: number | undefined,
): SweepRow => {
  const model = [at('beginning', 'ScaleDefined', { name: 'default', definition: scale }), ...declared(definitions)];
  const failures = failed.map((component) =>
    at(0, 'OutageBegan', {
      component,
      level: scale.levels[level] ?? '',
      fault: 'failure',
      ...(lasting === undefined ? {} : { duration: lasting }),
    }),
  );
  const atRest = replay(recorded(model), { until: minute(0) }).timeline;
  const { timeline } = replay(recorded([...model, ...failures]), { until: minute(lasting === undefined ? YEAR : WEEK) });
  const [down, worse]: [string[], string[]] = [[], []];
  const time = scale.levels.slice(1).map(() => 0);
  for (const id of Object.keys(definitions)) {
    const rest = atRest.get(id)?.at(-1)?.level ?? 0;
    const week = lasting === undefined ? inTheEnd(timeline.get(id) ?? []) : (timeline.get(id) ?? []);
    const spent = week
      .map(({ from, to, level: reached }) => ({ reached, length: Math.min(to, minute(WEEK)) - Math.max(from, minute(0)) }))
      .filter(({ length }) => length > 0);
    const worst = Math.max(...spent.map(({ reached }) => reached));
    if (worst > rest) (worst === scale.levels.length - 1 ? down : worse).push(id);
    for (const { reached, length } of spent)
      for (const index of time.keys()) time[index] = (time[index] ?? 0) + (reached > index ? length : 0) - (rest > index ? length : 0);
  }
  return { down, worse, time };
};

const inTheEnd = (intervals: readonly LevelInterval[]): readonly LevelInterval[] =>
  intervals.slice(-1).map(({ level }) => ({ from: minute(0), to: minute(WEEK), level }));
