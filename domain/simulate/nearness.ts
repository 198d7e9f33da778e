// Orders scenarios so that those which reach much the same stand together, and share what a pass has to look at. What each node can reach is
// sketched by the least of random ranks of what is in it (Broder, "On the resemblance of documents", 1997): two reaches share a least rank as
// often as they share members. A scenario's is the least of those of what fails. Only the order depends on it, never an answer.
// O(sketches · (requirements + scenarios · log scenarios)).
import type { LossNetwork } from './loss-network.ts';

const SKETCHES = 4;

/** Scenarios, of failures in rows, in a good order: the given ones, or all. */
export type Order = (start: Int32Array, failed: Int32Array, given?: Int32Array) => Int32Array;

export const nearness = (network: LossNetwork): Order => {
  const bits = 33 - Math.clz32(network.nodes);
  const ranks = 2 ** bits + 1;
  const sketches = Array.from({ length: SKETCHES }, (_, index) => sketchOf(network, index, bits));
  return (start, failed, given = Int32Array.from({ length: start.length - 1 }, (_, scenario) => scenario)) => {
    const scenarios = given.length;
    const group = new Int32Array(scenarios);
    const order = given.slice();
    const keys = new Float64Array(scenarios);
    let groups = 1;
    for (const sketch of sketches) {
      for (let place = 0; place < scenarios; place++) {
        const scenario = given[place] as number;
        let least = ranks - 1;
        for (let i = start[scenario] as number; i < (start[scenario + 1] as number); i++)
          least = Math.min(least, sketch[network.nodeOf[failed[i] as number] as number] as number);
        keys[place] = (group[place] as number) * ranks + least;
      }
      // the scenario's place makes keys whole and each its own; groups are numbered anew, so that they stay exact
      if (groups * ranks * scenarios > Number.MAX_SAFE_INTEGER) break;
      const sorted = new Float64Array(scenarios);
      for (let place = 0; place < scenarios; place++) sorted[place] = (keys[place] as number) * scenarios + place;
      sorted.sort();
      groups = 0;
      let before = -1;
      for (let next = 0; next < scenarios; next++) {
        const place = (sorted[next] as number) % scenarios;
        const own = keys[place] as number;
        if (own !== before) groups++;
        before = own;
        group[place] = groups - 1;
        order[next] = given[place] as number;
      }
    }
    return order;
  };
};

/** By node: the least rank in its reach. Twice backwards through the order, since a cycle may lead back. */
const sketchOf = ({ nodes, componentOf, outStart, outTo }: LossNetwork, index: number, bits: number): Int32Array => {
  const least = new Int32Array(nodes);
  for (let node = 0; node < nodes; node++) least[node] = (componentOf[node] as number) < 0 ? 1 << bits : rankOf(node, index, bits);
  for (let round = 0; round < 2; round++) {
    for (let node = nodes - 1; node >= 0; node--) {
      let found = least[node] as number;
      for (let i = outStart[node] as number, end = outStart[node + 1] as number; i < end; i++) {
        const other = least[outTo[i] as number] as number;
        if (other < found) found = other;
      }
      least[node] = found;
    }
  }
  return least;
};

/** A number of so many bits, another for each node: each step can be undone. */
const rankOf = (node: number, index: number, bits: number): number => {
  const mask = (1 << bits) - 1;
  let rank = (node ^ Math.imul(index + 1, 0x9e3779b1)) & mask;
  for (const factor of [0x85ebca6b, 0xc2b2ae35]) {
    rank ^= rank >>> (bits >>> 1);
    rank = Math.imul(rank, factor) & mask;
  }
  return rank ^ (rank >>> (bits >>> 1));
};
