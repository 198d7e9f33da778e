// Long because its one loop must see its arrays as locals to be fast.
// Evaluates 32 scenarios of failures in one pass over a loss network: a bit of each word is a scenario. Only what the failures reach is
// looked at, in order of the network; from the state in which nothing fails, bits are only ever added, so a cycle ends at its least losses,
// which is the greatest fixpoint of its levels (S2.6; Knaster and Tarski). Sums are bit-sliced: a counter's digits are words of 32 scenarios.
// Levels are those that everything comes to in the end, standbys staying where they are. O(requirements within reach) a pass.
import type { Level } from '../impact/scale.ts';
import { ASK, BEST, COUNTED, PUSHED, SAME, SCORED, type LossNetwork } from './loss-network.ts';

export const LANES = 32;
const DIGITS = 54;

export interface LossPass {
  /** Bits by node and plane: valid for the nodes in `touched` after `run`, else as in `base`. */
  readonly bits: Int32Array;
  /** The same where nothing fails: all lanes alike. */
  readonly base: Int32Array;
  /** Nodes that may differ from the base, the first `run()` of them. */
  readonly touched: Int32Array;
  /** Has a component fail at a level, in the lanes set. */
  readonly fail: (component: number, level: Level, lanes: number) => void;
  /** Spreads the failures; answers how many nodes are touched. */
  readonly run: () => number;
  /** Lanes in which an automatic standby's member is down that is not down in the base: its gate would switch. */
  readonly switching: () => number;
  /** Back to the base. */
  readonly reset: () => void;
}

