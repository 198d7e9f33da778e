// Text written from right to left, isolated (Unicode UAX #9): figures and words beside an Arabic or Hebrew name stay where they stand. Names
// that an answer tells are isolated whole, whatever else is written so by runs. Nothing is added where no such text is. It comes after
// `shown`, which has replaced every direction that data set. Linear in the text for up to MANY names.
type Wrap = (text: string) => string;

const R = '[\\u05be-\\u065f\\u066a-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufefc\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}]';
const RIGHT_TO_LEFT = new RegExp(R, 'u');
/** Its letters, with digits, marks and single spaces between them; two spaces are a border of ours. */
const RUN = `${R}(?:(?:[\\p{M}\\p{N}.'’"_/&+-]| (?! ))*${R})*\\p{M}*`;
/** Whether the first strong letter is written from right to left. */
const BEGINS = new RegExp(`^[^\\p{L}]*${R}`, 'u');
/** Beyond so many names, names are isolated by runs. */
const MANY = 500;

const signed: Wrap = (text) => `\u2068${text}\u2069`;

/** `names`: as they stand in `text`, see {@link namesIn}. */
export const isolated = (text: string, names: readonly string[] = [], wrap: Wrap = signed): string => {
  if (!RIGHT_TO_LEFT.test(text)) return text;
  const literal = names.map((name) => name.replaceAll(/[\\^$.*+?()[\]{}|/]/g, (sign) => `\\${sign}`));
  return text.replace(new RegExp([...literal, RUN].join('|'), 'gu'), (found) => wrap(found));
};

/** A page: elements in text, isolating signs where there can be no element: in attributes, titles and drawings. */
export const isolatedHtml = (html: string, names: readonly string[]): string =>
  RIGHT_TO_LEFT.test(html)
    ? html.replaceAll(/<(svg|title|style)\b[^>]*>[^]*?<\/\1>|<[^>]*>|[^<]+/g, (part) =>
        part.startsWith('<') ? isolated(part, names) : isolated(part, names, (text) => `<bdi>${text}</bdi>`),
      )
    : html;

/** Keys of answers under which text of others stands alone. */
const NAMING = new Set([
  'name',
  'cause',
  'by',
  'source',
  'account',
  'vantage',
  'scenario',
  'incident',
  'fault',
  'group',
  'reason',
  'system',
]);

/** What an answer names from right to left, the longest first; `written`: how the form writes it. O(answer). */
export const namesIn = (answer: object, written: (text: string) => string): readonly string[] => {
  const found = new Set<string>();
  const pending: unknown[] = [answer];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue;
    for (const [key, value] of Object.entries(next)) {
      if (typeof value === 'string' && NAMING.has(key) && BEGINS.test(value)) found.add(written(value));
      else if (typeof value === 'object' && value !== null) pending.push(value);
    }
  }
  return found.size > MANY ? [] : [...found].toSorted((a, b) => b.length - a.length);
};
