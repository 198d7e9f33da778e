// Where output is not what a page shows of it: line by line, a line `…` standing for any lines, `…` within a line for any text.

const ANY = '…';

/** The first line of the page that the output does not have in its place, or what the output has beyond the last. Blanks at a line's end don't count. */
export const notShown = (output: string, expected: string): string | undefined => {
  const text = `${linesOf(output).join('\n')}\n`;
  const lines = linesOf(expected);
  let pattern = '';
  for (const line of lines) {
    pattern += line.trim() === ANY ? '(?:.*\\n)*?' : `${line.split(ANY).map(escaped).join('.*')}\\n`;
    if (!new RegExp(`^${pattern}`).test(text)) return line;
  }
  return new RegExp(`^${pattern}$`).test(text) ? undefined : 'nothing more';
};

const linesOf = (text: string): readonly string[] =>
  text
    .replace(/\n$/, '')
    .split('\n')
    .map((line) => line.trimEnd());

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
