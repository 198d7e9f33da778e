// An event known only to the day, made an occurrence once, when it is recorded (S4.3): anywhere in the day as far as its length allows,
// at best so that it lies around the middle of the agreed service time of that day.
import { spokenDuration } from './duration.ts';
import type { DayOnly, Duration, Instant, Interval, Occurrence } from './instant.ts';
import { intersect, totalLength, type Intervals } from './intervals.ts';
import { dayBounds } from './zone.ts';
import { isRefusal, refuse, type Refusal } from '../refusal.ts';

/**
 * When something of `duration` (default: a moment) began on a day. `service` is the agreed service time around that day, normalised; with
 * none of it on the day, the middle of the day counts. Refuses a day that is none, and what is longer than the day.
 */
export const resolveDay = (only: DayOnly, duration: Duration | undefined, service: Intervals): Occurrence | Refusal => {
  const day = dayBounds(only.day, only.zone);
  if (isRefusal(day)) return day;
  const length = duration ?? 0;
  if (length > day.to - day.from) {
    return refuse(
      `${spokenDuration(length)} do not fit into ${only.day}, which had ${spokenDuration(day.to - day.from)} in ${only.zone}: give an instant`,
    );
  }
  const latest = day.to - Math.max(length, 1);
  const open = intersect(service, [day]);
  const middle = middleOf(open.length === 0 ? [day] : open);
  const best = Math.min(Math.max(middle - Math.floor(length / 2), day.from), latest);
  return { best, earliest: day.from, latest, day: only.day, zone: only.zone };
};

/** The instant by which half of the time has passed. */
const middleOf = (intervals: readonly Interval[]): Instant => {
  let left = Math.floor(totalLength(intervals) / 2);
  for (const { from, to } of intervals) {
    if (left < to - from) return from + left;
    left -= to - from;
  }
  throw new Error('there is no middle of nothing');
};
