// What a query reads from: a log, up to what was known, and the instant it takes for now. Loading is the same for every query.
import type { DecodeData } from '#domain/facts/effective.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { EventLog } from '#log/event-log.ts';
import { recordsOf } from '#log/records.ts';
import type { KnownBy } from '#log/visible.ts';
import type { ModelStore } from '#store/model-store.ts';
import { historyOf, type History } from './history.ts';
import type { Keeper } from './models/keeping.ts';

export type { KnownBy } from '#log/visible.ts';

/** Where read models of the log may be; they are opened when they are first asked for, and closed by whoever handed them over. */
export interface SourceModels {
  readonly open: (mode: 'read' | 'write') => Promise<ModelStore | undefined>;
  readonly version: string;
  readonly keeper: Keeper;
}

export interface Source {
  readonly log: EventLog;
  readonly by: KnownBy;
  readonly now: Instant;
  readonly decode: DecodeData;
  readonly holidays: HolidaySource;
  readonly models?: SourceModels | undefined;
  readonly progress: (done: number, total: number) => void;
}

export const load = async ({ log, decode, by }: Source): Promise<History> => historyOf(await recordsOf(log), decode, by);
