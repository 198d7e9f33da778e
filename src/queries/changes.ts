// What changed within a span; by default from the first fact to now.
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { changesWithin, type Changes } from '#projections/changes.ts';
import { extentOf } from '#projections/extent.ts';
import { load, type Source } from './source.ts';
import { spanOf, type SpanText } from './span.ts';

export const changes = async (source: Source, said: SpanText, zone: string): Promise<Changes | Refusal> => {
  const { facts } = await load(source);
  const { from } = extentOf(facts, source.now);
  const span = spanOf(said, zone, { from: Math.min(from, source.now - 1), to: source.now });
  return isRefusal(span) ? span : changesWithin(facts, span, source.progress);
};
