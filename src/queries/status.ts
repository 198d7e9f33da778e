// Every service, or every component, at an instant.
import type { Instant } from '#domain/time/instant.ts';
import { statusAt, type Status } from '#projections/status.ts';
import { load, type Source } from './source.ts';

export const status = async (source: Source, at: Instant, everything: boolean): Promise<Status> =>
  statusAt((await load(source)).facts, at, everything);
