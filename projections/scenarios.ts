// Several scenarios side by side, each compared with its base, over one span: what a table of them and a saved definition are made of.
import type { ScenarioChange } from '#domain/facts/types.ts';
import type { Instant, Interval } from '#domain/time/instant.ts';
import type { Comparison } from './comparison.ts';

export interface ScenarioComparison extends Comparison {
  readonly name: string;
  /** Its base is the log as it held things at this instant; undefined: as it is. */
  readonly until: Instant | undefined;
  /** What it changes, every fact named by its id. */
  readonly definition: readonly ScenarioChange[];
}

export interface Scenarios extends Interval {
  readonly comparisons: readonly ScenarioComparison[];
  /** Of the log they were run on. */
  readonly root: string;
}
