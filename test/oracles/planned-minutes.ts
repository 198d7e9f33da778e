// The slow, obvious form of planned downtime (S6): windows as sets of minutes, faults followed minute by minute, and the tick simulator run
// over the planned faults alone and over the others alone. Written from the rules; whole small times, windows that do not recur, no latches.
import { isA, reportedAt, type FactOf, type Recorded } from '#domain/facts/fact.ts';
import type { ScaleDefinition } from '#domain/topology/definition.ts';
import { exactly } from '#domain/time/instant.ts';
import { simulate } from './tick-simulator.ts';

interface WindowMinutes {
  readonly maintenance: string;
  readonly knownAt: number;
  readonly from: number;
  /** `7 c1`: minute 7 of component c1. */
  readonly minutes: Set<string>;
}

/** A fault that opened, and when it ended. */
export interface Opened {
  readonly id: string;
  readonly name: string;
  readonly ended: number | undefined;
}

const windowMinutes = (facts: readonly Recorded[]): readonly WindowMinutes[] => {
  let windows: WindowMinutes[] = [];
  const planned = new Set<string>();
  const told = facts.filter((one) => isA(one, 'MaintenancePlanned', 'MaintenanceChanged', 'MaintenanceCancelled'));
  for (const one of told.toSorted((a, b) => reportedAt(a) - reportedAt(b))) {
    const { maintenance } = one.fact.data;
    const known = planned.has(maintenance);
    if (isA(one, 'MaintenancePlanned') ? known : !known) continue;
    if (isA(one, 'MaintenanceCancelled')) planned.delete(maintenance);
    else planned.add(maintenance);
    const at = reportedAt(one);
    const recent = isA(one, 'MaintenanceCancelled') ? undefined : asMinutes(one as Recorded<FactOf<'MaintenancePlanned'>>);
    const own = windows.filter((window) => window.maintenance === maintenance && window.from < at);
    for (const window of own) leaveWhatIsLeft(window, recent, at);
    const isAdded =
      recent !== undefined && (recent.from >= at || !own.some((window) => window.from <= endOf(recent) && recent.from <= endOf(window)));
    windows = [...windows.filter((window) => window.maintenance !== maintenance), ...own, ...(isAdded ? [recent] : [])];
  }
  return windows;
};

const endOf = ({ minutes }: WindowMinutes): number => Math.max(-1, ...[...minutes].map((minute) => Number(minute.split(' ')[0]))) + 1;

const asMinutes = (one: Recorded<FactOf<'MaintenancePlanned'>>): WindowMinutes => {
  const { maintenance, components, from, to } = one.fact.data;
  const minutes = new Set<string>();
  for (let minute = from; minute < to; minute++) for (const id of components) minutes.add(`${minute} ${id}`);
  return { maintenance, knownAt: reportedAt(one), from, minutes };
};

/** From a report on, a window that has begun goes on only as long as the new one does without a break. */
const leaveWhatIsLeft = (window: WindowMinutes, recent: WindowMinutes | undefined, at: number): void => {
  const ids = new Set([...window.minutes].map((minute) => minute.split(' ')[1] ?? ''));
  for (const id of ids) {
    let goesOn = true;
    for (let minute = at; minute < 200; minute++) {
      goesOn &&= recent?.minutes.has(`${minute} ${id}`) === true;
      if (!goesOn) window.minutes.delete(`${minute} ${id}`);
    }
  }
};

