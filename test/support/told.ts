// All that a replay tells and remembers, in a form two evaluators can be compared by: intervals, faults and what they came from, facts without
// effect, and each component's state at the end.
import type { Recorded } from '#domain/facts/fact.ts';
import type { InapplicableFact } from '#domain/impact/replay.ts';
import type { ComponentState, Fault, Loss } from '#domain/impact/state.ts';
import type { Timeline } from '#domain/impact/timeline.ts';

export interface Told {
  readonly timeline: Timeline;
  readonly faults: readonly Fault[];
  readonly inapplicable: readonly InapplicableFact[];
  readonly world: { readonly states: ReadonlyMap<string, ComponentState> };
}

export const told = ({ timeline, faults, inapplicable, world }: Told): unknown => ({
  timeline: [...timeline].sort(([a], [b]) => (a < b ? -1 : 1)),
  faults: faults.map(({ name, component, level, ended, origin }) => [name, component, level, ended, origin?.name]),
  inapplicable: inapplicable.map(({ recorded, why }) => [idOf(recorded), why]),
  states: [...world.states].map(([id, state]) => [id, stateTold(state)]),
});

const idOf = ({ fact }: Recorded): string => fact.id;

const lossTold = (loss: Loss | undefined): unknown => (loss === undefined ? undefined : [loss.at, loss.cause?.name]);

export const stateTold = (state: ComponentState): unknown => ({
  since: state.since,
  faults: state.faults.map(({ name }) => name),
  level: state.level,
  levelSince: state.levelSince,
  derived: state.derived,
  derivedSince: state.derivedSince,
  observations: [...state.observations].map(([vantage, { level, binding, overdueAt, fault }]) => [
    vantage,
    level,
    binding,
    overdueAt,
    fault.name,
    fault.silentSince,
  ]),
  requirement: state.requirement,
  requirementSince: state.requirementSince,
  seen: state.seen,
  seenWithoutStarts: state.seenWithoutStarts,
  startingSince: state.startingSince,
  loss: lossTold(state.loss),
  requirementLoss: lossTold(state.requirementLoss),
  latch: lossTold(state.latch),
  standbys: [...state.standbys],
});
