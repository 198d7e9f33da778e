// The data of one fact type read from JSON (the replacing data of a correction, S5.4).
import * as z from 'zod';
import type { DecodeData } from '#domain/facts/effective.ts';
import type { FactData, FactType } from '#domain/facts/types.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { factData } from './fact-data.ts';
import { inOurWords, pathText, problemsOf } from './problem.ts';
import { currentVersion, EVOLUTION, upcast, type Evolution } from './upcasters.ts';

/** @internal tests give it types that changed */
/** Reads data as today's version of the type has it or, where that refuses, as an earlier one had it: a correction doesn't say which. */
export const dataDecoder =
  (evolution: Evolution): DecodeData =>
  (type, data) => {
    const now = decoded(type, data);
    if (!isRefusal(now)) return now;
    for (let version = currentVersion(type, evolution) - 1; version >= 1; version--) {
      const then = decoded(type, upcast(data, type, version, evolution));
      if (!isRefusal(then)) return then;
    }
    return now;
  };

export const decodeData: DecodeData = dataDecoder(EVOLUTION);

const decoded = <T extends FactType>(type: T, data: unknown): FactData[T] | Refusal => {
  const result = z.safeDecode(factData[type] as unknown as z.ZodType<FactData[T]>, data, { error: inOurWords });
  if (result.success) return result.data;
  const [problem] = problemsOf(result.error);
  return problem === undefined ? refuse('it cannot be read') : refuse(problem.sentence, pathText(problem.path));
};

/** The wire form of a fact's data. Throws where it could not be read back, which only a bug can cause. */
export const encodeData = <T extends FactType>(type: T, data: FactData[T]): unknown => z.encode(factData[type] as z.ZodType, data);
