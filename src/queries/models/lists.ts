// Long lists that only grow at their end, or change in place, kept in rows of a fixed number of entries: a change costs the rows it touches.
import { packed, packedText, unpacked, unpackedText } from '#store/packed.ts';
import type { ModelRows, WritableRows } from '#store/model-store.ts';

const ENTRIES = 32_768;

export interface KeptList<T> {
  readonly values: T[];
  push(value: T): void;
  set(index: number, value: T): void;
  /** Puts the rows that have changed since the last call. */
  save(rows: WritableRows): void;
}

const keptList = <T>(
  part: string,
  rows: ModelRows,
  bytesOf: (values: readonly T[]) => Uint8Array,
  valuesOf: (bytes: Uint8Array) => Iterable<T>,
): KeptList<T> => {
  const values: T[] = [];
  for (const { bytes } of rows.within(part)) for (const value of valuesOf(bytes)) values.push(value);
  const changed = new Set<number>();
  const note = (index: number): void => void changed.add(Math.floor(index / ENTRIES));
  return {
    values,
    push(value) {
      note(values.push(value) - 1);
    },
    set(index, value) {
      values[index] = value;
      note(index);
    },
    save(writable) {
      for (const row of changed) writable.put(part, row, bytesOf(values.slice(row * ENTRIES, (row + 1) * ENTRIES)));
      changed.clear();
    },
  };
};

export const keptNumbers = (part: string, rows: ModelRows): KeptList<number> =>
  keptList(
    part,
    rows,
    (values) => packed({ value: Float64Array.from(values) }),
    (bytes) => unpacked<{ value: Float64Array }>(bytes).value,
  );

export const keptTexts = (part: string, rows: ModelRows): KeptList<string> =>
  keptList(
    part,
    rows,
    (values) => packedText(JSON.stringify(values)),
    (bytes) => JSON.parse(unpackedText(bytes)) as string[],
  );
