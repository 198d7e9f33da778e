// What is wrong with a value read from outside, each problem one sentence beside the path of the place it is about.
// zod's own words are replaced: these say what was expected, what was found and, for a slip of the keyboard, what was meant.
import type * as z from 'zod';
import { didYouMean } from '#domain/refusal.ts';

export type Path = readonly (string | number)[];

export interface Problem {
  readonly path: Path;
  readonly sentence: string;
}

/** Sentences of a refusal of several unknown keys, told apart by this character. */
const BETWEEN = '\n';

/** zod's error map: one sentence an issue (for unknown keys, one a key). */
export const inOurWords = (issue: z.core.$ZodRawIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? `is missing, expected ${kindName(issue.expected)}`
        : `expected ${kindName(issue.expected)}, found ${found(issue.input)}`;
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, keysOf(issue.inst))).join(BETWEEN);
    case 'invalid_value':
      return notOneOf(issue.input, issue.values.map(String));
    case 'too_small':
      return `expected ${issue.inclusive === true ? 'at least' : 'more than'} ${String(issue.minimum)}, found ${found(issue.input)}`;
    case 'too_big':
      return `expected ${issue.inclusive === true ? 'at most' : 'less than'} ${String(issue.maximum)}, found ${found(issue.input)}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? `is not a key as expected: ${found(issue.input)}`;
    default:
      return issue.message ?? `is not as expected: ${found(issue.input)}`;
  }
};

/** The problems behind a failed parse, in the order of the schema. */
export const problemsOf = (error: z.core.$ZodError | undefined): readonly Problem[] =>
  error === undefined
    ? [{ path: [], sentence: 'is wrong in more places than can be told, far down a list or an object: expected fewer members' }]
    : error.issues.flatMap((issue) => {
        const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
        if (issue.code !== 'unrecognized_keys') return [{ path, sentence: issue.message }];
        const sentences = issue.message.split(BETWEEN);
        return issue.keys.map((key, index) => ({ path: [...path, key], sentence: sentences[index] ?? issue.message }));
      });

/** `components.app.requires.all[1].mode`; a key that is no plain word stands in quotes. */
export const pathText = (path: Path): string =>
  path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w:@-]+$/.test(step)) return `${text}[${JSON.stringify(step)}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');

/** A value as a refusal quotes it: short, and by its kind where it is large. */
export const found = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'number') return `the number ${value}`;
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return `a ${typeof value}`;
  return value.length > 60 ? `${JSON.stringify(value.slice(0, 60))}…` : JSON.stringify(value);
};

/** The refusal of a key that `known` lacks. */
const unknownKey = (key: string, known: readonly string[]): string =>
  `unknown key ${found(key)}${didYouMean(key, known) || (known.length === 0 ? '' : `: expected ${listed(known)}`)}`;

/** The refusal of a value outside a short list. */
export const notOneOf = (value: unknown, known: readonly string[]): string => {
  const expected = `expected ${listed(known)}`;
  if (value === undefined) return `is missing, ${expected}`;
  return `${expected}, found ${found(value)}${typeof value === 'string' ? didYouMean(value, known) : ''}`;
};

/** `a, b or c`. */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;

const KINDS: Readonly<Record<string, string>> = {
  string: 'text',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
};

const kindName = (expected: string): string => KINDS[expected] ?? expected;

const keysOf = (schema: unknown): readonly string[] => {
  const shape = (schema as { _zod?: { def?: { shape?: object } } } | undefined)?._zod?.def?.shape;
  return shape === undefined ? [] : Object.keys(shape);
};
