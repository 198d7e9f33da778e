// Tables as Markdown (GitHub's form, CommonMark with tables). What a cell says cannot end it or the line it stands in.
import type { Column } from './table.ts';

export const markdownTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): string =>
  [
    line(columns.map(({ head }) => head)),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map((_, index) => row[index] ?? ''))),
  ].join('\n');

const line = (cells: readonly string[]): string => `| ${cells.map(escaped).join(' | ')} |`;

const escaped = (text: string): string =>
  text
    .replace(/[\\`*_<>|[\]]/g, (sign) => `\\${sign}`)
    .replace(/\s+/g, ' ')
    .trim();

/** A page: a heading, what follows it in parts, and what figures are never shown without, as a list. */
export const markdownPage = (title: string, parts: readonly string[], foot: readonly string[]): string =>
  [`# ${title}`, ...parts, foot.map((one) => `- ${one.trim()}`).join('\n')].join('\n\n');
