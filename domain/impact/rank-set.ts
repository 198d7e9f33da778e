// A set of ranks from which the least is taken: bits in four storeys of words, each bit of a storey saying that a word below it is not empty.
// Adding and taking cost at most four words each, however many ranks there are (up to 2^20; beyond that the top storey is searched).

export interface RankSet {
  readonly storeys: readonly Int32Array[];
  size: number;
}

const STOREYS = 4;

/** An empty set of ranks below `capacity`. */
export const rankSet = (capacity: number): RankSet => {
  const storeys: Int32Array[] = [];
  for (let storey = 0, words = capacity; storey < STOREYS; storey++) {
    words = Math.max(1, Math.ceil(words / 32));
    storeys.push(new Int32Array(words));
  }
  return { storeys, size: 0 };
};

export const capacityOf = (set: RankSet): number => (set.storeys[0] as Int32Array).length * 32;

export const addRank = (set: RankSet, rank: number): void => {
  let at = rank;
  for (let storey = 0; storey < STOREYS; storey++) {
    const words = set.storeys[storey] as Int32Array;
    const word = words[at >> 5] as number;
    const next = word | (1 << (at & 31));
    if (next === word) return;
    if (storey === 0) set.size++;
    words[at >> 5] = next;
    if (word !== 0) return;
    at >>= 5;
  }
};

/** Takes the least rank out; -1 where there is none. */
export const takeRank = (set: RankSet): number => {
  if (set.size === 0) return -1;
  const top = set.storeys[STOREYS - 1] as Int32Array;
  let at = 0;
  while (top[at] === 0) at++;
  for (let storey = STOREYS - 1; storey >= 0; storey--) {
    const word = (set.storeys[storey] as Int32Array)[at] as number;
    at = (at << 5) + (31 - Math.clz32(word & -word));
  }
  set.size--;
  for (let storey = 0, place = at; storey < STOREYS; storey++, place >>= 5) {
    const words = set.storeys[storey] as Int32Array;
    const left = (words[place >> 5] as number) & ~(1 << (place & 31));
    words[place >> 5] = left;
    if (left !== 0) break;
  }
  return at;
};
