// The command lines of a shell block, split into words. Only what a page needs: quotes, a backslash at a line's end, comment lines;
// anything a shell would do beyond that (pipes, variables, globs) throws, so that no page says what is not run as it stands.

/** One list of words a command. */
export const commandLines = (text: string): readonly (readonly string[])[] =>
  text
    .replaceAll('\\\n', ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(wordsOf);

const WORD = /(?:'[^']*'|"[^"$`\\]*"|[^\s'"|&;<>$`*?()[\]{}!#~\\])+/y;

const wordsOf = (line: string): readonly string[] => {
  const words: string[] = [];
  for (let at = 0; at < line.length;) {
    WORD.lastIndex = at;
    const word = WORD.exec(line)?.[0];
    if (word === undefined) throw new Error(`this needs a shell, which no page may: ${line.slice(at)}`);
    words.push(word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
    at += word.length;
    while (line[at] === ' ') at += 1;
  }
  return words;
};
