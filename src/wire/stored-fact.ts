// A fact as text, the way every log keeps it and an export prints it: the RFC 8785 form of the wire envelope, times and durations in
// their normal form. `decodeFact(encodeFact(fact))` is `fact`, and a text so made comes out of both again byte for byte. Both trust the
// fact: its schema was met when it came in. `checkedFact` trusts nobody and costs ten times as much. Earlier versions of a type are read
// as today's (upcasters.ts).
import * as z from 'zod';
import type { Fact, UnrecognisedFact } from '#domain/facts/fact.ts';
import type { FactType, Json } from '#domain/facts/types.ts';
import { canonical } from './canonical.ts';
import { dataConversion, instant, occurrence } from './conversions.ts';
import type { FactText } from './fact-text.ts';
import { storedFacts } from './fact.ts';
import { FACT_TYPES } from './fact-data.ts';
import { inOurWords, pathText, problemsOf } from './problem.ts';
import { writtenInstant } from './time-forms.ts';
import { currentVersion, EVOLUTION, upcast, type Evolution } from './upcasters.ts';

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

type Reader = (text: string) => Fact | UnrecognisedFact;

/** @internal Readers of stored facts, given how their types evolved; tests evolve some. The program's own are {@link decodeFact} and {@link checkedFact}. */
export const factReaders = (evolution: Evolution) => {
  const versions = new Map(FACT_TYPES.map((type) => [type as string, currentVersion(type, evolution)]));

  /** The type, if facts of that type and version are read; then the value is brought to the version of today, in place. */
  const readableType = (value: Envelope): FactType | undefined => {
    const version = versions.get(value.type);
    if (version === undefined || value.v > version || isBlackedOut(value)) return undefined;
    const type = value.type as FactType;
    if (value.v < version && isObject(value.data)) {
      value.data = upcast(value.data, type, value.v, evolution);
      value.v = version;
    }
    return type;
  };

  const check: Reader = (text) => {
    const value = envelopeOf(parsedFrom(text));
    const type = readableType(value);
    if (type === undefined) return unrecognised(value, text);
    // The schemas are of today's shapes, whatever number those have come to.
    const result = z.safeDecode(schemaOf(type), { ...value, v: 1 }, { error: inOurWords });
    if (result.success) return { ...result.data, v: value.v };
    throw new Error(`a stored ${type} is damaged: ${firstProblem(result.error)}`);
  };

  const decodeParsed = (parsed: unknown, text: () => string): Fact | UnrecognisedFact => {
    const value = envelopeOf(parsed);
    const type = readableType(value);
    if (type === undefined) return unrecognised(value, text());
    try {
      return trusted(value, type);
    } catch {
      return check(text());
    }
  };
  const decode: Reader = (text) => decodeParsed(parsedFrom(text), () => text);
  return { decode, decodeParsed, check };
};

const own = factReaders(EVOLUTION);

/**
 * The fact of a text that {@link encodeFact} made. A type or version that a later program wrote is kept as it is, not read. A text that
 * can't be read throws an error that says what is damaged; but only {@link checkedFact} finds everything that can be wrong with one.
 */
export const decodeFact: Reader = own.decode;

/** As {@link decodeFact}, where the text was parsed already (together with others): the value is taken over. */
export const decodeParsed = own.decodeParsed;

/** As {@link decodeFact}, for texts that others may have made: everything about them is checked. */
export const checkedFact: Reader = own.check;

/** Converts in place: the value is fresh from the parser. */
const trusted = (value: Envelope, type: FactType): Fact => {
  const { data, occurredAt, reportedAt } = value;
  if (!isObject(data) || (occurredAt === undefined && type !== 'CallLogged')) throw new Error('no fact');
  value.data = dataConversion(type).decode(data);
  if (occurredAt !== undefined) value.occurredAt = occurrence.decode(occurredAt);
  if (reportedAt !== undefined) value.reportedAt = instant.decode(reportedAt);
  return value as unknown as Fact;
};

const isObject = (value: unknown): value is { readonly [key: string]: Json } => typeof value === 'object' && value !== null;

const schemaOf = (type: FactType): z.ZodType<Fact> => storedFacts[type];

/** A stored fact as the parser gives it, on its way to a fact. */
interface Envelope {
  readonly id: string;
  readonly type: string;
  readonly import?: unknown;
  v: number;
  data?: unknown;
  occurredAt?: unknown;
  reportedAt?: unknown;
}

const parsedFrom = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Error('a stored fact is damaged: it is no JSON', { cause });
  }
};

const envelopeOf = (value: unknown): Envelope => {
  const { id, type, v } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>;
  if (typeof id === 'string' && typeof type === 'string' && Number.isSafeInteger(v) && (v as number) > 0) return value as Envelope;
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
