// Names a fact rests on and the log does not know: components, incidents, maintenances and facts. A component counts as known if it
// exists at some time within the span the fact is about; for a note, if it ever did. O(names in the fact).
import { didYouMean } from '../../refusal.ts';
import { BEGINNING, END_OF_TIME, type Interval } from '../../time/instant.ts';
import { formatInstant } from '../../time/text.ts';
import type { ComponentId } from '../../topology/definition.ts';
import { spansOf, type Catalogue } from '../catalogue.ts';
import type { Fact } from '../fact.ts';
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
      return absentComponent(fact.data.components, { from: fact.data.from, to: Math.max(fact.data.to, fact.data.from + 1) }, known);
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

const absentMaintenance = (name: string, { maintenances }: KnownNames): string | undefined =>
  maintenances.has(name) ? undefined : `there is no maintenance "${name}"${didYouMean(name, maintenances)}; plan it first`;

const absentFact = (id: FactId, { facts }: KnownNames): string | undefined => (facts.has(id) ? undefined : `there is no fact ${id}`);
