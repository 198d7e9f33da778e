// The calls a help desk logged, over a span: by default the span of the calls and of the records about them.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { callRecordsIn, callsReport, extentOfCalls, type CallsReport } from '#projections/calls.ts';
import { load, type Source } from './source.ts';
import { spanOf, type SpanText } from './span.ts';

/** `zone`: where months begin. */
export const calls = async (source: Source, said: SpanText, zone: string): Promise<CallsReport | Refusal> => {
  const { facts } = await load(source);
  const found = callRecordsIn(facts, catalogueOf(facts), source.now);
  if (found.calls.length === 0) return refuse('the log holds no calls: import a help desk’s CSV with --mapping first');
  const span = spanOf(said, { zone, now: source.now }, extentOfCalls(found) ?? { from: source.now - 1, to: source.now });
  return isRefusal(span) ? span : callsReport(facts, span, zone);
};
