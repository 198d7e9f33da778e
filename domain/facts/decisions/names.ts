// Names a fact rests on and the log does not know: components, incidents, maintenances and facts. A component counts as known if it
// exists at some time within the span the fact is about; for a note, if it ever did. Of a window
// of maintenance one such component is enough. O(names in the fact).
import { didYouMean } from '../../refusal.ts';
import { BEGINNING, END_OF_TIME, type Interval } from '../../time/instant.ts';
import { formatInstant } from '../../time/text.ts';
import type { ComponentId } from '../../topology/definition.ts';
import { catalogueOf, spansOf, type Catalogue } from '../catalogue.ts';
import type { Fact, Recorded } from '../fact.ts';
import type { FactId } from '../types.ts';

/** What there is, all facts together. */
export interface KnownNames {
  readonly catalogue: Catalogue;
  readonly facts: ReadonlySet<FactId>;
  readonly incidents: ReadonlySet<string>;
  readonly maintenances: ReadonlySet<string>;
}

const ALWAYS: Interval = { from: BEGINNING, to: END_OF_TIME };

/** The first name that leads nowhere, said in a sentence; undefined where all are known. */
export const unknownName = (fact: Fact, known: KnownNames): string | undefined => {
  switch (fact.type) {
    case 'OutageBegan':
      return typeof fact.data.planned === 'string' ? absentMaintenance(fact.data.planned, known) : undefined;
    case 'RecordsDeclared':
      return absentComponent(fact.data.components ?? [], { from: fact.data.from, to: fact.data.to ?? END_OF_TIME }, known);
    case 'MaintenancePlanned':
    case 'MaintenanceChanged':
      return absentFromWindow(fact.data, known);
    case 'IncidentLinked':
      return fact.data.facts.map((id) => absentFact(id, known)).find((why) => why !== undefined);
    case 'NoteAdded':
      return absentSubject(fact.data.about, known);
    default:
      return undefined;
  }
};

type Subject = Extract<Fact, { readonly type: 'NoteAdded' }>['data']['about'];

const absentSubject = (about: Subject, known: KnownNames): string | undefined => {
  if ('component' in about) return absentComponent([about.component], ALWAYS, known);
  if ('fact' in about) return absentFact(about.fact, known);
  const { incident } = about;
  return known.incidents.has(incident) ? undefined : `there is no incident "${incident}"${didYouMean(incident, known.incidents)}`;
};

const absentComponent = (ids: readonly ComponentId[], within: Interval, { catalogue }: KnownNames): string | undefined => {
  const absent = ids.find((id) => spansOf(catalogue.components, id, within).length === 0);
  if (absent === undefined) return undefined;
  const exists = catalogue.components.has(absent);
  const when = exists ? ` between ${formatInstant(within.from)} and ${formatInstant(within.to)}` : '';
  return `there is no component "${absent}"${when}${exists ? '' : didYouMean(absent, catalogue.components.keys())}`;
};

/** A window counts for each component that exists in it, whatever became of the others (S6). One that comes again may list what comes later. */
const absentFromWindow = ({ components, from, to, rrule }: Window, known: KnownNames): string | undefined => {
  const within = { from, to: rrule === undefined ? Math.max(to, from + 1) : END_OF_TIME };
  const isPresent = components.some((id) => absentComponent([id], within, known) === undefined);
  return isPresent ? undefined : absentComponent(components, within, known);
};

type Window = Extract<Fact, { readonly type: 'MaintenancePlanned' }>['data'];

/** What a window lists though nothing of that name was ever declared: a slip. Decisions refuse it; the fold leaves it out. */
export const neverDeclared = (facts: readonly Recorded[]): ((fact: Fact) => string | undefined) => {
  const { components } = catalogueOf(facts);
  return (fact) => {
    if (fact.type !== 'MaintenancePlanned' && fact.type !== 'MaintenanceChanged') return undefined;
    const absent = fact.data.components.find((id) => !components.has(id));
    return absent === undefined ? undefined : `there is no component "${absent}"${didYouMean(absent, components.keys())}`;
  };
};

const absentMaintenance = (name: string, { maintenances }: KnownNames): string | undefined =>
  maintenances.has(name) ? undefined : `there is no maintenance "${name}"${didYouMean(name, maintenances)}; plan it first`;

const absentFact = (id: FactId, { facts }: KnownNames): string | undefined => (facts.has(id) ? undefined : `there is no fact ${id}`);
