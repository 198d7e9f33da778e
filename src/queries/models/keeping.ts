// Makes read models and keeps them up to date with their log. One process at a time writes: whoever has the lease. Others stand by and take over
// when it is given back or runs out; one that was stalled meanwhile is refused by its lease's number and stands by in turn.
import type { Duration, Instant } from '#domain/time/instant.ts';
import { END_OF_TIME } from '#domain/time/instant.ts';
import type { ModelsHeld } from '#projections/history/held.ts';
import { StoreError, type Lease, type ModelStore } from '#store/model-store.ts';
import type { ModelStores } from '#store/open.ts';
import { heldModel, historyWriter, type HistoryWriter } from './history-model.ts';
import { HISTORY, modelMeta, type HistorySource } from './made-from.ts';

export interface Keeper {
  /** Unique to the process. */
  readonly owner: string;
  /** The machine's clock, by which leases run. */
  readonly clock: () => Instant;
  readonly wait: (milliseconds: Duration) => Promise<void>;
  /** How long a lease lasts unless it is made longer; default ten seconds. */
  readonly lease?: Duration | undefined;
  readonly taking?: ((taken: number) => void) | undefined;
  readonly folding?: ((folded: number) => void) | undefined;
}

const LEASE: Duration = 10_000;

export interface Brought {
  /** Facts taken in by this. */
  readonly taken: number;
  readonly unfollowable: string | undefined;
}

const claim = (store: ModelStore, { owner, clock, lease = LEASE }: Keeper): ReturnType<ModelStore['claim']> =>
  store.claim({ model: HISTORY, owner, now: clock(), length: lease });

const bringing = async (writer: HistoryWriter, store: ModelStore, keeper: Keeper, lease: Lease): Promise<Brought> =>
  writer.bring({
    lease,
    ...(keeper.taking === undefined ? {} : { taking: keeper.taking }),
    ...(keeper.folding === undefined ? {} : { folding: keeper.folding }),
    step: async () => {
      const { kind, lease: now } = await claim(store, keeper);
      if (kind === 'held' || now.number !== lease.number) throw new StoreError('lost', `${now.owner} has the read models now`);
    },
  });

/** Brings the models up to date, once; answers whose they are, if another process has them. */
export const broughtUpToDate = async (source: HistorySource, keeper: Keeper): Promise<Brought | { readonly heldBy: Lease }> => {
  const { store } = source;
  const { kind, lease } = await claim(store, keeper);
  if (kind === 'held') return { heldBy: lease };
  try {
    return await bringing(historyWriter(source), store, keeper, lease);
  } finally {
    await store.release(lease);
  }
};

/** What becomes of a process that keeps models: it writes them, or stands by while another does. */
export type Standing = { readonly kind: 'writing'; readonly brought: Brought } | { readonly kind: 'standing by'; readonly behind: Lease };

/**
 * Keeps the models up to date until `signal` ends it. `tell` hears of every change: that it writes, with what each look at the log brought,
 * or that it stands by. Throws what the log and the store throw, a lost lease excepted.
 */
export const kept = async (
  source: HistorySource,
  keeper: Keeper,
  signal: AbortSignal,
  tell: (standing: Standing) => void,
): Promise<void> => {
  const { store } = source;
  let behind: string | undefined;
  while (!signal.aborted) {
    const { kind, lease } = await claim(store, keeper);
    if (kind === 'held') {
      if (behind !== lease.owner) tell({ kind: 'standing by', behind: lease });
      behind = lease.owner;
      await keeper.wait((keeper.lease ?? LEASE) / 20);
      continue;
    }
    behind = undefined;
    try {
      await writing(source, keeper, lease, signal, tell);
    } catch (error) {
      if (!(error instanceof StoreError) || error.kind !== 'lost') throw error;
    } finally {
      await store.release(lease);
    }
  }
};

/** Writes for as long as the lease is ours. */
const writing = async (
  source: HistorySource,
  keeper: Keeper,
  lease: Lease,
  signal: AbortSignal,
  tell: (standing: Standing) => void,
): Promise<void> => {
  const { log, store } = source;
  const writer = historyWriter(source);
  const ends = new AbortController();
  const end = (): void => ends.abort();
  signal.addEventListener('abort', end, { once: true });
  const renewing = setInterval(
    () => {
      claim(store, keeper).then(
        (now) => (now.kind === 'held' || now.lease.number !== lease.number) && end(),
        () => undefined, // a busy file is tried again at the next turn, long before the lease runs out
      );
    },
    (keeper.lease ?? LEASE) / 4,
  );
  try {
    const after = await afterFirst(writer, store, keeper, lease, tell);
    for await (const page of log.follow({ ...(after === undefined ? {} : { after }), signal: ends.signal })) {
      if (!page.caughtUp) continue;
      const brought = await bringing(writer, store, keeper, lease);
      if (brought.taken > 0 || brought.unfollowable !== undefined) tell({ kind: 'writing', brought });
    }
  } finally {
    clearInterval(renewing);
    signal.removeEventListener('abort', end);
  }
};

/** Brings the models up to date for the first time; the position from which on there may be news. */
const afterFirst = async (
  writer: HistoryWriter,
  store: ModelStore,
  keeper: Keeper,
  lease: Lease,
  tell: (standing: Standing) => void,
): Promise<string | undefined> => {
  tell({ kind: 'writing', brought: await bringing(writer, store, keeper, lease) });
  return (await modelMeta(store))?.last;
};

/** What stands in a store, and whether it can be used for the log. */
export const modelsHeld = async (source: HistorySource, now: Instant): Promise<readonly ModelsHeld[]> => {
  const { store } = source;
  const found = await store.models();
  const held: ModelsHeld[] = [];
  for (const { model, bytes, lease } of found) {
    const meta = await modelMeta(store);
    const usable = model === HISTORY ? await heldModel(source) : undefined;
    held.push({
      place: store.place,
      model,
      facts: meta?.facts ?? 0,
      segments: meta?.segments ?? 0,
      bytes,
      upToDate: usable?.until === END_OF_TIME,
      until: meta === undefined || meta.until === END_OF_TIME ? undefined : meta.until,
      lease: lease !== undefined && lease.ends > now ? lease : undefined,
    });
  }
  return held;
};

/** Throws the models of a log away, whatever is in the file; answers who keeps them, if somebody does. */
export const modelsDropped = async (stores: ModelStores, url: string, keeper: Keeper): Promise<Lease | undefined> => {
  try {
    const store = await stores.open(url, 'read');
    const now = keeper.clock();
    const held = (await store?.models())?.find(({ lease }) => lease !== undefined && lease.ends > now)?.lease;
    await store?.close();
    if (held !== undefined) return held;
  } catch (error) {
    if (!(error instanceof StoreError) || error.kind !== 'unusable') throw error;
  }
  await stores.drop(url);
  return undefined;
};
