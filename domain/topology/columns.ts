// Tables as columns of one length: typed arrays that grow together, and blocks of rows that are taken and given back, so that a changed
// component costs its own rows and no more. Rows are numbers; nothing here moves a row once it is taken.
import { pushTo } from '../grouped.ts';

export type Column = Uint8Array | Int32Array | Float64Array;

/** Makes room for at least `rows` rows of `width` cells in every column. Amortised O(1) a row; new cells are 0. */
export const grow = <T extends object>(columns: T, rows: number, width = 1): void => {
  for (const name in columns) {
    const column = columns[name] as unknown as Column;
    if (column.length >= rows * width) return;
    columns[name] = grown(column, rows * width) as unknown as T[typeof name];
  }
};

/** The column itself if it is long enough, else a longer copy. */
export const grown = <C extends Column>(column: C, length: number): C => {
  if (column.length >= length) return column;
  const longer = new (column.constructor as new (length: number) => C)(Math.max(length, column.length + (column.length >> 1), 64));
  longer.set(column);
  return longer;
};

/** Rows of a table, handed out in blocks of neighbours. */
export interface Blocks {
  /** Rows ever taken: the table needs as many. */
  used: number;
  /** First rows of blocks given back, by size. */
  readonly free: Map<number, number[]>;
}

export const noBlocks = (): Blocks => ({ used: 0, free: new Map() });

/** First row of a block of `size` rows. */
export const take = (blocks: Blocks, size: number): number => {
  const again = blocks.free.get(size)?.pop();
  if (again !== undefined) return again;
  const first = blocks.used;
  blocks.used += size;
  return first;
};

export const giveBack = (blocks: Blocks, first: number, size: number): void => {
  if (size === 0) return;
  pushTo(blocks.free, size, first);
};
