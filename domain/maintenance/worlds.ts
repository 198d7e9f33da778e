// The history as it would be had only the planned faults existed, and had only the others (S6): two replays of the facts, each without the
// other's faults. A planned fault is planned up to a time, and from then on it is one of the others. A latch belongs to the first cause of
// its loss: past that one's time, what it left latched is released in the one history, and is a fault of its own in the other. A fail-over
// that is told to be a consequence of a fault does not happen without it. One replay for each, one for the latches, and one more for each
// latch that had to be let go before the next.
import { isA, type FactOf, type Recorded } from '../facts/fact.ts';
import type { FactId } from '../facts/types.ts';
import { replay, type Replay } from '../impact/replay.ts';
import type { Fault } from '../impact/state.ts';
import type { World } from '../impact/world.ts';
import { END_OF_TIME, exactly, type Instant, type Interval } from '../time/instant.ts';
import { nameOf } from '../impact/scale.ts';
import type { ComponentId } from '../topology/definition.ts';
import { made } from './made.ts';
import { seenOtherwise } from './observed.ts';
import { plannedUntil, type PlannedUntil } from './planned-faults.ts';
import type { Window } from './windows.ts';

export interface Worlds {
  readonly planned: Replay;
  readonly unplanned: Replay;
}

/** `facts` and what they were replayed to. Undefined: no fault is planned, so that nothing has to be told apart. */
export const worldsOf = (facts: readonly Recorded[], replayed: Replay, windows: readonly Window[]): Worlds | undefined => {
  const faults = new Map(replayed.faults.map((fault) => [fault.began.fact.id, fault]));
  const observed = seenOtherwise(facts, replayed.until, (fault) => plannedUntil(fault, windows));
  const until = new Map<FactId, PlannedUntil>([
    ...replayed.faults.map((fault): [FactId, PlannedUntil] => [fault.began.fact.id, plannedUntil(fault, windows)]),
    ...observed.until,
  ]);
  if (![...until.values()].some((end) => end !== undefined)) return undefined;
  const split: Split = { faults, until };
  const told = facts.filter((one) => !isA(one, 'StatusObserved', 'ObservationReleased'));
  const planned = [...told.flatMap((one) => ofThePlanned(one, split)), ...observed.planned];
  const others = [...told.flatMap((one) => ofTheOthers(one, split)), ...observed.others, ...overrunLatches(facts, split, replayed.until)];
  return { planned: replayPlanned(planned, split, replayed.until), unplanned: replay(others, { until: replayed.until }) };
};

interface Split {
  /** Those that opened, by the fact that began them. */
  readonly faults: ReadonlyMap<FactId, Fault>;
  readonly until: ReadonlyMap<FactId, PlannedUntil>;
}

type Began = Recorded<FactOf<'OutageBegan'>>;

/** A fault as it begins at an instant and lasts no longer than to another. Its name stays, so that its own end finds it. */
const within = (began: Began, name: string, from: Instant, to: Instant): Began => {
  const { occurredAt, data } = began.fact;
  const ends = data.duration === undefined ? to : Math.min(to, occurredAt.best + data.duration);
  const shift = from - occurredAt.best;
  return {
    ...began,
    fact: {
      ...began.fact,
      occurredAt: shift === 0 ? occurredAt : exactly(from),
      data: { ...data, fault: name, ...(ends === END_OF_TIME ? {} : { duration: Math.max(0, ends - from) }) },
    },
  };
};

const ofThePlanned = (recorded: Recorded, { faults, until }: Split): readonly Recorded[] => {
  if (isA(recorded, 'OutageBegan')) {
    const [fault, end] = [faults.get(recorded.fact.id), until.get(recorded.fact.id)];
    if (fault === undefined || end === undefined) return [];
    return [within(recorded, fault.name, recorded.fact.occurredAt.best, end === 'its end' ? END_OF_TIME : end)];
  }
  return happensWith(recorded, faults, (id) => until.get(id) !== undefined) ? [recorded] : [];
};

const ofTheOthers = (recorded: Recorded, { faults, until }: Split): readonly Recorded[] => {
  const lasts = (id: FactId): boolean => {
    const end = until.get(id);
    return end === undefined || (end !== 'its end' && (faults.get(id)?.ended ?? END_OF_TIME) > end);
  };
  if (isA(recorded, 'OutageBegan')) {
    const { id, occurredAt } = recorded.fact;
    const [fault, end] = [faults.get(id), until.get(id)];
    if (fault === undefined || !lasts(id)) return [];
    return [within(recorded, fault.name, typeof end === 'number' ? end : occurredAt.best, END_OF_TIME)];
  }
  return happensWith(recorded, faults, lasts) ? [recorded] : [];
};

