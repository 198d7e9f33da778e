// Reads a page of facts as one row, its columns strung together: a driver takes longer to make five cells of JavaScript than SQLite to
// find them. Where the strings don't come apart into as many rows again, something in the file is damaged, and the page is read row by
// row to tell what. O(rows).
import type { SqlConnection, SqlRow } from '#sqlite/driver.ts';
import { bytes, textIn, wholeIn } from './sqlite-cells.ts';
import { FURTHEST } from './text.ts';

export interface KeptRow {
  readonly position: number;
  readonly stream: number;
  readonly revision: number;
  readonly recordedAt: number;
  /** Empty where it was not asked for. */
  readonly hash: string;
  readonly text: string;
}

/** A page as it came: each column a list, the texts of facts in one. */
export interface StrungPage {
  readonly position: readonly number[];
  readonly stream: readonly number[];
  readonly revision: readonly number[];
  readonly recordedAt: readonly number[];
  /** Joined as in a list of JSON. */
  readonly bodies: string;
  /** One a line; empty where they were not asked for. */
  readonly hashes: string;
}

const NUMBERS = ['position', 'stream', 'revision', 'recorded_at'] as const;
// A line feed stands in no text of ours: one in place of what is missing, or one that somebody put there, makes a part too many.
const BETWEEN = ',\n';
const STRUNG = {
  body: `CAST(group_concat(coalesce(body, char(10)), ',' || char(10)) AS BLOB) AS body`,
  hash: `CAST(group_concat(coalesce(hash, char(10)), char(10)) AS BLOB) AS hash`,
} as const;

export interface PageReader {
  /** The page in one piece; undefined where it has to be read row by row. */
  strung(...parameters: readonly number[]): StrungPage | undefined;
  /** Row by row; undefined where a row has a cell that no log would hold. */
  rows(...parameters: readonly number[]): readonly KeptRow[] | undefined;
}

/** Reads rows of `facts`: `rest` says which, with its parameters; in the order of their positions, if they are to come in one piece. */
export const pageReader = (connection: SqlConnection, rest: string, hashes: boolean): PageReader => {
  const texts = hashes ? (['hash', 'body'] as const) : (['body'] as const);
  const strung = [
    ...NUMBERS.map((column) => `'[' || group_concat(${column}) || ']' AS ${column}`),
    ...texts.map((column) => STRUNG[column]),
  ];
  const whole = connection.prepare(`SELECT ${strung.join(', ')} FROM (SELECT ${[...NUMBERS, ...texts].join(', ')} FROM facts ${rest})`);
  const byRow = connection.prepare(`SELECT ${NUMBERS.join(', ')}, ${texts.map(bytes).join(', ')} FROM facts ${rest}`);
  return {
    strung: (...parameters) => {
      const [row] = whole.all(...parameters);
      const page = row === undefined ? undefined : apart(row);
      // whoever walks the chains names what was altered; whoever reads facts cannot go on with it
      return hashes || page?.recordedAt.every(isInstant) === true ? page : undefined;
    },
    rows: (...parameters) => oneByOne(byRow.all(...parameters), hashes),
  };
};

const apart = (row: SqlRow): StrungPage | undefined => {
  if (row['position'] === null) return { position: [], stream: [], revision: [], recordedAt: [], bodies: '', hashes: '' };
  const [position, stream, revision, recordedAt] = NUMBERS.map((column) => wholesIn(row[column]));
  if (position === undefined || stream === undefined || revision === undefined || recordedAt === undefined) return undefined;
  const { length } = position;
  if (stream.length !== length || revision.length !== length || recordedAt.length !== length) return undefined;
  if (position.some((at, index) => index > 0 && at <= (position[index - 1] as number))) return undefined;
  return { position, stream, revision, recordedAt, bodies: textIn(row, 'body'), hashes: textIn(row, 'hash') };
};

/** Whether its texts are as many as its rows. */
export const comesApart = ({ position, bodies }: StrungPage): boolean => {
  let feeds = 0;
  for (let at = bodies.indexOf('\n'); at >= 0; at = bodies.indexOf('\n', at + 1)) feeds++;
  return feeds === Math.max(0, position.length - 1);
};

/** The rows of a page that was asked for with hashes; undefined where its texts don't come apart. */
export const rowsOf = ({ position, stream, revision, recordedAt, bodies, hashes }: StrungPage): readonly KeptRow[] | undefined => {
  const { length } = position;
  const [texts, given] = length === 0 ? [[], []] : [bodies.split(BETWEEN), hashes.split('\n')];
  if (texts.length !== length || given.length !== length) return undefined;
  return position.map((at, index) => ({
    position: at,
    stream: stream[index] as number,
    revision: revision[index] as number,
    recordedAt: recordedAt[index] as number,
    hash: given[index] as string,
    text: texts[index] as string,
  }));
};

/** The facts' texts parsed in one go, and each text by its index; undefined where one is no JSON. */
export const valuesOf = ({
  position,
  bodies,
}: StrungPage): { readonly values: readonly unknown[]; readonly text: (index: number) => string } | undefined => {
  let values: readonly unknown[];
  try {
    values = JSON.parse(`[${bodies}]`) as readonly unknown[];
  } catch {
    return undefined;
  }
  if (values.length !== position.length) return undefined;
  let texts: readonly string[] | undefined;
  return { values, text: (index) => (texts ??= bodies.split(BETWEEN))[index] as string };
};

const isInstant = (at: number): boolean => Math.abs(at) <= FURTHEST;

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
    if (!hashes && !isInstant(recordedAt)) return undefined;
    kept.push({ position, stream, revision, recordedAt, hash: hashes ? textIn(row, 'hash') : '', text: textIn(row, 'body') });
  }
  return kept;
};
