// How everything stands at an instant, from how it stood before and the turns since. O(components + turns).
import type { Instant } from '#domain/time/instant.ts';
import { GONE } from '#domain/impact/transitions.ts';
import type { Standing, Turns } from './turns.ts';

export interface At {
  readonly at: Instant;
  /** How many components have numbers. */
  readonly known: number;
  /** By number: 1 for those to tell; undefined: all. */
  readonly wanted: Uint8Array | undefined;
}

/** Calls `tell` for each component that exists then, in the order of declaration, with the level, its begin and the fault it is owed to. */
export const eachStanding = (
  before: Standing,
  turns: Turns,
  { at, known, wanted }: At,
  tell: (component: number, level: number, since: Instant, cause: number) => void,
): void => {
  const last = lastAt(turns, at);
  // By component: where it stands in the order, from 1 (0: nowhere), and the turn that counts, or -1 - its row before.
  const placeOf = new Int32Array(known);
  const saysOf = new Int32Array(known);
  const order: number[] = [];
  for (let row = 0; row < before.component.length; row++) {
    const component = before.component[row] as number;
    if (wanted !== undefined && wanted[component] !== 1) continue;
    placeOf[component] = order.push(component);
    saysOf[component] = -1 - row;
  }
  for (let turn = 0; turn < last; turn++) {
    const component = turns.component[turn] as number;
    if (wanted !== undefined && wanted[component] !== 1) continue;
    if (turns.level[turn] === GONE) placeOf[component] = 0;
    else if (placeOf[component] === 0) placeOf[component] = order.push(component);
    saysOf[component] = turn;
  }
  order.forEach((component, place) => {
    if (placeOf[component] !== place + 1) return;
    const says = saysOf[component] as number;
    const [columns, row] = says < 0 ? [before, -1 - says] : [turns, says];
    tell(component, columns.level[row] as number, columns.since[row] as number, columns.cause[row] as number);
  });
};

/** How many turns there are up to and at an instant. O(log turns). */
const lastAt = ({ at: instants }: Turns, at: Instant): number => {
  let [low, high] = [0, instants.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((instants[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
};
