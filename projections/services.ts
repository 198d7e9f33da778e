// Which components are services: those that ever had a `service` part, in the order in which they were first declared, with what was
// promised of them at an instant (S5.1: targets and hours are those of the day).
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { ComponentId, ServiceDefinition } from '#domain/topology/definition.ts';
import { inForce, lastWithin, type Catalogue } from '#domain/facts/catalogue.ts';

export const servicesOf = (catalogue: Catalogue): readonly ComponentId[] =>
  [...catalogue.components].filter(([, versions]) => versions.some((version) => version.value?.service !== undefined)).map(([id]) => id);

/** What was last promised of a component within a span; undefined if it was no service then. */
export const promisedWithin = (catalogue: Catalogue, id: ComponentId, span: Interval): ServiceDefinition | undefined =>
  promisedAt(catalogue, id, lastWithin(catalogue.components, id, span));

/** What was promised of a component at an instant; undefined if it was no service then. */
export const promisedAt = (catalogue: Catalogue, id: ComponentId, at: Instant): ServiceDefinition | undefined =>
  inForce(catalogue.components, id, at)?.service;
