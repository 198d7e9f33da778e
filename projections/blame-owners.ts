// A service's downtime shared out instant by instant (S8: first-cause, last-to-recover, equal-split). Each piece of downtime, as the policy
// counts it, meets the faults at work then; what is left over, an absent component or time that the policy alone counts as down, is
// unattributed. Shares add up to the downtime exactly, and as shown in whole milliseconds. O(pieces + rows).
import { ownersOf, type OwnerRule } from '#domain/blame/rules.ts';
import { apportioned, SharedTime } from '#domain/blame/shares.ts';
import type { Fault } from '#domain/impact/state.ts';
import type { Interval } from '#domain/time/instant.ts';
import { clip, intersect, type Intervals } from '#domain/time/intervals.ts';
import type { ServiceHours } from '#domain/time/service-calendar.ts';
import type { AtWorkRow } from './blame-ledger.ts';
import type { BlameShare } from './blame-share.ts';

/** A stretch of downtime with those who own it. */
export interface OwnedPiece extends Interval {
  readonly owners: readonly Fault[];
  readonly planned: boolean;
}

/** Downtime cut where owners change, and where planned downtime (S6) begins and ends. */
export const piecesOf = (down: Intervals, rows: readonly AtWorkRow[], planned: Intervals, rule: OwnerRule): readonly OwnedPiece[] =>
  down.flatMap((outage) => {
    const pieces: OwnedPiece[] = [];
    let at = outage.from;
    for (const { from, to, faults } of clip(rows, outage)) {
      if (at < from) pieces.push({ from: at, to: from, owners: [], planned: false });
      pieces.push({ from, to, owners: ownersOf(rule, faults), planned: false });
      at = to;
    }
    if (at < outage.to) pieces.push({ from: at, to: outage.to, owners: [], planned: false });
    return planned.length === 0 ? pieces : pieces.flatMap((piece) => cutAtPlanned(piece, planned));
  });

const cutAtPlanned = (piece: OwnedPiece, planned: Intervals): readonly OwnedPiece[] => {
  const inside = intersect([piece], planned);
  const parts: OwnedPiece[] = [];
  let at = piece.from;
  for (const { from, to } of inside) {
    if (at < from) parts.push({ ...piece, from: at, to: from });
    parts.push({ ...piece, from, to, planned: true });
    at = to;
  }
  if (at < piece.to) parts.push({ ...piece, from: at, to: piece.to });
  return parts;
};

/** Shares of the pieces within a period, in the order in which they first appear. */
export const ownersWithin = (pieces: readonly OwnedPiece[], period: Interval, hours: ServiceHours): readonly BlameShare[] => {
  const byOwner = new Map<string, { cause: Fault | undefined; planned: boolean; raw: SharedTime; counted: SharedTime }>();
  let [raw, counted] = [0, 0];
  for (const { from, to, owners, planned } of clip(pieces, period)) {
    const served = hours.timeBetween(from, to);
    raw += to - from;
    counted += served;
    for (const cause of owners.length === 0 ? [undefined] : owners) {
      const key = `${planned} ${cause?.began.fact.id ?? ''}`;
      const own = byOwner.get(key) ?? { cause, planned, raw: new SharedTime(), counted: new SharedTime() };
      byOwner.set(key, own);
      own.raw.add(to - from, Math.max(1, owners.length));
      own.counted.add(served, Math.max(1, owners.length));
    }
  }
  const shared = [...byOwner.values()];
  const [raws, counteds] = [
    apportioned(
      shared.map((own) => own.raw.exact()),
      raw,
    ),
    apportioned(
      shared.map((own) => own.counted.exact()),
      counted,
    ),
  ];
  return shared.map(({ cause, planned }, index) => ({ cause, planned, raw: raws[index] ?? 0, counted: counteds[index] ?? 0 }));
};
