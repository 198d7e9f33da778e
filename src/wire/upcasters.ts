// How facts of earlier versions of a type are read: the data of each version is turned into that of the next, until it is today's. The text
// in the log, and with it the hash, stays what it was. A changed shape of a type's data is one more upcaster at the end of its list, never
// a change to one that is there; the schema and the conversion are always today's. Before the wire's form becomes the domain's.
import type { FactType, Json } from '#domain/facts/types.ts';

type DataOnWire = { readonly [key: string]: Json };

/** The data of one version, as JSON has it, as the next version says it. Pure; never refuses what that version's schema let in. */
export type Upcaster = (data: DataOnWire) => DataOnWire;

/** By type: the upcaster of version 1 first. */
export type Evolution = { readonly [T in FactType]?: readonly Upcaster[] };

const asItWas: Upcaster = (data) => data;

/**
 * A policy says, since its second version, what is planned; one of the first left that out, which says the same as it did. Maintenance may have
 * `exdates` since its second, which a program that knows the first alone would plan.
 */
export const EVOLUTION: Evolution = { PolicyDefined: [asItWas], MaintenancePlanned: [asItWas], MaintenanceChanged: [asItWas] };

/** The version of a type that this program writes. */
export const currentVersion = (type: FactType, evolution: Evolution = EVOLUTION): number => (evolution[type]?.length ?? 0) + 1;

/** Data of version `from`, which there is, as today's version says it. */
export const upcast = (data: DataOnWire, type: FactType, from: number, evolution: Evolution = EVOLUTION): DataOnWire =>
  (evolution[type] ?? []).slice(from - 1).reduce((now, next) => next(now), data);