export const lossPass = (network: LossNetwork): LossPass => {
  const { nodes, kind, outStart, outTo, outEffect, effects, inStart, inFrom, inEffect, inAdds, reached, floor } = network;
  const planes = network.levels.length;
  const bits = new Int32Array(nodes * planes);
  const base = new Int32Array(nodes * planes);
  const touched = new Int32Array(nodes);
  const isTouched = new Uint8Array(nodes);
  const pending = new Int32Array((nodes >>> 5) + 1);
  const digits = new Int32Array(DIGITS);
  let count = 0;
  let [first, last] = [pending.length, -1];

  const mark = (node: number): void => {
    const word = node >>> 5;
    (pending[word] as number) |= 1 << (node & 31);
    if (word < first) first = word;
    if (word > last) last = word;
    if (isTouched[node] === 0) {
      isTouched[node] = 1;
      touched[count++] = node;
    }
  };

  /** Bits of a node in a plane after an effect. */
  const counted = (node: number, effect: number, plane: number): number => {
    const from = effect === SAME ? plane : (effects[effect * planes + plane] as number);
    if (from < 0) return -1;
    return from === planes ? 0 : (bits[node * planes + from] as number);
  };

  const add = (lanes: number, amount: number): void => {
    let rest = amount;
    for (let digit = 0; rest > 0; digit++) {
      if (rest % 2 === 1) {
        let carry = lanes;
        for (let at = digit; carry !== 0; at++) {
          const sum = digits[at] as number;
          digits[at] = sum ^ carry;
          carry &= sum;
        }
      }
      rest = Math.floor(rest / 2);
    }
  };
  /** Lanes in which the digits make at least `sum`. */
  const atLeast = (sum: number): number => {
    if (sum <= 0) return -1;
    if (sum >= 2 ** DIGITS) return 0;
    let [greater, equal] = [0, -1];
    for (let digit = DIGITS - 1; digit >= 0; digit--) {
      const word = digits[digit] as number;
      if (Math.floor(sum / 2 ** digit) % 2 === 1) equal &= word;
      else {
        greater |= equal & word;
        equal &= ~word;
      }
    }
    return greater | equal;
  };

  /** Recomputes a gate that is not simply the worst of what is pushed into it. */
  const recompute = (node: number): void => {
    const [from, to] = [inStart[node] as number, inStart[node + 1] as number];
    const at = node * planes;
    switch (kind[node]) {
      case BEST:
        for (let plane = 0; plane < planes; plane++) {
          let all = -1;
          for (let i = from; i < to && all !== 0; i++) all &= counted(inFrom[i] as number, inEffect[i] as number, plane);
          (bits[at + plane] as number) |= all;
        }
        return;
      case COUNTED:
        for (let plane = 0; plane < planes; plane++) {
          digits.fill(0);
          for (let i = from; i < to; i++) add(counted(inFrom[i] as number, inEffect[i] as number, plane), inAdds[i * planes] as number);
          (bits[at + plane] as number) |= atLeast(reached[at + plane] as number);
        }
        return;
      case SCORED:
        digits.fill(0);
        for (let i = from; i < to; i++)
          for (let plane = 0; plane < planes; plane++)
            add(counted(inFrom[i] as number, inEffect[i] as number, plane), inAdds[i * planes + plane] as number);
        for (let plane = 0; plane < planes; plane++) (bits[at + plane] as number) |= atLeast(reached[at + plane] as number);
        return;
      default:
        throw new Error(`a node of kind ${kind[node]} is not recomputed`);
    }
  };

  const push = (node: number): void => {
    const at = node * planes;
    for (let i = outStart[node] as number, end = outStart[node + 1] as number; i < end; i++) {
      const target = outTo[i] as number;
      const effect = outEffect[i] as number;
      if (effect === ASK) {
        mark(target);
        continue;
      }
      const into = target * planes;
      let grown = 0;
      if (effect === SAME)
        for (let plane = 0; plane < planes; plane++) {
          const given = bits[at + plane] as number;
          const held = bits[into + plane] as number;
          grown |= given & ~held;
          bits[into + plane] = held | given;
        }
      else
        for (let plane = 0; plane < planes; plane++) {
          const from = effects[effect * planes + plane] as number;
          const given = from < 0 ? -1 : from === planes ? 0 : (bits[at + from] as number);
          const held = bits[into + plane] as number;
          grown |= given & ~held;
          bits[into + plane] = held | given;
        }
      if (grown !== 0) mark(target);
    }
  };

  const run = (): number => {
    for (let word = first; word <= last; word++) {
      for (let marks = pending[word] as number; marks !== 0; marks = pending[word] as number) {
        const bit = marks & -marks;
        const node = (word << 5) + 31 - Math.clz32(bit);
        pending[word] = marks ^ bit;
        if (kind[node] !== PUSHED) recompute(node);
        if (differs(node)) push(node);
        // what is pushed back within a cycle stands before
        if (first < word) {
          word = first - 1;
          break;
        }
      }
      first = word + 1;
    }
    [first, last] = [pending.length, -1];
    return count;
  };
  const differs = (node: number): boolean => {
    for (let at = node * planes, end = at + planes; at < end; at++) if (bits[at] !== base[at]) return true;
    return false;
  };

  const reset = (): void => {
    for (let i = 0; i < count; i++) {
      const node = touched[i] as number;
      isTouched[node] = 0;
      for (let at = node * planes, end = at + planes; at < end; at++) bits[at] = base[at] as number;
    }
    count = 0;
  };

  const fail = (component: number, level: Level, lanes: number): void => {
    const node = network.nodeOf[component] as number;
    for (let plane = 0; plane < planes && (network.levels[plane] as number) <= level; plane++)
      (bits[node * planes + plane] as number) |= lanes;
    mark(node);
  };

  const switching = (): number => {
    let lanes = 0;
    const { switchFrom, switchEffect, down } = network;
    if (down < 0) return lanes;
    for (let i = 0; i < switchFrom.length; i++) {
      const node = switchFrom[i] as number;
      const effect = switchEffect[i] as number;
      const plane = effect === SAME ? down : (effects[effect * planes + down] as number);
      if (plane >= 0 && plane < planes) lanes |= (bits[node * planes + plane] as number) & ~(base[node * planes + plane] as number);
    }
    return lanes;
  };

  // the base: everything looked at, from levels that hold whatever happens; a base of its own value for "differs" comes last
  base.fill(1);
  for (let node = 0; node < nodes; node++) {
    for (let plane = 0; plane < (floor[node] as number); plane++) bits[node * planes + plane] = -1;
    mark(node);
  }
  run();
  base.set(bits);
  reset();
  return { bits, base, touched, fail, run, switching, reset };
};
