// Random facts of every type, as the log keeps them: whatever the wire can say, within its limits (S4.3, interface: "Facts file").
import fc from 'fast-check';
import type { Fact } from '#domain/facts/fact.ts';
import { versionOf, type FactData, type FactType } from '#domain/facts/types.ts';
import { BEGINNING, exactly, type Occurrence } from '#domain/time/instant.ts';
import type { CalendarDefinition, PolicyDefinition } from '#domain/time/definitions.ts';
import type { ComponentDefinition, Member, ScaleDefinition } from '#domain/topology/definition.ts';

type Arbitrary<T> = fc.Arbitrary<T>;

/** Records of which the optional keys are sometimes absent, never undefined. */
const some = <T, K extends keyof T>(model: { [P in keyof T]: Arbitrary<T[P]> }, requiredKeys: K[]): Arbitrary<Partial<T> & Pick<T, K>> =>
  fc.record(model, { requiredKeys, noNullPrototype: true }) as Arbitrary<Partial<T> & Pick<T, K>>;

/** Every key there; plain objects, as parsing makes them. */
const record = <T>(model: { [P in keyof T]: Arbitrary<T[P]> }): Arbitrary<T> => fc.record(model, { noNullPrototype: true });

const pick = <T>(...values: readonly T[]): Arbitrary<T> => fc.constantFrom(...values);

const componentId = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._+:/@-]{0,11}$/);
const name = fc.oneof(fc.stringMatching(/^[A-Za-z][A-Za-z0-9 é-]{0,10}[a-z0-9]$/), pick('Zürich', 'naïve café', 'x', 'constructor'));
const level = pick('up', 'at-risk', 'degraded', 'unknown', 'down');
const prose = fc.oneof(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), pick('"quoted" \\ and\nmore', '2016-01-16'));
const uuid = fc.uuid();
const instant = fc.integer({ min: Date.parse('0001-01-01T00:00:00Z'), max: Date.parse('9999-01-01T00:00:00Z') });
const duration = fc.oneof(
  fc.nat(10_000_000),
  fc.nat(20_000).map((minutes) => minutes * 60_000),
);
const zone = pick('UTC', 'Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu');
const json = fc.jsonValue({ maxDepth: 2 }).filter((value) => !JSON.stringify(value).includes('__proto__')) as Arbitrary<never>;
const jsonObject = fc.dictionary(fc.stringMatching(/^[a-z]{1,6}$/), json, { maxKeys: 3, noNullPrototype: true });
const byLevel = <T>(value: Arbitrary<T>, minKeys = 0): Arbitrary<{ [level: string]: T }> =>
  fc.dictionary(level, value, { minKeys, maxKeys: 4, noNullPrototype: true });
const tags = fc.dictionary(name, prose, { maxKeys: 3, noNullPrototype: true });

const range = fc
  .tuple(instant, fc.nat(1e9), fc.nat(1e9))
  .map(([earliest, a, b]) => ({ earliest, best: earliest + a, latest: earliest + a + b }));

const occurrence: Arbitrary<Occurrence> = fc.oneof(
  instant.map(exactly),
  pick(exactly(BEGINNING)),
  instant.map((at): Occurrence => ({ ...exactly(at), about: true })),
  range,
  range.map((span): Occurrence => ({ ...span, about: true })),
  fc.tuple(range, zone).map(([span, where]): Occurrence => ({ ...span, day: '2016-01-16', zone: where })),
);

const working = record({ working: fc.integer({ min: 1, max: 40 }), unit: pick('days' as const, 'hours' as const) });
const effect = fc.oneof(pick('hard' as const, 'soft' as const, 'strict' as const), byLevel(level));

const withEffect = (gate: Arbitrary<object>): Arbitrary<Member> =>
  fc.tuple(gate, fc.option(effect)).map(([shape, how]) => (how === null ? shape : { ...shape, effect: how }) as Member);

const weighted = (member: Member, weight: number): Member => (typeof member === 'string' ? { on: member, weight } : { ...member, weight });

