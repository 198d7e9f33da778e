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

/** What is asked of a ledger: its components by number, and which of them ever were services. */
export interface Census {
  readonly catalogue: Catalogue;
  readonly components: readonly string[];
  readonly services: Uint8Array;
}

export const censusOf = (catalogue: Catalogue, components: readonly string[]): Census => {
  const services = new Set(servicesOf(catalogue));
  return { catalogue, components, services: Uint8Array.from(components, (id) => (services.has(id) ? 1 : 0)) };
};

/** Rows without their faults, so that only the faults shown are loaded. */
export const standingRows = (
  ledger: { readonly before: Standing; readonly turns: Turns },
  { at, everything }: { at: Instant; everything: boolean },
  { catalogue, components, services }: Census,
): readonly StandingRow[] => {
  const rows: StandingRow[] = [];
  const asked = { at, known: components.length, wanted: everything ? undefined : services };
  eachStanding(ledger.before, ledger.turns, asked, (number, level, since, cause) => {
    const component = components[number] as string;
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
