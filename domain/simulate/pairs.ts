// Which pairs of failures take down more than their two halves together. For that, some gate must be lost to both that is lost to neither
// alone, each of its members being lost to one of them: what is the worst of its members never is. So the pairs that some such gate
// allows are found by sets of single failures, and only they are evaluated. Exact: no pair left out takes down more (induction over the
// steps by which losses spread). Monotone gates only, standbys staying where they are. O(gates · failures that reach them · members).
import type { Level } from '../impact/scale.ts';
import { BEST, PUSHED, SAME, SCORED, type LossNetwork } from './loss-network.ts';
import { LANES, lossPass } from './loss-pass.ts';
import type { Classes } from './losses.ts';

export interface PairCandidates {
  /** Pairs as indexes into the chosen components, the first less than the second. */
  readonly first: Int32Array;
  readonly second: Int32Array;
  /** By chosen component: a bit for each component that is counted and comes to be down by its failure alone. */
  readonly lost: Int32Array;
}

/** How many are lost by either of two alone: `words` a set, in rows. */
export const lostApart = (lost: Int32Array, words: number, first: number, second: number): number => {
  let count = 0;
  for (let word = 0; word < words; word++)
    count += popcount((lost[first * words + word] as number) | (lost[second * words + word] as number));
  return count;
};

export const pairCandidates = (network: LossNetwork, chosen: Int32Array, level: Level, classes: Classes): PairCandidates => {
  const words = Math.ceil(chosen.length / LANES);
  const planes = planesThatFeedDown(network);
  const lost = lostBySingles(network, chosen, level, planes, classes);
  const candidates = new Int32Array(chosen.length * words);
  const set = (node: number, effect: number, plane: number, word: number): number => {
    const from = effect === SAME ? plane : (network.effects[effect * network.levels.length + plane] as number);
    if (from < 0) return -1;
    const slot = planes.indexOf(from);
    return slot < 0 ? 0 : (lost.sets[(node * planes.length + slot) * words + word] as number);
  };

  const all = new Int32Array(words);
  const any = new Int32Array(words);
  const both = new Int32Array(words);
  /** Adds or takes away, word by word, the failures to which a member is lost. */
  const gather = (into: Int32Array, member: number, plane: number, keeps: boolean): void => {
    const [node, effect] = [network.inFrom[member] as number, network.inEffect[member] as number];
    for (let word = 0; word < words; word++) {
      const bits = set(node, effect, plane, word);
      into[word] = keeps ? (into[word] as number) & bits : (into[word] as number) | bits;
    }
  };
  /** The failures that, with `one`, every member is lost to: to one of the two. Of a gate that counts, all that reach it. */
  const partnersOf = (one: number, gate: number, plane: number): void => {
    if (network.kind[gate] !== BEST) {
      both.set(any);
      return;
    }
    both.fill(-1);
    for (let member = network.inStart[gate] as number; member < (network.inStart[gate + 1] as number); member++) {
      const bits = set(network.inFrom[member] as number, network.inEffect[member] as number, plane, one >>> 5);
      if (((bits >>> (one & 31)) & 1) === 0) gather(both, member, plane, true);
    }
  };
  const look = (gate: number, plane: number): void => {
    const isBest = network.kind[gate] === BEST;
    all.fill(isBest ? -1 : 0);
    any.fill(0);
    for (let member = network.inStart[gate] as number; member < (network.inStart[gate + 1] as number); member++) {
      if (isBest) gather(all, member, plane, true);
      gather(any, member, plane, false);
    }
    for (let one = 0; one < chosen.length; one++) {
      const alone = all[one >>> 5] as number;
      if (((((any[one >>> 5] as number) & ~alone) >>> (one & 31)) & 1) === 0) continue;
      partnersOf(one, gate, plane);
      for (let word = 0; word < words; word++)
        (candidates[one * words + word] as number) |= (both[word] as number) & ~(all[word] as number);
    }
  };
  for (let gate = 0; gate < network.nodes; gate++) {
    if (network.kind[gate] !== PUSHED) for (const plane of planes) look(gate, plane);
  }
  const pairs = pairsIn(candidates, chosen.length, words);
  return { ...pairs, lost: lost.rows };
};

const pairsIn = (candidates: Int32Array, size: number, words: number): { readonly first: Int32Array; readonly second: Int32Array } => {
  const first: number[] = [];
  const second: number[] = [];
  for (let one = 0; one < size; one++) {
    for (let word = 0; word < words; word++) {
      for (let some = candidates[one * words + word] as number; some !== 0; some &= some - 1) {
        const other = word * LANES + 31 - Math.clz32(some & -some);
        if (other <= one || other >= size) continue;
        first.push(one);
        second.push(other);
      }
    }
  }
  return { first: Int32Array.from(first), second: Int32Array.from(second) };
};

/** Planes whose bits can come to make a difference to who is down. */
const planesThatFeedDown = ({ levels, down, effects, kind }: LossNetwork): readonly number[] => {
  if (down < 0) return [];
  // a score adds up its members' levels, so with one every plane may tell
  if (kind.includes(SCORED)) return levels.map((_, plane) => plane);
  const found = new Set([down]);
  for (const plane of found) {
    for (let effect = 0; effect < effects.length / levels.length; effect++) {
      const from = effects[effect * levels.length + plane] as number;
      if (from >= 0 && from < levels.length) found.add(from);
    }
  }
  return [...found].toSorted((a, b) => a - b);
};

interface LostBySingles {
  /** By node, plane and word: the single failures that bring the node to the level. */
  readonly sets: Int32Array;
  readonly rows: Int32Array;
}

const lostBySingles = (
  network: LossNetwork,
  chosen: Int32Array,
  level: Level,
  planes: readonly number[],
  classes: Classes,
): LostBySingles => {
  const words = Math.ceil(chosen.length / LANES);
  const ofNode = planes.length * words;
  const sets = new Int32Array(network.nodes * ofNode);
  const rowWords = Math.ceil(network.components.length / LANES);
  const rows = new Int32Array(chosen.length * rowWords);
  const pass = lossPass(network);
  const all = network.levels.length;
  for (let node = 0; node < network.nodes; node++)
    planes.forEach((plane, slot) => {
      if (pass.base[node * all + plane] !== 0) sets.fill(-1, node * ofNode + slot * words, node * ofNode + (slot + 1) * words);
    });
  for (let word = 0; word < words; word++) {
    const lanes = Math.min(LANES, chosen.length - word * LANES);
    for (let lane = 0; lane < lanes; lane++) pass.fail(chosen[word * LANES + lane] as number, level, 1 << lane);
    const reached = pass.run();
    for (let i = 0; i < reached; i++) {
      const node = pass.touched[i] as number;
      for (let slot = 0; slot < planes.length; slot++)
        sets[node * ofNode + slot * words + word] = pass.bits[node * all + (planes[slot] as number)] as number;
      const component = network.componentOf[node] as number;
      if (component < 0 || classes.of[component] === 0 || network.down < 0) continue;
      const at = node * all + network.down;
      for (let some = (pass.bits[at] as number) & ~(pass.base[at] as number); some !== 0; some &= some - 1) {
        const one = word * LANES + 31 - Math.clz32(some & -some);
        (rows[one * rowWords + (component >>> 5)] as number) |= 1 << (component & 31);
      }
    }
    pass.reset();
  }
  return { sets, rows };
};

const popcount = (word: number): number => {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
};
