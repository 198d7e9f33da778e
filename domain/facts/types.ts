// Every kind of fact the log can hold, and its data (interface: "Facts file"). These names are storage: a log written today is
// read for ever, so they are never changed, only added to; a changed shape is a new `v` with an upcaster in src/wire.
import type { CalendarDefinition, PolicyDefinition } from '../time/definitions.ts';
import type { Duration, Instant, Occurrence } from '../time/instant.ts';
import type { ComponentDefinition, ComponentId, LevelName, ScaleDefinition } from '../topology/definition.ts';

export type FactId = string;

/** What something came from: a fact, a named fault of a component, or the loss of a component (S9.2). */
export type Origin = FactId | { readonly component: ComponentId; readonly fault: string } | { readonly loss: ComponentId };

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One change a scenario makes to its base (S9.1). */
export type ScenarioChange =
  | { readonly set: string; readonly to: Json }
  | { readonly add: ComponentId; readonly definition: ComponentDefinition }
  | { readonly fail: ComponentId; readonly at: Instant; readonly for?: Duration | undefined; readonly level?: LevelName | undefined }
  | { readonly without: FactId }
  | { readonly move: FactId; readonly to: Instant }
  | { readonly inject: { readonly type: string; readonly occurredAt: Instant; readonly data: { readonly [key: string]: Json } } };

export interface PublishedFigure {
  readonly service: string;
  /** `2016-01`, or a span of months `2014-04/2015-03`. */
  readonly period: string;
  readonly measure: string;
  readonly value: number;
  readonly decimals: number;
}

interface ComponentState {
  readonly component: ComponentId;
  readonly definition: ComponentDefinition;
}
interface Named<D> {
  readonly name: string;
  readonly definition: D;
}
interface MaintenanceWindow {
  readonly maintenance: string;
  readonly components: readonly ComponentId[];
  readonly from: Instant;
  readonly to: Instant;
  readonly rrule?: string | undefined;
  /** Where the hours of a window that recurs are local. Default UTC. */
  readonly zone?: string | undefined;
  /** Local dates, `2016-12-27`, on which a window that recurs does not come. */
  readonly exdates?: readonly string[] | undefined;
}
interface IncidentOnly {
  readonly incident: string;
}

/** The data of each type of fact. */
export interface FactData {
  ComponentDeclared: ComponentState;
  ComponentRevised: ComponentState;
  ComponentRetired: { readonly component: ComponentId };
  CalendarDefined: Named<CalendarDefinition>;
  PolicyDefined: Named<PolicyDefinition>;
  ScaleDefined: Named<ScaleDefinition>;
  GroupDefined: Named<readonly ComponentId[]>;
  OutageBegan: {
    readonly component: ComponentId;
    readonly level: LevelName;
    readonly fault?: string | undefined;
    readonly cause?: string | undefined;
    readonly tags?: { readonly [tag: string]: string } | undefined;
    readonly planned?: boolean | string | undefined;
    readonly consequenceOf?: Origin | undefined;
    readonly duration?: Duration | undefined;
  };
  OutageEnded: { readonly component: ComponentId; readonly fault?: string | undefined };
  FailedOver: { readonly component: ComponentId; readonly to: ComponentId; readonly consequenceOf?: Origin | undefined };
  FailedBack: {
    readonly component: ComponentId;
    readonly to?: ComponentId | undefined;
    readonly consequenceOf?: Origin | undefined;
  };
  StatusObserved: {
    readonly component: ComponentId;
    readonly level: LevelName;
    readonly vantage: string;
    readonly binding?: boolean | undefined;
    /** Whose account it is, where a person gave it. */
    readonly account?: string | undefined;
    readonly expectEvery?: Duration | undefined;
  };
  ObservationReleased: { readonly component: ComponentId; readonly vantage: string };
  RecordsDeclared: {
    readonly components?: readonly ComponentId[] | undefined;
    readonly all?: true | undefined;
    readonly from: Instant;
    readonly to?: Instant | undefined;
    readonly complete: boolean;
  };
  MaintenancePlanned: MaintenanceWindow;
  MaintenanceChanged: MaintenanceWindow;
  MaintenanceCancelled: { readonly maintenance: string };
  IncidentOpened: { readonly incident: string; readonly title: string };
  IncidentLinked: { readonly incident: string; readonly facts: readonly FactId[] };
  IncidentSeveritySet: { readonly incident: string; readonly severity: string };
  IncidentClosed: IncidentOnly;
  IncidentReopened: IncidentOnly;
  NoteAdded: {
    readonly about: { readonly component: ComponentId } | { readonly incident: string } | { readonly fact: FactId };
    readonly text: string;
    readonly evidence?: readonly string[] | undefined;
  };
  CallLogged: {
    readonly system: string;
    readonly severity: string;
    readonly about?: string | undefined;
    readonly count: number;
  };
  Corrected: {
    readonly fact: FactId;
    readonly occurredAt?: Occurrence | undefined;
    readonly data?: { readonly [key: string]: Json } | undefined;
  };
  Retracted: { readonly fact?: FactId | undefined; readonly importId?: string | undefined };
  ReportPublished: {
    readonly report: string;
    readonly source?: string | undefined;
    readonly figures: readonly PublishedFigure[];
    readonly made?: { readonly root: string; readonly policy: string } | undefined;
  };
  ScenarioSaved: {
    readonly scenario: string;
    readonly base: { readonly root?: string | undefined; readonly until?: Instant | undefined };
    readonly changes: readonly ScenarioChange[];
  };
  ImportCompleted: { readonly import: string; readonly count: number; readonly digest: string };
}

export type FactType = keyof FactData;

/** Types whose data changed its shape or may say more than it could: the version written today. All others are at their first. */
const VERSIONS: { readonly [T in FactType]?: number } = { PolicyDefined: 2, MaintenancePlanned: 2, MaintenanceChanged: 2 };

/** The version of a type's data that this program writes. */
export const versionOf = (type: FactType): number => VERSIONS[type] ?? 1;