/** A fail-over or fail-back that is a consequence of a fault happens only with it; one of a loss keeps its instant. */
const happensWith = (recorded: Recorded, faults: ReadonlyMap<FactId, Fault>, exists: (id: FactId) => boolean): boolean => {
  if (!isA(recorded, 'FailedOver', 'FailedBack')) return true;
  const { consequenceOf: origin } = recorded.fact.data;
  if (origin === undefined || (typeof origin === 'object' && 'loss' in origin)) return true;
  const at = recorded.fact.occurredAt.best;
  const cause =
    typeof origin === 'string'
      ? faults.get(origin)
      : [...faults.values()].findLast(
          ({ component, name, began }) => component === origin.component && name === origin.fault && began.fact.occurredAt.best <= at,
        );
  return cause === undefined || exists(cause.began.fact.id);
};

/** A component that stayed latched, and what it was owed to. */
interface Latched extends Interval {
  readonly component: ComponentId;
  readonly cause: Fault | undefined;
}

/** A replay, and every latch in it. */
const replayWithLatches = (
  facts: readonly Recorded[],
  until: Instant,
): { readonly replayed: Replay; readonly latches: readonly Latched[] } => {
  const latches = new Map<string, Latched>();
  const during = ({ states }: World, from: Instant, to: Instant): void => {
    for (const [component, { latch }] of states) {
      if (latch === undefined) continue;
      const key = `${latch.at} ${component}`;
      latches.set(key, { component, from: latches.get(key)?.from ?? from, to, cause: latch.cause });
    }
  };
  return { replayed: replay(facts, { until, during }), latches: [...latches.values()] };
};

/** From when on a latch is not planned any more; undefined: it never was. A loss that comes later than its cause's time leaves nothing planned. */
const plannedLatchUntil = ({ from, cause }: Latched, { faults, until }: Split): Instant | undefined => {
  const id = cause?.began.fact.id ?? '';
  const end = until.get(id);
  if (end === undefined) return undefined;
  return Math.max(from, end === 'its end' ? (faults.get(id)?.ended ?? END_OF_TIME) : end);
};

/** What of a latch owed to a planned fault lasts longer than that is planned, as faults of the components latched. */
const overrunLatches = (facts: readonly Recorded[], split: Split, until: Instant): readonly Recorded[] => {
  const canLatch = facts.some((one) => isA(one, 'ComponentDeclared', 'ComponentRevised') && one.fact.data.definition.restart === 'manual');
  if (!canLatch) return [];
  const { latches, replayed } = replayWithLatches(facts, until);
  return latches.flatMap((latched) => {
    const end = plannedLatchUntil(latched, split);
    if (end === undefined || end >= latched.to) return [];
    const level = nameOf(replayed.scale, replayed.scale.down);
    return [made('OutageBegan', latched.component, end, { level, fault: `latched since ${latched.from}`, duration: latched.to - end })];
  });
};

const replayPlanned = (planned: readonly Recorded[], split: Split, until: Instant): Replay => {
  const released = new Map<string, readonly Recorded[]>();
  for (;;) {
    const { replayed, latches } = replayWithLatches([...planned, ...[...released.values()].flat()], until);
    const before = released.size;
    for (const latched of latches) {
      const end = plannedLatchUntil(latched, split);
      // It cannot be let go in the instant in which it falls.
      const at = end === undefined ? latched.to : Math.max(end, latched.from + 1);
      const key = `${at} ${latched.component}`;
      if (at < latched.to && !released.has(key)) released.set(key, releaseOf(latched.component, at, replayed.faults));
    }
    if (released.size === before) return replayed;
  }
};

/** It works again, but for the planned faults of its own that are still open. */
const releaseOf = (component: ComponentId, at: Instant, faults: readonly Fault[]): readonly Recorded[] => [
  made('OutageEnded', component, at, {}),
  ...faults
    .filter((fault) => fault.component === component && fault.began.fact.occurredAt.best < at && (fault.ended ?? END_OF_TIME) > at)
    .flatMap(({ began, name }) => (isA(began, 'OutageBegan') ? [within(began, name, at, END_OF_TIME)] : [])),
];
