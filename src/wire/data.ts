// The data of one fact type read from JSON (the replacing data of a correction, S5.4).
import * as z from 'zod';
import type { DecodeData } from '#domain/facts/effective.ts';
import type { FactData, FactType } from '#domain/facts/types.ts';
import { refuse } from '#domain/refusal.ts';
import { factData } from './fact-data.ts';
import { inOurWords, pathText, problemsOf } from './problem.ts';

export const decodeData: DecodeData = <T extends FactType>(type: T, data: unknown) => {
  const result = z.safeDecode(factData[type] as unknown as z.ZodType<FactData[T]>, data, { error: inOurWords });
  if (result.success) return result.data;
  const [problem] = problemsOf(result.error);
  return problem === undefined ? refuse('it cannot be read') : refuse(problem.sentence, pathText(problem.path));
};

/** The wire form of a fact's data. Throws where it could not be read back, which only a bug can cause. */
export const encodeData = <T extends FactType>(type: T, data: FactData[T]): unknown => z.encode(factData[type] as z.ZodType, data);
