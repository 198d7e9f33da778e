// What was observed beside what is derived within a span, by default from the first fact to now, and what would explain it.
import { catalogueOf, displayName, lastWithin } from '#domain/facts/catalogue.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { approximateInstants } from '#projections/approximate.ts';
import { contradictionsIn, type ContradictionReport } from '#projections/contradictions.ts';
import { extentOf } from '#projections/extent.ts';
import { wouldExplain, type WouldExplain } from '#projections/would-explain.ts';
import { load, type Source } from './source.ts';
import { spanOf, type SpanText } from './span.ts';

export const contradictions = async (
  source: Source,
  said: SpanText,
  zone: string,
): Promise<ContradictionReport<WouldExplain> | Refusal> => {
  const { facts } = await load(source);
  const span = spanOf(
    said,
    { zone, now: source.now },
    { from: Math.min(extentOf(facts, source.now).from, source.now - 1), to: source.now },
  );
  if (isRefusal(span)) return span;
  const rows = contradictionsIn(facts, span);
  const catalogue = catalogueOf(facts);
  return {
    span,
    rows,
    explained: wouldExplain(facts, span, rows),
    scale: scaleOf(facts),
    approximate: approximateInstants(facts),
    nameOf: (component) => displayName(catalogue, component, lastWithin(catalogue.components, component, span)),
  };
};
