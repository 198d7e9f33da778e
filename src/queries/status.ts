// Every service, or every component, at an instant: from the history, where one is kept, else by a replay.
import { replayRows } from '#domain/impact/replay.ts';
import type { Instant } from '#domain/time/instant.ts';
import { statusAt, type Status } from '#projections/status.ts';
import { factTable } from '#log/fact-table.ts';
import { historyKept } from './models/reading.ts';
import { countingRows } from './fact-rows.ts';
import type { Source } from './source.ts';

export const status = async (source: Source, at: Instant, everything: boolean): Promise<Status> =>
  (await (await historyKept(source))?.status(at, everything)) ?? replayedStatus(source, at, everything);

/** Without an object a plain fact, so that a long log costs little more than reading it. */
const replayedStatus = async ({ log, decode, by }: Source, at: Instant, everything: boolean): Promise<Status> => {
  const { rows, others } = countingRows(await factTable(log), decode, by);
  return statusAt(others, at, everything, replayRows(rows, others, { until: at + 1 }));
};
