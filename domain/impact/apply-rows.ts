// Applies the facts of one instant that stand in columns: as apply-facts.ts does, without an object a fact. Where one of them is not plain, all
// of the instant are applied as objects; where one has no effect, its object is made to say why.
import { BEGAN, ENDED, OTHER, recordedIn, type FactRows } from '../facts/fact-rows.ts';
import type { FactOf, Recorded } from '../facts/fact.ts';
import { applyFacts, applyRest, endBegun, endImplied, endOrRelease, NOTHING_OPEN, type Telling } from './apply-facts.ts';
import { end, openFault, openRow } from './fault-table.ts';
import { exists, NO_FAULT, type Kernel, type RowSource } from './kernel.ts';
import { levelNamed, UP } from './scale.ts';

/** Begins to read from these rows. */
export const rowSource = (kernel: Kernel, rows: FactRows): RowSource => {
  const source: RowSource = {
    rows,
    from: kernel.recorded.length,
    numbers: new Int32Array(rows.components.length).fill(-1),
    levels: rows.levels.map((name) => levelNamed(kernel.scale, name)),
  };
  kernel.rowSources.push(source);
  return source;
};

/** Applies the facts from one place in fold order up to another, all of the kernel's instant. */
export const applyRows = (kernel: Kernel, source: RowSource, from: number, to: number, telling: Telling): void => {
  const { kind, order } = source.rows;
  for (let place = from; place < to; place++)
    if (kind[order[place] as number] === OTHER) {
      applyFacts(kernel, recordedIn(source.rows, from, to), 0, to - from, telling);
      return;
    }
  let early: Recorded<FactOf<'OutageEnded'>>[] | undefined;
  for (let place = from; place < to; place++) {
    const row = order[place] as number;
    if (kind[row] !== ENDED || endRow(kernel, source, row)) continue;
    const recorded = source.rows.recorded(row) as Recorded<FactOf<'OutageEnded'>>;
    const why = endOrRelease(kernel, recorded);
    if (why === NOTHING_OPEN) (early ??= []).push(recorded);
    else if (why !== undefined) telling.tell(recorded, why);
  }
  endImplied(kernel);
  for (let place = from; place < to; place++) {
    const row = order[place] as number;
    if (kind[row] !== BEGAN || beginRow(kernel, source, row)) continue;
    const recorded = source.rows.recorded(row);
    const why = applyRest(kernel, recorded);
    if (why !== undefined) telling.tell(recorded, why);
  }
  for (const recorded of early ?? []) endBegun(kernel, recorded, telling);
  endImplied(kernel);
};

/** The component's number in the graph, which it keeps for good; -1 where it does not exist now. */
const numberNow = (kernel: Kernel, { rows, numbers }: RowSource, row: number): number => {
  const component = rows.component[row] as number;
  let number = numbers[component] as number;
  if (number < 0) {
    number = kernel.graph.indexOf.get(rows.components[component] as string) ?? -1;
    numbers[component] = number;
  }
  return number >= 0 && exists(kernel, number) ? number : -1;
};

/** Whether there was something to end. */
const endRow = (kernel: Kernel, source: RowSource, row: number): boolean => {
  const component = numberNow(kernel, source, row);
  const fault = component < 0 ? NO_FAULT : openFault(kernel, component, source.rows.fault(row));
  if (fault === NO_FAULT) return false;
  end(kernel, fault);
  kernel.touched.push(component);
  return true;
};

/** Whether it could begin. */
const beginRow = (kernel: Kernel, source: RowSource, row: number): boolean => {
  const { rows, levels } = source;
  const component = numberNow(kernel, source, row);
  const level = levels[rows.level[row] as number] as number;
  if (component < 0 || level <= UP) return false;
  const isFirst = kernel.components.fault[component] === NO_FAULT;
  if (!isFirst && rows.isNamed(row) && openFault(kernel, component, rows.fault(row)) !== NO_FAULT) return false;
  openRow(kernel, component, level, row, rows);
  kernel.touched.push(component);
  return true;
};
