// Corrections and retractions in the order in which they are settled (S5.4): one that names another amendment goes before it, since it
// decides whether and how that one counts; where they name each other in a circle, the last reported goes first. O(n log n).
import { isA, reportedAt, type FactOf, type Recorded } from './fact.ts';
import type { FactId } from './types.ts';

export type Amendment = Recorded<FactOf<'Corrected' | 'Retracted'>>;

/** Last reported, then last recorded, is last; by stream and revision at one instant, never by an adapter's position. */
export const byReport = (a: Recorded, b: Recorded): number =>
  reportedAt(a) - reportedAt(b) ||
  a.recordedAt - b.recordedAt ||
  (a.stream < b.stream ? -1 : a.stream > b.stream ? 1 : a.revision - b.revision);

/** `members`: the ids each import brought. Amendments are taken by what they first said, before corrections of their own. */
export const amendmentsInOrder = (
  amendments: readonly Amendment[],
  members: ReadonlyMap<string, readonly FactId[]>,
): readonly Amendment[] => {
  const lastFirst = amendments.toSorted(byReport).toReversed();
  const byId = new Map(lastFirst.map((one) => [one.fact.id, one]));
  const named = new Map(lastFirst.map((one) => [one, namedBy(one, members).flatMap((id) => byId.get(id) ?? [])]));
  const waitsFor = new Map<Amendment, number>();
  for (const others of named.values()) for (const other of others) waitsFor.set(other, (waitsFor.get(other) ?? 0) + 1);

  const order = new Set<Amendment>();
  for (const latest of lastFirst.filter((one) => (waitsFor.get(one) ?? 0) === 0).concat(lastFirst)) {
    const ready = [latest];
    for (let one = ready.pop(); one !== undefined; one = ready.pop()) {
      if (order.has(one)) continue;
      order.add(one);
      for (const other of named.get(one) ?? []) {
        const left = (waitsFor.get(other) ?? 0) - 1;
        waitsFor.set(other, left);
        if (left === 0) ready.push(other);
      }
    }
  }
  return [...order];
};

/** Ids an amendment names, itself left out. */
const namedBy = (one: Amendment, members: ReadonlyMap<string, readonly FactId[]>): readonly FactId[] => {
  const said = isA(one, 'Retracted') && one.fact.data.importId !== undefined ? members.get(one.fact.data.importId) : [one.fact.data.fact];
  return (said ?? []).filter((id): id is FactId => id !== undefined && id !== one.fact.id);
};
