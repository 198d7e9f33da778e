// Markdown (GitHub's form: CommonMark with tables, strike-through, bare links and sums). A plain string is text of others and is escaped: it
// makes no mark-up and cannot end the line it stands in. Marked-up text is made here and nowhere else.
import { inOneLine } from './shown.ts';
import type { Column } from './table.ts';
import { written, type Written } from './written.ts';

/** Marked-up text, told from plain strings at run time, too. */
export interface Markdown {
  readonly md: string;
}

/** `parts`: of which strings are paragraphs of text. `foot`: what figures are never shown without, as a list. */
export const markdownPage = (title: string, parts: readonly (string | Markdown)[], foot: readonly string[]): Written<'md'> =>
  markdownFile([heading(1, title), ...parts, list(foot)]);

export const markdownFile = (parts: readonly (string | Markdown)[]): Written<'md'> =>
  written(parts.map((part) => (typeof part === 'string' ? line(part) : part.md)).join('\n\n'));

export const heading = (depth: 1 | 2 | 3, text: string): Markdown => ({ md: `${'#'.repeat(depth)} ${plain(text)}` });

export const list = (items: readonly (string | Markdown)[]): Markdown => ({
  md: items.map((item) => `- ${typeof item === 'string' ? line(item.trim()) : item.md}`).join('\n'),
});

export const markdownTable = (
  columns: readonly Column[],
  rows: readonly (readonly (string | Markdown)[])[],
  caption?: string,
): Markdown => ({
  md: [
    ...(caption === undefined ? [] : [line(caption), '']),
    row(columns.map(({ head }) => head)),
    row(columns.map(({ align }): Markdown => ({ md: align === 'right' ? '---:' : '---' }))),
    ...rows.map((cells) => row(columns.map((_, index) => cells[index] ?? ''))),
  ].join('\n'),
});

const row = (cells: readonly (string | Markdown)[]): string =>
  `| ${cells.map((cell) => (typeof cell === 'string' ? plain(cell.replaceAll(/\s+/g, ' ').trim()) : cell.md)).join(' | ')} |`;

/** Text that refers to footnotes. */
export const noted = (text: string, notes: readonly number[]): Markdown => ({
  md: `${line(text)}${notes.map((number) => `[^${String(number)}]`).join('')}`,
});

export const footnotes = (notes: readonly { readonly number: number; readonly id: string; readonly text: string }[]): Markdown => ({
  md: notes.map(({ number, id, text }) => `[^${String(number)}]: \`${id}\` ${plain(text)}`).join('\n'),
});

/** A drawing under its title. Mermaid of ours holds no backtick. */
export const drawing = (title: string, words: string, mermaid: Written<'mermaid'>): Markdown => ({
  md: [`**${plain(title)}** ${plain(words)}`, '', '```mermaid', mermaid, '```'].join('\n'),
});

/** Text that begins a line, where a list, a heading's rule or a fence might begin. */
const line = (text: string): string =>
  plain(text)
    .replace(/^([-+=])(?=\s|\1|$)/, (sign) => `\\${sign}`)
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, (_, number: string, sign: string) => `${number}\\${sign}`);

/** What facts say is text, never mark-up: no tag, link, emphasis, sum, entity or footnote. */
export const plain = (text: string): string =>
  inOneLine(text)
    .replaceAll(/[\\`*_[\]<>|#$]/g, (sign) => `\\${sign}`)
    .replaceAll(/&(?=#?\w+;)|(?<=\S)~|~(?=~)/g, (sign) => `\\${sign}`)
    .replaceAll(/:(?=\/\/)|(?<=\bwww)\.|(?<=[\w.+-])@(?=[\w-]+\.\w)/gi, (sign) => `\\${sign}`)
    .replaceAll(/\b(?:mailto|xmpp)(?=:)/gi, (word) => `${word}\\`);
