// A process of its own that brings the history of a log up to date, for tests: `builder-process.ts LOG MODELS OWNER [follow]`. Says `ready` when
// it has the log open, and what becomes of it, one line each.
import { setTimeout as wait } from 'node:timers/promises';
import { openSqliteLog } from '#log/sqlite.ts';
import { broughtUpToDate, kept, type Keeper } from '#queries/models/keeping.ts';
import { openSqliteStore } from '#store/sqlite.ts';
import { COARSER, LEASE, sourceOf } from './a-log.ts';

const [path = '', models = '', owner = '', follow] = process.argv.slice(2);
const log = await openSqliteLog(path, 'read');
const store = await openSqliteStore(models, 'write');
const keeper: Keeper = { owner, clock: () => Date.now(), wait: (milliseconds) => wait(milliseconds), lease: LEASE };
const say = (text: string): void => void process.stdout.write(`${text}\n`);
say('ready');
if (follow === undefined) say('taken' in (await broughtUpToDate(sourceOf(log, store, COARSER), keeper)) ? 'built' : 'held');
else await kept(sourceOf(log, store, COARSER), keeper, new AbortController().signal, ({ kind }) => say(kind));
await store.close();
await log.close();
