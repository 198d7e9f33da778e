// Every service (or every component) at an instant, from the ledger of a history: the same answer as a replay gives (status.ts).
import { displayName, type Catalogue } from '#domain/facts/catalogue.ts';
import { UP, type Scale } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Instant } from '#domain/time/instant.ts';
import { promisedAt, servicesOf } from '../services.ts';
import type { Status, StatusRow } from '../status.ts';
import { UNATTRIBUTED, type FaultNumber } from './numbered.ts';
import { eachStanding } from './standing-at.ts';
import type { Standing, Turns } from './turns.ts';

export interface StandingRow extends Omit<StatusRow, 'cause'> {
  readonly owedTo: FaultNumber | undefined;
}

/** Rows without their faults, so that only the faults shown are loaded. */
export const standingRows = (
  ledger: { readonly before: Standing; readonly turns: Turns },
  { at, everything, catalogue, components }: { at: Instant; everything: boolean; catalogue: Catalogue; components: readonly string[] },
): readonly StandingRow[] => {
  const services = everything ? undefined : new Set(servicesOf(catalogue));
  const rows: StandingRow[] = [];
  eachStanding(ledger.before, ledger.turns, at, (number, level, since, cause) => {
    const component = components[number] as string;
    if (services !== undefined && !services.has(component)) return;
    const isService = promisedAt(catalogue, component, at) !== undefined;
    if (!everything && !isService) return;
    const owedTo = level === UP || cause === UNATTRIBUTED ? undefined : cause;
    rows.push({ component, name: displayName(catalogue, component, at), isService, level, since, owedTo });
  });
  return rows;
};

export const statusFrom = (
  rows: readonly StandingRow[],
  faults: ReadonlyMap<FaultNumber, Fault>,
  { at, scale, approximate }: { at: Instant; scale: Scale; approximate: ReadonlySet<Instant> },
): Status => ({
  at,
  approximate,
  scale,
  rows: rows.map(({ component, name, isService, level, since, owedTo }) => ({
    component,
    name,
    isService,
    level,
    since,
    cause: owedTo === undefined ? undefined : faults.get(owedTo),
  })),
});
