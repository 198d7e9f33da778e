// What changed within a span, of everything or of some; by default from the first fact to now.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { levelNamed } from '#domain/impact/scale.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { Interval } from '#domain/time/instant.ts';
import { changesWithin, type Changes } from '#projections/changes.ts';
import { extentOf } from '#projections/extent.ts';
import { selectedServices } from '#projections/selected.ts';
import { load, type Source } from './source.ts';
import { spanOf, type SpanText } from './span.ts';

/** Which turns to tell: those of some services, groups or components, those to or from a level; empty and undefined: all. */
export interface Only {
  readonly service: readonly string[];
  readonly component: readonly string[];
  readonly level: string | undefined;
}

export const changes = async (source: Source, said: SpanText, zone: string, only: Only): Promise<Changes | Refusal> => {
  const { facts } = await load(source);
  const { from } = extentOf(facts, source.now);
  const span = spanOf(said, { zone, now: source.now }, { from: Math.min(from, source.now - 1), to: source.now });
  if (isRefusal(span)) return span;
  const wanted = wantedOf(facts, only, span);
  if (isRefusal(wanted)) return wanted;
  const found = changesWithin(facts, span, source.progress);
  return { ...found, rows: found.rows.filter(wanted) };
};

const wantedOf = (
  facts: readonly Recorded[],
  { service, component, level }: Only,
  span: Interval,
): ((row: Changes['rows'][number]) => boolean) | Refusal => {
  const catalogue = catalogueOf(facts);
  const scale = scaleOf(facts);
  const number = level === undefined ? undefined : levelNamed(scale, level);
  if (number !== undefined && number < 0)
    return refuse(`there is no level "${level ?? ''}"; expected one of ${scale.names.join(', ')}`, '--level');
  const services = selectedServices(catalogue, service, span);
  if (isRefusal(services)) return services;
  const components = selectedServices(catalogue, component, span);
  if (isRefusal(components)) return refuse(components.refused, '--component');
  const ids = new Set([...(service.length === 0 ? [] : services), ...(component.length === 0 ? [] : components)]);
  return (row) => (ids.size === 0 || ids.has(row.component)) && (number === undefined || row.level === number || row.before === number);
};
