// Facts in columns, for whoever folds a whole log: of plain begins and ends of faults the kernel needs a component, a level, an instant and
// a name, so an object is made of one only when somebody asks for it. Every other fact is an object as ever. A row is a number.
import type { Instant } from '../time/instant.ts';
import type { Recorded } from './fact.ts';

/** A fact that its object alone can tell. */
export const OTHER = 0;
/** An `OutageBegan` with a component, a level and perhaps a fault, and nothing else that a fold looks at. */
export const BEGAN = 1;
/** An `OutageEnded` that names a fault. */
export const ENDED = 2;

export interface FactRows {
  /** The rows that count, in fold order. */
  readonly order: Int32Array;
  readonly kind: Uint8Array;
  /** When each is folded. */
  readonly at: Float64Array;
  /** Of plain rows: its component and level as numbers of the lists here. */
  readonly component: Int32Array;
  readonly level: Uint8Array;
  readonly components: readonly string[];
  readonly levels: readonly string[];
  /** Of a plain row: when it became known. */
  readonly reported: (row: number) => Instant;
  /** Of a plain row: the name of its fault, which is the fact's id where a begin gives none. */
  readonly fault: (row: number) => string;
  /** Of a plain row: whether the fact names the fault. */
  readonly isNamed: (row: number) => boolean;
  /** The fact as an object. */
  readonly recorded: (row: number) => Recorded;
}

/** When the fact at a place in fold order is folded. */
export const rowAt = ({ at, order }: FactRows, place: number): Instant => at[order[place] as number] as number;

/** The facts of places in fold order, as objects. */
export const recordedIn = ({ order, recorded }: FactRows, from: number, to: number): readonly Recorded[] =>
  Array.from(order.subarray(from, to), recorded);
