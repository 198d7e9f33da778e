// What a command that is about earlier facts knows of the log: which fact or import is meant, what a fact first said and what it says
// now, which maintenances are planned.
import { faultOrFactCalled } from '#domain/facts/called.ts';
import { plannedMaintenances } from '#domain/facts/decisions/refused.ts';
import { effectiveFacts, type DecodeData } from '#domain/facts/effective.ts';
import { catalogueOf, type Catalogue } from '#domain/facts/catalogue.ts';
import { componentCalled } from '#domain/facts/component-called.ts';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';
import type { Instant } from '#domain/time/instant.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import type { AnyRecorded } from '#log/event-log.ts';
import { visibleFacts } from '#log/visible.ts';

export interface Known {
  /** The id that `called`, a UUID, its first digits or the name of a fault, means. */
  readonly factId: (called: string) => FactId | Refusal;
  readonly importId: (called: string) => string | Refusal;
  /** A fact as first recorded and as it counts now; undefined now: taken out. Throws for an id that `factId` did not give. */
  readonly fact: (id: FactId) => { readonly first: Fact; readonly now: Fact | undefined };
  readonly isPlanned: (maintenance: string) => boolean;
  /** The id of the component of this id, name or alias at an instant; what nothing is called so stays as it is, to be refused with its place. */
  readonly componentId: (called: string, at: Instant) => string;
  /** The fact last recorded by somebody (undefined: by nobody named) that still counts. */
  readonly lastBy: (by: string | undefined) => Recorded | undefined;
}

export const knownIn = (records: readonly AnyRecorded[], decode: DecodeData): Known => {
  const { facts } = visibleFacts(records);
  const effective = effectiveFacts(facts, decode);
  let catalogue: Catalogue | undefined;
  return {
    factId: (called) => {
      const found = faultOrFactCalled(facts, called);
      return isRefusal(found) ? found : found.fact.id;
    },
    importId: (called) => importCalled(new Set(facts.flatMap(({ fact }) => fact.import ?? [])), called),
    fact: (id) => {
      const isIt = (one: { readonly fact: Fact }): boolean => one.fact.id === id;
      const first = facts.find(isIt);
      if (first === undefined) throw new TypeError(`no fact ${id}`);
      return { first: first.fact, now: (effective.facts.find(isIt) ?? effective.amendments.find(isIt))?.fact };
    },
    componentId: (called, at) => componentCalled((catalogue ??= catalogueOf(effective.facts)), called, at) ?? called,
    lastBy: (by) => {
      const own = facts.filter(
        ({ fact }) => fact.by === by && fact.type !== 'Retracted' && fact.type !== 'ImportCompleted' && !effective.retracted.has(fact.id),
      );
      return own.reduce<Recorded | undefined>(
        (last, one) => (last !== undefined && last.recordedAt > one.recordedAt ? last : one),
        undefined,
      );
    },
    isPlanned: (maintenance) => plannedMaintenances(effective.facts).has(maintenance),
  };
};

/** An import by its whole id, or by a beginning of it that only one has. */
const importCalled = (imports: ReadonlySet<string>, called: string): string | Refusal => {
  if (imports.has(called)) return called;
  const found = [...imports].filter((id) => called.length >= 6 && id.startsWith(called));
  if (found.length === 1) return found[0] as string;
  if (found.length > 1) return refuse(`the ids of ${found.length} imports begin with "${called}": ${found.join(', ')}; give more of it`);
  return refuse(`there is no import "${called}"${didYouMean(called, imports)}; log history shows the import of a fact`);
};
