// The small texts facts are made of: component ids, names, fact ids. Names that become part of a stream's name are kept printable.
import * as z from 'zod';
import { validate as isUuid } from 'uuid';
import { found } from './problem.ts';

/** The words of a schema that has one expectation. A bad key of a record is told by the key's own schema. */
export const said = (expected: string): { readonly error: (issue: z.core.$ZodRawIssue) => string } => ({
  error: (issue) => {
    if (issue.code === 'invalid_key') return issue.issues[0]?.message ?? `expected ${expected}`;
    return issue.input === undefined ? `is missing, expected ${expected}` : `expected ${expected}, found ${found(issue.input)}`;
  },
});

/** Any text, which may be empty only where a person may have nothing to say. */
export const prose = z.string(said('text')).min(1, said('some text'));

/** A name as people give one: printable, not blank, without space around it, up to 200 characters. */
export const name = z
  .string(said('a name'))
  .regex(/^(?!\s)[^\p{Cc}\p{Zl}\p{Zp}]{1,200}(?<!\s)$/u, said('a name (printable, up to 200 characters, no space around it)'));

/** A component's id, never renamed. */
export const componentId = z
  .string(said('a component id'))
  .regex(/^[A-Za-z0-9][A-Za-z0-9._+:/@-]*$/, said('a component id (letters, digits and ._+:/@- after a first letter or digit)'));

/** The name of a level; whether the scale has it is not known here. */
export const levelName = z.string(said('a level')).regex(/^[^\s"]([^\p{Cc}"]{0,62}[^\s"])?$/u, said('a level such as down'));

/** A fact's id: a UUID, in lower case from here on. */
export const factId = z.codec(z.string(said('a fact id (a UUID)')).refine(isUuid, said('a fact id (a UUID)')), z.string(), {
  decode: (text) => text.toLowerCase(),
  encode: (id) => id,
});

/** A whole number from `least` on. */
export const whole = (least: number) =>
  z
    .number(said('a whole number'))
    .int(said('a whole number'))
    .min(least, said(`a whole number from ${least} on`));

/** A number from `least` to `most`, both included. */
export const between = (least: number, most: number) =>
  z
    .number(said(`a number from ${least} to ${most}`))
    .min(least, said(`a number from ${least} to ${most}`))
    .max(most, said(`a number from ${least} to ${most}`));

/** A whole number from `least` to `most`, both included. */
export const wholeBetween = (least: number, most: number) => whole(least).max(most, said(`a whole number from ${least} to ${most}`));

/** Short texts by tag. */
export const tags = z.record(name, z.string(said('text')));

/** A list that has something in it. */
export const some = <S extends z.ZodType>(item: S) => z.array(item, said('a list')).min(1, { error: 'is empty, expected at least one' });
