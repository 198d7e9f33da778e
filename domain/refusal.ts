// A refusal a person can cause, as a value: where, what was wrong, what was expected, in one sentence (style: refusals are values,
// bugs throw). Doors print it and exit 2; nothing has been changed.

/** One clear sentence. `place` is a file and line, a fact or a path in a model, where there is one. */
export interface Refusal {
  readonly refused: string;
  readonly place?: string;
}

export const refuse = (refused: string, place?: string): Refusal => (place === undefined ? { refused } : { refused, place });

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && typeof (value as { refused?: unknown }).refused === 'string';

/** The refusal as people read it: `place: sentence`. */
export const refusalText = (refusal: Refusal): string =>
  refusal.place === undefined ? refusal.refused : `${refusal.place}: ${refusal.refused}`;

/** The candidate nearest to `word` by edit distance, if it is near enough to be a slip of the keyboard. O(candidates × length²). */
const nearest = (word: string, candidates: Iterable<string>): string | undefined => {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
};

/** `, did you mean "x"?` where something is near, else nothing. */
export const didYouMean = (word: string, candidates: Iterable<string>): string => {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? '' : ` (did you mean "${candidate}"?)`;
};

const editDistance = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const substitution = (previous[column - 1] ?? 0) + (a[row - 1] === b[column - 1] ? 0 : 1);
      current.push(Math.min(substitution, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
};
