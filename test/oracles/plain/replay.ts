// Replays facts through the graph of their day (S4.2, S5.1): the plain evaluator. Facts of one instant form one batch, applied in
// fold order; then what they touch settles, and what follows from it; then time moves to the next fact or timer. It is the oracle of
// any faster kernel. O(facts · log facts + components settled + instants · running timers); a changed model costs O(model).
import { attributions } from './first-cause.ts';
import type { FactOf, Recorded } from '#domain/facts/fact.ts';
import { isA } from '#domain/facts/fact.ts';
import { foldedAt, inFoldOrder, isOfTheModel } from '#domain/facts/fold-order.ts';
import { END_OF_TIME, type Instant } from '#domain/time/instant.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { modelOf } from '#domain/topology/model.ts';
import { applyModel, begin, endFault, moveStandbys, openFault, unknownComponent, worksAgain } from './apply.ts';
import { timers } from './due.ts';
import { faultRegister, type FaultRegister } from './faults.ts';
import { fallSilent, observe, release } from './observed.ts';
import { compileScale, DEFAULT_SCALE, type Scale } from '#domain/impact/scale.ts';
import { settle } from './settle.ts';
import type { Fault, World } from './state.ts';
import { timelineBuilder, type Timeline } from './timeline.ts';

export interface ReplayOptions {
  /** The replay's end, not included: nothing that happens at or after it is folded. Default: when nothing happens any more. */
  readonly until?: Instant;
  /** Called for each span in which nothing changes, in order; the world may be looked at, not kept. */
  readonly during?: (world: World, from: Instant, to: Instant) => void;
  /** Settle every component at every instant, touched or not: the same answer, slowly. For the law that says so. */
  readonly settleAll?: boolean;
  /** Called now and then with the instants folded so far and the facts left, for progress. */
  readonly progress?: (done: number, total: number) => void;
}

/** A fact that has no effect, and why (S5.5). */
export interface InapplicableFact {
  readonly recorded: Recorded;
  readonly why: string;
}

export interface Replay {
  readonly scale: Scale;
  readonly timeline: Timeline;
  /** Every fault ever opened by an `OutageBegan`, in fold order. What an observation counts as stands in the world, while it stands. */
  readonly faults: readonly Fault[];
  readonly inapplicable: readonly InapplicableFact[];
  /** Everything as it stands at the replay's end. */
  readonly world: World;
  readonly until: Instant;
}

/** The scale a log defines under the name `default`, or the five levels (S1.2). */
const scaleOf = (facts: readonly Recorded[]): Scale => {
  const defined = inFoldOrder(facts.filter((recorded) => isA(recorded, 'ScaleDefined') && recorded.fact.data.name === 'default')).at(-1);
  return compileScale(defined !== undefined && isA(defined, 'ScaleDefined') ? defined.fact.data.definition : DEFAULT_SCALE);
};

/** Facts may be given in any order. Deterministic; never throws on a fact. */
export const replay = (facts: readonly Recorded[], options: ReplayOptions = {}): Replay => {
  const ordered = inFoldOrder(facts);
  const scale = scaleOf(facts);
  const world: World = { scale, model: modelOf(new Map()), states: new Map() };
  const register = faultRegister(ordered);
  const timeline = timelineBuilder();
  const inapplicable: InapplicableFact[] = [];
  const clocks = timers();
  const until = options.until ?? END_OF_TIME;

  let next = 0;
  let now = ordered[0] === undefined ? until : foldedAt(ordered[0]);
  while (now < until) {
    const batch: Recorded[] = [];
    for (let recorded = ordered[next]; recorded !== undefined && foldedAt(recorded) === now; recorded = ordered[++next])
      batch.push(recorded);
    const touched = new Set(clocks.dueAt(now));
    const revised = applyBatch({ world, now, register, inapplicable, touched, retire: (id) => timeline.retire(id, now) }, batch);
    const { changed, settled } = settle(world, now, attributions, revised || options.settleAll === true ? undefined : touched);
    for (const state of changed) timeline.turn(state.component.id, now, state.level);
    clocks.keep(world, settled, now);
    register.resolveOrigins(world);

    const ahead = [clocks.next(), register.nextImpliedEnd(now), ordered[next] && foldedAt(ordered[next] as Recorded)];
    const then = Math.min(until, ...ahead.filter((at) => at !== undefined));
    options.during?.(world, now, then);
    options.progress?.(next, ordered.length);
    now = then;
    if (ahead.every((at) => at === undefined)) break;
  }
  return { scale, timeline: timeline.finish(until), faults: register.all(), inapplicable, world, until };
};

