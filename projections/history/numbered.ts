// Facts by their number in the log: what a history keeps in place of a fact or a fault, and what it makes of it again.
import type { Recorded } from '#domain/facts/fact.ts';
import { isA } from '#domain/facts/fact.ts';
import { levelNamed, type Scale } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';

/** A fact and its number among all facts of its log, from 0, in the order in which they arrived. */
export type Numbered = Recorded & { readonly number: number };

/** A fault by its fact's number, doubled; odd: the silence of a vantage, which counts as a fault of its own (S5.7). */
export type FaultNumber = number;

/** In place of a fault: no recorded fault explains the level, or there is nothing to explain. */
export const UNATTRIBUTED = -1;

export const numberOf = (fault: Fault): FaultNumber => {
  const { number } = fault.began as Partial<Numbered>;
  if (number === undefined) throw new Error(`the fault ${fault.name} was not read from a log`);
  return 2 * number + (fault.silentSince === undefined ? 0 : 1);
};

export const factNumberOf = (fault: FaultNumber): number => Math.floor(fault / 2);

/** The fault as the evaluator would have opened it. `order` breaks ties among the faults it stands with. */
export const faultFrom = (fault: FaultNumber, recorded: Numbered, scale: Scale, order: number): Fault => {
  if (isA(recorded, 'OutageBegan')) {
    const { component, level, fault: name } = recorded.fact.data;
    return { name: name ?? recorded.fact.id, component, level: levelNamed(scale, level), began: recorded, order };
  }
  if (!isA(recorded, 'StatusObserved')) throw new Error(`the fact ${recorded.fact.id} is no fault`);
  const { component, level, expectEvery = 0 } = recorded.fact.data;
  const seen: Fault = {
    name: recorded.fact.id,
    component,
    level: levelNamed(scale, level),
    began: recorded,
    order,
  };
  const silentSince = recorded.fact.occurredAt.best + expectEvery;
  return fault % 2 === 0 ? seen : { ...seen, level: scale.unknown ?? seen.level, silentSince };
};
