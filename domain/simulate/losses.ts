// What each scenario of failures takes down in the end, counted: 32 scenarios a pass, ordered so that neighbours reach much the same.
// Counts are bit-sliced too: adding a word to 32 counters costs two operations on average. A scenario's counts do not depend on which
// others it shares a pass with, so any division of the scenarios among workers gives the same. O(what each 32 reach together).
import type { Level } from '../impact/scale.ts';
import type { LossNetwork } from './loss-network.ts';
import { LANES, lossPass, type LossPass } from './loss-pass.ts';
import { nearness, type Order } from './nearness.ts';

/** Scenarios in rows: the components that fail together. */
export interface Scenarios {
  readonly start: Int32Array;
  readonly failed: Int32Array;
  readonly level: Level;
}

/** Classes of components that are counted apart: 0, those that are no service, and services by what an hour of them weighs. */
export interface Classes {
  readonly count: number;
  readonly of: Uint8Array | Uint16Array;
}

export interface Losses {
  /** By scenario, class and plane: components that come to this level or worse and would not be without the failures; the failed included. */
  readonly counts: Int32Array;
  /** By scenario and class: components that come to be worse at all than they would be without the failures. */
  readonly worse: Int32Array;
  /** By scenario: whether a component with a hold-up, a start-up or a release by hand is reached. */
  readonly timed: Uint8Array;
  /** By scenario: whether an automatic standby would switch, so that the counts are not what things come to. */
  readonly switching: Uint8Array;
}

const DIGITS = 24;

/** Counts scenarios of a network; what they all need is made once. */
export const lossCounter = (network: LossNetwork, classes: Classes): ((scenarios: Scenarios) => Losses) => {
  const pass = lossPass(network);
  const orderOf = nearness(network);
  return (scenarios) => counted(network, classes, scenarios, pass, orderOf);
};

const counted = (network: LossNetwork, classes: Classes, { start, failed, level }: Scenarios, pass: LossPass, orderOf: Order): Losses => {
  const scenarios = start.length - 1;
  const planes = network.levels.length;
  const size = classes.count * planes;
  // behind the planes, a slot a class: what is not up at rest and comes to be worse, which the best plane does not show
  const slots = size + classes.count;
  const worse = new Int32Array(scenarios * classes.count);
  const counts = new Int32Array(scenarios * size);
  const timed = new Uint8Array(scenarios);
  const switching = new Uint8Array(scenarios);
  const digits = new Int32Array(slots * DIGITS);
  const { bits, base, touched } = pass;

  /** Adds one to the counters of a slot in the lanes set. */
  const count = (slot: number, lanes: number): void => {
    let carry = lanes;
    for (let digit = slot; carry !== 0; digit++) {
      const sum = digits[digit] as number;
      digits[digit] = sum ^ carry;
      carry &= sum;
    }
  };
  /** A counter's first `most` digits, in a lane. */
  const numberIn = (slot: number, lane: number, most: number): number => {
    let number = 0;
    for (let digit = 0, at = slot * DIGITS; digit < most; digit++, at++) number |= (((digits[at] as number) >>> lane) & 1) << digit;
    return number;
  };
  const reachesNobody = (scenario: number): boolean => {
    const [from, to] = [start[scenario] as number, start[scenario + 1] as number];
    const node = network.nodeOf[failed[from] as number] as number;
    if (to !== from + 1 || network.outStart[node] !== network.outStart[node + 1]) return false;
    const at = scenario * size + (classes.of[failed[from] as number] as number) * planes;
    for (let plane = 0; plane < planes && (network.levels[plane] as number) <= level; plane++) {
      const isNew = 1 + (base[node * planes + plane] as number);
      counts[at + plane] = isNew;
      if (isNew === 1) worse[scenario * classes.count + (classes.of[failed[from] as number] as number)] = 1;
    }
    return true;
  };
  const reaching = Int32Array.from({ length: scenarios }, (_, scenario) => scenario).filter((scenario) => !reachesNobody(scenario));
  const order = orderOf(start, failed, reaching);
  const { componentOf, timed: isTimed } = network;
  const { of } = classes;
  for (let first = 0; first < order.length; first += LANES) {
    const lanes = Math.min(LANES, order.length - first);
    for (let lane = 0; lane < lanes; lane++) {
      const scenario = order[first + lane] as number;
      for (let i = start[scenario] as number; i < (start[scenario + 1] as number); i++) pass.fail(failed[i] as number, level, 1 << lane);
    }
    const reached = pass.run();
    const most = 32 - Math.clz32(reached);
    let timedLanes = 0;
    for (let i = 0; i < reached; i++) {
      const node = touched[i] as number;
      const component = componentOf[node] as number;
      if (component < 0) continue;
      const at = node * planes;
      const one = of[component] as number;
      if (base[at] !== 0) {
        let differs = 0;
        for (let plane = 1; plane < planes; plane++) differs |= (bits[at + plane] as number) & ~(base[at + plane] as number);
        count((size + one) * DIGITS, differs);
      }
      let slot = one * planes * DIGITS;
      let all = 0;
      for (let plane = 0; plane < planes; plane++, slot += DIGITS) {
        let carry = (bits[at + plane] as number) & ~(base[at + plane] as number);
        all |= carry;
        for (let digit = slot; carry !== 0; digit++) {
          const sum = digits[digit] as number;
          digits[digit] = sum ^ carry;
          carry &= sum;
        }
      }
      if (isTimed[component] === 1) timedLanes |= all;
    }
    const switchingLanes = pass.switching();
    for (let lane = 0; lane < lanes; lane++) {
      const scenario = order[first + lane] as number;
      for (let slot = 0; slot < size; slot++) counts[scenario * size + slot] = numberIn(slot, lane, most);
      for (let one = 0; one < classes.count; one++)
        worse[scenario * classes.count + one] = numberIn(one * planes, lane, most) + numberIn(size + one, lane, most);
      timed[scenario] = (timedLanes >>> lane) & 1;
      switching[scenario] = (switchingLanes >>> lane) & 1;
    }
    digits.fill(0);
    pass.reset();
  }
  return { counts, worse, timed, switching };
};

/** One scenario a component. */
export const singly = (components: Int32Array, level: Level): Scenarios => ({
  start: Int32Array.from({ length: components.length + 1 }, (_, scenario) => scenario),
  failed: components,
  level,
});
