// A fact as a person or a file says it, read from a JSON value. What a log adds when it is exported (`recordedAt`, `stream`, `revision`,
// `position`, `hash`) is taken back off: this log records anew. Only `recordedAt` says something: by then it was known, if nothing else says when.
import * as z from 'zod';
import type { FactDraft } from '#domain/facts/fact.ts';
import { isOfTheModel } from '#domain/facts/fold-order.ts';
import type { FactType, Json } from '#domain/facts/types.ts';
import { didYouMean, isRefusal } from '#domain/refusal.ts';
import { readBounded } from './bounded.ts';
import { FACT_TYPES, factTypeOf } from './fact-data.ts';
import { draftFacts } from './fact.ts';
import { found, inOurWords, problemsOf, type Problem } from './problem.ts';
import { instant } from './time-forms.ts';
import { currentVersion, EVOLUTION, upcast, type Evolution } from './upcasters.ts';

/** Beside facts of the model, types whose time the file must say: when it happened is what they are about. Others happened, by default, when they were reported. */
const DATED: ReadonlySet<FactType> = new Set<FactType>([
  'OutageBegan',
  'OutageEnded',
  'FailedOver',
  'FailedBack',
  'StatusObserved',
  'ObservationReleased',
]);

/** Reads one fact, of any version there is, or gives everything that is wrong with it. */
export const parseDraft = (value: unknown, evolution: Evolution = EVOLUTION): FactDraft | readonly Problem[] => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ path: [], sentence: `expected a fact, an object such as {"type":"OutageBegan", …}, found ${found(value)}` }];
  }
  const {
    v,
    recordedAt,
    stream: _stream,
    revision: _revision,
    position: _position,
    hash: _hash,
    ...said
  } = value as Record<string, unknown>;
  const type = factTypeOf(said['type']);
  if (isRefusal(type)) return [typeProblem(said)];
  const known = recordedAt === undefined ? undefined : z.safeDecode(instant, recordedAt as string, { error: inOurWords });
  const versionProblem = versionProblems(v, type, evolution);
  const data =
    versionProblem.length === 0 && isObject(said['data'])
      ? upcast(said['data'], type, (v ?? currentVersion(type, evolution)) as number, evolution)
      : said['data'];
  const result = readBounded((given) => z.safeDecode(draftOf(type), given as never, { error: inOurWords }), {
    ...said,
    ...(data === undefined ? {} : { data }),
  });
  const problems = [
    ...versionProblem,
    ...((isOfTheModel(type) || DATED.has(type)) && said['occurredAt'] === undefined
      ? [{ path: ['occurredAt'], sentence: `is missing: ${type} says when it happened` }]
      : []),
    ...(known === undefined || known.success ? [] : problemsOf(known.error).map(({ sentence }) => ({ path: ['recordedAt'], sentence }))),
    ...(result.success ? [] : problemsOf(result.error)),
  ];
  if (problems.length > 0 || !result.success) return problems;
  if (known === undefined || !known.success || result.data.reportedAt !== undefined) return result.data;
  return { ...result.data, reportedAt: known.data };
};

const draftOf = (type: FactType): z.ZodType<FactDraft> => draftFacts[type];

export const isDraft = (parsed: FactDraft | readonly Problem[]): parsed is FactDraft => !Array.isArray(parsed);

const typeProblem = (said: Record<string, unknown>): Problem => {
  const { type } = said;
  if (type !== undefined) {
    const meant = typeof type === 'string' ? didYouMean(type, FACT_TYPES) : '';
    return {
      path: ['type'],
      sentence: `there is no fact type ${found(type)}${meant === '' ? `: expected one of ${FACT_TYPES.join(', ')}` : meant}`,
    };
  }
  const slip = Object.keys(said).find((key) => didYouMean(key, ['type']) !== '');
  return {
    path: ['type'],
    sentence: `is missing, expected the type of the fact such as OutageBegan${slip === undefined ? '' : ` (is it under ${found(slip)}?)`}`,
  };
};

/** A line without a version is of today's. */
const versionProblems = (v: unknown, type: FactType, evolution: Evolution): readonly Problem[] => {
  const version = currentVersion(type, evolution);
  const whole = typeof v === 'number' && Number.isInteger(v);
  if (v === undefined || (whole && v >= 1 && v <= version)) return [];
  return [
    {
      path: ['v'],
      sentence:
        whole && v > version
          ? `version ${v} of ${type} is newer than this program reads (${version})`
          : `expected ${version === 1 ? 1 : `1 to ${version}`}, found ${found(v)}`,
    },
  ];
};

const isObject = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
