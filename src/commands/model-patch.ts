// What a model file changes (interface: "A model file is a patch"): one fact for each thing that is new or different at the instant
// from which it holds, none for what is as it was. What is new to the log was there from the beginning unless `since` says otherwise;
// what changed changes at `since`, else now. O(things in file and log).
import { isDeepStrictEqual } from 'node:util';
import type { FactDraft } from '#domain/facts/fact.ts';
import { BEGINNING, exactly, type Instant } from '#domain/time/instant.ts';
import type { CalendarDefinition, PolicyDefinition } from '#domain/time/definitions.ts';
import type { ComponentDefinition, ComponentId, ScaleDefinition } from '#domain/topology/definition.ts';
import { allInForce, inForce, type Catalogue } from '#domain/facts/catalogue.ts';

/** A model file, read and checked for shape. */
export interface ModelPatch {
  readonly since?: Instant | undefined;
  readonly reportedAt?: Instant | undefined;
  readonly components: Readonly<Record<ComponentId, ComponentDefinition>>;
  readonly groups: Readonly<Record<string, readonly ComponentId[]>>;
  readonly calendars: Readonly<Record<string, CalendarDefinition>>;
  readonly policies: Readonly<Record<string, PolicyDefinition>>;
  readonly scales: Readonly<Record<string, ScaleDefinition>>;
}

export interface PatchOptions {
  readonly now: Instant;
  /** Retire the components in force that are not among these. Default: retire none. */
  readonly keep?: ReadonlySet<ComponentId> | undefined;
}

type Named = { readonly [name: string]: unknown };
type Versions = Catalogue['components' | 'calendars' | 'policies' | 'groups' | 'scales'];

export const modelFacts = (patch: ModelPatch, catalogue: Catalogue, { now, keep }: PatchOptions): readonly FactDraft[] => {
  const changedAt = patch.since ?? now;
  const at = (when: Instant): Pick<FactDraft, 'occurredAt' | 'reportedAt'> => ({
    occurredAt: exactly(when),
    reportedAt: Math.min(patch.reportedAt ?? when, now),
  });

  /** Where each thing that is new or different begins to hold. */
  const differing = <T>(
    given: Readonly<Record<string, T>> & Named,
    versions: Versions,
  ): readonly (readonly [string, T, Instant, boolean])[] =>
    Object.entries(given).flatMap(([name, value]) => {
      const isNew = (versions.get(name) ?? []).length === 0;
      const when = isNew ? (patch.since ?? BEGINNING) : changedAt;
      const before = inForce<unknown>(versions, name, when);
      return isDeepStrictEqual(before, value) ? [] : [[name, value, when, before === undefined] as const];
    });

  return [
    ...differing(patch.scales, catalogue.scales).map(([name, definition, when]): FactDraft => ({
      type: 'ScaleDefined',
      ...at(when),
      data: { name, definition },
    })),
    ...differing(patch.calendars, catalogue.calendars).map(([name, definition, when]): FactDraft => ({
      type: 'CalendarDefined',
      ...at(when),
      data: { name, definition },
    })),
    ...differing(patch.policies, catalogue.policies).map(([name, definition, when]): FactDraft => ({
      type: 'PolicyDefined',
      ...at(when),
      data: { name, definition },
    })),
    ...differing(patch.components, catalogue.components).map(([component, definition, when, absent]): FactDraft => ({
      type: absent ? 'ComponentDeclared' : 'ComponentRevised',
      ...at(when),
      data: { component, definition },
    })),
    ...differing(patch.groups, catalogue.groups).map(([name, definition, when]): FactDraft => ({
      type: 'GroupDefined',
      ...at(when),
      data: { name, definition },
    })),
    ...(keep === undefined ? [] : [...allInForce(catalogue.components, changedAt).keys()])
      .filter((component) => keep?.has(component) === false)
      .map((component): FactDraft => ({ type: 'ComponentRetired', ...at(changedAt), data: { component } })),
  ];
};
