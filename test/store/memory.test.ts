// The store in memory keeps the port's promises.
import { memoryStore } from '#store/memory.ts';
import { modelStoreContract } from '../contracts/model-store.ts';

modelStoreContract({
  name: 'memory',
  open: async () => ({ store: memoryStore(), again: { volatile: 'nothing in memory outlives its store' } }),
});
