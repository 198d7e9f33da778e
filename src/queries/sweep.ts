// A sweep of a model at rest: what each single failure takes down, or each pair of a chosen set that takes down more than its two halves.
// Scenarios are evaluated 32 a pass; those of which a pass does not tell, by a replay each. Where they are evaluated is the caller's affair.
import { allInForce, allVersions, catalogueOf, inForce, type Catalogue } from '#domain/facts/catalogue.ts';
import { compileScale, DEFAULT_SCALE, levelNamed, UP, type Level, type Scale } from '#domain/impact/scale.ts';
import { didYouMean, isRefusal, refuse, type Refusal } from '#domain/refusal.ts';
import { lostApart } from '#domain/simulate/pairs.ts';
import { everySingle, outcomesOf, pairsToLookAt, partsOf, type Scenario, type ScenarioOutcome } from '#domain/simulate/sweep-plan.ts';
import { takenDown, wordsOf, type Outcomes, type SweepPart } from '#domain/simulate/sweep.ts';
import { sweepJob, WEEK, type SweepJob } from '#domain/simulate/sweep-job.ts';
import { parseDuration } from '#domain/time/duration.ts';
import type { CalendarDefinition, PolicyDefinition } from '#domain/time/definitions.ts';
import { BEGINNING, type Duration, type Instant } from '#domain/time/instant.ts';
import type { HolidaySource } from '#domain/time/service-calendar.ts';
import type { ComponentDefinition, ComponentId, ScaleDefinition } from '#domain/topology/definition.ts';
import { componentCalled, namesAt } from '#domain/facts/component-called.ts';
import { hasModel } from '#projections/model-at.ts';
import { policyNamed } from '#projections/policies.ts';
import {
  classesOf,
  NAMED,
  ranked,
  weighing,
  type RankedBy,
  type RankedOutcome,
  type Sweep,
  type SweepRow,
  type Weighed,
} from '#projections/sweep.ts';
import { load, type Source } from './source.ts';

type ByName<T> = Readonly<Record<string, T>>;

/** A model by itself, in force from the beginning. */
export interface WholeModel {
  readonly components: ByName<ComponentDefinition>;
  readonly groups: ByName<readonly ComponentId[]>;
  readonly calendars: ByName<CalendarDefinition>;
  readonly policies: ByName<PolicyDefinition>;
  readonly scales: ByName<ScaleDefinition>;
}

export const catalogueOfModel = ({ components, groups, calendars, policies, scales }: WholeModel): Catalogue => ({
  components: fromTheBeginning(components),
  groups: fromTheBeginning(groups),
  calendars: fromTheBeginning(calendars),
  policies: fromTheBeginning(policies),
  scales: fromTheBeginning(scales),
});

const fromTheBeginning = <T>(things: ByName<T>): ReadonlyMap<string, readonly { readonly from: Instant; readonly value: T }[]> =>
  new Map(Object.entries(things).map(([name, value]) => [name, [{ from: BEGINNING, value }]]));

/** Evaluates parts of a sweep, wherever; outcomes stand in the order of the parts. */
export interface Sweeper {
  readonly evaluate: (parts: readonly SweepPart[], done: () => void) => Promise<readonly Outcomes[]>;
  readonly close: () => Promise<void>;
}

export interface SweepRequest {
  /** The instant whose model is swept, and whose year's service hours count. */
  readonly at: Instant;
  /** Name of the level that failures are at. Default: down. */
  readonly level?: string | undefined;
  /** How long they last, as text. Default: for good. */
  readonly for?: string | undefined;
  /** Pairs of so many components, or of those named with commas between; undefined: single failures. */
  readonly pairs?: string | undefined;
  readonly by: RankedBy;
  /** Counts every component, not only services. */
  readonly all: boolean;
  readonly policy: string;
  /** How many rows are told, the worst first. */
  readonly top: number;
}

export interface SweepMeans {
  readonly holidays: HolidaySource;
  readonly openSweeper: (job: SweepJob) => Sweeper;
  readonly progress: (done: number, total: number) => void;
}

