// Why a component, called by its id, name or alias, is at its level at an instant.
import { didYouMean, refuse, type Refusal } from '#domain/refusal.ts';
import type { Instant } from '#domain/time/instant.ts';
import { explainAt, type Explained } from '#projections/explained.ts';
import { load, type Source } from './source.ts';

export const explanation = async (source: Source, called: string, at: Instant): Promise<Explained | Refusal> => {
  const explained = explainAt((await load(source)).facts, called, at);
  if (!('known' in explained)) return explained;
  return refuse(`there is no component "${called}" at that instant${didYouMean(called, explained.known)}`);
};
