// What a history must keep beyond what is open, since some fact of the log asks for it: faults that a consequence names, losses that one is
// owed to, and the losses of components that start up or wait to be released.
import { isA, type Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { ComponentId } from '#domain/topology/definition.ts';

export interface Asked {
  readonly facts: ReadonlySet<FactId>;
  /** Faults by component and name: {@link nameKey}. */
  readonly names: ReadonlySet<string>;
  readonly losses: ReadonlySet<ComponentId>;
  readonly held: ReadonlySet<ComponentId>;
}

export const nameKey = (component: ComponentId, fault: string): string => JSON.stringify([component, fault]);

/** `facts`: at least all that define components and all that are consequences. */
export const askedBy = (facts: Iterable<Recorded>): Asked => {
  const asked = { facts: new Set<string>(), names: new Set<string>(), losses: new Set<string>(), held: new Set<string>() };
  for (const one of facts) {
    if (isA(one, 'ComponentDeclared', 'ComponentRevised')) {
      const { component, definition } = one.fact.data;
      if ((definition.startUp ?? 0) > 0 || definition.restart === 'manual') asked.held.add(component);
    }
    const origin = isA(one, 'OutageBegan') ? one.fact.data.consequenceOf : undefined;
    if (origin === undefined) continue;
    if (typeof origin === 'string') asked.facts.add(origin);
    else if ('loss' in origin) asked.losses.add(origin.loss);
    else asked.names.add(nameKey(origin.component, origin.fault));
  }
  return asked;
};
