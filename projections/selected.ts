// The services a report is about: those asked for by id, name, alias or group, of what existed within the span, or all there are.
import { didYouMean, refuse, type Refusal } from '#domain/refusal.ts';
import type { Interval } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { allInForce, spansOf, type Catalogue } from '#domain/facts/catalogue.ts';
import { componentCalledWithin, namesAt } from '#domain/facts/component-called.ts';
import { servicesOf } from './services.ts';

export const selectedServices = (catalogue: Catalogue, asked: readonly string[], span: Interval): readonly ComponentId[] | Refusal => {
  if (asked.length === 0) return servicesOf(catalogue);
  const found = new Set<ComponentId>();
  for (const called of asked) {
    const group = spansOf(catalogue.groups, called, span).at(-1)?.value;
    const id = componentCalledWithin(catalogue, called, span);
    if (group === undefined && id === undefined) {
      const known = [...namesAt(catalogue, span.to - 1), ...allInForce(catalogue.groups, span.to - 1).keys()];
      return refuse(`there is no component or group "${called}"${didYouMean(called, known)}`, '--service');
    }
    for (const member of group ?? [id as ComponentId]) found.add(member);
  }
  return [...found];
};
