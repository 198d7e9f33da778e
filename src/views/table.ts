// Tables for people and rows for programs. CSV follows RFC 4180; cells that a spreadsheet would take for a formula are escaped.
import { stringify } from 'csv-stringify/sync';
import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { inOneLine, shown } from './shown.ts';
import type { Style } from './style.ts';
import { written, type Written } from './written.ts';

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
}

const GAP = '  ';

/**
 * A table without lines; widths count what is seen, not colour codes. On a terminal it is no wider than that: cells wrap between words, and where
 * even that is too wide the last columns are left out, with a word. O(cells).
 */
export const textTable = (columns: readonly Column[], rows: readonly (readonly string[])[], style: Style): string => {
  // in codes that wrapping knows; a row is a row, whatever a cell says
  const cells = [columns.map(({ head }) => style.bold(head)), ...rows].map((row) => row.map((cell) => style.bare(inOneLine(cell))));
  const widths = columnsWithin(cells, columns, style.width);
  const lines = cells.flatMap((row) => {
    const wrapped = widths.map((width, column) => linesOf(row[column] ?? '', width));
    const height = wrapped.reduce((most, { length }) => Math.max(most, length), 1);
    return Array.from({ length: height }, (_, line) =>
      widths
        .map((width, column) => padded(wrapped[column]?.[line] ?? '', width, columns[column]?.align))
        .join(GAP)
        .trimEnd(),
    );
  });
  const left = columns.slice(widths.length).map(({ head }) => head);
  const note = left.length === 0 ? [] : [style.dim(`(too narrow to show ${left.join(', ')}: widen the terminal, or ask for --format csv)`)];
  return [...lines.map(style.marked), ...note].join('\n');
};

const linesOf = (cell: string, width: number): readonly string[] =>
  PLAIN.test(cell) && cell.length <= width ? [cell] : wrapAnsi(cell, width).split('\n');

const padded = (text: string, width: number, align: Column['align']): string => {
  const space = ' '.repeat(Math.max(0, width - seenWidth(text)));
  return align === 'right' ? `${space}${text}` : `${text}${space}`;
};

/** Text whose width is its length. */
const PLAIN = /^[ -~×·–→…✓✗]*$/;
const seenWidth = (text: string): number => (PLAIN.test(text) ? text.length : stringWidth(text));

/** The widths of the first columns, as many as there is room for. Columns of text give way before columns of figures. */
const columnsWithin = (cells: readonly (readonly string[])[], columns: readonly Column[], room: number | undefined): readonly number[] => {
  const wide = columns.map((_, column) => widest(cells, column, (cell) => cell.split('\n')));
  if (room === undefined || total(wide) <= room) return wide;
  const narrow = columns.map((_, column) => widest(cells, column, (cell) => cell.split(/\s+/)));
  let count = columns.length;
  while (count > 1 && total(narrow.slice(0, count)) > room) count--;
  const widths = wide.slice(0, count);
  for (const align of ['left', 'right'] as const) {
    const giving = widths.flatMap((_, column) => ((columns[column]?.align ?? 'left') === align ? [column] : []));
    shrink(widths, narrow, giving, total(widths) - room);
  }
  return widths;
};

/** Takes `excess` off the widest of some columns first, none below its longest word. */
const shrink = (widths: number[], narrow: readonly number[], giving: readonly number[], excess: number): void => {
  for (let left = excess; left > 0; left--) {
    const able = giving.filter((column) => (widths[column] ?? 0) > (narrow[column] ?? 0));
    const column = able.toSorted((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))[0];
    if (column === undefined) return;
    widths[column] = (widths[column] ?? 0) - 1;
  }
};

const total = (widths: readonly number[]): number => widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);

const widest = (cells: readonly (readonly string[])[], column: number, parts: (cell: string) => readonly string[]): number =>
  cells.reduce((width, row) => parts(row[column] ?? '').reduce((most, part) => Math.max(most, seenWidth(part)), width), 0);

export const csvText = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): Written<'csv'> =>
  written(
    stringify([head, ...rows.map((row) => row.map((cell) => (typeof cell === 'string' ? cellText(cell) : cell)))], {
      escape_formulas: true,
      quoted_match: /[;\t]/,
    }),
  );

/** What is replaced here must not hide a formula from the escape: spaces that a spreadsheet passes over, and signs not seen. */
const cellText = (text: string): string => {
  const seen = shown(text.replaceAll('\r\n', '\n'));
  return /^[\s\u200b-\u200d\u2060\ufeff\ufffd]+[=+\-@\uff1d\uff0b\uff0d\uff20]/u.test(seen) ? `'${seen}` : seen;
};
