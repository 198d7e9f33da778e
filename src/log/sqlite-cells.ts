// What stands in a cell of an SQLite log, checked: a file may be damaged in any place. Text is read as bytes, since libsql ends the
// process where a text is no UTF-8, as one with a flipped bit may be.
import type { SqlRow } from '#sqlite/driver.ts';

/** Selects a text column as its bytes. */
export const bytes = (column: string): string => `CAST(${column} AS BLOB) AS ${column}`;

/** The text whose bytes are in a cell. What is no UTF-8 becomes replacement characters, which fit no hash. */
export const textIn = (row: SqlRow, column: string): string => {
  const value = row[column];
  if (value instanceof ArrayBuffer) return Buffer.from(value).toString('utf8');
  return value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('utf8') : '';
};

/** The whole number in a cell; undefined where there is none. */
export const wholeIn = (row: SqlRow, column: string): number | undefined => {
  const value = row[column];
  return Number.isSafeInteger(value) ? (value as number) : undefined;
};
