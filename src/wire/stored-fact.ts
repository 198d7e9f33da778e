// A fact as text, the way every log keeps it and an export prints it: the RFC 8785 form of the wire envelope, times and durations in
// their normal form. `decodeFact(encodeFact(fact))` is `fact`, and a text so made comes out of both again byte for byte. Costs about as
// much as parsing the JSON a few times over.
import * as z from 'zod';
import type { Fact, UnrecognisedFact } from '#domain/facts/fact.ts';
import type { FactType } from '#domain/facts/types.ts';
import { isRefusal } from '#domain/refusal.ts';
import { canonical } from './canonical.ts';
import { storedFacts } from './fact.ts';
import { factTypeOf } from './fact-data.ts';
import { inOurWords, pathText, problemsOf } from './problem.ts';

/** The version of every type this program writes. */
const VERSION = 1;

/** Throws where the fact could not be read back, which only a bug can cause. */
export const encodeFact = (fact: Fact): string => {
  const result = z.safeEncode(schemaOf(fact.type), fact, { error: inOurWords });
  if (result.success) return canonical(result.data);
  throw new Error(`a ${fact.type} cannot be written: ${firstProblem(result.error)}`);
};

/** Throws an error that says what is damaged. A type or version that a later program wrote is kept as it is, not read. */
export const decodeFact = (text: string): Fact | UnrecognisedFact => checkedFact(text);

/** As {@link decodeFact}, for texts that others may have made: everything about them is checked. */
export const checkedFact = (text: string): Fact | UnrecognisedFact => {
  const value = asEnvelope(text);
  const type = factTypeOf(value.type);
  if (isRefusal(type) || value.v > VERSION || isBlackedOut(value)) return unrecognised(value, text);
  const result = z.safeDecode(schemaOf(type), value, { error: inOurWords });
  if (result.success) return result.data;
  throw new Error(`a stored ${type} is damaged: ${firstProblem(result.error)}`);
};

const schemaOf = (type: FactType): z.ZodType<Fact> => storedFacts[type];

interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly v: number;
  readonly import?: unknown;
}

const asEnvelope = (text: string): Envelope => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new Error('a stored fact is damaged: it is no JSON', { cause });
  }
  const { id, type, v } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof id === 'string' && typeof type === 'string' && Number.isSafeInteger(v)) return value as Envelope;
  throw new Error('a stored fact is damaged: it lacks its id, type or version');
};

/** Of a fact whose data was blacked out only the hash of the data is left: it is kept, not read. */
const isBlackedOut = (value: object): boolean => 'dataHash' in value && !('data' in value);

const unrecognised = (value: Envelope, raw: string): UnrecognisedFact => ({
  id: value.id,
  type: value.type,
  v: value.v,
  ...(typeof value.import === 'string' ? { import: value.import } : {}),
  raw,
});

const firstProblem = (error: z.core.$ZodError): string => {
  const [problem] = problemsOf(error);
  return problem === undefined ? 'not as expected' : `${pathText(problem.path)} ${problem.sentence}`;
};
