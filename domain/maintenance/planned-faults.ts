// Which faults are planned, and until when (S6): one that names a maintenance, to the end of its window; one that begins on a listed
// component inside a window reported before, unless it says otherwise; one that says `planned: true` outside any window, as long as it
// lasts. Of several windows the one that ends last counts. O(faults · windows).
import type { Fault } from '../impact/state.ts';
import type { Instant } from '../time/instant.ts';
import type { Window } from './windows.ts';

/** When a fault stops being planned: an instant after its begin, or `its end`. Undefined: it is not planned. */
export type PlannedUntil = Instant | 'its end' | undefined;

/** `windows`: in order of their begin. */
export const plannedUntil = (fault: Fault, windows: readonly Window[]): PlannedUntil => {
  const { occurredAt, data } = fault.began.fact;
  const began = occurredAt.best;
  if (data.planned === false) return undefined;
  const around = windows.filter(
    ({ from, to, components, knownAt }) => from <= began && began < to && knownAt < began && components.includes(fault.component),
  );
  // One that begins before the window it names belongs to it all the same.
  const named = windows.find(({ maintenance, to }) => maintenance === data.planned && began < to);
  const ends = [...around, ...(named === undefined ? [] : [named])].map(({ to }) => to);
  if (ends.length === 0) return data.planned === true ? 'its end' : undefined;
  return Math.max(...ends);
};