export const sweepOfLog = async (source: Source, request: SweepRequest, means: SweepMeans): Promise<Sweep | Refusal> => {
  const { facts } = await load(source);
  return hasModel(facts) ? sweep(catalogueOf(facts), request, means) : refuse('the log knows of no component; import a model first');
};

export const sweep = async (catalogue: Catalogue, request: SweepRequest, means: SweepMeans): Promise<Sweep | Refusal> => {
  const { at } = request;
  const scaleDefinition = allVersions(catalogue.scales, 'default').at(-1) ?? DEFAULT_SCALE;
  const scale = compileScale(scaleDefinition);
  const definitions = allInForce(catalogue.components, at);
  const policy = policyNamed(catalogue, scale, request.policy, at);
  if (isRefusal(policy)) return policy;
  const level = levelAsked(request.level, scale);
  if (isRefusal(level)) return level;
  const lasting = request.for === undefined ? undefined : lengthAsked(request.for);
  if (isRefusal(lasting)) return lasting;
  const classes = classesOf(definitions, catalogue, policy, at, request.all, means.holidays);
  if (isRefusal(classes)) return classes;
  if (classes.counted === 0) {
    return refuse('the model has no service: give a component a `service` part, or count every component with --all');
  }
  const job = sweepJob({
    definitions,
    scale: scaleDefinition,
    classOf: classes.classOf,
    classes: classes.served.length,
    level,
    lasting,
  });
  const chosen = request.pairs === undefined ? undefined : chosenOf(request.pairs, job, catalogue, at);
  if (isRefusal(chosen)) return chosen;
  const sweeper = means.openSweeper(job);
  try {
    const evaluate = evaluator(job, sweeper, means.progress);
    const outcomes = chosen === undefined ? await evaluate(everySingle(job)) : await pairsOf(job, chosen, evaluate);
    const count = chosen?.length ?? 0;
    const order = ranked(outcomes, weighing(classes, policy, scale), request.by);
    return {
      at,
      level,
      lasting,
      policy,
      scale,
      classes,
      everything: request.all,
      components: definitions.size,
      chosen: chosen?.length,
      scenarios: chosen === undefined ? outcomes.length : (count * (count - 1)) / 2,
      replayed: outcomes.filter(({ by }) => by === 'replay').length,
      found: order.length,
      rows: rowsOf(job, order.slice(0, request.top)),
      nameOf: (id) => definitions.get(id)?.name ?? id,
    };
  } finally {
    await sweeper.close();
  }
};

const rowsOf = (job: SweepJob, told: readonly RankedOutcome[]): readonly SweepRow[] => {
  const ids = (components: readonly number[]): readonly ComponentId[] =>
    components.map((component) => job.network.components[component] as ComponentId);
  const taken = takenDown(
    job,
    told.map(({ outcome }) => outcome.failed),
  );
  return told.map(({ outcome, lost }, index) => ({
    failed: ids(outcome.failed),
    down: outcome.down,
    worse: outcome.worse,
    takesDown: ids((outcome.by === 'pass' ? (taken[index] ?? []) : bitsIn(outcome.lost)).slice(0, NAMED)),
    apart: outcome.apart,
    lost,
    components: outcome.components,
    by: outcome.by,
  }));
};

const bitsIn = (words: Int32Array): readonly number[] =>
  [...words].flatMap((word, index) =>
    Array.from({ length: 32 }, (_, bit) => bit).flatMap((bit) => (((word >>> bit) & 1) === 1 ? [index * 32 + bit] : [])),
  );

type Evaluate = (scenarios: readonly Scenario[], by?: SweepPart['by']) => Promise<readonly ScenarioOutcome[]>;

