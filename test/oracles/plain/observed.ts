// What monitors and people see of a component (S5.7): kept for each vantage until it speaks again, is released, or falls silent. The worst
// of the binding ones stands in place of the derived level; one that is worse than that counts as a fault. Nothing here touches what is
// derived: faults, latches, reserves and clocks go on. O(vantages of the component).
import type { FactOf, Recorded } from '#domain/facts/fact.ts';
import type { Instant } from '#domain/time/instant.ts';
import { levelNamed, type Level, type Scale } from '#domain/impact/scale.ts';
import type { ComponentState, Fault, Observation } from './state.ts';

/** Whether an observation stands in place of what is derived: what monitors see does, people's accounts do not, unless it says otherwise. */
const isBinding = ({ data: { account, binding = account === undefined } }: FactOf<'StatusObserved'>): boolean => binding;

/** Lets a vantage speak; answers what it says as a fault, if that binds. A level that is none has no effect. `order`: see {@link Fault}. */
export const observe = (
  state: ComponentState,
  began: Recorded<FactOf<'StatusObserved'>>,
  order: number,
  scale: Scale,
  now: Instant,
): Fault | undefined => {
  const { component, vantage, expectEvery } = began.fact.data;
  const binding = isBinding(began.fact);
  const level = levelNamed(scale, began.fact.data.level);
  if (level < 0) return undefined;
  release(state, vantage, now);
  const fault: Fault = { name: began.fact.id, component, level, began, order };
  const overdueAt = expectEvery === undefined ? undefined : now + expectEvery;
  state.observations = new Map([...state.observations, [vantage, { vantage, level, binding, fault, overdueAt }]]);
  return binding ? fault : undefined;
};

/** Nothing stands at the vantage any more. */
export const release = (state: ComponentState, vantage: string, now: Instant): void => {
  const standing = state.observations.get(vantage);
  if (standing === undefined) return;
  standing.fault.ended = now;
  state.observations = new Map([...state.observations].filter(([other]) => other !== vantage));
};

/** Once the facts of `now` are applied: whoever is overdue says `unknown` from now on; on a scale without it, nothing. */
export const fallSilent = (state: ComponentState, scale: Scale, now: Instant): void => {
  for (const standing of [...state.observations.values()]) {
    if (standing.overdueAt === undefined || standing.overdueAt > now) continue;
    release(state, standing.vantage, now);
    if (scale.unknown !== undefined) {
      const { name, component, began, order } = standing.fault;
      const fault: Fault = { name, component, level: scale.unknown, began, order, silentSince: now };
      const silence: Observation = { ...standing, level: scale.unknown, fault, overdueAt: undefined };
      state.observations = new Map([...state.observations, [standing.vantage, silence]]);
    }
  }
};

/** The level that stands in place of the derived one: the worst that is bindingly observed; undefined where nothing is. */
export const observedLevel = ({ observations }: ComponentState): Level | undefined => {
  let worst: Level | undefined;
  for (const { binding, level } of observations.values()) if (binding && (worst === undefined || level > worst)) worst = level;
  return worst;
};

/** Binding observations that are worse than what is derived, as the faults they count as. */
export const observedFaults = ({ observations, derived }: ComponentState): readonly Fault[] =>
  observations.size === 0
    ? []
    : [...observations.values()].flatMap(({ binding, level, fault }) => (binding && level > derived ? [fault] : []));

/** When each vantage falls silent, as far as they are expected to speak. */
export const silences = ({ observations }: ComponentState): readonly (Instant | undefined)[] =>
  observations.size === 0 ? [] : [...observations.values()].map(({ overdueAt }) => overdueAt);
