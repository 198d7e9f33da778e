// Whether a history that was folded again has met the one before, and what is then left to change in it. Two openings have the same future when
// all that the evaluator goes by is equal; they may still differ in what is only told: since when a component is at its level. Those dates
// are carried forward, component by component, for as long as the old date stands. O(components).
import type { Memory } from './memory.ts';
import type { Standing, Turns } from './turns.ts';

export interface Opened {
  readonly standing: Standing;
  readonly memory: Memory;
}

const SAME = ['requirement', 'seen', 'seenBare', 'since'] as const;

/** By component whose level has another begin now: that one, and the one before. */
export type Redated = Map<number, { readonly from: number; readonly to: number }>;

/** What is left to change where both have the same future; undefined where they have not. */
export const redated = (before: Opened, after: Opened): Redated | undefined => {
  const { component, level, cause, since } = after.standing;
  const equal =
    same(before.standing.component, component) &&
    same(before.standing.level, level) &&
    same(before.standing.cause, cause) &&
    SAME.every((name) => same(before.memory.columns[name], after.memory.columns[name])) &&
    same(before.memory.definition, after.memory.definition) &&
    JSON.stringify(before.memory.rest) === JSON.stringify(after.memory.rest);
  if (!equal) return undefined;
  const found: Redated = new Map();
  for (let row = 0; row < component.length; row++) {
    const [from, to] = [before.standing.since[row] as number, since[row] as number];
    if (from !== to) found.set(component[row] as number, { from, to });
  }
  return found;
};

/** Carries dates through a segment's turns; forgets those that a turn ends. Whether any turn was changed. */
export const redateTurns = ({ component, since }: Turns, dates: Redated): boolean => {
  let changed = false;
  for (let turn = 0; turn < component.length; turn++) {
    const number = component[turn] as number;
    const date = dates.get(number);
    if (date === undefined) continue;
    if (since[turn] === date.from) {
      since[turn] = date.to;
      changed = true;
    } else dates.delete(number);
  }
  return changed;
};

/** Carries dates into what a segment begins with; forgets those that have become others meanwhile. Whether any was changed. */
export const redateStanding = ({ component, since }: Standing, dates: Redated): boolean => {
  let changed = false;
  const left = new Set(dates.keys());
  for (let row = 0; row < component.length; row++) {
    const number = component[row] as number;
    const date = dates.get(number);
    if (date === undefined || since[row] !== date.from) continue;
    left.delete(number);
    since[row] = date.to;
    changed = true;
  }
  for (const number of left) dates.delete(number);
  return changed;
};

const same = (a: Float64Array | Int32Array | Uint8Array, b: Float64Array | Int32Array | Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let row = 0; row < a.length; row++) if (!Object.is(a[row], b[row])) return false;
  return true;
};
