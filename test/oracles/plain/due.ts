// When something next happens by itself: a reserve is empty, a start-up is over, a standby's clock has run, a vantage
// is overdue (S3, S2.4, S5.7).
// A component's next timer changes only when it settles, so it is asked then and kept. O(running timers) a look.
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { silences } from './observed.ts';
import { nextEmpty } from '#domain/impact/reserve.ts';
import { nextChoice } from './standby.ts';
import type { ComponentState, World } from './state.ts';

export interface Timers {
  /** Asks the components that have settled at `now` when their next timer runs out. */
  keep(world: World, settled: Iterable<ComponentId>, now: Instant): void;
  next(): Instant | undefined;
  /** The components whose timer has run out at `now`. */
  dueAt(now: Instant): readonly ComponentId[];
}

export const timers = (): Timers => {
  const running = new Map<ComponentId, Instant>();
  return {
    keep(world, settled, now) {
      // A retired component's timer would stand still for ever, and time with it.
      for (const id of running.keys()) if (!world.states.has(id)) running.delete(id);
      for (const id of settled) {
        const state = world.states.get(id);
        const at = state === undefined ? undefined : nextTimerOf(state, now);
        if (at === undefined) running.delete(id);
        else running.set(id, at);
      }
    },
    next() {
      let next: Instant | undefined;
      for (const at of running.values()) if (next === undefined || at < next) next = at;
      return next;
    },
    dueAt: (now) => [...running].filter(([, at]) => at <= now).map(([id]) => id),
  };
};

/** The first instant after `now` at which one of its timers runs out; undefined when none runs. */
const nextTimerOf = (state: ComponentState, now: Instant): Instant | undefined => {
  const ahead = timersOf(state, now).filter((at) => at !== undefined && at > now) as readonly Instant[];
  return ahead.length === 0 ? undefined : Math.min(...ahead);
};

const timersOf = (state: ComponentState, now: Instant): readonly (Instant | undefined)[] => [
  nextEmpty(state.holdUp),
  state.startingSince === undefined ? undefined : state.startingSince + state.component.startUp,
  ...silences(state),
  ...state.component.standbys.map((gate) => {
    const standby = state.standbys.get(gate.place);
    return standby === undefined ? undefined : nextChoice(gate, standby, now);
  }),
];
