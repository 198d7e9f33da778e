// Where the read models of a log are: beside its file, or in a file that is named, since a log on a server has no place of its own here.
import { existsSync, rmSync } from 'node:fs';
import { applicationOf, realPlace } from '#sqlite/places.ts';
import { StoreError, type ModelStore } from './model-store.ts';
import { APPLICATION_ID, openSqliteStore } from './sqlite.ts';

/** The stores of a machine. A log in memory has none: it is gone with the process. */
export interface ModelStores {
  /** Where the models of the log at `url` are; undefined: it can have none. */
  place(url: string): string | undefined;
  /** Undefined where there are none (`read`) or can be none; `write` begins them. Throws {@link StoreError}. */
  open(url: string, mode: 'read' | 'write'): Promise<ModelStore | undefined>;
  /** Throws them away, and nothing that is not a store of read models. The caller has the lease of every model in them. Throws {@link StoreError}. */
  drop(url: string): Promise<void>;
}

/** `named`: the file for all logs, as the environment names it. */
export const modelStores = (named?: string): ModelStores => {
  const place: ModelStores['place'] = (url) => {
    if (url.startsWith('memory:')) return undefined;
    if (named !== undefined && named !== '') return named;
    return url.startsWith('sqlite:') ? `${realPlace(url.slice('sqlite:'.length))}-models` : undefined;
  };
  return {
    place,
    async open(url, mode) {
      const file = place(url);
      if (file === undefined) return undefined;
      try {
        return await openSqliteStore(file, mode);
      } catch (error) {
        if (mode === 'write' || !(error instanceof StoreError)) throw error;
        if (error.kind === 'missing') return undefined;
        // What a killed writer left half is rolled back by whoever may write.
        if (error.kind === 'read-only') return openSqliteStore(file, 'write');
        throw error;
      }
    },
    async drop(url) {
      const file = place(url);
      if (file === undefined || !existsSync(file)) return;
      if (applicationOf(file) !== APPLICATION_ID)
        throw new StoreError('unusable', `${file} holds no read models, so nothing was deleted; KNOCKON_MODELS names a file for them.`);
      for (const suffix of ['-journal', '']) rmSync(file + suffix, { force: true });
    },
  };
};
