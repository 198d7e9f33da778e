// What a replay tells, in a form that laws compare: for each component when its level or its first cause changes, and to what.
import { firstCause } from '#domain/blame/first-cause.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { replay } from '#domain/impact/replay.ts';
import { nameOf } from '#domain/impact/scale.ts';
import type { Instant } from '#domain/time/instant.ts';

/** `0 up -, 5 down fact-3, 9`: up from 0, down from 5 owed to the fault of fact-3, gone at 9. Ends before `until`; `from` is subtracted. */
export const story = (facts: readonly Recorded[], until: Instant, from: Instant = 0): Record<string, string> => {
  const changes = new Map<string, string[]>();
  const last = new Map<string, string>();
  const tell = (id: string, at: Instant, what: string): void => {
    if (last.get(id) === what) return;
    last.set(id, what);
    changes.set(id, [...(changes.get(id) ?? (at === from || what === '' ? [] : ['0 '])), `${at - from} ${what}`]);
  };
  replay(facts, {
    until,
    during: (world, at) => {
      for (const id of last.keys()) if (!world.states.has(id)) tell(id, at, '');
      for (const [id, { level }] of world.states) {
        const cause = level === 0 ? '-' : (firstCause(world, id)?.began.fact.id ?? '?');
        tell(id, at, `${nameOf(world.scale, level)} ${cause}`);
      }
    },
  });
  return Object.fromEntries([...changes].map(([id, lines]) => [id, lines.join(', ')]));
};
