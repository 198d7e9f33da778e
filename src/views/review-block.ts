// The blocks a review is made of, in whatever form it is shown. Text is plain: a form escapes what its language needs.
import type { FactId } from '#domain/facts/types.ts';
import type { GraphAt } from '#projections/graph-at.ts';
import type { LaneRow } from './html/lanes.tsx';
import type { Column } from './table.ts';

export interface Cell {
  readonly text: string;
  readonly refs?: readonly number[];
}
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly cell: Cell }
  | { readonly kind: 'list'; readonly items: readonly Cell[] }
  | { readonly kind: 'table'; readonly caption: string; readonly columns: readonly Column[]; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'lanes'; readonly rows: readonly LaneRow[] }
  | { readonly kind: 'graph'; readonly title: string; readonly graph: GraphAt };

export interface Reference {
  readonly number: number;
  readonly id: FactId;
  readonly text: string;
}
export interface ReviewDocument {
  readonly title: string;
  readonly lead: string;
  readonly blocks: readonly Block[];
  readonly references: readonly Reference[];
  readonly foot: string;
}

/** A cell that refers to facts. */
export type MakeCell = (text: string, ids?: Iterable<FactId>) => Cell;
