// Long because its columns are filled, looked at and told apart in one place.
// A whole log in columns: plain begins and ends of faults as places in the pages of text they came in, every other fact as an object. The pages
// are kept, so that any fact can be made an object later. About 90 bytes a fact beside its text; O(facts), no object a plain fact.
import type { Instant } from '#domain/time/instant.ts';
import { BEGAN, ENDED, OTHER } from '#domain/facts/fact-rows.ts';
import { grow } from '#domain/topology/columns.ts';
import type { AnyRecorded, EventLog, TextPage } from './event-log.ts';
import { newScanned, scanned } from './fact-scan.ts';
import { positionOf } from './position.ts';
import { recordedFrom } from './text.ts';
import { BETWEEN, textPages } from './text-pages.ts';

/** By row, in the order of positions; of plain rows only but for `kind`, `page`, `start` and `hash`. */
interface Columns {
  kind: Uint8Array;
  at: Float64Array;
  component: Int32Array;
  level: Uint8Array;
  page: Int32Array;
  /** Where in the page its text begins, its id, and the name of its fault: -1: it names none. */
  start: Int32Array;
  id: Int32Array;
  fault: Int32Array;
  /** Of its id. */
  hash: Int32Array;
}

/** What only some logs have: when a fact was reported, where it says so, else NaN; the number of the import it came with, plus one. */
interface MoreColumns {
  reportedAt: Float64Array;
  importNumber: Int32Array;
}

export interface FactTable {
  readonly count: number;
  readonly columns: Columns;
  readonly components: readonly string[];
  readonly levels: readonly string[];
  /** Rows that are not plain, with what they are. */
  readonly others: ReadonlyMap<number, AnyRecorded>;
  readonly recorded: (row: number) => AnyRecorded;
  readonly id: (row: number) => string;
  /** Of a plain row: the name of its fault, which is its id where it gives none, and whether it gives one. */
  readonly fault: (row: number) => string;
  readonly isNamed: (row: number) => boolean;
  readonly reported: (row: number) => Instant;
  readonly recordedAt: (row: number) => Instant;
  readonly stream: (row: number) => string;
  readonly revision: (row: number) => number;
  /** The import it came with. */
  readonly importOf: (row: number) => string | undefined;
  /** Whether any plain row came with an import. */
  readonly hasImports: boolean;
  /** Whether two rows are facts of one id. */
  readonly isSameId: (one: number, other: number) => boolean;
}

/** Numbers for texts, in the order in which they first came. */
class Names {
  readonly list: string[] = [];
  readonly #numbers = new Map<string, number>();
  of(name: string): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    this.#numbers.set(name, this.list.length);
    this.list.push(name);
    return this.list.length - 1;
  }
}

/** Throws {@link LogError}. */
export const factTable = async (log: EventLog): Promise<FactTable> => {
  const table = new Filling(log.url);
  for await (const page of textPages(log)) table.add(page);
  return table;
};

const MOST_LEVELS = 255;

class Filling implements FactTable {
  count = 0;
  readonly columns: Columns;
  readonly others = new Map<number, AnyRecorded>();
  readonly #more: MoreColumns = { reportedAt: new Float64Array(0), importNumber: new Int32Array(0) };
  readonly #pages: TextPage[] = [];
  /** By page, its first row. */
  readonly #first: number[] = [];
  readonly #components = new Names();
  readonly #levels = new Names();
  readonly #imports = new Names();
  /** By stream, the component that its last fact was about: most likely the next one's. */
  readonly #lastOf: number[] = [];
  readonly #found = newScanned();
  readonly #url: string;

  constructor(url: string) {
    const [byte, int, float] = [new Uint8Array(0), new Int32Array(0), new Float64Array(0)];
    this.#url = url;
    this.columns = { kind: byte, at: float, component: int, level: byte, page: int, start: int, id: int, fault: int, hash: int };
  }

  get components(): readonly string[] {
    return this.#components.list;
  }
  get levels(): readonly string[] {
    return this.#levels.list;
  }
  get hasImports(): boolean {
    return this.#imports.list.length > 0;
  }

