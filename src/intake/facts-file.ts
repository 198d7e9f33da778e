// A facts file: JSON Lines, one fact a line; blank lines, CRLF and a byte-order mark do no harm. Every problem is told with its line and
// path, up to 20 a file. Time O(size of the file); lines are read one after the other.
import type { FactDraft } from '#domain/facts/fact.ts';
import type { Gradual } from '#domain/gradually.ts';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { isDraft, parseDraft } from '#wire/draft.ts';
import { MOST_PROBLEMS, placed, unsafePart } from './depth.ts';

export interface FactsFile {
  readonly kind: 'facts';
  readonly name: string;
  /** Each with its place, `facts.jsonl:3`. */
  readonly drafts: readonly { readonly value: FactDraft; readonly place: string }[];
  /** What was found out of its form, in words. */
  readonly notes?: readonly string[];
}

/** What a log takes in one append at most, so no fact may be longer. */
const LONGEST_LINE = 1024 * 1024;

/** How many lines are read between two pauses. */
const BETWEEN_PAUSES = 1_000;

/** The whole of a file's text, or everything that is wrong with it. `read`: hears of the characters read so far. */
export function* factsIn(name: string, text: string, read?: (characters: number) => void): Gradual<FactsFile | readonly Refusal[]> {
  const drafts: { value: FactDraft; place: string }[] = [];
  const refusals: Refusal[] = [];
  let line = 0;
  for (const { place, value, end } of factLines(name, text)) {
    if (++line % BETWEEN_PAUSES === 0) {
      read?.(end);
      yield;
    }
    if (!Array.isArray(value)) drafts.push({ value: value as FactDraft, place });
    else for (const refusal of (value as readonly Refusal[]).slice(0, MOST_PROBLEMS)) refusals.push(refusal);
    if (refusals.length >= MOST_PROBLEMS) return refusals.slice(0, MOST_PROBLEMS);
  }
  return refusals.length > 0 ? refusals : { kind: 'facts', name, drafts };
}

/** Line by line: a draft, or what is wrong with it. */
function* factLines(
  name: string,
  text: string,
): Generator<{ readonly place: string; readonly value: FactDraft | readonly Refusal[]; readonly end: number }> {
  let line = 1;
  for (let start = 0; start < text.length; line++) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const place = `${name}:${line}`;
    const content = text.slice(start, end).trim();
    start = end + 1;
    if (content !== '') yield { place, value: factOn(content, place), end };
  }
}

const factOn = (line: string, place: string): FactDraft | readonly Refusal[] => {
  if (line.length > LONGEST_LINE || (line.length > LONGEST_LINE / 3 && new TextEncoder().encode(line).length > LONGEST_LINE)) {
    return [refuse('the line is longer than 1 MiB: expected one fact a line, each smaller than that', place)];
  }
  const value = parsed(line, place);
  if (isRefusal(value)) return [value];
  const unsafe = unsafePart(value.json);
  if (unsafe !== undefined) return [refuse(unsafe.sentence, placed(place, unsafe.path))];
  const draft = parseDraft(value.json);
  return isDraft(draft) ? draft : draft.map(({ path, sentence }) => refuse(sentence, placed(place, path)));
};

const parsed = (line: string, place: string): { readonly json: unknown } | Refusal => {
  try {
    return { json: JSON.parse(line) as unknown };
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : '';
    return refuse(`the line is not JSON (${why}): expected one whole fact a line`, place);
  }
};
