// The history in segments of time, each beginning at an instant at which something happened. Where one begins depends on the instant alone
// (its hash), so the same facts make the same segments, in whatever order they arrived and however often folding was broken off. A segment's
// rows, under the instant it begins at: its facts in order of time, how everything stood and what the run remembered right before it, and
// the turns within.
import type { Instant } from '#domain/time/instant.ts';
import { BEGINNING } from '#domain/time/instant.ts';
import type { Memory, MemoryColumns } from '#projections/history/memory.ts';
import { NOTHING, type Standing, type Turns } from '#projections/history/turns.ts';
import { StoreError, type ModelRows, type WritableRows } from '#store/model-store.ts';
import { packed, packedText, unpacked, unpackedText } from '#store/packed.ts';

/** Facts, by number, with the instant each is folded at; by instant, then number. */
export interface Entries {
  readonly at: Float64Array;
  readonly number: Int32Array;
}

type Part = 'entries' | 'standing' | 'turns' | 'columns';

/** How long segments are: one in so many instants begins one. */
export type Grain = number;

const missing = (what: string): StoreError => new StoreError('unusable', `${what}; make it again with knockon models build`);

export const GRAIN: Grain = 8_192;

const mixed = (at: Instant): number => {
  let hash = Math.imul((at / 0x100000000) | 0, 0x85ebca6b) ^ (at | 0);
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d);
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b);
  return (hash ^ (hash >>> 16)) >>> 0;
};

export const beginsSegment = (at: Instant, grain: Grain): boolean => at !== BEGINNING && mixed(at) % grain === 0;

/** Where the segment begins that an instant lies in; undefined: there is none yet. */
export const segmentOf = (rows: ModelRows, at: Instant): Instant | undefined =>
  rows.keysWithin('entries', { to: at + 1, direction: 'backwards', limit: 1 })[0];

export const segmentBefore = (rows: ModelRows, at: Instant): Instant | undefined =>
  rows.keysWithin('entries', { to: at, direction: 'backwards', limit: 1 })[0];

export const segmentAfter = (rows: ModelRows, at: Instant): Instant | undefined =>
  rows.keysWithin('entries', { from: at + 1, limit: 1 })[0];

export const entriesOf = (rows: ModelRows, start: Instant): Entries => columnsAt(rows, 'entries', start);
/** Nothing stands before the first segment. */
export const standingAt = (rows: ModelRows, start: Instant): Standing =>
  start === BEGINNING ? NOTHING : columnsAt(rows, 'standing', start);
export const turnsOf = (rows: ModelRows, start: Instant): Turns => columnsAt(rows, 'turns', start);

const columnsAt = <T>(rows: ModelRows, part: Part, start: Instant): T => {
  const bytes = rows.get(part, start);
  if (bytes === undefined) throw missing(`the read model has no ${part} at ${start}`);
  return unpacked(bytes) as unknown as T;
};

/** What stood and was remembered right before a segment; there is nothing before the first. */
export interface Opening {
  readonly standing: Standing;
  readonly memory: Memory;
}

/** Puts a segment's facts and turns in place of everything from its begin to `end`, not included, and what the next begins with. */
export const putSegment = (
  rows: WritableRows,
  start: Instant,
  entries: Entries,
  turns: Turns,
  end: Instant,
  next: Opening | undefined,
): void => {
  for (const part of ['entries', 'turns']) rows.clear(part, { from: start, to: end });
  for (const part of OPENING) rows.clear(part, { from: start + 1, to: next === undefined ? end : end + 1 });
  rows.put('entries', start, packed({ ...entries }));
  rows.put('turns', start, packed({ ...turns }));
  if (next === undefined) return;
  putOpening(rows, end, next);
};

const putOpening = (rows: WritableRows, start: Instant, { standing, memory }: Opening): void => {
  const { columns, definition, rest } = memory;
  putStanding(rows, start, standing);
  rows.put('columns', start, packed({ ...columns, definition }));
  rows.put('memory', start, packedText(JSON.stringify(rest)));
};

export const putStanding = (rows: WritableRows, start: Instant, standing: Standing): void =>
  rows.put('standing', start, packed({ ...standing }));

export const putTurns = (rows: WritableRows, start: Instant, turns: Turns): void => rows.put('turns', start, packed({ ...turns }));

const OPENING = ['standing', 'columns', 'memory'];

export const openingAt = (rows: ModelRows, start: Instant): Opening | undefined => {
  const rest = rows.get('memory', start);
  if (rest === undefined) return undefined;
  const { definition, ...columns } = columnsAt<MemoryColumns & { readonly definition: Int32Array }>(rows, 'columns', start);
  return { standing: standingAt(rows, start), memory: { columns, definition, rest: JSON.parse(unpackedText(rest)) as Memory['rest'] } };
};
