// What a period is made of, as it is added up: time by column and by what it counts as, 24 × 7 and in agreed service time. One for each
// service, emptied for each period, so that counting makes nothing but the figures.
import type { Level, Scale } from '../impact/scale.ts';
import type { Duration } from './instant.ts';
import { ABSENT, AHEAD, ASIDE, NO_DATA, PLANNED } from './timeline.ts';

/** The period, apart: time at each level (by index), planned downtime, no records, not in existence, not yet passed. */
export interface Columns {
  readonly levels: readonly Duration[];
  readonly planned: Duration;
  readonly noData: Duration;
  readonly absent: Duration;
  readonly ahead: Duration;
}

const PLACES = AHEAD + 1;

export class Tally {
  private readonly raw: Duration[] = nothing();
  private readonly served: Duration[] = nothing();
  private readonly rawAs: Duration[] = nothing();
  private readonly servedAs: Duration[] = nothing();
  private readonly levels: number;

  constructor(scale: Scale) {
    this.levels = scale.names.length;
  }

  empty(): void {
    for (let place = 0; place < PLACES; place++) {
      this.raw[place] = 0;
      this.served[place] = 0;
      this.rawAs[place] = 0;
      this.servedAs[place] = 0;
    }
  }

  count(column: number, countsAs: number, raw: Duration, served: Duration): void {
    this.raw[column] = (this.raw[column] ?? 0) + raw;
    this.served[column] = (this.served[column] ?? 0) + served;
    this.rawAs[countsAs] = (this.rawAs[countsAs] ?? 0) + raw;
    this.servedAs[countsAs] = (this.servedAs[countsAs] ?? 0) + served;
  }

  columns(time: 'raw' | 'served'): Columns {
    const by = time === 'raw' ? this.raw : this.served;
    return {
      levels: by.slice(0, this.levels),
      planned: by[PLANNED] ?? 0,
      noData: by[NO_DATA] ?? 0,
      absent: by[ABSENT] ?? 0,
      ahead: by[AHEAD] ?? 0,
    };
  }

  /** Service time that counts as each level. */
  countedAs(): readonly Duration[] {
    return this.servedAs.slice(0, this.levels);
  }

  /** Time that counts as a level or worse, 24 × 7 and in service time. */
  rawFrom(level: Level): Duration {
    return this.sumFrom(this.rawAs, level);
  }

  servedFrom(level: Level): Duration {
    return this.sumFrom(this.servedAs, level);
  }

  /** Service time that stays in the denominator without being up or an outage. */
  get aside(): Duration {
    return this.servedAs[ASIDE] ?? 0;
  }

  private sumFrom(times: readonly Duration[], level: Level): Duration {
    let sum = 0;
    for (let at = level; at < this.levels; at++) sum += times[at] ?? 0;
    return sum;
  }
}

/** A fraction makes it an array of floating-point numbers from the start, so that no sum has to be boxed. */
const nothing = (): Duration[] => Array.from({ length: PLACES }, () => 0);
