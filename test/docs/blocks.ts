// The fenced blocks of a Markdown page, in order. Knows fences of three backticks at the start of a line, as every page here has them.

export interface Block {
  /** First word of the info string: `sh`, `yaml`. */
  readonly language: string;
  /** The other words: `file=model.yaml`, `exit=2`. */
  readonly options: ReadonlyMap<string, string>;
  readonly text: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
}

/** Throws on a fence that is never closed. */
export const blocksIn = (markdown: string): readonly Block[] => {
  const blocks: Block[] = [];
  let open: { readonly info: string; readonly line: number; readonly lines: string[] } | undefined;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (!line.startsWith('```')) open?.lines.push(line);
    else if (open === undefined) open = { info: line.slice(3), line: index + 1, lines: [] };
    else {
      const [language = '', ...words] = open.info.trim().split(/\s+/);
      const options = words.map((word): [string, string] => [word.split('=')[0] ?? '', word.slice(word.indexOf('=') + 1)]);
      blocks.push({ language, options: new Map(options), text: open.lines.map((text) => `${text}\n`).join(''), line: open.line });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`the fence of line ${open.line} is never closed`);
  return blocks;
};
