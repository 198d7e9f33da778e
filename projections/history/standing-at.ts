// How everything stands at an instant, from how it stood before and the turns since. O(components + turns).
import type { Instant } from '#domain/time/instant.ts';
import { GONE } from '#domain/impact/transitions.ts';
import type { Standing, Turns } from './turns.ts';

/** Calls `tell` for each component that exists at `at`, in the order of declaration, with the level, its begin and the fault it is owed to. */
export const eachStanding = (
  before: Standing,
  turns: Turns,
  at: Instant,
  tell: (component: number, level: number, since: Instant, cause: number) => void,
): void => {
  const last = lastAt(turns, at);
  let highest = -1;
  for (const component of before.component) if (component > highest) highest = component;
  for (let turn = 0; turn < last; turn++) highest = Math.max(highest, turns.component[turn] as number);
  // By component: where it stands in the order (-1: nowhere), and the turn that counts, or -1 - its row before.
  const placeOf = new Int32Array(highest + 1).fill(-1);
  const saysOf = new Int32Array(highest + 1);
  const order = Array.from(before.component);
  order.forEach((component, row) => {
    placeOf[component] = row;
    saysOf[component] = -1 - row;
  });
  for (let turn = 0; turn < last; turn++) {
    const component = turns.component[turn] as number;
    if (turns.level[turn] === GONE) placeOf[component] = -1;
    else if (placeOf[component] === -1) placeOf[component] = order.push(component) - 1;
    saysOf[component] = turn;
  }
  order.forEach((component, place) => {
    if (placeOf[component] !== place) return;
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
