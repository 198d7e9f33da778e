// What a reader goes by, of a log in columns: as visible.ts says of objects, facts of completed imports, each id once, as the log held them at
// an instant and as they had been reported by one. O(facts), and O(n log n) in the facts of imports.
import { OTHER } from '#domain/facts/fact-rows.ts';
import { pushTo } from '#domain/grouped.ts';
import { reportedAt, type Recorded } from '#domain/facts/fact.ts';
import type { AnyRecorded } from './event-log.ts';
import { completedImports, completionIn } from './completed.ts';
import type { FactTable } from './fact-table.ts';
import type { KnownBy } from './visible.ts';

/** The rows that count, in the order of positions. */
export const visibleRows = (table: FactTable, by: KnownBy = {}): Int32Array => {
  const isHeld = heldBy(table, by);
  const isPending = pendingRows(table, isHeld);
  const rows = new Int32Array(table.count);
  const once = new Once(table);
  let count = 0;
  for (let row = 0; row < table.count; row++)
    if (isHeld(row) && !isPending(row) && isKnown(table, row, by) && once.add(row)) rows[count++] = row;
  return rows.subarray(0, count);
};

type Choice = (row: number) => boolean;

const heldBy = ({ recordedAt }: FactTable, { recorded }: KnownBy): Choice => {
  if (recorded === undefined) return () => true;
  return (row) => recordedAt(row) <= recorded;
};

/** Whether a row is of a type and version that this program reads, and was reported in time. */
const isKnown = ({ columns: { kind }, reported, others }: FactTable, row: number, { known }: KnownBy): boolean => {
  if (kind[row] !== OTHER) return known === undefined || reported(row) <= known;
  const recorded = others.get(row) as AnyRecorded;
  return !('raw' in recorded.fact) && (known === undefined || reportedAt(recorded as Recorded) <= known);
};

/** Rows of imports that no completion fits. */
const pendingRows = (table: FactTable, isHeld: Choice): Choice => {
  const { others } = table;
  const importOf = (row: number): string | undefined => {
    const other = others.get(row);
    if (other === undefined) return table.importOf(row);
    return completionIn(other) === undefined ? other.fact.import : undefined;
  };
  const stamped = new Map<string, string[]>();
  if (table.hasImports || [...others.values()].some(({ fact }) => fact.import !== undefined))
    for (let row = 0; row < table.count; row++) {
      const name = isHeld(row) ? importOf(row) : undefined;
      if (name !== undefined) pushTo(stamped, name, table.id(row));
    }
  if (stamped.size === 0) return () => false;
  const completions = [...others].flatMap(([row, one]) => (isHeld(row) ? (completionIn(one) ?? []) : []));
  const complete = completedImports(stamped, completions);
  return (row) => {
    const name = importOf(row);
    return name !== undefined && !complete.has(name);
  };
};

/** A set of rows by id, the first of each alone: an open table of rows by the hash of the id. */
class Once {
  readonly #table: FactTable;
  readonly #slots: Int32Array;
  readonly #mask: number;

  constructor(table: FactTable) {
    this.#table = table;
    this.#slots = new Int32Array(1 << (33 - Math.clz32(table.count)));
    this.#mask = this.#slots.length - 1;
  }

  /** Whether it is the first of its id. */
  add(row: number): boolean {
    const { columns, isSameId } = this.#table;
    const hash = columns.hash[row] as number;
    for (let slot = (hash ^ (hash >>> 15)) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const standing = this.#slots[slot] as number;
      if (standing === 0) {
        this.#slots[slot] = row + 1;
        return true;
      }
      if (isSameId(standing - 1, row)) return false;
    }
  }
}
