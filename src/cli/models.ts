// The read models of a command's log: opened when a query first asks for them, closed with the command.
import { hostname } from 'node:os';
import type { Keeper } from '#queries/models/keeping.ts';
import type { SourceModels } from '#queries/source.ts';
import type { ModelStore } from '#store/model-store.ts';
import type { Context } from './context.ts';

/** Who this process is among those that may write read models. */
export const keeperOf = ({ shell }: Context): Keeper => ({
  owner: `${hostname()} ${process.pid} ${Buffer.from(shell.randomBytes(6)).toString('hex')}`,
  clock: shell.ticks,
  wait: shell.wait,
});

export const openedModels = (context: Context): SourceModels & { readonly close: () => Promise<void> } => {
  const { shell, log } = context;
  const opened: ModelStore[] = [];
  return {
    open: async (mode) => {
      const store = await shell.models.open(log, mode);
      if (store !== undefined) opened.push(store);
      return store;
    },
    version: shell.version,
    keeper: keeperOf(context),
    close: async () => {
      for (const store of opened) await store.close();
    },
  };
};