const member: Arbitrary<Member> = fc.letrec<{ member: Member }>((tie) => {
  const members = fc.array(tie('member'), { minLength: 1, maxLength: 3 });
  return {
    member: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'member' },
      componentId,
      withEffect(componentId.map((on) => ({ on }))),
      withEffect(members.map((all) => ({ all }))),
      withEffect(members.map((any) => ({ any }))),
      withEffect(
        fc
          .tuple(members, fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 3, maxLength: 3 }), fc.integer({ min: 1, max: 3 }))
          .map(([of, weights, k]) => ({
            of: of.map((one, index) => weighted(one, weights[index] ?? 1)),
            atLeast: Math.min(
              k,
              of.reduce((sum, _, index) => sum + (weights[index] ?? 1), 0),
            ),
          })),
      ),
      withEffect(
        some(
          {
            standby: members,
            mode: pick('automatic', 'manual'),
            switchover: duration,
            failback: pick('automatic', 'manual'),
            failbackDelay: duration,
          },
          ['standby'],
        ),
      ),
      withEffect(
        fc.tuple(members, byLevel(fc.nat(9)), byLevel(fc.integer({ min: 0, max: 20 }), 1)).map(([inner, weights, thresholds]) => ({
          score: inner.map((one) => (typeof one === 'string' ? { on: one, weights } : { ...one, weights })),
          thresholds,
        })),
      ),
    ),
  };
}).member;

const componentDefinition: Arbitrary<ComponentDefinition> = some(
  {
    kind: name,
    name,
    aliases: fc.array(name, { maxLength: 2 }),
    tags,
    requires: member,
    holdUp: duration,
    recharge: duration,
    startUp: duration,
    restart: pick('automatic' as const, 'manual' as const),
    service: some(
      {
        hours: pick('always', 'office'),
        target: fc.double({ min: 0, max: 100, noNaN: true }),
        rto: fc.oneof(duration, working),
        owner: name,
        impact: fc.array(some({ after: fc.oneof(duration, working), level: name }, ['level']), { maxLength: 2 }),
        steps: fc.array(record({ after: fc.oneof(duration, working), do: prose }), { maxLength: 2 }),
      },
      [],
    ),
  },
  [],
);

const calendar: Arbitrary<CalendarDefinition> = some(
  {
    zone,
    weekly: pick({ 'mon-fri': '08:00-18:00' }, { 'sat,sun': ['22:00-06:00', '08:00-24:00'], wed: '00:00-24:00' }, {}),
    holidays: pick<string | string[]>('GB-ENG', ['DE-BY', 'FR']),
    exceptions: pick({ '2016-12-24': 'closed' as const }, { '2016-02-29': ['10:00-12:00'] }),
  },
  ['zone', 'weekly'],
);

const treatment = pick('excluded' as const, 'up' as const, 'down' as const, 'last' as const);
const policy: Arbitrary<PolicyDefinition> = some(
  {
    zone,
    hours: pick('component', 'always', 'office'),
    maintenance: pick('excluded' as const, 'up' as const, 'down' as const, 'separate' as const),
    weights: byLevel(fc.double({ min: 0, max: 1, noNaN: true })),
    countFrom: level,
    unknown: treatment,
    noData: treatment,
    edge: pick('elapsed' as const, 'whole' as const),
    planned: pick('cause' as const, 'window' as const),
    beforeExistence: pick('out' as const, 'in' as const),
    blips: duration,
    rollup: pick('time-weighted' as const, 'mean-of-periods' as const, 'worst' as const),
    decimals: fc.nat(9),
    yearStart: fc.integer({ min: 1, max: 12 }),
  },
  [],
);
const scale: Arbitrary<ScaleDefinition> = pick<ScaleDefinition>(
  { levels: ['up', 'at-risk', 'degraded', 'unknown', 'down'], roles: { atRisk: 'at-risk', unknown: 'unknown', down: 'down' } },
  { levels: ['OK', 'Warning', 'Critical'], roles: { down: 'Critical' } },
);

const origin = fc.oneof(uuid, record({ component: componentId, fault: name }), record({ loss: componentId }));
const again = { rrule: pick('FREQ=WEEKLY'), zone: pick('UTC', 'Europe/London'), exdates: pick(['2016-12-27'], ['2017-01-03']) };
const window = fc
  .tuple(
    some(
      {
        maintenance: name,
        components: fc.array(componentId, { minLength: 1, maxLength: 3 }),
        from: instant,
        ...again,
      },
      ['maintenance', 'components', 'from'],
    ),
    fc.integer({ min: 1, max: 1e9 }),
  )
  .map(([rest, length]) => ({ ...rest, to: rest.from + length }));
const state = record({ component: componentId, definition: componentDefinition });
const incident = record({ incident: name });
const change = fc.oneof(
  record({ set: pick('ups-b.holdUp'), to: json }),
  record({ add: componentId, definition: componentDefinition }),
  some({ fail: componentId, at: instant, for: duration, level }, ['fail', 'at']),
  record({ without: uuid }),
  record({ move: uuid, to: instant }),
  record({ inject: record({ type: name, occurredAt: instant, data: jsonObject }) }),
);

