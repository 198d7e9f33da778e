// The component that people mean by its id, its name or an alias, as these stood at an instant. O(components).
import { ownOf } from '../own.ts';
import type { Instant, Interval } from '../time/instant.ts';
import type { ComponentDefinition, ComponentId } from '../topology/definition.ts';
import { allInForce, spansOf, type Catalogue } from './catalogue.ts';

/** Id of the component that has this id, name or alias at an instant; an id wins, then case is ignored. */
export const componentCalled = (catalogue: Catalogue, called: string, at: Instant): ComponentId | undefined => {
  const components = allInForce(catalogue.components, at);
  if (components.has(called)) return called;
  for (const [id, definition] of components) if (isCalled(definition, called)) return id;
  return undefined;
};

/** The same within a span: of what existed at its end, else of what did at any time in it. */
export const componentCalledWithin = (catalogue: Catalogue, called: string, span: Interval): ComponentId | undefined => {
  const atEnd = componentCalled(catalogue, called, span.to - 1);
  if (atEnd !== undefined) return atEnd;
  for (const id of catalogue.components.keys()) {
    const parts = spansOf(catalogue.components, id, span);
    if (parts.length > 0 && id === called) return id;
    if (parts.some(({ value }) => isCalled(value, called))) return id;
  }
  return undefined;
};

const isCalled = ({ name, aliases = [] }: ComponentDefinition, called: string): boolean =>
  [name, ...aliases].some((known) => known?.toLowerCase() === called.toLowerCase());

/** Everything that components are called at an instant. */
export const namesAt = (catalogue: Catalogue, at: Instant): readonly string[] =>
  [...allInForce(catalogue.components, at)].flatMap(([id, { name, aliases = [] }]) => [
    id,
    ...(name === undefined ? [] : [name]),
    ...aliases,
  ]);

/** The components that `kind=…`, `tag.KEY=…` or `group=…` means at an instant; undefined: it is no such set. */
export const componentsOfSet = (catalogue: Catalogue, set: string, at: Instant): readonly ComponentId[] | undefined => {
  const [, tag, what = '', value = ''] = /^(?:tag\.([^=]+)|(kind|group))=(.*)$/s.exec(set) ?? [];
  if (tag === undefined && what === '') return undefined;
  const components = allInForce(catalogue.components, at);
  if (what === 'group') return (allInForce(catalogue.groups, at).get(value) ?? []).filter((id) => components.has(id));
  const has = (of: { readonly kind?: string | undefined; readonly tags?: { readonly [key: string]: string } | undefined }): boolean =>
    tag === undefined ? of.kind === value : ownOf(of.tags, tag) === value;
  return [...components].flatMap(([id, definition]) => (has(definition) ? [id] : []));
};
