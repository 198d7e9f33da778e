// What counts of a log in columns, in fold order (S5.3, S5.4): plain begins and ends of faults as rows, every other fact, and whatever an
// amendment has changed, as an object. The same facts as history.ts gives, without an object a plain one.
import { effectiveFacts, type DecodeData } from '#domain/facts/effective.ts';
import { ENDED, OTHER, type FactRows } from '#domain/facts/fact-rows.ts';
import { isA, reportedAt, type Recorded } from '#domain/facts/fact.ts';
import { foldedAt, rankOf } from '#domain/facts/fold-order.ts';
import type { FactTable } from '#log/fact-table.ts';
import type { KnownBy } from '#log/visible.ts';
import { visibleRows } from '#log/visible-rows.ts';

export interface HistoryRows {
  readonly rows: FactRows;
  /** The facts that count and are not plain, in the order of positions. */
  readonly others: readonly Recorded[];
}

/** The table's own columns are taken over: whoever asks twice reads the log again. */
export const countingRows = (table: FactTable, decode: DecodeData, by: KnownBy = {}): HistoryRows => {
  const visible = visibleRows(table, by);
  const { kind } = table.columns;
  const looked = lookedAt(table, visible);
  const objects = new Map([...looked].map((row): [string, number] => [table.id(row), row]));
  const effective = effectiveFacts(
    [...looked].map((row) => table.recorded(row) as Recorded),
    decode,
  ).facts;
  const changed = new Map(effective.map((recorded) => [objects.get(recorded.fact.id) as number, recorded]));
  const isWhole = changed.size === looked.size;
  const order = isWhole ? visible : visible.filter((row) => changed.has(row) || (kind[row] !== OTHER && !looked.has(row)));
  for (const row of changed.keys()) kind[row] = OTHER;
  return { rows: inFoldOrder(table, order, changed), others: effective };
};

type Naming = { readonly fact?: string; readonly importId?: string } | undefined;

/** Rows that an amendment may have something to do with: every one that is not plain, and plain ones that are named, alone or by their import. */
const lookedAt = (table: FactTable, visible: Int32Array): ReadonlySet<number> => {
  const { kind } = table.columns;
  const looked = new Set<number>();
  const [ids, imports] = [new Set<string>(), new Set<string>()];
  for (const row of visible) {
    if (kind[row] !== OTHER) continue;
    looked.add(row);
    const recorded = table.recorded(row) as Recorded;
    if (!isA(recorded, 'Corrected', 'Retracted')) continue;
    // one that corrects an amendment may have it name another fact
    for (const said of [recorded.fact.data, 'data' in recorded.fact.data ? recorded.fact.data.data : undefined] as readonly Naming[]) {
      if (said?.fact !== undefined) ids.add(said.fact);
      if (said?.importId !== undefined) imports.add(said.importId);
    }
  }
  if (ids.size === 0 && imports.size === 0) return looked;
  const all = new Set<number>();
  for (const row of visible) if (looked.has(row) || imports.has(table.importOf(row) ?? '') || ids.has(table.id(row))) all.add(row);
  return all;
};

const inFoldOrder = (table: FactTable, order: Int32Array, objects: ReadonlyMap<number, Recorded>): FactRows => {
  const { kind, at, component, level } = table.columns;
  for (const [row, recorded] of objects) at[row] = foldedAt(recorded);
  const object = (row: number): Recorded => objects.get(row) as Recorded;
  const ranked = (row: number): number =>
    kind[row] === OTHER ? rankOf(object(row).fact.type) : rankOf(kind[row] === ENDED ? 'OutageEnded' : 'OutageBegan');
  const report = (row: number): number => (kind[row] === OTHER ? reportedAt(object(row)) : table.reported(row));
  const compare = (a: number, b: number): number =>
    (at[a] as number) - (at[b] as number) ||
    ranked(a) - ranked(b) ||
    report(a) - report(b) ||
    table.recordedAt(a) - table.recordedAt(b) ||
    (table.stream(a) < table.stream(b) ? -1 : table.stream(a) > table.stream(b) ? 1 : table.revision(a) - table.revision(b));
  let isSorted = true;
  for (let next = 1; next < order.length && isSorted; next++) isSorted = compare(order[next - 1] as number, order[next] as number) <= 0;
  return {
    order: isSorted ? order : Int32Array.from(Array.from(order).sort(compare)),
    kind,
    at,
    reported: table.reported,
    component,
    level,
    components: table.components,
    levels: table.levels,
    fault: table.fault,
    isNamed: table.isNamed,
    recorded: (row) => objects.get(row) ?? (table.recorded(row) as Recorded),
  };
};
