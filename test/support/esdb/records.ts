// What a server keeps, for tests: one list of records in the order of their positions, streams over it, and the rules by which an append, a
// deletion and a read of a stream are answered. Positions have gaps, as on a disk. Nothing is ever scavenged but by `scavenge`.
// Long because the rules are one whole.

export interface StoredRecord {
  readonly stream: string;
  readonly revision: bigint;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly position: bigint;
  readonly created: number;
}

export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export type Expected = bigint | 'any' | 'no_stream' | 'stream_exists';

export type Written =
  | { readonly kind: 'written'; readonly revision: bigint; readonly position: bigint }
  | { readonly kind: 'wrong-version'; readonly current: bigint | undefined }
  | { readonly kind: 'deleted' };

export type StreamRead =
  { readonly kind: 'found'; readonly records: readonly StoredRecord[] } | { readonly kind: 'not-found' } | { readonly kind: 'deleted' };

const DELETED_FOREVER = 0x7fffffffffffffffn;
const TOMBSTONE = '$streamDeleted';
const SETTINGS = '$metadata';

interface Stream {
  readonly records: StoredRecord[];
  /** The last revision ever given; -1n: none. */
  last: bigint;
  isTombstoned: boolean;
}

export interface Settings {
  readonly $maxCount?: number;
  readonly $maxAge?: number;
  readonly $tb?: bigint;
  readonly $acl?: Readonly<Record<string, string | readonly string[]>>;
}

export class Records {
  readonly all: StoredRecord[] = [];
  readonly #streams = new Map<string, Stream>();
  readonly #watching = new Set<() => void>();
  #end = 0n;

  /** Is called after each write; answers how to stop that. */
  watch(told: () => void): () => void {
    this.#watching.add(told);
    return () => this.#watching.delete(told);
  }

  write(stream: string, expected: Expected, events: readonly Proposed[]): Written {
    const found = this.#streams.get(stream);
    if (found?.isTombstoned === true) return { kind: 'deleted' };
    const current = found?.last ?? -1n;
    const isSoftDeleted = this.#isSoftDeleted(stream);
    const fits =
      expected === 'any' ||
      (expected === 'stream_exists' && current >= 0n && !isSoftDeleted) ||
      (expected === 'no_stream' && (current < 0n || isSoftDeleted)) ||
      expected === current;
    if (!fits) return this.#earlier(found, expected, events) ?? { kind: 'wrong-version', current: current < 0n ? undefined : current };
    const written = this.#append(stream, events);
    if (isSoftDeleted) this.set(stream, { $tb: current + 1n });
    return written;
  }

