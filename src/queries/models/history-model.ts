// The history of a log as a read model: brought up to date with the log, and asked. What it was made from is kept with it: the log's first
// fact and the last one taken in, the version that made it; where one of them is another, all of it is thrown away and made again. Taking in
// follows the log's positions, folding follows time; both are kept step by step, each in one transaction with its mark, so a process killed
// anywhere goes on to the same rows.
import type { Recorded } from '#domain/facts/fact.ts';
import { foldedAt } from '#domain/facts/fold-order.ts';
import { scaleOf } from '#domain/impact/replay.ts';
import type { Scale } from '#domain/impact/scale.ts';
import { BEGINNING, END_OF_TIME, type Instant } from '#domain/time/instant.ts';
import type { Numbered } from '#projections/history/numbered.ts';
import type { Asked } from '#projections/history/asked.ts';
import type { Lease, ModelRows, WritableRows } from '#store/model-store.ts';
import { packed, unpacked } from '#store/packed.ts';
import { changedFacts, type ChangedFacts } from './changed-facts.ts';
import { columnsOf, inOrder, NO_CHANGES, type Changes } from './changes.ts';
import { askedIn, changedTexts, differences, modelFacts, textOfAsked, asksAnew, type ChangedText } from './counting-facts.ts';
import { fold, type Warm } from './folding.ts';
import { FORMAT, firstStored, HISTORY, isOurs, metaIn, placeBehind, putMeta, type HistorySource, type Meta } from './made-from.ts';
import { GRAIN } from './segments.ts';
import { takenIndex, type TakenIndex } from './taken.ts';

const BATCH = 32_768;
const PARTS = ['meta', 'index', 'marks', 'components', 'keys', 'model', 'amendments', 'consequences', 'uncertain', 'incoming'];
const SEGMENT_PARTS = ['entries', 'standing', 'columns', 'memory', 'turns'];

export interface HistoryModel {
  readonly index: TakenIndex;
  readonly scale: Scale;
  readonly changed: ChangedFacts;
  /** The history holds up to there, not included. */
  readonly until: Instant;
}

type Read = <T>(work: (rows: ModelRows) => T) => Promise<T>;

/** The model as it is kept, if it holds for the log up to its last fact; else undefined. */
export const heldModel = async (source: HistorySource): Promise<HistoryModel | undefined> => {
  const { log, store, decode } = source;
  const read: Read = (work) => store.reading(HISTORY, work);
  const meta = await read(metaIn);
  if (meta === undefined || !(await isOurs(source, meta))) return undefined;
  if ((await firstStored(log, meta.last?.position ?? null)) !== undefined) return undefined;
  const index = await read((rows) => takenIndex(rows, log, 'reading'));
  if (index.unfollowable() !== undefined || (index.last() ?? null) !== (meta.last?.position ?? null)) return undefined;
  const changed = await changedFacts(index, decode);
  return { index, changed, scale: scaleOf(await modelFacts(index, changed)), until: meta.until };
};

export interface Bringing {
  readonly lease: Lease;
  readonly taking?: (taken: number) => void;
  readonly folding?: (folded: number) => void;
  /** Called between steps, so that the lease can be made longer; throws when it is lost. */
  readonly step?: () => Promise<void>;
}

interface Going {
  readonly changed: ChangedFacts;
  readonly texts: readonly ChangedText[];
  readonly scale: Scale;
  readonly asked: Asked;
}

/** A history that is kept open, so that going on needs nothing read again. */
export interface HistoryWriter {
  /** Takes in what the log holds and folds it; answers how many facts were taken in, or why this log cannot be followed. */
  bring(bringing: Bringing): Promise<{ readonly taken: number; readonly unfollowable: string | undefined }>;
}

