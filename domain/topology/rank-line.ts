// A line of ranks with holes, which grows at both ends: a name of which nothing is known goes first. All members of a cycle share a rank, and
// the next ranks are kept free for them. A new component costs O(1), amortised.

export interface Ranks {
  /** By rank: a component of the group that stands there, or NONE. */
  at: Int32Array;
  /** Ranks in use are `low … high - 1`. */
  low: number;
  high: number;
}

/** No component stands at the rank. */
export const NOBODY = -1;

/** What a line of ranks needs to know of a graph. */
interface Ranked {
  readonly names: readonly unknown[];
  /** By component: its rank, and the next member of its cycle, round and round. */
  readonly nodes: { readonly rank: Int32Array; readonly nextInGroup: Int32Array };
  readonly ranks: Ranks;
}

export const newRanks = (): Ranks => ({ at: new Int32Array(64).fill(NOBODY), low: 32, high: 32 });

/** Gives a new component a rank before all others. */
export const placeFirst = (graph: Ranked, component: number): void => {
  const { ranks } = graph;
  if (ranks.low === 0) makeRoom(graph);
  ranks.at[--ranks.low] = component;
  graph.nodes.rank[component] = ranks.low;
};

/** Room for as many ranks again, half of it at either end; holes are closed but those that belong to a cycle. */
export const makeRoom = (graph: Ranked): void => {
  const { ranks, names } = graph;
  const before = ranks.at;
  const at = new Int32Array(Math.max(64, 4 * names.length)).fill(NOBODY);
  const low = names.length;
  let next = low;
  for (let rank = ranks.low; rank < ranks.high; rank++) {
    const head = before[rank] as number;
    if (head === NOBODY) continue;
    next = seat(graph, at, head, next);
  }
  Object.assign(ranks, { at, low, high: next });
};

/** Puts a whole group at `rank`; the next ranks are its own as far as it has members, so that it can be taken apart. */
export const seat = ({ nodes }: Pick<Ranked, 'nodes'>, at: Int32Array, head: number, rank: number): number => {
  let [member, size] = [head, 0];
  at[rank] = head;
  do {
    nodes.rank[member] = rank;
    member = nodes.nextInGroup[member] as number;
    size++;
  } while (member !== head);
  return rank + size;
};