/** By passes; what they don't tell, by replays. Or all by replays. */
const evaluator = (job: SweepJob, sweeper: Sweeper, progress: SweepMeans['progress']): Evaluate => {
  const run = async (scenarios: readonly Scenario[], by: SweepPart['by']): Promise<readonly ScenarioOutcome[]> => {
    const parts = partsOf(scenarios, by);
    let through = 0;
    return outcomesOf(scenarios, by, await sweeper.evaluate(parts, () => progress(++through, parts.length)));
  };
  return async (scenarios, by) => {
    if (by === 'replay' || !job.passIsExact) return run(scenarios, 'replay');
    const passed = await run(scenarios, 'pass');
    const unsure = passed.filter(({ isUnsure }) => isUnsure);
    const replayed = (
      await run(
        unsure.map(({ failed }) => failed),
        'replay',
      )
    ).values();
    return passed.map((outcome) => (outcome.isUnsure ? (replayed.next().value ?? outcome) : outcome));
  };
};

const pairsOf = async (job: SweepJob, chosen: readonly number[], evaluate: Evaluate): Promise<readonly Weighed[]> => {
  const alone = await evaluate(chosen.map((component) => [component]));
  const { byPass, byReplay, lost } = pairsToLookAt(
    job,
    chosen,
    alone.map(({ by }) => by === 'replay'),
  );
  const words = wordsOf(job);
  alone.forEach((outcome, index) => {
    if (outcome.by === 'replay') lost.set(outcome.lost, index * words);
  });
  const scenarios = (pairs: typeof byPass): readonly Scenario[] =>
    pairs.map(([one, other]) => [chosen[one] as number, chosen[other] as number]);
  const outcomes = [...(await evaluate(scenarios(byPass))), ...(await evaluate(scenarios(byReplay), 'replay'))];
  return [...byPass, ...byReplay].flatMap(([one, other], index): readonly Weighed[] => {
    const outcome = outcomes[index];
    const apart = lostApart(lost, words, one, other);
    return outcome === undefined || outcome.down <= apart ? [] : [{ ...outcome, apart }];
  });
};

const levelAsked = (name: string | undefined, scale: Scale): Level | Refusal => {
  if (name === undefined) return scale.down;
  const level = levelNamed(scale, name);
  if (level > UP) return level;
  return refuse(`"${name}" is no level of a failure; expected one of ${scale.names.slice(1).join(', ')}`, '--level');
};

const lengthAsked = (text: string): Duration | Refusal => {
  const length = parseDuration(text);
  if (isRefusal(length)) return refuse(length.refused, '--for');
  return length > 0 && length <= WEEK ? length : refuse(`"${text}" is not within the week that is counted; expected up to P7D`, '--for');
};

/** Places of the components whose pairs are asked for, in the model's order. */
const chosenOf = (asked: string, job: SweepJob, catalogue: Catalogue, at: Instant): readonly number[] | Refusal => {
  const { components } = job.network;
  if (/^\d+$/.test(asked) && !components.includes(asked)) return mostDependents(job, Number(asked));
  const placeOf = new Map(components.map((id, index) => [id, index]));
  const places = new Set<number>();
  for (const called of asked.split(',').map((one) => one.trim())) {
    const group = inForce(catalogue.groups, called, at);
    const id = componentCalled(catalogue, called, at);
    if (group === undefined && id === undefined) {
      const known = [...namesAt(catalogue, at), ...allInForce(catalogue.groups, at).keys()];
      return refuse(`there is no component or group "${called}"${didYouMean(called, known)}`, '--pairs');
    }
    for (const member of group ?? [id as ComponentId]) {
      const place = placeOf.get(member);
      if (place !== undefined) places.add(place);
    }
  }
  return [...places].toSorted((a, b) => a - b);
};

/** Those that most others require, directly; of equals those that the model names first. */
const mostDependents = ({ dependents: { start }, network: { components } }: SweepJob, count: number): readonly number[] => {
  const dependentsOf = (component: number): number => (start[component + 1] as number) - (start[component] as number);
  return components
    .map((_, component) => component)
    .toSorted((a, b) => dependentsOf(b) - dependentsOf(a) || a - b)
    .slice(0, count)
    .toSorted((a, b) => a - b);
};
