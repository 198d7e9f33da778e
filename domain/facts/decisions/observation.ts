// Whether a vantage has an observation of a component standing (S5.7), and what cannot be: releasing one that does not stand, a level
// that is none.
import { levelNamed, type Scale } from '../../impact/scale.ts';
import { didYouMean } from '../../refusal.ts';
import type { FactOf } from '../fact.ts';

export type ObservationState = 'standing' | 'released';

export type ObservationFact = FactOf<'StatusObserved' | 'ObservationReleased'>;

/** Why the fact cannot be; undefined where it can. `state`: undefined before the first observation of this component from this vantage. */
export const decideObservation = (state: ObservationState | undefined, fact: ObservationFact, scale: Scale): string | undefined => {
  if (fact.type === 'ObservationReleased') {
    const { component, vantage } = fact.data;
    return state === 'standing'
      ? undefined
      : `nothing is observed of ${component} at vantage "${vantage}" then, so nothing can be released`;
  }
  const { level } = fact.data;
  if (levelNamed(scale, level) >= 0) return undefined;
  return `"${level}" is not a level${didYouMean(level, scale.names)}; expected one of ${scale.names.join(', ')}`;
};

export const evolveObservation = ({ type }: ObservationFact): ObservationState => (type === 'StatusObserved' ? 'standing' : 'released');
