// A schema for one of several shapes, told apart before they are parsed, so that a refusal speaks of the shape that was meant and not of
// all that it was not. Works both ways (decode and encode); shapes may refer to each other. Costs one look at the keys.
import * as z from 'zod';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { found, inOurWords, listed } from './problem.ts';

type Shapes = Readonly<Record<string, z.ZodType>>;

/** Which of the shapes a value is meant to have, or why it has none of them. Must choose alike for a decoded value and its wire form. */
export type Choose<S extends Shapes> = (value: unknown) => (keyof S & string) | Refusal;

export type OneOf<S extends Shapes> = z.ZodType<z.output<S[keyof S]>>;

/** `shapes` is a function so that a shape may contain this very schema. */
export const byShape = <S extends Shapes>(shapes: () => S, choose: Choose<S>): OneOf<S> => {
  const pass =
    (parse: (schema: z.ZodType, value: unknown) => z.ZodSafeParseResult<unknown>) =>
    (value: unknown, context: { readonly issues: z.core.$ZodRawIssue[] }): unknown => {
      const choice = choose(value);
      if (isRefusal(choice)) {
        context.issues.push({ code: 'custom', message: choice.refused, input: value });
        return z.NEVER;
      }
      const schema = shapes()[choice];
      if (schema === undefined) throw new Error(`no shape named ${choice}`);
      const result = parse(schema, value);
      if (result.success) return result.data;
      for (const issue of result.error.issues) context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
      return z.NEVER;
    };
  return z.codec(z.unknown(), z.unknown(), {
    decode: pass((schema, value) => z.safeDecode(schema, value, { error: inOurWords })),
    encode: pass((schema, value) => z.safeEncode(schema, value, { error: inOurWords })),
  }) as unknown as OneOf<S>;
};

/** Chooses the shape by the one key of `keys` that is there. `expected` says in a refusal what would have done. */
export const byKey =
  <K extends string>(keys: readonly K[], expected: string) =>
  (value: unknown): K | Refusal => {
    if (value === undefined) return refuse(`is missing, expected ${expected}`);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse(`expected ${expected}, found ${found(value)}`);
    const present = keys.filter((key) => Object.hasOwn(value, key));
    const [only, second] = present;
    if (only === undefined) return refuse(`expected ${expected}, found ${keysFound(value)}`);
    return second === undefined ? only : refuse(`has ${present.join(' and ')}: expected only one of ${listed(keys)}`);
  };

const keysFound = (value: object): string => {
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an empty object' : `an object with ${keys.slice(0, 5).join(', ')}`;
};
