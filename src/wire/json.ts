// JSON values kept as they are: what a correction or a scenario carries before it is read as anything in particular.
import * as z from 'zod';
import type { Json } from '#domain/facts/types.ts';

const finite = z.number();

export const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), finite, z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
);

export const jsonObject = z.record(z.string(), json);