  /** The server takes an append for one made before where the same ids stand right behind the expected revision. */
  #earlier(found: Stream | undefined, expected: Expected, events: readonly Proposed[]): Written | undefined {
    if (found === undefined || expected === 'any' || expected === 'stream_exists') return undefined;
    const from = expected === 'no_stream' ? 0n : expected + 1n;
    const standing = events.map((_, index) => found.records.find(({ revision }) => revision === from + BigInt(index)));
    if (!standing.every((record, index) => record?.id === events[index]?.id)) return undefined;
    const last = standing.at(-1);
    return last === undefined ? undefined : { kind: 'written', revision: last.revision, position: last.position };
  }

  #append(stream: string, events: readonly Proposed[]): Written {
    const found = this.#streams.get(stream) ?? { records: [], last: -1n, isTombstoned: false };
    this.#streams.set(stream, found);
    for (const event of events) {
      const position = this.#end;
      this.#end += BigInt(event.data.length + event.metadata.length + 2 * event.type.length + 90);
      const record = { ...event, stream, revision: ++found.last, position, created: Date.now() };
      found.records.push(record);
      this.all.push(record);
    }
    for (const told of this.#watching) told();
    return { kind: 'written', revision: found.last, position: (found.records.at(-1) as StoredRecord).position };
  }

  /** Writes a stream's settings, as `deleteStream`, `setStreamMetadata` and people do. */
  set(stream: string, settings: Settings): void {
    // JSON has no bigint: the end of a stream is written in digits, as the server does.
    const text = JSON.stringify(settings, (_, value: unknown) => (typeof value === 'bigint' ? `#${value}#` : value)).replace(
      /"#(\d+)#"/g,
      '$1',
    );
    const data = Buffer.from(text);
    const id = crypto.randomUUID();
    this.#append(`$$${stream}`, [{ id, type: SETTINGS, contentType: 'application/json', data, metadata: new Uint8Array() }]);
  }

  settings(stream: string): Settings {
    const last = this.#streams.get(`$$${stream}`)?.records.at(-1);
    if (last === undefined) return {};
    const text = Buffer.from(last.data).toString('utf8');
    const settings = JSON.parse(text) as Settings & { readonly $tb?: number };
    const tb = /"\$tb":(\d+)/.exec(text)?.[1];
    return tb === undefined ? settings : { ...settings, $tb: BigInt(tb) };
  }

  #isSoftDeleted(stream: string): boolean {
    return this.settings(stream).$tb === DELETED_FOREVER;
  }

  delete(stream: string): bigint {
    this.set(stream, { ...this.settings(stream), $tb: DELETED_FOREVER });
    return this.#end;
  }

  tombstone(stream: string): bigint {
    const found = this.#streams.get(stream) ?? { records: [], last: -1n, isTombstoned: false };
    this.#streams.set(stream, found);
    found.isTombstoned = true;
    const position = this.#end;
    this.#end += 100n;
    const nothing = { contentType: 'application/octet-stream', data: new Uint8Array(), metadata: new Uint8Array() };
    this.all.push({
      stream,
      revision: DELETED_FOREVER,
      id: crypto.randomUUID(),
      type: TOMBSTONE,
      ...nothing,
      position,
      created: Date.now(),
    });
    for (const told of this.#watching) told();
    return position;
  }

  read(stream: string, from: bigint | 'start' | 'end', isForwards: boolean, count: number): StreamRead {
    const found = this.#streams.get(stream);
    if (found?.isTombstoned === true) return { kind: 'deleted' };
    if (found === undefined || found.records.length === 0 || this.#isSoftDeleted(stream)) return { kind: 'not-found' };
    const kept = this.#kept(stream, found);
    if (isForwards) {
      const first = from === 'start' ? 0n : from === 'end' ? found.last + 1n : from;
      return { kind: 'found', records: kept.filter(({ revision }) => revision >= first).slice(0, count) };
    }
    const last = from === 'end' ? found.last : from === 'start' ? 0n : from;
    // Asked from behind the last, a server looks at as many revisions as were asked for, most of which are not there.
    const lowest = last - BigInt(Math.min(count, Number.MAX_SAFE_INTEGER)) + 1n;
    return { kind: 'found', records: kept.filter(({ revision }) => revision <= last && revision >= lowest).reverse() };
  }

  /** What readers of a stream are shown: settings hide what a scavenge would remove. */
  #kept(stream: string, { records, last }: Stream): readonly StoredRecord[] {
    const { $maxCount, $maxAge, $tb } = this.settings(stream);
    const first = [0n, $tb ?? 0n, $maxCount === undefined ? 0n : last - BigInt($maxCount) + 1n].reduce((a, b) => (a > b ? a : b));
    const since = $maxAge === undefined ? -Infinity : Date.now() - $maxAge * 1000;
    return records.filter(({ revision, created }) => revision >= first && created > since);
  }

  /** Removes what settings hide, and all of deleted streams but tombstones; the last event of a stream stays. */
  scavenge(): void {
    const kept = new Set<StoredRecord>();
    for (const [name, stream] of this.#streams) {
      const shown = stream.isTombstoned ? [] : this.#isSoftDeleted(name) ? stream.records.slice(-1) : this.#kept(name, stream);
      for (const record of shown) kept.add(record);
      stream.records.splice(0, stream.records.length, ...stream.records.filter((record) => kept.has(record)));
    }
    this.all.splice(0, this.all.length, ...this.all.filter((record) => kept.has(record) || record.type === TOMBSTONE));
  }
}
