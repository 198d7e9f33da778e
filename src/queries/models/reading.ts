// What a reading command makes of read models: where there are some, it brings them up to date if nobody else does and it may write, and asks
// them; where they cannot be used, for whatever reason, it does without. The answer is the same.
import { StoreError } from '#store/model-store.ts';
import type { Source } from '../source.ts';
import { heldModel } from './history-model.ts';
import { type HistorySource } from './made-from.ts';
import { broughtUpToDate } from './keeping.ts';
import { heldHistory, type HeldHistory } from './status-at.ts';

/** The history of the source's log, if read models of it are kept and hold for it as it stands and is known now. */
export const historyKept = async (source: Source): Promise<HeldHistory | undefined> => {
  const { models, by, log, decode } = source;
  if (models === undefined || by.known !== undefined || by.recorded !== undefined) return undefined;
  try {
    const store = await models.open('read');
    if (store === undefined) return undefined;
    const from = (other: typeof store): HistorySource => ({ log, store: other, decode, version: models.version });
    const held = await heldModel(from(store));
    if (held !== undefined) return await heldHistory(held, store);
    const writable = await models.open('write');
    if (writable === undefined) return undefined;
    const brought = await broughtUpToDate(from(writable), models.keeper);
    if ('heldBy' in brought || brought.unfollowable !== undefined) return undefined;
    const fresh = await heldModel(from(writable));
    return fresh === undefined ? undefined : await heldHistory(fresh, writable);
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
};
