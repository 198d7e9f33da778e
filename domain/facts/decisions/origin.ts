// What a fact says it came from has to be there (S9.2): a fact of the log, a fault that began, or a component that can be lost.
// O(facts) once for all that are decided together.
import { didYouMean } from '../../refusal.ts';
import { isA, type Fact, type Recorded } from '../fact.ts';

/** Why a fact's `consequenceOf` leads nowhere among `facts` (the fact itself is one of them); undefined where it leads somewhere. */
export const unknownOrigin = (facts: readonly Recorded[]): ((fact: Fact) => string | undefined) => {
  const ids = new Set(facts.map(({ fact }) => fact.id));
  const components = new Set(facts.flatMap((one) => (isA(one, 'ComponentDeclared', 'ComponentRevised') ? [one.fact.data.component] : [])));
  const faults = new Set(
    facts.flatMap((one) => {
      if (isA(one, 'StatusObserved')) return [keyOf(one.fact.data.component, one.fact.id)];
      return isA(one, 'OutageBegan') ? [keyOf(one.fact.data.component, one.fact.data.fault ?? one.fact.id)] : [];
    }),
  );
  const missing = (component: string): string =>
    `there is no component "${component}"${didYouMean(component, components)} for it to be a consequence of`;
  return (fact) => {
    const origin = 'consequenceOf' in fact.data ? fact.data.consequenceOf : undefined;
    if (origin === undefined) return undefined;
    if (typeof origin === 'string') return ids.has(origin) ? undefined : `there is no fact ${origin} for it to be a consequence of`;
    if ('loss' in origin) return components.has(origin.loss) ? undefined : missing(origin.loss);
    if (!components.has(origin.component)) return missing(origin.component);
    const { component, fault } = origin;
    return faults.has(keyOf(component, fault)) ? undefined : `no fault "${fault}" of ${component} began for it to be a consequence of`;
  };
};

const keyOf = (component: string, fault: string): string => JSON.stringify([component, fault]);