/** The minute at which a fault stops being planned; 0: it never was. */
const plannedTo = (began: Recorded<FactOf<'OutageBegan'>>, windows: readonly WindowMinutes[]): number => {
  const { component, planned } = began.fact.data;
  const from = began.fact.occurredAt.best;
  if (planned === false) return 0;
  const known = windows.filter(({ knownAt }) => knownAt < from);
  // Minute by minute, whichever window it is in.
  const through = (at: number, some: readonly WindowMinutes[], id?: string): number => {
    let minute = at;
    while (some.some(({ minutes }) => [...minutes].some((one) => one === `${minute} ${id ?? one.split(' ')[1]}`))) minute++;
    return minute;
  };
  const around = through(from, known, component);
  let to = around > from ? around : 0;
  const open = windows.filter((window) => window.maintenance === planned && endOf(window) > from);
  const isOpenFor = (window: WindowMinutes, id?: string): boolean => through(from, [window], id) > from;
  const [next] = open.toSorted((a, b) => a.from - b.from);
  const named = open.find((window) => isOpenFor(window, component)) ?? open.find((window) => isOpenFor(window)) ?? next;
  if (named !== undefined) {
    const isListed = [...named.minutes].some((one) => one.endsWith(` ${component}`));
    const begin = Math.max(from, named.from);
    const end = isListed ? through(begin, [named], component) : endOf(named);
    to = Math.max(to, end);
    if (named.knownAt < from) {
      const more = isListed
        ? through(end, known, component)
        : through(
            end,
            known.filter(({ maintenance }) => maintenance === planned),
          );
      to = Math.max(to, more);
    }
  }
  return to === 0 && planned === true ? Infinity : to;
};

/** For each component the minutes of planned downtime before `until`. */
export const plannedMinutes = (
  facts: readonly Recorded[],
  scale: ScaleDefinition,
  opened: readonly Opened[],
  until: number,
): ReadonlyMap<string, readonly number[]> => {
  const windows = windowMinutes(facts);
  const [planned, others]: [Recorded[], Recorded[]] = [[], []];
  for (const one of facts) {
    if (!isA(one, 'OutageBegan')) {
      planned.push(one);
      others.push(one);
      continue;
    }
    const fault = opened.find(({ id }) => id === one.fact.id);
    if (fault === undefined) continue;
    const from = one.fact.occurredAt.best;
    const to = plannedTo(one, windows);
    const end = fault.ended ?? Infinity;
    if (to > 0) planned.push(lasting(one, fault.name, from, Math.min(to, end)));
    if (to < end || to === 0) others.push(lasting(one, fault.name, Math.max(from, to), end));
  }
  const [was, inPlanned, inOthers] = [facts, planned, others].map((some) => simulate(some, scale, until));
  const levelOf = (lanes: typeof was, id: string, minute: number): number => scale.levels.indexOf(lanes?.get(id)?.[minute]?.level ?? '');
  const least = scale.roles.atRisk === undefined ? 1 : 2;
  return new Map(
    [...(was?.keys() ?? [])].map((id) => {
      const minutes = Array.from({ length: until }, (_, minute) => minute).filter((minute) => {
        const level = levelOf(was, id, minute);
        if (level < least || scale.levels[level] === scale.roles.unknown) return false;
        return levelOf(inPlanned, id, minute) >= level && levelOf(inOthers, id, minute) < level;
      });
      return [id, minutes];
    }),
  );
};

/** For each component the minutes before `until` that are inside a window, of it or, where it is worse than full service, of where its cause lies. */
export const minutesInWindows = (
  facts: readonly Recorded[],
  scale: ScaleDefinition,
  until: number,
): ReadonlyMap<string, readonly number[]> => {
  const windows = windowMinutes(facts);
  const isInside = (minute: number, id: string): boolean => windows.some(({ minutes }) => minutes.has(`${minute} ${id}`));
  const componentOf = (factId: string): string => {
    const data = facts.find(({ fact }) => fact.id === factId)?.fact.data ?? {};
    return 'component' in data ? data.component : '';
  };
  const least = scale.roles.atRisk === undefined ? 1 : 2;
  return new Map(
    [...simulate(facts, scale, until)].map(([id, lane]) => [
      id,
      Array.from({ length: until }, (_, minute) => minute).filter((minute) => {
        const { level = '', cause = '' } = lane[minute] ?? {};
        const isWorse = scale.levels.indexOf(level) >= least || level === scale.roles.unknown;
        return isInside(minute, id) || (isWorse && isInside(minute, componentOf(cause)));
      }),
    ]),
  );
};

const lasting = (one: Recorded<FactOf<'OutageBegan'>>, fault: string, from: number, to: number): Recorded => ({
  ...one,
  fact: {
    ...one.fact,
    occurredAt: exactly(from),
    data: { ...one.fact.data, fault, duration: to === Infinity ? undefined : to - from },
  },
});
