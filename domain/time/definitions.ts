// Calendars and counting policies as the log keeps them (S7). A policy leaves out what it takes from the default policy.
import type { Duration } from './instant.ts';

/** Spans of local time, `"08:00-18:00"`; past midnight as `"22:00-06:00"`; a day's end is `24:00`. */
export type DaySpans = string | readonly string[];

export interface CalendarDefinition {
  /** IANA zone the hours are local to. They stay local across every change of the clocks. */
  readonly zone: string;
  /** Keys are days or ranges of days: `mon`, `mon-fri`, `sat,sun`. */
  readonly weekly: { readonly [days: string]: DaySpans };
  /** Regions whose public holidays are closed, as ISO 3166 codes: `GB-ENG`. */
  readonly holidays?: string | readonly string[] | undefined;
  /** Single days that differ, by local date; they win over holidays and weekly hours. */
  readonly exceptions?: { readonly [date: string]: 'closed' | DaySpans } | undefined;
}

export type Treatment = 'excluded' | 'up' | 'down' | 'last';

export interface PolicyDefinition {
  /** Where months and days begin. Default UTC. */
  readonly zone?: string | undefined;
  /** `component` (each component's own agreed service time, the default), `always`, or a calendar's name. */
  readonly hours?: string | undefined;
  readonly maintenance?: 'excluded' | 'up' | 'down' | 'separate' | undefined;
  /** What of a service's time is planned: `cause` (default), downtime owed to planned faults alone; `window`, all time inside a window. */
  readonly planned?: 'cause' | 'window' | undefined;
  /** Share (0…1) of the time at each level that counts as down. Levels left out: `down` 1, others 0. */
  readonly weights?: { readonly [level: string]: number } | undefined;
  /** The level from which an interval is an outage. Default: the scale's `down`. */
  readonly countFrom?: string | undefined;
  readonly unknown?: Treatment | undefined;
  readonly noData?: Treatment | undefined;
  /** `elapsed` (default): only the part of a period that has passed; `whole`: all of it, the rest as up. */
  readonly edge?: 'elapsed' | 'whole' | undefined;
  /** Time before the component existed: `out` of the denominator (default) or `in` it, as up. */
  readonly beforeExistence?: 'out' | 'in' | undefined;
  /** Intervals shorter than this between two of equal level are absorbed. Default 0: all counted. */
  readonly blips?: Duration | undefined;
  readonly rollup?: 'time-weighted' | 'mean-of-periods' | 'worst' | undefined;
  /** Decimals shown; half is rounded up, and only when shown. Default 2. */
  readonly decimals?: number | undefined;
  /** Month (1…12) in which a reporting year begins. Default 1. */
  readonly yearStart?: number | undefined;
}