/** What a batch is applied to. */
interface Applying {
  readonly world: World;
  readonly now: Instant;
  readonly register: FaultRegister;
  readonly inapplicable: InapplicableFact[];
  /** The components that facts or timers of this instant touch. */
  readonly touched: Set<ComponentId>;
  readonly retire: (id: ComponentId) => void;
}

/** Applies the facts of one instant; adds whom they touch, and answers whether the model changed. */
const applyBatch = ({ world, now, register, inapplicable, touched, retire }: Applying, batch: readonly Recorded[]): boolean => {
  const ofTheModel = batch.filter((recorded) => isOfTheModel(recorded.fact.type));
  if (ofTheModel.length > 0) {
    const before = [...world.states.keys()];
    const refused = applyModel(world, ofTheModel, now);
    inapplicable.push(...refused.map(([recorded, why]) => ({ recorded, why })));
    for (const id of before) if (!world.states.has(id)) retire(id);
  }
  const end = (fault: Fault): void => {
    touched.add(fault.component);
    endFault(world, fault, now);
  };
  for (const { fact } of batch) if ('component' in fact.data) touched.add(fact.data.component);

  const early = new Map<Recorded, FactOf<'OutageEnded'>>();
  for (const recorded of batch) {
    if (!isA(recorded, 'OutageEnded')) continue;
    const { component, fault: name } = recorded.fact.data;
    if (name === undefined) {
      const why = worksAgain(world, component, now);
      if (why !== undefined) inapplicable.push({ recorded, why });
      continue;
    }
    if (!world.states.has(component)) {
      inapplicable.push({ recorded, why: unknownComponent(world, component, now) });
      continue;
    }
    const fault = openFault(world, component, name);
    if (fault === undefined) early.set(recorded, recorded.fact);
    else end(fault);
  }
  register.impliedEndsAt(now).forEach(end);
  for (const recorded of batch) {
    const why = applyRest(world, recorded, now, register);
    if (why !== undefined) inapplicable.push({ recorded, why });
  }
  for (const [recorded, { data }] of early) {
    const begunNow = openFault(world, data.component, data.fault ?? '');
    if (begunNow !== undefined && begunNow.began.fact.occurredAt.best === now) end(begunNow);
    else inapplicable.push({ recorded, why: register.whyNotOpen(data.component, data.fault ?? '', now) });
  }
  // A fault of no length, begun in this batch, is over in it.
  register.impliedEndsAt(now).forEach(end);
  for (const id of touched) {
    const state = world.states.get(id);
    if (state !== undefined) fallSilent(state, world.scale, now);
  }
  return ofTheModel.length > 0;
};

const applyRest = (world: World, recorded: Recorded, now: Instant, register: FaultRegister): string | undefined => {
  if (isA(recorded, 'OutageBegan')) {
    const fault = begin(world, recorded, register.nextOrder(), now);
    if (typeof fault === 'string') return fault;
    register.opened(fault);
    return undefined;
  }
  if (isA(recorded, 'FailedOver', 'FailedBack')) return moveStandbys(world, recorded, now);
  if (!isA(recorded, 'StatusObserved', 'ObservationReleased')) return undefined;
  const state = world.states.get(recorded.fact.data.component);
  if (state === undefined) return unknownComponent(world, recorded.fact.data.component, now);
  // Why one of these cannot be otherwise is decided with all that are not about conditions (facts/decisions).
  if (isA(recorded, 'StatusObserved')) {
    const fault = observe(state, recorded, register.nextOrder(), world.scale, now);
    if (fault !== undefined) register.observed(fault);
  } else release(state, recorded.fact.data.vantage, now);
  return undefined;
};
