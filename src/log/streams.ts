// Which stream a fact stands in: the unit within which decisions are made and appends are atomic. The names are storage. Everything
// about the graph is one stream, since a decision about it needs the whole graph.
import type { Fact } from '#domain/facts/fact.ts';
import type { FactId } from '#domain/facts/types.ts';

const componentStream = (component: string): string => `component-${component}`;
const incidentStream = (incident: string): string => `incident-${incident}`;
export const importStream = (importId: string): string => `import-${importId}`;

/**
 * The stream `fact` belongs to. `streamOfFact` answers where an earlier fact stands; a correction or retraction goes there, and where
 * it names a fact that is nowhere the answer is undefined.
 */
export const streamOf = (fact: Fact, streamOfFact: (id: FactId) => string | undefined): string | undefined => {
  switch (fact.type) {
    case 'ComponentDeclared':
    case 'ComponentRevised':
    case 'ComponentRetired':
    case 'CalendarDefined':
    case 'PolicyDefined':
    case 'ScaleDefined':
    case 'GroupDefined':
      return 'model';
    case 'OutageBegan':
    case 'OutageEnded':
    case 'FailedOver':
    case 'FailedBack':
    case 'StatusObserved':
    case 'ObservationReleased':
      return componentStream(fact.data.component);
    case 'RecordsDeclared':
      return 'records';
    case 'MaintenancePlanned':
    case 'MaintenanceChanged':
    case 'MaintenanceCancelled':
      return `maintenance-${fact.data.maintenance}`;
    case 'IncidentOpened':
    case 'IncidentLinked':
    case 'IncidentSeveritySet':
    case 'IncidentClosed':
    case 'IncidentReopened':
      return incidentStream(fact.data.incident);
    case 'NoteAdded':
      return streamOfNote(fact.data.about, streamOfFact);
    case 'CallLogged':
      return 'calls';
    case 'Corrected':
      return streamOfFact(fact.data.fact);
    case 'Retracted':
      return fact.data.fact !== undefined ? streamOfFact(fact.data.fact) : importStreamOf(fact.data.importId);
    case 'ReportPublished':
      return `report-${fact.data.report}`;
    case 'ScenarioSaved':
      return `scenario-${fact.data.scenario}`;
    case 'ImportCompleted':
      return importStream(fact.data.import);
    default:
      return unreachable(fact);
  }
};

type NoteSubject = Extract<Fact, { readonly type: 'NoteAdded' }>['data']['about'];

const streamOfNote = (about: NoteSubject, streamOfFact: (id: FactId) => string | undefined): string => {
  if ('component' in about) return componentStream(about.component);
  if ('incident' in about) return incidentStream(about.incident);
  return streamOfFact(about.fact) ?? 'notes';
};

const importStreamOf = (importId: string | undefined): string => {
  if (importId === undefined) throw new TypeError('a retraction names neither a fact nor an import');
  return importStream(importId);
};

const unreachable = (fact: never): never => {
  throw new TypeError(`no stream for ${JSON.stringify(fact)}`);
};
