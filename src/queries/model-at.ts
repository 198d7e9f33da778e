// The model at an instant, and what changed in it between two.
import { refuse, type Refusal } from '#domain/refusal.ts';
import type { Instant } from '#domain/time/instant.ts';
import { hasModel, modelAt, modelChanges, type ModelAt, type ModelChange, type WrittenModel } from '#projections/model-at.ts';
import { load, type Source } from './source.ts';

/** The form a model file has. */
export type WriteModel = (model: ModelAt) => WrittenModel;

export const model = async (source: Source, at: Instant): Promise<ModelAt | Refusal> => {
  const { facts } = await load(source);
  return hasModel(facts) ? modelAt(facts, at) : NO_MODEL;
};

export interface ModelDifference {
  readonly from: Instant;
  readonly to: Instant;
  readonly changes: readonly ModelChange[];
}

export const modelDifference = async (
  source: Source,
  from: Instant,
  to: Instant,
  write: WriteModel,
): Promise<ModelDifference | Refusal> => {
  const { facts } = await load(source);
  if (!hasModel(facts)) return NO_MODEL;
  return { from, to, changes: modelChanges(write(modelAt(facts, from)), write(modelAt(facts, to))) };
};

const NO_MODEL = refuse('the log knows of no component; import a model first');
