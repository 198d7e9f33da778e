// Random small models and histories for laws: few components, few instants, short whole lengths, so that much coincides.
// What a law must exclude is switched off by an option. Facts are not made to fit: many are inapplicable, as in life.
import fc from 'fast-check';
import type { Fact, Recorded } from '#domain/facts/fact.ts';
import type { Origin } from '#domain/facts/types.ts';
import { exactly, type Duration } from '#domain/time/instant.ts';
import type { ComponentDefinition, Effect, Member, ScaleDefinition } from '#domain/topology/definition.ts';
import { arbitraryObserved, vantage } from './arbitrary-observed.ts';

export interface HistoryOptions {
  /** Requirements may form cycles. Default true. */
  readonly cycles?: boolean;
  /** Standby gates, fail-over and fail-back facts. Default true. */
  readonly standbys?: boolean;
  /** Components restarted by hand. Default true. */
  readonly latches?: boolean;
  /** `OutageEnded` for a whole component. Default true. */
  readonly releases?: boolean;
  /** What is observed, and released. Default true. */
  readonly observations?: boolean;
  /** Components declared, revised and retired after the start. Default true. */
  readonly modelChanges?: boolean;
  /** Hold-up, recharge and start-up. Default true. */
  readonly timers?: boolean;
  readonly maxComponents?: number;
  readonly maxFacts?: number;
  /** Many facts, faults that end, lengths that are seldom 0. Default false. */
  readonly dense?: boolean;
  /** Facts happen in [0, instants). Default 24. */
  readonly instants?: number;
}

export interface History {
  readonly scale: ScaleDefinition;
  readonly facts: readonly Recorded[];
}

export const FIVE: ScaleDefinition = {
  levels: ['up', 'at-risk', 'degraded', 'unknown', 'down'],
  roles: { atRisk: 'at-risk', unknown: 'unknown', down: 'down' },
};
export const THREE: ScaleDefinition = { levels: ['ok', 'poor', 'dead'], roles: { down: 'dead' } };

const ABSENT = 'nowhere';
const FAULTS = ['f', 'g'] as const;

const length = (longest: number, { dense = false }: HistoryOptions): fc.Arbitrary<Duration | undefined> =>
  dense
    ? fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: longest }) }, { weight: 1, arbitrary: fc.constant(undefined) })
    : fc.option(fc.integer({ min: 0, max: longest }), { nil: undefined, freq: 2 });

const MAPS: ReadonlyMap<ScaleDefinition, readonly Effect[]> = new Map([
  [
    FIVE,
    [{ degraded: 'down' }, { down: 'unknown' }, { 'at-risk': 'degraded' }, { degraded: 'at-risk', unknown: 'degraded', down: 'degraded' }],
  ],
  [THREE, [{ poor: 'dead' }, { dead: 'poor' }]],
]);

const effects = (scale: ScaleDefinition): fc.Arbitrary<Effect | undefined> =>
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(undefined) },
    { weight: 3, arbitrary: fc.constantFrom<Effect>('hard', 'soft', 'strict') },
    { weight: 2, arbitrary: fc.constantFrom(...(MAPS.get(scale) ?? [])) },
  );

/** Whole numbers that never fall, one a level. */
const rising = (levels: readonly string[], from: number): fc.Arbitrary<Record<string, number>> =>
  fc
    .tuple(fc.integer({ min: from, max: 3 }), ...levels.map(() => fc.option(fc.integer({ min: 0, max: 2 }), { nil: undefined })))
    .map(([start, ...steps]) => {
      let sum = start;
      const entries: [string, number][] = [];
      levels.forEach((level, index) => {
        const step = steps[index];
        if (step === undefined) return;
        sum += step;
        entries.push([level, sum]);
      });
      return Object.fromEntries(entries);
    });

/** A requirement over `ids`; gates nest up to `depth`. */
export const arbitraryMember = (
  ids: readonly string[],
  scale: ScaleDefinition,
  depth: number,
  options: HistoryOptions = {},
): fc.Arbitrary<Member> => {
  const leaf = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...ids) },
    {
      weight: 2,
      arbitrary: fc.record({
        on: fc.constantFrom(...ids),
        effect: effects(scale),
        weight: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
        weights: rising(scale.levels.slice(1), 0),
      }),
    },
  );
  if (depth === 0) return leaf;
  const part = fc.oneof({ weight: 4, arbitrary: leaf }, { weight: 1, arbitrary: arbitraryMember(ids, scale, depth - 1, options) });
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  const own = {
    effect: effects(scale),
    weight: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined }),
    weights: rising(scale.levels.slice(1), 0),
  };
  const weightOf = (member: Member): number => (typeof member === 'string' ? 1 : (member.weight ?? 1));
  const gates: fc.WeightedArbitrary<Member>[] = [
    { weight: 2, arbitrary: leaf },
    { weight: 2, arbitrary: fc.record({ all: parts, ...own }) },
    { weight: 2, arbitrary: fc.record({ any: parts, ...own }) },
    {
      weight: 2,
      arbitrary: parts.chain((of) => {
        const total = of.reduce((sum, member) => sum + weightOf(member), 0);
        return fc.record({ atLeast: fc.integer({ min: 1, max: total }), of: fc.constant(of), ...own });
      }),
    },
    { weight: 2, arbitrary: fc.record({ score: parts, thresholds: rising(scale.levels.slice(1), 0), ...own }) },
  ];
  if (options.standbys !== false) gates.push({ weight: 5, arbitrary: arbitraryStandby(part, own, options) });
  return fc.oneof(...gates);
};

