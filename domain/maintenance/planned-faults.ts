// Which faults are planned, and until when (S6): one that names a maintenance, to the end of its window; one that begins on a listed
// component inside a window reported before, unless it says otherwise; one that says `planned: true` outside any window, as long as it
// lasts. Of several windows the one that ends last counts. What is observed to be worse than derived is a fault as well (S5.7), begun when
// it was observed. O(windows).
import { beganAt, type Fault } from '../impact/state.ts';
import type { Instant } from '../time/instant.ts';
import type { Window } from './windows.ts';

/** When a fault stops being planned: an instant after its begin, or `its end`. Undefined: it is not planned. */
export type PlannedUntil = Instant | 'its end' | undefined;

/** `windows`: in order of their begin. */
export const plannedUntil = (fault: Fault, windows: readonly Window[]): PlannedUntil => {
  const ends = windowsOf(fault, windows).map(({ to }) => to);
  if (ends.length === 0) return saidPlanned(fault) === true ? 'its end' : undefined;
  return Math.max(...ends);
};

/** The windows a fault is planned by: those around its begin, then the one it names. */
export const windowsOf = (fault: Fault, windows: readonly Window[]): readonly Window[] => {
  const said = saidPlanned(fault);
  if (said === false) return [];
  const began = beganAt(fault);
  const around = windows.filter(
    ({ from, to, components, knownAt }) => from <= began && began < to && knownAt < began && components.includes(fault.component),
  );
  // One that begins before the window it names belongs to it all the same.
  const named = windows.find(({ maintenance, to }) => maintenance === said && began < to);
  return named === undefined || around.includes(named) ? around : [...around, named];
};

const saidPlanned = ({ began: { fact } }: Fault): boolean | string | undefined =>
  fact.type === 'OutageBegan' ? fact.data.planned : undefined;
