// How deep a YAML or JSON text nests, told from its characters before any parser, which would nest its own calls as deep, meets it.
// Counts open brackets outside quotes and comments, and what dashes open on a line. Odd quoting can hide some from it: what the parser
// then finds too deep it says itself. O(size).

/** Well within what the parser's own calls stand; what is nested less than this, and too deep all the same, is told with its path. */
export const DEEPEST_TEXT = 1_000;

/** The first line that opens more than can be read; undefined where none does. */
export const tooDeepLine = (text: string): number | undefined => {
  let line = 1;
  let brackets = 0;
  let quote = '';
  let before = '\n';
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === '\n') {
      line++;
      if (opensBy(text, index + 1) > DEEPEST_TEXT) return line;
    }
    if (quote !== '') {
      if (character === '\\' && quote === '"') index++;
      else if (character === quote) quote = '';
    } else if ((character === '"' || character === "'") && /[\s,:[{(-]/.test(before)) quote = character;
    else if (character === '#' && /\s/.test(before)) {
      const end = text.indexOf('\n', index);
      index = (end < 0 ? text.length : end) - 1;
    } else if (character === '[' || character === '{') {
      brackets++;
      if (brackets > DEEPEST_TEXT) return line;
    } else if (character === ']' || character === '}') brackets = Math.max(0, brackets - 1);
    before = character;
  }
  return opensBy(text, 0) > DEEPEST_TEXT ? 1 : undefined;
};

/** How many blocks the start of a line can open at the most: a dash or a question mark each one. */
const opensBy = (text: string, start: number): number => {
  let opened = 0;
  for (let index = start; index < text.length; index++) {
    const character = text[index];
    if (character === '-' || character === '?') opened++;
    else if (character !== ' ') return opened;
  }
  return opened;
};
