// Who changed what a fact says, the fact called by its id, the first digits of it, or the name of the fault it began.
import { faultOrFactCalled } from '#domain/facts/called.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { recordsOf } from '#log/records.ts';
import { visibleFacts } from '#log/visible.ts';
import type { ContentOf } from '#projections/amended.ts';
import { factHistory, type FactHistory } from '#projections/fact-history.ts';
import type { Source } from './source.ts';

export const historyOfFact = async ({ log, by, decode }: Source, called: string, contentOf: ContentOf): Promise<FactHistory | Refusal> => {
  const { facts } = visibleFacts(await recordsOf(log), by);
  const first = faultOrFactCalled(facts, called);
  return isRefusal(first) ? first : factHistory(facts, first, decode, contentOf);
};
