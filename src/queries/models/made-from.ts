// What a history was made from and by, as it is kept with it: the log, by its first fact and the last one taken in, the version of the program,
// how long segments are, and how far it holds. Where one of them is another, the history is not trusted.
import type { DecodeData } from '#domain/facts/effective.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { EventLog, StoredFact } from '#log/event-log.ts';
import type { ModelRows, ModelStore, WritableRows } from '#store/model-store.ts';
import { packedText, unpackedText } from '#store/packed.ts';
import type { AskedText, ChangedText } from './counting-facts.ts';
import { GRAIN, type Grain } from './segments.ts';
import { factsTaken } from './taken.ts';

export const HISTORY = 'history';
export const FORMAT = 2;
/** The fact a log held at a place, by its hash. */
export interface Place {
  /** The position of the fact before it. */
  readonly after: string | null;
  readonly position: string;
  readonly hash: string;
}

export interface Meta {
  readonly format: number;
  readonly version: string;
  readonly grain: Grain;
  readonly first: Place | null;
  readonly last: Place | null;
  /** The history holds up to there, not included; END_OF_TIME: all of it. */
  readonly until: Instant;
  /** What folding went by; another makes it begin anew. */
  readonly scale: string;
  readonly asked: AskedText;
  /** Components that were known then. */
  readonly components: number;
  /** Facts that something amends, by number: their instant (null: they do not count) and a sum of what they say. */
  readonly changed: readonly ChangedText[];
}

export interface HistorySource {
  readonly log: EventLog;
  readonly store: ModelStore;
  readonly decode: DecodeData;
  /** The program's: what another made is not trusted. */
  readonly version: string;
  readonly grain?: Grain;
}

export const metaIn = (rows: ModelRows): Meta | undefined => {
  const bytes = rows.get('meta', 0);
  return bytes === undefined ? undefined : (JSON.parse(unpackedText(bytes)) as Meta);
};
export const putMeta = (rows: WritableRows, meta: Meta): void => rows.put('meta', 0, packedText(JSON.stringify(meta)));

export const firstStored = async (log: EventLog, after: string | null): Promise<StoredFact | undefined> => {
  for await (const stored of log.readStored({ ...(after === null ? {} : { after }), limit: 1 })) return stored;
  return undefined;
};

/** The place of the first fact behind `after`: at `at`, where that is known. */
export const placeBehind = async (log: EventLog, after: string | null, at?: string): Promise<Place | null> => {
  const stored = at !== undefined && log.storedAt !== undefined ? await log.storedAt(at) : await firstStored(log, after);
  return stored === undefined ? null : { after, position: stored.position, hash: stored.hash };
};

const stands = async (log: EventLog, place: Place | null): Promise<boolean> => {
  if (place === null) return true;
  const now = await placeBehind(log, place.after, place.position);
  return now?.position === place.position && now.hash === place.hash;
};

/** Whether the rows were made by this version from this log, as far as it has been read. */
export const isOurs = async ({ log, version, grain = GRAIN }: HistorySource, meta: Meta): Promise<boolean> =>
  meta.format === FORMAT &&
  meta.version === version &&
  meta.grain === grain &&
  (await stands(log, meta.first)) &&
  (await stands(log, meta.last));

/** What stands in a store, whatever log it is of. */
export const modelMeta = async (
  store: ModelStore,
): Promise<{ readonly last: string | undefined; readonly facts: number; readonly until: Instant; readonly segments: number } | undefined> =>
  store.reading(HISTORY, (rows) => {
    const meta = metaIn(rows);
    if (meta === undefined) return undefined;
    return { last: meta.last?.position, facts: factsTaken(rows), until: meta.until, segments: rows.keysWithin('entries').length };
  });