export const historyWriter = (source: HistorySource): HistoryWriter => {
  const { log, store, decode, version, grain = GRAIN } = source;
  const read: Read = (work) => store.reading(HISTORY, work);
  const warm: Warm = { definitions: new Map(), graph: undefined };
  let open: { index: TakenIndex; meta: Meta } | undefined;

  const begin = async (lease: Lease): Promise<{ index: TakenIndex; meta: Meta }> => {
    const standing = await read(metaIn);
    if (standing !== undefined && (await isOurs(source, standing))) {
      return { index: await read((rows) => takenIndex(rows, log)), meta: standing };
    }
    const first = await placeBehind(log, null);
    const meta: Meta = {
      format: FORMAT,
      version,
      grain,
      first,
      last: null,
      until: END_OF_TIME,
      scale: '',
      asked: [[], [], [], []],
      components: 0,
      changed: [],
    };
    await store.writing(lease, (rows) => {
      for (const part of [...PARTS, ...SEGMENT_PARTS]) rows.clear(part);
      putMeta(rows, meta);
    });
    return { index: await read((rows) => takenIndex(rows, log)), meta };
  };

  let lastGoing: { readonly key: string; readonly going: Going } | undefined;

  /** What folding goes by: worked out anew only where a fact that came may have changed it. */
  const goingBy = async (index: TakenIndex, meta: Meta): Promise<Going> => {
    const key = [
      index.ofTheModel.length,
      index.consequences.length,
      index.amendments.length,
      index.amendments.length > 0 ? index.count() : 0,
    ].join();
    if (lastGoing?.key === key) return lastGoing.going;
    const changed = await changedFacts(index, decode);
    const texts = await changedTexts(index, changed);
    for (const [number] of [...meta.changed, ...texts]) warm.definitions.delete(number);
    const going = { changed, texts, scale: scaleOf(await modelFacts(index, changed)), asked: await askedIn(index, changed) };
    lastGoing = { key, going };
    return going;
  };

  const bring: HistoryWriter['bring'] = async ({ lease, taking, folding, step }) => {
    // A broken attempt may have left more in memory than was kept.
    const state = open ?? (await begin(lease));
    open = undefined;
    const { index } = state;
    let { meta } = state;
    const write = (work: (rows: WritableRows) => void, changing: Partial<Meta>): Promise<void> => {
      meta = { ...meta, ...changing };
      return store.writing(lease, (rows) => {
        work(rows);
        putMeta(rows, meta);
      });
    };

    const began = index.count();
    let coming: Recorded[] = [];
    let [before, last] = [meta.last?.position ?? null, meta.last?.position ?? null];
    const keep = async (): Promise<void> => {
      if (last === meta.last?.position || last === null) return;
      const lot = columnsOf(coming.map((one) => ({ at: foldedAt(one), number: (one as Numbered).number, counts: 1 })));
      const place = await placeBehind(log, before, last);
      await write(
        (rows) => {
          index.save(rows);
          putLot(rows, lot, index.count());
        },
        { first: meta.first ?? (await placeBehind(log, null)), last: place, until: earliest(meta.until, lot) },
      );
      coming = [];
      taking?.(index.count());
      await step?.();
    };
    for await (const recorded of log.readAll({ ...(last === null ? {} : { after: last }) })) {
      before = last;
      last = recorded.position;
      for (const one of await index.take(recorded)) coming.push(one);
      if ((index.count() - began) % BATCH === 0) await keep();
    }
    await keep();
    if (index.unfollowable() !== undefined) return { taken: index.count() - began, unfollowable: index.unfollowable() };

    const { changed, texts, scale, asked } = await goingBy(index, meta);
    const [scaleText, askedText] = [JSON.stringify(scale), textOfAsked(asked)];
    const { asked: askedBefore, components: knownBefore } = meta;
    const anew = meta.scale !== scaleText || asksAnew(askedBefore, askedText, (id) => index.knows(id, knownBefore));
    const lot = await differences(index, meta.changed, texts);
    if (anew || lot.at.length > 0 || meta.components !== index.components.length) {
      const until = anew ? BEGINNING : earliest(meta.until, lot);
      await write(
        (rows) => {
          putLot(rows, lot, index.count() + 0.5);
          // What was folded by other rules must not be met again.
          if (anew) for (const part of SEGMENT_PARTS) if (part !== 'entries') rows.clear(part);
        },
        {
          until,
          scale: scaleText,
          asked: askedText,
          components: index.components.length,
          changed: texts,
        },
      );
    }
    if (meta.until !== END_OF_TIME) {
      const lots = await read((rows) =>
        rows.within('incoming').map(({ bytes }) => unpacked<Changes & { readonly [name: string]: never }>(bytes)),
      );
      const changes = lots.length === 0 ? NO_CHANGES : inOrder(lots);
      await fold(
        {
          index,
          changed,
          scale,
          asked,
          grain,
          warm,
          read,
          write: async (until, work) => {
            await write(
              (rows) => {
                work(rows);
                if (until === END_OF_TIME) rows.clear('incoming');
              },
              { until },
            );
            await step?.();
          },
          progress: (folded) => folding?.(folded),
        },
        changes,
        meta.until,
      );
    }
    open = { index, meta };
    return { taken: index.count() - began, unfollowable: undefined };
  };
  return { bring };
};

const earliest = (until: Instant, { at }: Changes): Instant => at.reduce((first, instant) => Math.min(first, instant), until);

/** Lots are put in the order in which they came: taken in (odd), or changed by an amendment of what has been taken in (even). */
const putLot = (rows: WritableRows, lot: Changes, count: number): void => {
  if (lot.at.length > 0) rows.put('incoming', 2 * count, packed({ ...lot }));
};
