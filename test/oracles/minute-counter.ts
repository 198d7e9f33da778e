// The slow, obvious counter behind domain/time: it looks at every minute of a period and asks what each rule says of it (S7). All times
// must be whole minutes, policies given as people choose them. Local time comes from the platform's calendar, not from the code under test.
import { platformLocal } from './platform-clock.ts';

export const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

interface Span {
  readonly from: number;
  readonly to: number;
}

export interface OracleInput {
  readonly levels: readonly (Span & { readonly level: number })[];
  readonly records: readonly Span[];
  readonly planned: readonly Span[];
  readonly served: (minute: number) => boolean;
  readonly now: number;
  readonly unknownLevel: number;
  readonly downLevel: number;
  readonly countFrom: number;
  readonly unknown: string;
  readonly noData: string;
  readonly maintenance: string;
  readonly edge: string;
  readonly beforeExistence: string;
  readonly blipMinutes: number;
}

export interface OracleFigures {
  /** Minutes by column, `0`…`4` for levels, 24 × 7 and in service time. */
  readonly raw: Readonly<Record<string, number>>;
  readonly counted: Readonly<Record<string, number>>;
  readonly denominator: number;
  /** Minutes of service time that count as each level, and as `aside`. */
  readonly countedAs: Readonly<Record<string, number>>;
  readonly rawDowntime: number;
  readonly countedDowntime: number;
  readonly outages: number;
}

const within = (spans: readonly Span[], minute: number): boolean => spans.some(({ from, to }) => from <= minute && minute < to);

/** The level of every minute from the first span to now, blips absorbed; absent minutes are undefined. */
const levelsByMinute = (input: OracleInput): ReadonlyMap<number, number> => {
  const runs: { from: number; to: number; level: number }[] = [];
  for (const span of input.levels) {
    const to = Math.min(span.to, input.now);
    if (span.from < to) runs.push({ from: span.from, to, level: span.level });
  }
  const joinable = (i: number): boolean => {
    const [a, b] = [runs[i], runs[i + 1]];
    return a !== undefined && b !== undefined && a.to === b.from && a.level === b.level;
  };
  const isBlip = (i: number): boolean => {
    const [a, b, c] = [runs[i - 1], runs[i], runs[i + 1]];
    if (a === undefined || b === undefined || c === undefined || a.to !== b.from || b.to !== c.from) return false;
    return a.level === c.level && b.to - b.from < input.blipMinutes * MINUTE;
  };
  for (let changed = true; changed;) {
    changed = false;
    for (let i = 0; i < runs.length; i++) {
      while (joinable(i)) {
        const [a, b] = runs.splice(i, 2) as [Span & { level: number }, Span];
        runs.splice(i, 0, { from: a.from, to: b.to, level: a.level });
      }
    }
    const blip = runs.findIndex((_, i) => isBlip(i));
    if (blip >= 0) {
      runs[blip] = { ...(runs[blip] as Span), level: runs[blip - 1]?.level ?? 0 };
      changed = true;
    }
  }
  const minutes = new Map<number, number>();
  for (const { from, to, level } of runs) for (let minute = from; minute < to; minute += MINUTE) minutes.set(minute, level);
  return minutes;
};

/** What a minute is (its column) and what it counts as: a level, `aside`, or undefined for what leaves the denominator. */
const judge = (input: OracleInput, levels: ReadonlyMap<number, number>, minute: number, lastKnown: number | undefined) => {
  const treat = (how: string): number | undefined =>
    how === 'up' ? 0 : how === 'down' ? input.downLevel : how === 'last' ? lastKnown : undefined;
  const existsNow = within(input.levels, input.now);
  if (minute >= input.now) return { column: 'ahead', as: input.edge === 'whole' && existsNow ? 0 : undefined };
  const level = levels.get(minute);
  if (level === undefined) {
    const first = input.levels[0]?.from;
    return { column: 'absent', as: input.beforeExistence === 'in' && first !== undefined && minute < first ? 0 : undefined };
  }
  if (!within(input.records, minute)) return { column: 'noData', as: treat(input.noData) };
  const as = level === input.unknownLevel ? treat(input.unknown) : level;
  if (!within(input.planned, minute)) return { column: String(level), as };
  if (input.maintenance === 'excluded') return { column: 'planned', as: undefined };
  if (input.maintenance === 'up') return { column: 'planned', as: 0 };
  return { column: 'planned', as: input.maintenance === 'separate' ? 'aside' : as };
};

/** Counts the minutes of `[from, to)`, walking there from the first minute of the history. */
export const countMinutes = (input: OracleInput, from: number, to: number): OracleFigures => {
  const levels = levelsByMinute(input);
  const raw: Record<string, number> = {};
  const counted: Record<string, number> = {};
  const countedAs: Record<string, number> = {};
  let [denominator, rawDowntime, countedDowntime, outages] = [0, 0, 0, 0];
  let lastKnown: number | undefined;
  let wasDown = false;
  for (let minute = Math.min(from, input.levels[0]?.from ?? from); minute < to; minute += MINUTE) {
    const level = levels.get(minute);
    if (level !== undefined && level !== input.unknownLevel && within(input.records, minute)) lastKnown = level;
    const { column, as } = judge(input, levels, minute, lastKnown);
    if (minute < from) continue;
    const served = input.served(minute);
    const down = typeof as === 'number' && as >= input.countFrom;
    raw[column] = (raw[column] ?? 0) + 1;
    if (down) rawDowntime++;
    if (down && !wasDown) outages++;
    wasDown = down;
    if (!served) continue;
    counted[column] = (counted[column] ?? 0) + 1;
    if (as === undefined) continue;
    denominator++;
    countedAs[as] = (countedAs[as] ?? 0) + 1;
    if (down) countedDowntime++;
  }
  return { raw, counted, denominator, countedAs, rawDowntime, countedDowntime, outages };
};

export interface OracleCalendar {
  readonly zone: string;
  /** Minutes of the local day; `to` past 1440 runs into the next day. Sunday first. */
  readonly week: readonly (readonly Span[])[];
  readonly exceptions: ReadonlyMap<string, readonly Span[]>;
  readonly holidays: ReadonlySet<string>;
}

/** Which minutes of `[from, to)` are agreed service time: those at which the furthest reading of the local clock so far lies in a span. */
export const servedMinutes = (calendar: OracleCalendar, from: number, to: number): ReadonlySet<number> => {
  const dateOf = (local: number): string => new Date(local).toISOString().slice(0, 10);
  const spansOn = (local: number): readonly Span[] => {
    const date = dateOf(local);
    const usual = calendar.holidays.has(date) ? [] : (calendar.week[new Date(local).getUTCDay()] ?? []);
    return calendar.exceptions.get(date) ?? usual;
  };
  const served = new Set<number>();
  let furthest = -Infinity;
  for (let minute = from - 30 * 60 * MINUTE; minute < to; minute += MINUTE) {
    furthest = Math.max(furthest, platformLocal(calendar.zone, minute));
    if (minute < from) continue;
    const ofDay = Math.floor((furthest % (DAY_MINUTES * MINUTE)) / MINUTE);
    const today = within(spansOn(furthest), ofDay);
    const sinceYesterday = within(spansOn(furthest - DAY_MINUTES * MINUTE), ofDay + DAY_MINUTES);
    if (today || sinceYesterday) served.add(minute);
  }
  return served;
};
