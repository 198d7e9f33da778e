// What a new fact changed (record): for each service whose history is another now, its downtime month by month before and after, and the
// level it is left at. Downtime here is raw time at `down`, in months of a zone, counted to now.
import { replay } from '#domain/impact/replay.ts';
import type { Recorded } from '#domain/facts/fact.ts';
import { UP, type Level, type Scale } from '#domain/impact/scale.ts';
import type { LevelInterval } from '#domain/impact/timeline.ts';
import { clip } from '#domain/time/intervals.ts';
import type { Duration, Instant } from '#domain/time/instant.ts';
import { periodsOf } from '#domain/time/period.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import { catalogueOf, displayName } from '#domain/facts/catalogue.ts';
import { servicesOf } from './services.ts';

export interface MonthChange {
  readonly month: string;
  readonly before: Duration;
  readonly after: Duration;
}

export interface ServiceChange {
  readonly service: ComponentId;
  readonly name: string;
  readonly months: readonly MonthChange[];
  /** Level now, and since when, where it is not up. */
  readonly nowAt: { readonly level: Level; readonly since: Instant } | undefined;
}

export interface Difference {
  readonly scale: Scale;
  readonly services: readonly ServiceChange[];
}

/** Compares two histories of the same services up to `now`. Two replays. */
export const differenceBetween = (before: readonly Recorded[], after: readonly Recorded[], now: Instant, zone: string): Difference => {
  const [old, recent] = [replay(before, { until: now + 1 }), replay(after, { until: now + 1 })];
  const catalogue = catalogueOf(after);
  const services = servicesOf(catalogue).flatMap((service): readonly ServiceChange[] => {
    const [was, is] = [old.timeline.get(service) ?? [], recent.timeline.get(service) ?? []];
    const changedFrom = firstDifference(was, is);
    if (changedFrom === undefined) return [];
    const months = periodsOf({ from: changedFrom, to: now }, 'month', zone).flatMap((month): readonly MonthChange[] => {
      const whole = {
        from: periodsOf({ from: month.from - 32 * 86_400_000, to: month.to }, 'month', zone).at(-1)?.from ?? month.from,
        to: month.to,
      };
      const [one, other] = [downIn(was, whole, old.scale), downIn(is, whole, recent.scale)];
      return one === other ? [] : [{ month: month.label, before: one, after: other }];
    });
    const last = is.at(-1);
    const nowAt = last === undefined || last.level === UP ? undefined : { level: last.level, since: last.from };
    return [{ service, name: displayName(catalogue, service, now), months, nowAt }];
  });
  return { scale: recent.scale, services };
};

type Intervals = readonly LevelInterval[];

/** Where two histories begin to differ. */
const firstDifference = (a: Intervals, b: Intervals): Instant | undefined => {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [one, other] = [a[index], b[index]];
    if (one === undefined || other === undefined) return (one ?? other)?.from;
    if (one.from !== other.from || one.level !== other.level) return Math.min(one.from, other.from);
    if (one.to !== other.to) return Math.min(one.to, other.to);
  }
  return undefined;
};

const downIn = (history: Intervals, span: { readonly from: Instant; readonly to: Instant }, scale: Scale): Duration =>
  clip(history, span).reduce((sum, { from, to, level }) => sum + (level === scale.down ? to - from : 0), 0);
