// Which faults are planned, and until when (S6): one that begins on a listed component inside a window reported before, unless it says
// otherwise; one that names a maintenance, to the end of the window it begins in, else of that maintenance's next one; one that says
// `planned: true` outside any window, as long as it lasts. Windows of the component that overlap or touch, all reported before the fault
// began, are one window. Of several ends the last counts. What is observed to be worse than derived is a fault as well (S5.7), begun when
// it was observed. O(windows).
import { beganAt, type Fault } from '../impact/state.ts';
import type { Instant } from '../time/instant.ts';
import type { Window } from './windows.ts';

/** When a fault stops being planned: an instant after its begin, or `its end`. Undefined: it is not planned. */
export type PlannedUntil = Instant | 'its end' | undefined;

/** `windows`: in order of their begin. */
export const plannedUntil = (fault: Fault, windows: readonly Window[]): PlannedUntil => {
  let end: PlannedUntil = undefined;
  for (const { to } of windowsOf(fault, windows)) if (end === undefined || to > end) end = to;
  return end ?? (saidPlanned(fault) === true ? 'its end' : undefined);
};

/** The windows a fault is planned by: those around its begin and those that go on from them, then the one it names and what goes on from it. */
export const windowsOf = (fault: Fault, windows: readonly Window[]): readonly Window[] => {
  const said = saidPlanned(fault);
  if (said === false) return [];
  const { component } = fault;
  const began = beganAt(fault);
  const isListed = ({ components }: Window): boolean => components.includes(component);
  const around = goingOn(windows, began, began, (window) => window.knownAt < began && isListed(window));
  const named = typeof said === 'string' ? windowNamed(windows, said, began, component) : undefined;
  if (named === undefined) return around;
  const isOne = isListed(named) ? isListed : ({ maintenance }: Window): boolean => maintenance === said;
  // What was reported only after the begin counts by itself, for who names it.
  const after = named.knownAt < began ? goingOn(windows, named.from, named.to, (one) => one.knownAt < began && isOne(one)) : [];
  return [...new Set([...around, named, ...after])];
};

/** The windows that a stretch of time goes on through without a gap. */
const goingOn = (windows: readonly Window[], from: Instant, to: Instant, counts: (window: Window) => boolean): readonly Window[] => {
  const found: Window[] = [];
  let end = to;
  for (const window of windows) {
    if (window.from > end) break;
    if (window.to <= from || !counts(window)) continue;
    found.push(window);
    end = Math.max(end, window.to);
  }
  return found;
};

/** The window of a maintenance that is open at an instant, for the component above others; else its next. */
const windowNamed = (windows: readonly Window[], maintenance: string, at: Instant, component: string): Window | undefined => {
  let found: Window | undefined;
  for (const window of windows) {
    if (window.maintenance !== maintenance || window.to <= at) continue;
    if (found !== undefined && window.from > Math.max(at, found.from)) break;
    if (found === undefined || rank(window, component) > rank(found, component)) found = window;
    else if (rank(window, component) === rank(found, component) && window.to > found.to) found = window;
  }
  return found;
};

const rank = ({ components }: Window, component: string): number => (components.includes(component) ? 1 : 0);

const saidPlanned = ({ began: { fact } }: Fault): boolean | string | undefined =>
  fact.type === 'OutageBegan' ? fact.data.planned : undefined;
