// The data of every type of fact on the wire, each proved to give the domain's type (interface: "Facts file"). The names are storage.
import * as z from 'zod';
import type { FactData, FactType, Origin, ScenarioChange } from '#domain/facts/types.ts';
import { refuse, type Refusal } from '#domain/refusal.ts';
import { byKey, byShape, type OneOf } from './by-shape.ts';
import { calendarDefinition } from './calendar.ts';
import { componentDefinition } from './component.ts';
import { json, jsonObject } from './json.ts';
import { occurrence } from './occurrence.ts';
import { policyDefinition } from './policy.ts';
import { proved, type Same } from './same.ts';
import { scaleDefinition } from './scale.ts';
import { date, duration, instant, stretch, zone } from './time-forms.ts';
import { componentId, factId, levelName, name, prose, said, some, tags, whole, wholeBetween } from './words.ts';

const state = z.strictObject({ component: componentId, definition: componentDefinition });
const named = <S extends z.ZodType>(definition: S) => z.strictObject({ name, definition });

const originShapes = {
  fact: factId,
  component: z.strictObject({ component: componentId, fault: name }),
  loss: z.strictObject({ loss: componentId }),
};
const ORIGIN = 'a fact id, { component, fault } or { loss: component }';
const origin: OneOf<typeof originShapes> = byShape(
  () => originShapes,
  (value) => (typeof value === 'string' ? 'fact' : byKey(['component', 'loss'], ORIGIN)(value)),
);

interface Span {
  readonly from: number;
  readonly to?: number | undefined;
}

/** `from` before `to`, where there is a `to`. */
const forwards = <S extends z.ZodType<Span>>(schema: S): S =>
  schema.check(({ value, issues }) => {
    if (value.to !== undefined && value.to <= value.from)
      issues.push({ code: 'custom', path: ['to'], message: 'must be after from', input: value });
  });

const maintenance = forwards(
  z.strictObject({
    maintenance: name,
    components: some(componentId),
    from: instant,
    to: instant,
    rrule: prose.optional(),
    zone: zone.optional(),
    exdates: some(date).optional(),
  }),
);
const incident = z.strictObject({ incident: name });

const aboutShapes = {
  component: z.strictObject({ component: componentId }),
  incident,
  fact: z.strictObject({ fact: factId }),
};
const about: OneOf<typeof aboutShapes> = byShape(
  () => aboutShapes,
  byKey(['component', 'incident', 'fact'], '{ component }, { incident } or { fact }'),
);

/** Changes of a scenario. `fact`: how a fact is named. */
const changeShapesWith = <F extends z.ZodType<string, string>>(fact: F) => ({
  set: z.strictObject({ set: prose, to: json }),
  add: z.strictObject({ add: componentId, definition: componentDefinition }),
  fail: z.strictObject({ fail: componentId, at: instant, for: duration.optional(), level: levelName.optional() }),
  without: z.strictObject({ without: fact }),
  move: z.strictObject({ move: fact, to: instant }),
  inject: z.strictObject({ inject: z.strictObject({ type: name, occurredAt: instant, data: jsonObject }) }),
});
const kindOfChange = byKey(
  ['set', 'add', 'fail', 'without', 'move', 'inject'],
  'a change: { set, to }, { add, definition }, { fail, at }, { without }, { move, to } or { inject }',
);
const changeShapes = changeShapesWith(factId);
const change: OneOf<typeof changeShapes> = byShape(() => changeShapes, kindOfChange);

const toldShapes = changeShapesWith(name);
/** A change as a scenario file tells it: facts are named by the fault they began, or by their ids or first digits. */
export const toldChange: OneOf<typeof toldShapes> = byShape(() => toldShapes, kindOfChange);

const PERIOD = 'a month such as 2016-01, or a span of months such as 2014-04/2015-03';
const period = z
  .string(said(PERIOD))
  .regex(/^\d{4}-(0[1-9]|1[0-2])(\/\d{4}-(0[1-9]|1[0-2]))?$/, said(PERIOD))
  .refine((text) => text.slice(0, 7) <= text.slice(-7), { error: 'runs backwards: the first month is after the last' });

