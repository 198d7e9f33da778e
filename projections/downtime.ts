// Every outage of each service in a span, and what each part of it is owed to under `first-cause` (S8). Parts add up exactly to the
// outage, in raw and in agreed service time. An outage is time at the policy's `countFrom` or worse; planned downtime stands apart.
import type { Level } from '#domain/impact/scale.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Duration, Interval } from '#domain/time/instant.ts';
import { clip, type Intervals } from '#domain/time/intervals.ts';
import type { ServiceHours } from '#domain/time/service-calendar.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { LedgerRow } from './ledger.ts';

export interface Share {
  /** Undefined: unattributed. */
  readonly cause: Fault | undefined;
  readonly raw: Duration;
  readonly counted: Duration;
}

export interface OutageRow extends Interval {
  readonly service: ComponentId;
  readonly raw: Duration;
  readonly counted: Duration;
  readonly shares: readonly Share[];
  /** It began before the span, or goes on after it. */
  readonly cut: boolean;
  /** Planned downtime (S6): told, and no outage. */
  readonly planned: boolean;
}

/** Outages, and planned downtime, of one service within a span, in order. `rows` are its ledger. */
export const outagesWithin = (
  rows: readonly LedgerRow[],
  span: Interval,
  countFrom: Level,
  unknown: Level | undefined,
  hours: ServiceHours,
  plannedTime: Intervals = [],
): readonly OutageRow[] => {
  const outages: OutageRow[] = [];
  for (const row of rows) {
    if (row.level < countFrom || row.level === unknown || row.to <= span.from || row.from >= span.to) continue;
    const within = { from: Math.max(row.from, span.from), to: Math.min(row.to, span.to) };
    const cut = row.from < span.from || row.to > span.to;
    for (const { from, to, planned } of parted(within, plannedTime)) {
      const share: Share = { cause: row.cause, raw: to - from, counted: hours.timeBetween(from, to) };
      const last = outages.at(-1);
      if (last !== undefined && last.to === from && last.planned === planned) outages[outages.length - 1] = joined(last, share, to, cut);
      else outages.push({ service: row.component, from, to, raw: share.raw, counted: share.counted, shares: [share], cut, planned });
    }
  }
  return outages;
};

/** A span as its planned and its other parts, in order. */
const parted = (span: Interval, plannedTime: Intervals): readonly (Interval & { readonly planned: boolean })[] => {
  const parts: (Interval & { readonly planned: boolean })[] = [];
  let at = span.from;
  for (const { from, to } of clip(plannedTime, span)) {
    if (at < from) parts.push({ from: at, to: from, planned: false });
    parts.push({ from, to, planned: true });
    at = to;
  }
  if (at < span.to) parts.push({ from: at, to: span.to, planned: false });
  return parts;
};

const joined = (outage: OutageRow, share: Share, to: number, cut: boolean): OutageRow => ({
  ...outage,
  to,
  raw: outage.raw + share.raw,
  counted: outage.counted + share.counted,
  shares: addedUp([...outage.shares, share]),
  cut: outage.cut || cut,
});

/** One share for each fault, in the order in which they first appear. O(shares). */
export const addedUp = (shares: readonly Share[]): readonly Share[] => {
  const byCause = new Map<Fault | undefined, Share>();
  for (const share of shares) {
    const before = byCause.get(share.cause);
    byCause.set(
      share.cause,
      before === undefined ? share : { ...share, raw: before.raw + share.raw, counted: before.counted + share.counted },
    );
  }
  return [...byCause.values()];
};
