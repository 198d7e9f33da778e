// What a query reads from: a log, up to what was known, and the instant it takes for now. Loading is the same for every query.
import type { DecodeData } from '#domain/facts/effective.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { EventLog } from '#log/event-log.ts';
import { recordsOf } from '#log/records.ts';
import type { KnownBy } from '#log/visible.ts';
import { historyOf, type History } from './history.ts';

export type { KnownBy } from '#log/visible.ts';

export interface Source {
  readonly log: EventLog;
  readonly by: KnownBy;
  readonly now: Instant;
  readonly decode: DecodeData;
  readonly holidays: HolidaySource;
  readonly progress: (done: number, total: number) => void;
}

export const load = async ({ log, decode, by }: Source): Promise<History> => historyOf(await recordsOf(log), decode, by);
