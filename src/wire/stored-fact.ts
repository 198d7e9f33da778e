// A fact as text, the way every log keeps it and an export prints it: the RFC 8785 form of the wire envelope, times and durations in
// their normal form. `decodeFact(encodeFact(fact))` is `fact`, and a text so made comes out of both again byte for byte. Both trust the
// fact: its schema was met when it came in. `checkedFact` trusts nobody and costs ten times as much.
import * as z from 'zod';
import type { Fact, UnrecognisedFact } from '#domain/facts/fact.ts';
import type { FactType } from '#domain/facts/types.ts';
import { isRefusal } from '#domain/refusal.ts';
import { canonical } from './canonical.ts';
import { dataConversion, instant, occurrence } from './conversions.ts';
import type { FactText } from './fact-text.ts';
import { storedFacts } from './fact.ts';
import { factTypeOf } from './fact-data.ts';
import { inOurWords, pathText, problemsOf } from './problem.ts';
import { writtenInstant } from './time-forms.ts';

/** The version of every type this program writes. */
const VERSION = 1;

/** Throws for times that could not be read back, which only a bug can cause. */
export const encodeFact = (fact: Fact): string => encodedFact(fact).text;

/** The same, in the parts its hash is made of. Put together by hand: the names of the envelope are always in this order. */
export const encodedFact = (fact: Fact): FactText => {
  const { by, id, import: importId, occurredAt, reason, reportedAt, source, sourceId, type, v } = fact;
  const data = canonical(dataConversion(type).encode(fact.data));
  const first = by === undefined ? '' : `"by":${JSON.stringify(by)},`;
  let early = `"id":${JSON.stringify(id)}`;
  if (importId !== undefined) early += `,"import":${JSON.stringify(importId)}`;
  if (occurredAt !== undefined) early += `,"occurredAt":${canonical(occurrence.encode(occurredAt))}`;
  if (reason !== undefined) early += `,"reason":${JSON.stringify(reason)}`;
  let late = reportedAt === undefined ? '' : `"reportedAt":"${writtenInstant(reportedAt)}",`;
  if (source !== undefined) late += `"source":${JSON.stringify(source)},`;
  if (sourceId !== undefined) late += `"sourceId":${JSON.stringify(sourceId)},`;
  late += `"type":"${type}","v":${v}`;
  return { text: `{${first}"data":${data},${early},${late}}`, data, early: first + early, late };
};

/**
 * The fact of a text that {@link encodeFact} made. A type or version that a later program wrote is kept as it is, not read. A text that
 * can't be read throws an error that says what is damaged; but only {@link checkedFact} finds everything that can be wrong with one.
 */
export const decodeFact = (text: string): Fact | UnrecognisedFact => {
  const value = asEnvelope(text);
  const type = knownTypeOf(value);
  if (type === undefined) return unrecognised(value, text);
  try {
    return trusted(value as unknown as Record<string, unknown>, type);
  } catch {
    return checkedFact(text);
  }
};

/** Converts in place: the value is fresh from the parser. */
const trusted = (value: Record<string, unknown>, type: FactType): Fact => {
  const { data, occurredAt, reportedAt } = value;
  if (typeof data !== 'object' || data === null || (occurredAt === undefined && type !== 'CallLogged')) throw new Error('no fact');
  value['data'] = dataConversion(type).decode(data);
  if (occurredAt !== undefined) value['occurredAt'] = occurrence.decode(occurredAt);
  if (reportedAt !== undefined) value['reportedAt'] = instant.decode(reportedAt);
  return value as unknown as Fact;
};

/** As {@link decodeFact}, for texts that others may have made: everything about them is checked. */
export const checkedFact = (text: string): Fact | UnrecognisedFact => {
  const value = asEnvelope(text);
  const type = knownTypeOf(value);
  if (type === undefined) return unrecognised(value, text);
  const result = z.safeDecode(schemaOf(type), value, { error: inOurWords });
  if (result.success) return result.data;
  throw new Error(`a stored ${type} is damaged: ${firstProblem(result.error)}`);
};

/** The type, if this version reads facts of that type and version. */
const knownTypeOf = (value: Envelope): FactType | undefined => {
  const type = factTypeOf(value.type);
  return isRefusal(type) || value.v > VERSION || isBlackedOut(value) ? undefined : type;
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
