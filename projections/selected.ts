// The services a report is about: those asked for by id, name, alias or group, or all there are.
import { didYouMean, refuse, type Refusal } from '#domain/refusal.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { allInForce, inForce, type Catalogue } from '#domain/facts/catalogue.ts';
import { componentCalled, namesAt } from '#domain/facts/component-called.ts';
import { servicesOf } from './services.ts';

export const selectedServices = (catalogue: Catalogue, asked: readonly string[], at: Instant): readonly ComponentId[] | Refusal => {
  if (asked.length === 0) return servicesOf(catalogue);
  const found = new Set<ComponentId>();
  for (const called of asked) {
    const group = inForce(catalogue.groups, called, at);
    const id = componentCalled(catalogue, called, at);
    if (group === undefined && id === undefined) {
      const known = [...namesAt(catalogue, at), ...allInForce(catalogue.groups, at).keys()];
      return refuse(`there is no component or group "${called}"${didYouMean(called, known)}`, '--service');
    }
    for (const member of group ?? [id as ComponentId]) found.add(member);
  }
  return [...found];
};
