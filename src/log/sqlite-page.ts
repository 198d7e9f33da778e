// Reads a page of facts as one row, its columns strung together: a driver takes longer to make five cells of JavaScript than SQLite to
// find them. Where the strings don't come apart into as many rows again, something in the file is damaged, and the page is read row by
// row to tell what. O(rows).
import type { SqlConnection, SqlRow } from '#sqlite/driver.ts';
import { bytes, textIn, wholeIn } from './sqlite-cells.ts';

export interface KeptRow {
  readonly position: number;
  readonly stream: number;
  readonly revision: number;
  readonly recordedAt: number;
  /** Empty where it was not asked for. */
  readonly hash: string;
  readonly text: string;
}

const NUMBERS = ['position', 'stream', 'revision', 'recorded_at'] as const;
const TEXTS = ['hash', 'body'] as const;

/**
 * Reads rows of `facts`: `rest` says which and in what order, with its parameters. Without `hashes` those are left out. Undefined where
 * a row has a cell that no log would hold.
 */
export const pageReader = (connection: SqlConnection, rest: string, order: 'ascending' | 'descending', hashes: boolean) => {
  const texts = hashes ? TEXTS : (['body'] as const);
  const columns = [...NUMBERS, ...texts].join(', ');
  const strung = [
    ...NUMBERS.map((column) => `'[' || group_concat(${column}) || ']' AS ${column}`),
    // A line feed stands in no text of ours: one in place of what is missing, or one that somebody put there, makes a line too many.
    ...texts.map((column) => `CAST(group_concat(coalesce(${column}, char(10)), char(10)) AS BLOB) AS ${column}`),
  ];
  const whole = connection.prepare(`SELECT ${strung.join(', ')} FROM (SELECT ${columns} FROM facts ${rest})`);
  const byRow = connection.prepare(`SELECT ${NUMBERS.join(', ')}, ${texts.map(bytes).join(', ')} FROM facts ${rest}`);

  return (...parameters: readonly number[]): readonly KeptRow[] | undefined => {
    const [row] = whole.all(...parameters);
    return (row === undefined ? undefined : apart(row, order, hashes)) ?? oneByOne(byRow.all(...parameters), hashes);
  };
};

const apart = (row: SqlRow, order: 'ascending' | 'descending', hashes: boolean): readonly KeptRow[] | undefined => {
  if (row['position'] === null) return [];
  const [position, stream, revision, recordedAt] = NUMBERS.map((column) => wholesIn(row[column]));
  if (position === undefined || stream === undefined || revision === undefined || recordedAt === undefined) return undefined;
  const bodies = textIn(row, 'body').split('\n');
  const given = hashes ? textIn(row, 'hash').split('\n') : [];
  const { length } = position;
  if ([stream, revision, recordedAt, bodies].some((column) => column.length !== length)) return undefined;
  if (hashes && given.length !== length) return undefined;
  const rows: KeptRow[] = [];
  for (let index = 0; index < length; index++) {
    const at = position[index] as number;
    const next = position[index + 1];
    if (next !== undefined && (order === 'ascending' ? next <= at : next >= at)) return undefined;
    rows.push({
      position: at,
      stream: stream[index] as number,
      revision: revision[index] as number,
      recordedAt: recordedAt[index] as number,
      hash: given[index] ?? '',
      text: bodies[index] as string,
    });
  }
  return rows;
};

const wholesIn = (cell: unknown): readonly number[] | undefined => {
  if (typeof cell !== 'string') return undefined;
  try {
    const numbers = JSON.parse(cell) as readonly number[];
    return numbers.every(Number.isSafeInteger) ? numbers : undefined;
  } catch {
    return undefined;
  }
};

const oneByOne = (rows: readonly SqlRow[], hashes: boolean): readonly KeptRow[] | undefined => {
  const kept: KeptRow[] = [];
  for (const row of rows) {
    const [position, stream, revision, recordedAt] = NUMBERS.map((column) => wholeIn(row, column));
    if (position === undefined || stream === undefined || revision === undefined || recordedAt === undefined) return undefined;
    kept.push({ position, stream, revision, recordedAt, hash: hashes ? textIn(row, 'hash') : '', text: textIn(row, 'body') });
  }
  return kept;
};
