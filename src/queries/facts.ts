// The facts of a log that somebody looks for, components called by their ids, names or aliases.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { componentCalled, namesAt } from '#domain/facts/component-called.ts';
import { effectiveFacts } from '#domain/facts/effective.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { BEGINNING, END_OF_TIME } from '#domain/time/instant.ts';
import { recordsOf } from '#log/records.ts';
import { visibleFacts } from '#log/visible.ts';
import { listedFacts, type ListedFact } from '#projections/fact-list.ts';
import type { Source } from './source.ts';
import { spanOf, type SpanText } from './span.ts';

export interface FactsAsked extends SpanText {
  readonly component: readonly string[];
  readonly type: readonly string[];
  readonly text: string | undefined;
}

export const factsFound = async (
  { log, by, decode, now }: Source,
  asked: FactsAsked,
  zone: string,
): Promise<readonly ListedFact[] | Refusal> => {
  const records = visibleFacts(await recordsOf(log), by).facts;
  const catalogue = catalogueOf(effectiveFacts(records, decode).facts);
  const components = new Set<string>();
  for (const called of asked.component) {
    const id = componentCalled(catalogue, called, END_OF_TIME) ?? (catalogue.components.has(called) ? called : undefined);
    if (id === undefined)
      return refuse(`there is no component "${called}"${didYouMean(called, namesAt(catalogue, END_OF_TIME))}`, '--component');
    components.add(id);
  }
  const present = new Set(records.map(({ fact }) => fact.type as string));
  const types = new Set<string>();
  for (const called of asked.type) {
    const type = [...present].find((one) => one.toLowerCase() === called.toLowerCase());
    if (type === undefined) return refuse(`the log holds no fact of type "${called}"${didYouMean(called, present)}`, '--type');
    types.add(type);
  }
  const limited = asked.from !== undefined || asked.to !== undefined || asked.period !== undefined;
  const span = limited ? spanOf(asked, { zone, now }, { from: BEGINNING, to: END_OF_TIME }) : undefined;
  if (isRefusal(span)) return span;
  return listedFacts(records, decode, { components, types, span, text: asked.text });
};
