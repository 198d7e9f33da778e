// What is wrong, or worth knowing, with a log as it is known now, or with a model by itself.
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import type { ComponentDefinition, ScaleDefinition } from '#domain/topology/definition.ts';
import { compileModel } from '#domain/topology/model.ts';
import { healthOfLog, healthOfModel, isFaulty, type Health } from '#projections/health.ts';
import { load, type Source } from './source.ts';

export interface Verdict {
  readonly health: Health;
  readonly faulty: boolean;
}

export const logHealth = async (source: Source): Promise<Verdict> => {
  const { facts, ...setAside } = await load(source);
  const health = healthOfLog(source.log.url, facts, setAside, source.progress);
  return { health, faulty: isFaulty(health) };
};

export const modelHealth = (
  subject: string,
  components: Readonly<Record<string, ComponentDefinition>>,
  scale: ScaleDefinition | undefined,
): Verdict => {
  const health = healthOfModel(subject, compileModel(new Map(Object.entries(components)), compileScale(scale ?? DEFAULT_SCALE)));
  return { health, faulty: isFaulty(health) };
};
