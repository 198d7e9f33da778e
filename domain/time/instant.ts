// Instants and uncertain instants (S4.1, S4.3). An instant is a whole number of milliseconds since 1970-01-01T00:00:00Z;
// intervals are half-open [from, to). Nothing here reads a clock.

/** Milliseconds since the Unix epoch, UTC. Always a whole number. */
export type Instant = number;

/** A length of time in whole milliseconds. */
export type Duration = number;

/** "From the beginning": before everything that can be dated (the earliest date ECMAScript can hold). */
export const BEGINNING: Instant = -8_640_000_000_000_000;

/** After everything that can be dated. Used as the open end of an interval, never recorded. */
export const END_OF_TIME: Instant = 8_640_000_000_000_000;

/** Half-open span of time: `from` belongs to it, `to` does not. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * When something happened, as well as it is known. `earliest <= best <= latest`; all three are equal when the time is exact.
 * `about` marks a time given as approximate with no range known. `day` and `zone` are kept where only the day was given.
 */
export interface Occurrence {
  readonly best: Instant;
  readonly earliest: Instant;
  readonly latest: Instant;
  readonly about?: true;
  readonly day?: string;
  readonly zone?: string;
}

/** A day whose time of day nobody knows; resolved to an {@link Occurrence} once, when it is recorded (S4.3). */
export interface DayOnly {
  readonly day: string;
  readonly zone: string;
}

/** The exact occurrence at `at`. */
export const exactly = (at: Instant): Occurrence => ({ best: at, earliest: at, latest: at });

/** Whether the occurrence is known only to a range, or only approximately. */
export const isUncertain = (when: Occurrence): boolean => when.earliest !== when.latest || when.about === true;

/** The part of a span that has passed by now; its first instant where none has, so that there is one as of which things have a name. */
export const passedOf = ({ from, to }: Interval, now: Instant): Interval => ({ from, to: Math.max(from + 1, Math.min(to, now)) });
