// The script of a worked case: the files it takes in, at which instant, and the commands that show what follows from them.
import * as z from 'zod';
import { inOurWords, problemsOf, type Problem } from './problem.ts';
import { instant, zone } from './time-forms.ts';
import { prose, some } from './words.ts';

const step = z.strictObject({
  /** What the command shows, in a sentence. */
  say: prose,
  /** The command's words, without `knockon`; a file of the case's folder begins with `./`. */
  run: some(prose),
  /** The instant taken for now, from here on. */
  now: instant.optional(),
});

const script = z.strictObject({
  case: prose,
  /** What happened, in a sentence or two. */
  title: prose,
  zone,
  now: instant,
  import: some(prose),
  mapping: prose.optional(),
  steps: some(step),
});

export type CaseScript = z.output<typeof script>;

export const parseCaseScript = (value: unknown): CaseScript | readonly Problem[] => {
  const result = z.safeDecode(script, value as z.input<typeof script>, { error: inOurWords });
  return result.success ? result.data : problemsOf(result.error);
};