const arbitraryStandby = (
  part: fc.Arbitrary<Member>,
  own: { effect: fc.Arbitrary<Effect | undefined> },
  options: HistoryOptions,
): fc.Arbitrary<Member> =>
  fc.record({
    standby: fc.array(part, { minLength: 2, maxLength: 3 }),
    mode: fc.constantFrom('automatic', 'automatic', 'manual', undefined),
    switchover: length(5, options),
    failback: fc.constantFrom('automatic', 'manual', undefined),
    failbackDelay: length(6, options),
    ...own,
  });

const arbitraryDefinition = (
  ids: readonly string[],
  scale: ScaleDefinition,
  options: HistoryOptions,
): fc.Arbitrary<ComponentDefinition> => {
  const { latches = true, timers = true } = options;
  const timer = (longest: number): fc.Arbitrary<Duration | undefined> => (timers ? length(longest, options) : fc.constant(undefined));
  return fc.record({
    requires: ids.length === 0 ? fc.constant(undefined) : fc.option(arbitraryMember(ids, scale, 2, options), { nil: undefined, freq: 5 }),
    holdUp: timer(7),
    recharge: timer(9),
    startUp: timer(5),
    restart: latches ? fc.constantFrom('automatic', 'automatic', 'manual', undefined) : fc.constant(undefined),
  });
};

const origins = (component: fc.Arbitrary<string>): fc.Arbitrary<Origin | undefined> =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constantFrom('fact-7', 'fact-8', 'fact-9') },
    { weight: 1, arbitrary: fc.record({ component, fault: fc.constantFrom(...FAULTS) }) },
    { weight: 2, arbitrary: fc.record({ loss: component }) },
  );

type Draft = Pick<Fact, 'type' | 'data'>;

/** One occurrence on one of `ids`; `definitions` makes the new definition of a component. */
const arbitraryDraft = (
  ids: readonly string[],
  scale: ScaleDefinition,
  options: HistoryOptions,
  definitionOf: (component: string) => fc.Arbitrary<ComponentDefinition>,
): fc.Arbitrary<Draft> => {
  const { standbys = true, releases = true, modelChanges = true, observations = true } = options;
  const component = fc.constantFrom(...ids);
  const fault = fc.constantFrom(...FAULTS, undefined);
  const level = fc.oneof(fc.constant(scale.roles.down), fc.constantFrom(...scale.levels.slice(1)));
  const of = (type: Fact['type'], data: fc.Arbitrary<unknown>): fc.Arbitrary<Draft> => data.map((made) => ({ type, data: made }) as Draft);
  const kinds = [
    {
      weight: 8,
      arbitrary: of('OutageBegan', fc.record({ component, level, fault, duration: length(9, options), consequenceOf: origins(component) })),
    },
    {
      weight: 5,
      arbitrary: of('OutageEnded', fc.record({ component, fault: fc.constantFrom(...FAULTS, ...FAULTS, 'fact-7', 'fact-9') })),
    },
  ];
  if (releases) kinds.push({ weight: 3, arbitrary: of('OutageEnded', fc.record({ component })) });
  if (standbys) {
    kinds.push({ weight: 3, arbitrary: of('FailedOver', fc.record({ component, to: fc.constantFrom(...ids, ABSENT) })) });
    kinds.push({ weight: 2, arbitrary: of('FailedBack', fc.record({ component, to: fc.option(component, { nil: undefined, freq: 2 }) })) });
  }
  if (observations) {
    kinds.push({ weight: 4, arbitrary: of('StatusObserved', arbitraryObserved(component, scale)) });
    kinds.push({ weight: 2, arbitrary: of('ObservationReleased', fc.record({ component, vantage })) });
  }
  if (modelChanges) {
    const defined = component.chain((id) => fc.record({ component: fc.constant(id), definition: definitionOf(id) }));
    kinds.push({ weight: 1, arbitrary: of('ComponentDeclared', defined) });
    kinds.push({ weight: 2, arbitrary: of('ComponentRevised', defined) });
    kinds.push({ weight: 1, arbitrary: of('ComponentRetired', fc.record({ component })) });
  }
  return fc.oneof(...kinds);
};

