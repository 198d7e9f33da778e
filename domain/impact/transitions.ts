// What a replay leaves behind, in columns: which component came to which level when, in the order in which it happened. Read models fold the
// columns; nobody builds an object a transition.
import { grown } from '../topology/columns.ts';
import type { Instant } from '../time/instant.ts';
import type { Level } from './scale.ts';

/** In place of a level: the component exists no longer. */
export const GONE = 255;

export interface Transitions {
  component: Int32Array;
  at: Float64Array;
  level: Uint8Array;
  count: number;
}

export const newTransitions = (): Transitions => ({
  component: new Int32Array(0),
  at: new Float64Array(0),
  level: new Uint8Array(0),
  count: 0,
});

/** Notes one transition. Amortised O(1). */
export const note = (transitions: Transitions, component: number, at: Instant, level: Level): void => {
  const place = transitions.count++;
  if (place >= transitions.component.length) {
    const room = Math.max(1024, 2 * place);
    transitions.component = grown(transitions.component, room);
    transitions.at = grown(transitions.at, room);
    transitions.level = grown(transitions.level, room);
  }
  transitions.component[place] = component;
  transitions.at[place] = at;
  transitions.level[place] = level;
};