  add(page: TextPage): void {
    const { bodies } = page;
    const rows = page.recordedAt.length;
    const { columns } = this;
    grow(columns, Math.max(this.count + rows, page.expected ?? 0));
    this.#first.push(this.count);
    this.#pages.push(page);
    let start = 0;
    for (let place = 0; place < rows; place++) {
      const end = endOfText(bodies, start);
      const row = this.count++;
      columns.page[row] = this.#pages.length - 1;
      columns.start[row] = start;
      if (!scanned(bodies, start, end, this.#found) || !this.#plain(page, row, place)) this.#other(row);
      start = end + BETWEEN.length;
    }
  }

  /** Takes what was scanned as a plain row; whether it is one. */
  #plain({ bodies, streams }: TextPage, row: number, place: number): boolean {
    const { columns } = this;
    const found = this.#found;
    const level = found.isBegin ? this.#levelAt(bodies, found.level, found.levelEnd) : 0;
    if (level >= MOST_LEVELS) return false;
    columns.kind[row] = found.isBegin ? BEGAN : ENDED;
    columns.at[row] = found.at;
    columns.component[row] = this.#componentAt(bodies, found.component, found.componentEnd, streams[place] as number);
    columns.level[row] = level;
    columns.id[row] = found.id;
    columns.fault[row] = found.fault;
    columns.hash[row] = hashOf(bodies, found.id, found.idEnd);
    if (!Number.isNaN(found.reportedAt) || found.importId >= 0) this.#stamped(bodies, row);
    return true;
  }

  #stamped(bodies: string, row: number): void {
    const { reportedAt, importId, importEnd } = this.#found;
    const before = this.#more.reportedAt.length;
    grow(this.#more, row + 1);
    this.#more.reportedAt.fill(NaN, before);
    this.#more.reportedAt[row] = reportedAt;
    if (importId >= 0) this.#more.importNumber[row] = this.#imports.of(bodies.slice(importId, importEnd)) + 1;
  }

  #levelAt(text: string, from: number, to: number): number {
    const { list } = this.#levels;
    for (let level = 0; level < list.length && level < 8; level++) if (isAt(text, from, to, list[level] as string)) return level;
    return this.#levels.of(text.slice(from, to));
  }

  #componentAt(text: string, from: number, to: number, stream: number): number {
    const last = this.#lastOf[stream];
    if (last !== undefined && isAt(text, from, to, this.#components.list[last] as string)) return last;
    const component = this.#components.of(text.slice(from, to));
    this.#lastOf[stream] = component;
    return component;
  }

  #other(row: number): void {
    const recorded = this.#made(row);
    const { id } = recorded.fact;
    this.columns.kind[row] = OTHER;
    this.columns.hash[row] = hashOf(id, 0, id.length);
    this.others.set(row, recorded);
  }

  #page(row: number): TextPage {
    return this.#pages[this.columns.page[row] as number] as TextPage;
  }
  #place(row: number): number {
    return row - (this.#first[this.columns.page[row] as number] as number);
  }
  #said(row: number, at: number): string {
    const { bodies } = this.#page(row);
    return bodies.slice(at, bodies.indexOf('"', at));
  }

  #made(row: number): AnyRecorded {
    const { positions, bodies } = this.#page(row);
    const position = positions[this.#place(row)] as string | number;
    const start = this.columns.start[row] as number;
    const stored = {
      stream: this.stream(row),
      revision: this.revision(row),
      position: typeof position === 'number' ? positionOf(position) : position,
      recordedAt: this.recordedAt(row),
      hash: '',
      text: bodies.slice(start, endOfText(bodies, start)),
    };
    return recordedFrom(stored, this.#url);
  }

  recorded = (row: number): AnyRecorded => this.others.get(row) ?? this.#made(row);
  id = (row: number): string => this.others.get(row)?.fact.id ?? this.#said(row, this.columns.id[row] as number);
  fault = (row: number): string => this.#said(row, this.columns[this.isNamed(row) ? 'fault' : 'id'][row] as number);
  isNamed = (row: number): boolean => (this.columns.fault[row] as number) >= 0;
  recordedAt = (row: number): Instant => this.#page(row).recordedAt[this.#place(row)] as number;
  stream = (row: number): string => this.#page(row).nameOf(this.#page(row).streams[this.#place(row)] as number);
  revision = (row: number): number => this.#page(row).revisions[this.#place(row)] as number;
  reported = (row: number): Instant => {
    const said = this.#more.reportedAt[row];
    return said === undefined || Number.isNaN(said) ? this.recordedAt(row) : said;
  };
  importOf = (row: number): string | undefined => this.#imports.list[(this.#more.importNumber[row] ?? 0) - 1];
  isSameId = (one: number, other: number): boolean =>
    this.columns.hash[one] === this.columns.hash[other] && this.id(one) === this.id(other);
}

/** Of the text that begins at `start`. Looking for one character is much the fastest. */
const endOfText = (bodies: string, start: number): number => {
  const end = bodies.indexOf('\n', start);
  return end < 0 ? bodies.length : end - 1;
};

/** Whether the text between two places is this one. */
const isAt = (text: string, from: number, to: number, name: string): boolean => to - from === name.length && text.startsWith(name, from);

/** FNV-1a over code units. */
const hashOf = (text: string, from: number, to: number): number => {
  let hash = 0x811c9dc5 | 0;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
};
