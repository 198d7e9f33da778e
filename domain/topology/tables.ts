// Effects, score weights and thresholds as rows of small tables, each kept once however many members share it. A row is as long as the
// scale; tables are addressed by the offset of their row, so that a lookup is `table[offset + level]`.

export interface Tables<C extends Uint8Array | Float64Array> {
  cells: C;
  used: number;
  readonly known: Map<string, number>;
  /** The row asked for last, most likely asked for next. */
  lastRow: readonly number[] | undefined;
  lastOffset: number;
}

export const tables = <C extends Uint8Array | Float64Array>(cells: C): Tables<C> => ({
  cells,
  used: 0,
  known: new Map(),
  lastRow: undefined,
  lastOffset: 0,
});

/** Offset of the row with these cells, which stay as they are. */
export const rowOf = <C extends Uint8Array | Float64Array>(of: Tables<C>, row: readonly number[]): number => {
  if (row !== of.lastRow) {
    of.lastOffset = offsetOf(of, row);
    of.lastRow = row;
  }
  return of.lastOffset;
};

const offsetOf = <C extends Uint8Array | Float64Array>(of: Tables<C>, row: readonly number[]): number => {
  const key = row.join();
  const known = of.known.get(key);
  if (known !== undefined) return known;
  const offset = of.used;
  if (of.cells.length < offset + row.length) {
    const longer = new (of.cells.constructor as new (length: number) => C)(Math.max(64, 2 * (offset + row.length)));
    longer.set(of.cells);
    of.cells = longer;
  }
  of.cells.set(row, offset);
  of.used = offset + row.length;
  of.known.set(key, offset);
  return offset;
};