/** Exactly one of two keys. */
const oneOf =
  (first: string, second: string) =>
  ({ value, issues }: z.core.ParsePayload<object>): void => {
    const given = [first, second].filter((key) => (value as Record<string, unknown>)[key] !== undefined);
    if (given.length === 1) return;
    const message =
      given.length === 0
        ? `has neither ${first} nor ${second}: expected one of them`
        : `has both ${first} and ${second}: expected only one`;
    issues.push({ code: 'custom', message, input: value });
  };

const cause = { consequenceOf: origin.optional() };

export const factData = {
  ComponentDeclared: state,
  ComponentRevised: state,
  ComponentRetired: z.strictObject({ component: componentId }),
  CalendarDefined: named(calendarDefinition),
  PolicyDefined: named(policyDefinition),
  ScaleDefined: named(scaleDefinition),
  GroupDefined: named(z.array(componentId, said('a list of component ids'))),
  OutageBegan: z.strictObject({
    component: componentId,
    level: levelName,
    fault: name.optional(),
    cause: prose.optional(),
    tags: tags.optional(),
    planned: z.union([z.boolean(), name], said('true, false or the name of a maintenance')).optional(),
    ...cause,
    duration: duration.optional(),
  }),
  OutageEnded: z.strictObject({ component: componentId, fault: name.optional() }),
  FailedOver: z.strictObject({ component: componentId, to: componentId, ...cause }),
  FailedBack: z.strictObject({ component: componentId, to: componentId.optional(), ...cause }),
  StatusObserved: z.strictObject({
    component: componentId,
    level: levelName,
    vantage: name,
    binding: z.boolean().optional(),
    account: prose.optional(),
    expectEvery: stretch.optional(),
  }),
  ObservationReleased: z.strictObject({ component: componentId, vantage: name }),
  RecordsDeclared: forwards(
    z.strictObject({
      components: some(componentId).optional(),
      all: z.literal(true).optional(),
      from: instant,
      to: instant.optional(),
      complete: z.boolean(),
    }),
  ).check(oneOf('components', 'all')),
  MaintenancePlanned: maintenance,
  MaintenanceChanged: maintenance,
  MaintenanceCancelled: z.strictObject({ maintenance: name }),
  IncidentOpened: z.strictObject({ incident: name, title: prose }),
  IncidentLinked: z.strictObject({ incident: name, facts: some(factId) }),
  IncidentSeveritySet: z.strictObject({ incident: name, severity: name }),
  IncidentClosed: incident,
  IncidentReopened: incident,
  NoteAdded: z.strictObject({ about, text: prose, evidence: z.array(prose).optional() }),
  CallLogged: z.strictObject({ system: name, severity: name, about: prose.optional(), count: whole(1) }),
  Corrected: z.strictObject({ fact: factId, occurredAt: occurrence.optional(), data: jsonObject.optional() }).check(({ value, issues }) => {
    if (value.occurredAt !== undefined || value.data !== undefined) return;
    issues.push({ code: 'custom', message: 'corrects nothing: expected occurredAt, data or both', input: value });
  }),
  Retracted: z.strictObject({ fact: factId.optional(), importId: name.optional() }).check(oneOf('fact', 'importId')),
  ReportPublished: z.strictObject({
    report: name,
    source: prose.optional(),
    figures: z.array(z.strictObject({ service: name, period, measure: name, value: z.number(), decimals: wholeBetween(0, 10) })),
    made: z.strictObject({ root: name, policy: name }).optional(),
  }),
  ScenarioSaved: z.strictObject({
    scenario: name,
    base: z.strictObject({ root: name.optional(), until: instant.optional() }),
    changes: z.array(change),
  }),
  ImportCompleted: z.strictObject({ import: name, count: whole(0), digest: name }),
} satisfies { readonly [T in FactType]: z.ZodType<FactData[T]> };

export const FACT_TYPES = Object.keys(factData) as FactType[];

/** The type's own name, or why it is none. */
export const factTypeOf = (type: unknown): FactType | Refusal =>
  typeof type === 'string' && Object.hasOwn(factData, type) ? (type as FactType) : refuse(`there is no fact type ${JSON.stringify(type)}`);

type DataProofs = { [T in FactType]: Same<z.output<(typeof factData)[T]>, FactData[T]> };
proved<
  [
    DataProofs[FactType],
    Same<keyof typeof factData, FactType>,
    Same<z.output<typeof origin>, Origin>,
    Same<z.output<typeof change>, ScenarioChange>,
  ]
>();