const streamOf = ({ type, data }: Draft): string =>
  type.startsWith('Component') ? 'model' : `component-${'component' in data ? data.component : ''}`;

/** As a log would hand them back: numbered, each in its stream. `fact-N` is the N-th. */
export const numbered = (
  drafts: readonly (Draft & { readonly at: number; readonly reportedAt?: number | undefined })[],
): readonly Recorded[] => {
  const revisions = new Map<string, number>();
  return drafts.map(({ at, reportedAt, ...draft }, index) => {
    const stream = streamOf(draft);
    const revision = revisions.get(stream) ?? 0;
    revisions.set(stream, revision + 1);
    const fact = { id: `fact-${index}`, v: 1, occurredAt: exactly(at), reportedAt, ...draft } as Fact;
    return { fact, stream, revision, position: String(index), recordedAt: 1000 };
  });
};

/** Gives a history a short form for counterexamples: one line a fact. */
const described = (history: History): History => {
  const line = ({ fact, position }: Recorded): string =>
    `${position} @${fact.occurredAt?.best ?? ''}${fact.reportedAt === undefined ? '' : ` reported ${fact.reportedAt}`} ${fact.type} ${JSON.stringify(fact.data)}`;
  const lines = (): string => [history.scale.levels.join(' '), ...history.facts.map(line)].join('\n');
  return Object.defineProperty(history, fc.toStringMethod, { value: lines, enumerable: false });
};

/** A model declared at 0 and what happens to it. */
export const arbitraryHistory = (options: HistoryOptions = {}): fc.Arbitrary<History> => {
  const { cycles = true, maxComponents = 6, maxFacts = 14, instants = 24, modelChanges = true, dense = false } = options;
  return fc
    .record({
      scale: fc.constantFrom(FIVE, FIVE, FIVE, FIVE, THREE),
      size: fc.integer({ min: 2, max: maxComponents }),
      loose: fc.boolean(),
      early: fc.boolean(),
    })
    .chain(({ scale, size, loose, early }) => {
      const ids = Array.from({ length: size }, (_, index) => `c${index}`);
      const named = (id: string): readonly string[] => {
        const before = ids.slice(0, ids.indexOf(id));
        const known = cycles && loose ? ids : before;
        return early && modelChanges ? [...known, ...before, ABSENT] : known;
      };
      const definitionOf = (id: string): fc.Arbitrary<ComponentDefinition> => arbitraryDefinition(named(id), scale, options);
      const happening = fc.record({
        at: fc.integer({ min: 0, max: instants - 1 }),
        reportedAt: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined, freq: 2 }),
        draft: arbitraryDraft(ids, scale, options, definitionOf),
      });
      return fc
        .tuple(
          fc.tuple(...ids.map(definitionOf)),
          fc.array(happening, { minLength: dense ? Math.floor(maxFacts / 2) : 1, maxLength: maxFacts }),
        )
        .map(([definitions, happenings]) => {
          const declared = definitions.map(
            (definition, index) => ({ at: 0, type: 'ComponentDeclared', data: { component: ids[index] ?? '', definition } }) as const,
          );
          const scaled = scale === FIVE ? [] : [{ at: 0, type: 'ScaleDefined', data: { name: 'default', definition: scale } } as const];
          const happened = happenings.map(({ at, reportedAt, draft }) => ({ at, reportedAt, ...draft }));
          return described({ scale, facts: numbered([...scaled, ...declared, ...happened]) });
        });
    });
};

/** The same facts, recorded in the order given. */
export const renumbered = (facts: readonly Recorded[]): readonly Recorded[] => {
  const revisions = new Map<string, number>();
  return facts.map((recorded, index) => {
    const revision = revisions.get(recorded.stream) ?? 0;
    revisions.set(recorded.stream, revision + 1);
    return { ...recorded, revision, position: String(index) };
  });
};

/** The same facts about components of other names; `rename` is one to one. Streams keep their names, by which ties are broken. */
export const relabelled = (facts: readonly Recorded[], rename: (id: string) => string): readonly Recorded[] => {
  const through = (value: unknown): unknown => {
    if (typeof value === 'string') return /^c\d$/.test(value) ? rename(value) : value;
    if (Array.isArray(value)) return value.map(through);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, through(inner)]));
  };
  return facts.map((recorded) => {
    return { ...recorded, fact: { ...recorded.fact, data: through(recorded.fact.data) } as Fact };
  });
};
