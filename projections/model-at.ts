// The model in force at an instant, back out of the log (S5.1), and what changed between two instants. O(things the log ever named).
import { allInForce, catalogueOf, type Catalogue } from '#domain/facts/catalogue.ts';
import { isA, type Recorded } from '#domain/facts/fact.ts';
import type { Json } from '#domain/facts/types.ts';
import type { CalendarDefinition, PolicyDefinition } from '#domain/time/definitions.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentDefinition, ComponentId, ScaleDefinition } from '#domain/topology/definition.ts';
import { changedParts, type ChangedPart } from './changed-parts.ts';

type ByName<T> = Readonly<Record<string, T>>;

export interface ModelAt {
  readonly at: Instant;
  readonly components: ByName<ComponentDefinition>;
  readonly groups: ByName<readonly ComponentId[]>;
  readonly calendars: ByName<CalendarDefinition>;
  readonly policies: ByName<PolicyDefinition>;
  /** The scale is one for the whole log, whenever it was defined: a replay reads every level by the last one. */
  readonly scales: ByName<ScaleDefinition>;
}

/** Things in the order in which the log first named them. */
export const modelAt = (facts: readonly Recorded[], at: Instant): ModelAt => {
  const catalogue = catalogueOf(facts);
  const { components, groups, calendars, policies } = catalogue;
  return {
    at,
    components: named(allInForce(components, at)),
    groups: named(allInForce(groups, at)),
    calendars: named(allInForce(calendars, at)),
    policies: named(allInForce(policies, at)),
    scales: scalesIn(catalogue),
  };
};

/** Whether the log says anything of a model, at any time. */
export const hasModel = (facts: readonly Recorded[]): boolean => facts.some((one) => isA(one, 'ComponentDeclared', 'ComponentRevised'));

const scalesIn = ({ scales }: Catalogue): ByName<ScaleDefinition> =>
  named(
    new Map(
      [...scales].flatMap(([name, versions]) => {
        const last = versions.at(-1)?.value;
        return last === undefined ? [] : [[name, last] as const];
      }),
    ),
  );

/** Without a prototype, so that a thing may be called `constructor`. */
const named = <T>(things: ReadonlyMap<string, T>): ByName<T> => Object.assign(Object.create(null), Object.fromEntries(things)) as ByName<T>;

export const KINDS = ['components', 'groups', 'calendars', 'policies', 'scales'] as const;
export type Kind = (typeof KINDS)[number];

/** A model as its file has it: kinds, names, definitions. */
export type WrittenModel = { readonly [kind in Kind]?: { readonly [name: string]: Json } };

export interface ModelChange {
  readonly kind: Kind;
  readonly name: string;
  readonly did: 'added' | 'retired' | 'changed';
  readonly parts: readonly ChangedPart[];
}

/** What is in one and not in the other, and what each of the others says differently. Groups and calendars are never retired. */
export const modelChanges = (before: WrittenModel, after: WrittenModel): readonly ModelChange[] =>
  KINDS.flatMap((kind) => {
    const [was, is] = [before[kind] ?? {}, after[kind] ?? {}];
    return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name): readonly ModelChange[] => {
      if (!Object.hasOwn(was, name)) return [{ kind, name, did: 'added', parts: [] }];
      if (!Object.hasOwn(is, name)) return [{ kind, name, did: 'retired', parts: [] }];
      const parts = changedParts(was[name], is[name]);
      return parts.length === 0 ? [] : [{ kind, name, did: 'changed', parts }];
    });
  });
