// Tables for people and rows for programs. CSV follows RFC 4180; cells that a spreadsheet would take for a formula are escaped.
import Table from 'cli-table3';
import { stringify } from 'csv-stringify/sync';
import type { Style } from './style.ts';

export interface Column {
  readonly head: string;
  readonly align?: 'left' | 'right';
}

const NO_LINES = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
} as const;

/** A table without lines; widths count what is seen, not colour codes. */
export const textTable = (columns: readonly Column[], rows: readonly (readonly string[])[], style: Style): string => {
  const table = new Table({
    head: columns.map(({ head }) => style.bold(head)),
    chars: NO_LINES,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: columns.map(({ align }) => align ?? 'left'),
  });
  for (const row of rows) table.push([...row]);
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
};

export const csvText = (head: readonly string[], rows: readonly (readonly (string | number | null)[])[]): string =>
  stringify([head, ...rows], { escape_formulas: true });
