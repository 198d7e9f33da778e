// The least and the most downtime of one component whose faults begin and end at times known to ranges, slowly and plainly (S4.4): which faults an
// end ends is settled by the best times; then every minute of every range is tried that leaves no end
// before the begin of a fault it ended.
export interface RangedBegin {
  readonly fault: string;
  readonly range: readonly [earliest: number, best: number, latest: number];
}
export interface RangedEnd {
  /** Undefined: of all that began before. */
  readonly fault: string | undefined;
  readonly range: readonly [earliest: number, best: number, latest: number];
}

/** Index of the end of each fault; -1: it goes on. Ends at one instant in the order given. */
export const settledByBest = (begins: readonly RangedBegin[], ends: readonly RangedEnd[]): readonly number[] => {
  const order = ends.map((_, index) => index).toSorted((a, b) => (ends[a]?.range[1] ?? 0) - (ends[b]?.range[1] ?? 0));
  const endOf = begins.map(() => -1);
  for (const index of order) {
    const { fault, range } = ends[index] as RangedEnd;
    begins.forEach((begin, one) => {
      if (endOf[one] !== -1) return;
      if (fault === undefined ? begin.range[1] < range[1] : begin.fault === fault && begin.range[1] <= range[1]) endOf[one] = index;
    });
  }
  return endOf;
};

/** Minutes down until `until`, for every way the times can be. */
export const everyDowntime = (begins: readonly RangedBegin[], ends: readonly RangedEnd[], until: number): ReadonlySet<number> => {
  const endOf = settledByBest(begins, ends);
  const found = new Set<number>();
  const all = [...begins, ...ends];
  const chosen: number[] = [];
  const tryFrom = (place: number): void => {
    const one = all[place];
    if (one === undefined) {
      const begun = (index: number): number => chosen[index] as number;
      const ended = (index: number): number => (endOf[index] === -1 ? until : (chosen[begins.length + (endOf[index] ?? 0)] as number));
      if (begins.some((_, index) => begun(index) > ended(index))) return;
      const down = new Set<number>();
      begins.forEach((_, index) => {
        for (let minute = begun(index); minute < ended(index); minute++) down.add(minute);
      });
      found.add(down.size);
      return;
    }
    for (let minute = one.range[0]; minute <= one.range[2]; minute++) {
      chosen[place] = minute;
      tryFrom(place + 1);
    }
  };
  tryFrom(0);
  return found;
};
