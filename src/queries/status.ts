// Every service, or every component, at an instant: from the history, where one is kept, else by a replay.
import type { Instant } from '#domain/time/instant.ts';
import { statusAt, type Status } from '#projections/status.ts';
import { historyKept } from './models/reading.ts';
import { load, type Source } from './source.ts';

export const status = async (source: Source, at: Instant, everything: boolean): Promise<Status> =>
  (await (await historyKept(source))?.status(at, everything)) ?? statusAt((await load(source)).facts, at, everything);
