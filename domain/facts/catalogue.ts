// What was in force when: components, calendars, policies and groups with every version and the instant it came into force (S5.1).
// A lookup is O(versions of that name).
import { isA, type Recorded } from './fact.ts';
import { inFoldOrder, isOfTheModel } from './fold-order.ts';
import type { CalendarDefinition, PolicyDefinition } from '../time/definitions.ts';
import { BEGINNING, END_OF_TIME, type Instant, type Interval } from '../time/instant.ts';
import type { ComponentDefinition, ComponentId, ScaleDefinition } from '../topology/definition.ts';

/** From `from` until the next version begins; `undefined` once retired. */
interface Version<T> {
  readonly from: Instant;
  readonly value: T | undefined;
}
type Versions<T> = ReadonlyMap<string, readonly Version<T>[]>;

export interface Span<T> extends Interval {
  readonly value: T;
}

export interface Catalogue {
  readonly components: Versions<ComponentDefinition>;
  readonly calendars: Versions<CalendarDefinition>;
  readonly policies: Versions<PolicyDefinition>;
  readonly groups: Versions<readonly ComponentId[]>;
  readonly scales: Versions<ScaleDefinition>;
}

export const catalogueOf = (facts: readonly Recorded[]): Catalogue => {
  const components = new Map<string, Version<ComponentDefinition>[]>();
  const calendars = new Map<string, Version<CalendarDefinition>[]>();
  const policies = new Map<string, Version<PolicyDefinition>[]>();
  const groups = new Map<string, Version<readonly ComponentId[]>[]>();
  const scales = new Map<string, Version<ScaleDefinition>[]>();
  for (const one of inFoldOrder(facts.filter(({ fact }) => isOfTheModel(fact.type)))) {
    const from = one.fact.occurredAt?.best ?? BEGINNING;
    if (isA(one, 'ComponentDeclared', 'ComponentRevised')) add(components, one.fact.data.component, from, one.fact.data.definition);
    else if (isA(one, 'ComponentRetired')) add(components, one.fact.data.component, from, undefined);
    else if (isA(one, 'CalendarDefined')) add(calendars, one.fact.data.name, from, one.fact.data.definition);
    else if (isA(one, 'PolicyDefined')) add(policies, one.fact.data.name, from, one.fact.data.definition);
    else if (isA(one, 'GroupDefined')) add(groups, one.fact.data.name, from, one.fact.data.definition);
    else if (isA(one, 'ScaleDefined')) add(scales, one.fact.data.name, from, one.fact.data.definition);
  }
  return { components, calendars, policies, groups, scales };
};

const add = <T>(versions: Map<string, Version<T>[]>, name: string, from: Instant, value: T | undefined): void => {
  const before = (versions.get(name) ?? []).filter((version) => version.from !== from);
  versions.set(name, [...before, { from, value }]);
};

/** The version in force at an instant; undefined before the first one and once retired. */
export const inForce = <T>(versions: Versions<T>, name: string, at: Instant): T | undefined => inForceSince(versions, name, at)?.value;

/** The same, with the instant it came into force. */
export const inForceSince = <T>(
  versions: Versions<T>,
  name: string,
  at: Instant,
): { readonly from: Instant; readonly value: T } | undefined => {
  const version = versions.get(name)?.findLast(({ from }) => from <= at);
  return version?.value === undefined ? undefined : { from: version.from, value: version.value };
};

/** Every version in force within `[from, to)`, each with its part of the span. */
export const spansOf = <T>(versions: Versions<T>, name: string, { from, to }: Interval): readonly Span<T>[] => {
  const all = versions.get(name) ?? [];
  return all.flatMap((version, index) => {
    const span = { from: Math.max(from, version.from), to: Math.min(to, all[index + 1]?.from ?? END_OF_TIME) };
    return version.value === undefined || span.from >= span.to ? [] : [{ ...span, value: version.value }];
  });
};

/** The last instant of a span at which a name was in force: a span tells of what existed in it by what it last was. */
export const lastWithin = <T>(versions: Versions<T>, name: string, span: Interval): Instant =>
  (spansOf(versions, name, span).at(-1)?.to ?? span.to) - 1;

/** The last version of each name in force at an instant, in the order in which the names were first given. */
export const allInForce = <T>(versions: Versions<T>, at: Instant): ReadonlyMap<string, T> => {
  const found = new Map<string, T>();
  for (const name of versions.keys()) {
    const value = inForce(versions, name, at);
    if (value !== undefined) found.set(name, value);
  }
  return found;
};

/** Name by which people know a component: its name, else its id. */
export const displayName = (catalogue: Catalogue, id: ComponentId, at: Instant): string =>
  inForce(catalogue.components, id, at)?.name ?? id;

/** Every version a name ever had. */
export const allVersions = <T>(versions: Versions<T>, name: string): readonly T[] =>
  (versions.get(name) ?? []).flatMap(({ value }) => (value === undefined ? [] : [value]));
