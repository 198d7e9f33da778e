// A table of text as rows of cells: what separates its cells is found out (or said), a spreadsheet's `sep=` line is heeded, rows of nothing are
// left out and counted, and every row has as many cells as the head. Columns are met by place, never as keys. O(size).
import { CsvError, parse } from 'csv-parse/sync';
import { isRefusal, refuse, type Refusal } from '#domain/refusal.ts';

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cells: readonly string[]; readonly line: number }[];
  /** What was found out of its form, in words. */
  readonly notes: readonly string[];
}

const DELIMITERS = new Map([
  [',', 'commas'],
  [';', 'semicolons'],
  ['\t', 'tabs'],
  ['|', 'vertical bars'],
]);

/** `wanted`: columns that whoever reads it needs, by which the delimiter is found where none is said. */
export const tableIn = (name: string, text: string, said: string | undefined, wanted: readonly string[]): Table | Refusal => {
  const [, separator, rest = text] = /^\uFEFF?sep=(.)\r?\n([^]*)$/i.exec(text) ?? [];
  const before = rest === text ? 0 : 1;
  if (said !== undefined && separator !== undefined && said !== separator)
    return refuse(
      `its first line says that ${named(separator)} separate cells, and the mapping's delimiter ${named(said)}: expected one`,
      `${name}:1`,
    );
  const delimiter = said ?? separator ?? delimiterOf(rest, wanted);
  const all = cellsOf(name, rest, delimiter, before);
  if (isRefusal(all)) return all;
  const [head, ...rows] = all;
  if (head === undefined) return refuse('holds no line with the names of its columns', name);
  const columns = head.cells;
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  for (const { cells, line } of filled) {
    // a spreadsheet may end rows with cells of nothing
    if (cells.length < columns.length || cells.slice(columns.length).some((cell) => cell !== '')) {
      const hint =
        delimiter === (said ?? separator)
          ? ''
          : `; cells are taken to be separated by ${named(delimiter)}: say delimiter in the mapping if they are not`;
      return refuse(
        `has ${cells.length} ${cells.length === 1 ? 'cell' : 'cells'}, and the first line names ${columns.length} ${columns.length === 1 ? 'column' : 'columns'}${hint}`,
        `${name}:${line}`,
      );
    }
  }
  const blank = rows.length - filled.length;
  return {
    columns,
    rows: filled,
    notes: [
      ...(delimiter === ',' || delimiter === said ? [] : [`cells are separated by ${named(delimiter)}`]),
      ...(blank === 0 ? [] : [blank === 1 ? 'one blank row is left out' : `${blank} blank rows are left out`]),
    ],
  };
};

const named = (delimiter: string): string => DELIMITERS.get(delimiter) ?? JSON.stringify(delimiter);

/** The one by which the first line has most of the columns wanted, then most columns; a comma where none tells. */
const delimiterOf = (text: string, wanted: readonly string[]): string => {
  const first = /^[^\r\n]*/.exec(text.replace(/^\uFEFF/, ''))?.[0] ?? '';
  const names = new Set(wanted);
  let best = { delimiter: ',', met: 0, count: 1 };
  for (const delimiter of DELIMITERS.keys()) {
    const cells = first.split(delimiter).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const met = cells.filter((cell) => names.has(cell)).length;
    if (met > best.met || (met === best.met && cells.length > best.count)) best = { delimiter, met, count: cells.length };
  }
  return best.delimiter;
};

const cellsOf = (name: string, text: string, delimiter: string, before: number): Table['rows'] | Refusal => {
  try {
    const rows = parse(text, {
      bom: true,
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
    return rows.map(({ record, info }) => ({ cells: record, line: info.lines + before }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? `:${error['lines'] + before}` : '';
    return refuse(REASONS.get(error.code) ?? 'is no row of a table', `${name}${line}`);
  }
};

const REASONS: ReadonlyMap<string, string> = new Map([
  ['CSV_QUOTE_NOT_CLOSED', 'a quotation mark opens a cell and none closes it'],
  [
    'INVALID_OPENING_QUOTE',
    'a quotation mark stands inside a cell that does not begin with one: expected it doubled, in a cell in quotation marks',
  ],
  ['CSV_INVALID_CLOSING_QUOTE', 'something stands behind the quotation mark that closes a cell: expected the next delimiter'],
]);
