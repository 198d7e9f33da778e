// Whether a history that was folded again has met the one before, and what is then left to change in it. Two openings have the same future when
// all that the evaluator goes by is equal; they may still differ in dates that are only told: since when a component is at its level, when
// it was last lost. Those are carried forward, component by component, for as long as the old date stands. O(components).
import type { Memory } from './memory.ts';
import type { Standing, Turns } from './turns.ts';

export interface Opened {
  readonly standing: Standing;
  readonly memory: Memory;
}

const DATES = ['levelSince', 'requirementSince', 'lossAt', 'lostAt'] as const;
type Dated = (typeof DATES)[number];
const SAME = ['level', 'requirement', 'seen', 'seenBare', 'since'] as const;

/** By component: the dates that are others now, each with the one before. */
export type Redated = Map<number, Map<Dated, { readonly from: number; readonly to: number }>>;

/** What is left to change where both have the same future; undefined where they have not. */
export const redated = (before: Opened, after: Opened): Redated | undefined => {
  const [was, is] = [before.memory.columns, after.memory.columns];
  const { component } = after.standing;
  const equal =
    same(before.standing.component, component) &&
    same(before.standing.level, after.standing.level) &&
    same(before.standing.cause, after.standing.cause) &&
    SAME.every((name) => same(was[name], is[name])) &&
    same(before.memory.definition, after.memory.definition) &&
    JSON.stringify(before.memory.rest) === JSON.stringify(after.memory.rest);
  if (!equal) return undefined;
  const found: Redated = new Map();
  for (const name of DATES) {
    for (let row = 0; row < component.length; row++) {
      const [from, to] = [was[name][row] as number, is[name][row] as number];
      if (Object.is(from, to)) continue;
      const dates = found.get(component[row] as number) ?? new Map<Dated, { from: number; to: number }>();
      found.set(component[row] as number, dates.set(name, { from, to }));
    }
  }
  return found;
};

/** Carries dates through a segment's turns; forgets those that a turn ends. Whether any turn was changed. */
export const redateTurns = ({ component, since }: Turns, dates: Redated): boolean => {
  let changed = false;
  for (let turn = 0; turn < component.length; turn++) {
    const number = component[turn] as number;
    const date = dates.get(number)?.get('levelSince');
    if (date === undefined) continue;
    if (since[turn] === date.from) {
      since[turn] = date.to;
      changed = true;
    } else forget(dates, number, 'levelSince');
  }
  return changed;
};

/** Carries dates into what a segment begins with; forgets those that have become others meanwhile. Whether any was changed. */
export const redateOpening = ({ standing, memory }: Opened, dates: Redated): boolean => {
  let changed = false;
  const rowOf = new Map<number, number>();
  for (let row = 0; row < standing.component.length; row++)
    if (dates.has(standing.component[row] as number)) rowOf.set(standing.component[row] as number, row);
  for (const [number, own] of dates) {
    const row = rowOf.get(number);
    for (const [name, { from, to }] of own) {
      const column = memory.columns[name];
      if (row === undefined || !Object.is(column[row], from)) {
        forget(dates, number, name);
        continue;
      }
      column[row] = to;
      if (name === 'levelSince') standing.since[row] = to;
      changed = true;
    }
  }
  return changed;
};

const forget = (dates: Redated, number: number, name: Dated): void => {
  dates.get(number)?.delete(name);
  if (dates.get(number)?.size === 0) dates.delete(number);
};

const same = (a: Float64Array | Int32Array | Uint8Array, b: Float64Array | Int32Array | Uint8Array): boolean => {
  if (a.length !== b.length) return false;
  for (let row = 0; row < a.length; row++) if (!Object.is(a[row], b[row])) return false;
  return true;
};
