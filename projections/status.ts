// Every service (or every component) at an instant, with the fault its level is owed to. One replay up to the instant.
import { firstCause } from '#domain/blame/first-cause.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { replay, type Replay } from '#domain/impact/replay.ts';
import { UP, type Level, type Scale } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { catalogueOf, displayName } from '#domain/facts/catalogue.ts';
import { promisedAt } from './services.ts';
import { approximateInstants } from './approximate.ts';

export interface StatusRow {
  readonly component: ComponentId;
  readonly name: string;
  readonly isService: boolean;
  readonly level: Level;
  readonly since: Instant;
  readonly cause: Fault | undefined;
}

export interface Status {
  /** Instants whose time is not known exactly. */
  readonly approximate: ReadonlySet<Instant>;
  readonly at: Instant;
  readonly scale: Scale;
  readonly rows: readonly StatusRow[];
}

/** `everything`: components that are no service too. `replayed`: a replay up to just behind the instant; then plain faults may be left out of `facts`. */
export const statusAt = (
  facts: readonly Recorded[],
  at: Instant,
  everything: boolean,
  { world }: Pick<Replay, 'world'> = replay(facts, { until: at + 1 }),
): Status => {
  const catalogue = catalogueOf(facts);
  const rows = [...world.states].map(([component, state]): StatusRow => ({
    component,
    name: displayName(catalogue, component, at),
    isService: promisedAt(catalogue, component, at) !== undefined,
    level: state.level,
    since: state.levelSince,
    cause: state.level === UP ? undefined : firstCause(world, component),
  }));
  return { at, approximate: approximateInstants(facts), scale: world.scale, rows: everything ? rows : rows.filter((row) => row.isService) };
};
