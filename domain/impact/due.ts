// When something next happens by itself: a reserve is empty, a start-up is over, a standby's clock has run (S3, S2.4).
// Plain: asks every component, O(components) a call.
import type { Instant } from '../time/instant.ts';
import { nextEmpty } from './reserve.ts';
import { nextChoice } from './standby.ts';
import type { ComponentState, World } from './state.ts';

/** The first instant after `now` at which a timer runs out; undefined when none runs. */
export const nextTimer = (world: World, now: Instant): Instant | undefined => {
  let next: Instant | undefined;
  for (const state of world.states.values()) {
    for (const at of timersOf(state, now)) {
      if (at !== undefined && at > now && (next === undefined || at < next)) next = at;
    }
  }
  return next;
};

const timersOf = (state: ComponentState, now: Instant): readonly (Instant | undefined)[] => [
  nextEmpty(state.holdUp),
  state.startingSince === undefined ? undefined : state.startingSince + state.component.startUp,
  ...state.component.standbys.map((gate) => {
    const standby = state.standbys.get(gate.place);
    return standby === undefined ? undefined : nextChoice(gate, standby, now);
  }),
];
