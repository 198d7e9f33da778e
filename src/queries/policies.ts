// Every policy a figure can be made by: the log's, the built-in one and the presets.
import { catalogueOf } from '#domain/facts/catalogue.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { isRefusal, type Refusal } from '#domain/refusal.ts';
import { policiesAt, type ListedPolicy } from '#projections/policies.ts';
import { load, type Source } from './source.ts';

export const policies = async (
  source: Source,
): Promise<{ readonly policies: readonly ListedPolicy[]; readonly scale: Scale } | Refusal> => {
  const { facts } = await load(source);
  const scale = scaleOf(facts);
  const listed = policiesAt(catalogueOf(facts), scale, source.now);
  return isRefusal(listed) ? listed : { policies: listed, scale };
};
