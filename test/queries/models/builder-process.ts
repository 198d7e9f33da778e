// A process of its own that brings the history of a log up to date, for tests: `builder-process.ts LOG MODELS OWNER [follow]`, LOG being an address. Says `ready` when
// it has the log open, and what becomes of it, one line each.
import { setTimeout as wait } from 'node:timers/promises';
import { openLog } from '#log/open.ts';
import { broughtUpToDate, kept, type Keeper } from '#queries/models/keeping.ts';
import { openSqliteStore } from '#store/sqlite.ts';
import { COARSER, LEASE, LONGER, sourceOf } from './a-log.ts';

const [url = '', models = '', owner = '', follow] = process.argv.slice(2);
const log = await openLog(url, 'read');
if ('refused' in log) throw new Error(log.refused);
const store = await openSqliteStore(models, 'write');
const keeper: Keeper = {
  owner,
  clock: () => Date.now(),
  wait: (milliseconds) => wait(milliseconds),
  lease: follow === undefined ? LEASE : LONGER,
};
const say = (text: string): void => void process.stdout.write(`${text}\n`);
say('ready');
if (follow === undefined) say('taken' in (await broughtUpToDate(sourceOf(log, store, COARSER), keeper)) ? 'built' : 'held');
else await kept(sourceOf(log, store, COARSER), keeper, new AbortController().signal, ({ kind }) => say(kind));
await store.close();
await log.close();