const dataOf: { readonly [T in FactType]: Arbitrary<FactData[T]> } = {
  ComponentDeclared: state,
  ComponentRevised: state,
  ComponentRetired: record({ component: componentId }),
  CalendarDefined: record({ name, definition: calendar }),
  PolicyDefined: record({ name, definition: policy }),
  ScaleDefined: record({ name, definition: scale }),
  GroupDefined: record({ name, definition: fc.array(componentId, { maxLength: 3 }) }),
  OutageBegan: some(
    {
      component: componentId,
      level,
      fault: name,
      cause: prose,
      tags,
      planned: fc.oneof(fc.boolean(), name),
      consequenceOf: origin,
      duration,
    },
    ['component', 'level'],
  ),
  OutageEnded: some({ component: componentId, fault: name }, ['component']),
  FailedOver: some({ component: componentId, to: componentId, consequenceOf: origin }, ['component', 'to']),
  FailedBack: some({ component: componentId, to: componentId, consequenceOf: origin }, ['component']),
  StatusObserved: some(
    { component: componentId, level, vantage: name, binding: fc.boolean(), account: prose, expectEvery: fc.integer({ min: 1, max: 1e8 }) },
    ['component', 'level', 'vantage'],
  ),
  ObservationReleased: record({ component: componentId, vantage: name }),
  RecordsDeclared: fc
    .tuple(
      fc.option(fc.array(componentId, { minLength: 1, maxLength: 3 })),
      instant,
      fc.option(fc.integer({ min: 1, max: 1e9 })),
      fc.boolean(),
    )
    .map(([components, from, length, complete]) => ({
      ...(components === null ? { all: true as const } : { components }),
      from,
      ...(length === null ? {} : { to: from + length }),
      complete,
    })),
  MaintenancePlanned: window,
  MaintenanceChanged: window,
  MaintenanceCancelled: record({ maintenance: name }),
  IncidentOpened: record({ incident: name, title: prose }),
  IncidentLinked: record({ incident: name, facts: fc.array(uuid, { minLength: 1, maxLength: 3 }) }),
  IncidentSeveritySet: record({ incident: name, severity: name }),
  IncidentClosed: incident,
  IncidentReopened: incident,
  NoteAdded: some(
    {
      about: fc.oneof(record({ component: componentId }), incident, record({ fact: uuid })),
      text: prose,
      evidence: fc.array(prose, { maxLength: 2 }),
    },
    ['about', 'text'],
  ),
  CallLogged: some({ system: name, severity: name, about: prose, count: fc.integer({ min: 1, max: 1000 }) }, [
    'system',
    'severity',
    'count',
  ]),
  Corrected: fc.oneof(
    some({ fact: uuid, occurredAt: occurrence, data: jsonObject }, ['fact', 'occurredAt']),
    record({ fact: uuid, data: jsonObject }),
  ),
  Retracted: fc.oneof(record({ fact: uuid }), record({ importId: name })),
  ReportPublished: some(
    {
      report: name,
      source: prose,
      figures: fc.array(
        record({
          service: name,
          period: pick('2016-01', '2014-04/2015-03'),
          measure: name,
          value: fc.double({ noNaN: true, noDefaultInfinity: true }),
          decimals: fc.nat(9),
        }),
        { maxLength: 2 },
      ),
      made: record({ root: name, policy: name }),
    },
    ['report', 'figures'],
  ),
  ScenarioSaved: record({ scenario: name, base: some({ root: name, until: instant }, []), changes: fc.array(change, { maxLength: 3 }) }),
  ImportCompleted: record({ import: name, count: fc.nat(1e6), digest: name }),
};

const ALL_TYPES = Object.keys(dataOf) as readonly FactType[];

/** A fact of one of `types` (default: any), complete as a log keeps it. No key is ever undefined. */
export const arbitraryFact = (types: readonly FactType[] = ALL_TYPES): Arbitrary<Fact> =>
  fc.constantFrom(...types).chain((type) => {
    const amends = type === 'Corrected' || type === 'Retracted';
    return some(
      {
        id: uuid,
        type: fc.constant(type),
        v: fc.constant(versionOf(type)),
        occurredAt: occurrence,
        reportedAt: instant,
        source: prose,
        sourceId: prose,
        by: name,
        import: name,
        reason: prose,
        data: dataOf[type] as Arbitrary<never>,
      },
      ['id', 'type', 'v', 'data', ...(type === 'CallLogged' ? [] : (['occurredAt'] as const)), ...(amends ? (['reason'] as const) : [])],
    ) as unknown as Arbitrary<Fact>;
  });
