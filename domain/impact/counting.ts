// Gates that count (S2.2-S2.4): each keeps the weight of its members at each level, so that one member's change costs O(1), plus O(levels)
// where the gate's own level must be found again. A change climbs from gate to gate until it changes nothing, at most to the component's
// requirement, whose owner then waits to settle. Numbers are whole; where they could exceed what is exact, members are added up anew.
import { ALL, COUNT, NONE, SCORE, STANDBY, WIDE_COUNT, WIDE_SCORE } from '../topology/compiled-graph.ts';
import type { Kernel } from './kernel.ts';
import { addRank } from './rank-set.ts';
import { UP, type Level } from './scale.ts';

/** The level of a gate as its members count now. */
const gateLevel = (kernel: Kernel, gate: number): Level => {
  const { gates } = kernel.graph;
  switch (gates.kind[gate]) {
    case ALL:
      return worstMember(kernel, gate);
    case COUNT:
      return countLevel(kernel, gate);
    case STANDBY:
      return standbyLevel(kernel, gate);
    case SCORE:
      return scoreLevel(kernel, gate, kernel.gates.sum[gate] as number);
    case WIDE_COUNT:
      return wideCountLevel(kernel, gate);
    default:
      return scoreLevel(kernel, gate, scoreSum(kernel, gate));
  }
};

const worstMember = ({ counts: { weight }, levels, down }: Kernel, gate: number): Level => {
  const first = gate * levels;
  for (let level = down; level > UP; level--) if (weight[first + level] !== 0) return level;
  return UP;
};

const isImpaired = ({ counts: { weight }, levels, scale }: Kernel, gate: number): boolean => {
  const first = gate * levels;
  for (let level = scale.impaired; level < levels; level++) if (weight[first + level] !== 0) return true;
  return false;
};

const countLevel = (kernel: Kernel, gate: number): Level => {
  const { counts, levels, down, atRisk, graph } = kernel;
  const needed = graph.gates.rule[gate] as number;
  const first = gate * levels;
  let [level, weight] = [UP, counts.weight[first] as number];
  while (weight < needed && level < down) weight += counts.weight[first + ++level] as number;
  if (level >= atRisk || graph.gates.spare[gate] === 0) return level;
  return isImpaired(kernel, gate) ? atRisk : level;
};

const standbyLevel = (kernel: Kernel, gate: number): Level => {
  const { counts, levels, atRisk, scale, graph } = kernel;
  const active = kernel.choices.active[graph.gates.rule[gate] as number] as number;
  const level = kernel.slots.level[(graph.gates.firstSlot[gate] as number) + active] as number;
  if (level >= atRisk || active !== 0) return Math.max(level, atRisk);
  const first = gate * levels;
  let impaired = level >= scale.impaired ? -1 : 0;
  for (let other = scale.impaired; other < levels; other++) impaired += counts.weight[first + other] as number;
  return impaired > 0 ? atRisk : level;
};

const scoreLevel = ({ graph, down }: Kernel, gate: number, sum: number): Level => {
  const thresholds = graph.thresholds.cells;
  const first = graph.gates.rule[gate] as number;
  for (let level = down; level > UP; level--) if (sum >= (thresholds[first + level] as number)) return level;
  return UP;
};

const scoreSum = ({ graph: { gates, slots, adds }, slots: { level } }: Kernel, gate: number): number => {
  const first = gates.firstSlot[gate] as number;
  let sum = 0;
  for (let slot = first; slot < first + (gates.members[gate] as number); slot++)
    sum += adds.cells[(slots.adds[slot] as number) + (level[slot] as number)] as number;
  return sum;
};

const wideCountLevel = (kernel: Kernel, gate: number): Level => {
  const { graph, levels, down, atRisk, scale } = kernel;
  const { gates, slots, adds, thresholds } = graph;
  const first = gates.firstSlot[gate] as number;
  const weights = new Float64Array(levels);
  let impaired = false;
  for (let slot = first; slot < first + (gates.members[gate] as number); slot++) {
    const level = kernel.slots.level[slot] as number;
    weights[level] = (weights[level] as number) + (adds.cells[slots.adds[slot] as number] as number);
    impaired ||= level >= scale.impaired;
  }
  const needed = thresholds.cells[gates.rule[gate] as number] as number;
  let [level, weight] = [UP, weights[UP] as number];
  while ((weight < needed || weight === 0) && level < down) weight += weights[++level] as number;
  return impaired && gates.spare[gate] === 1 ? Math.max(level, atRisk) : level;
};

/** Counts the gates of a component's requirement from the levels of what it names. O(its size). */
export const countRequirement = (kernel: Kernel, component: number): void => {
  const { graph, components, counts, levels } = kernel;
  const { nodes, gates, slots, adds, effects } = graph;
  const firstGate = nodes.firstGate[component] as number;
  const gateCount = nodes.gates[component] as number;
  if (gateCount === 0) {
    components.required[component] = UP;
    return;
  }
  for (let gate = firstGate; gate < firstGate + gateCount; gate++) {
    const first = gates.firstSlot[gate] as number;
    const kind = gates.kind[gate] as number;
    counts.weight.fill(0, gate * levels, (gate + 1) * levels);
    let sum = 0;
    for (let slot = first; slot < first + (gates.members[gate] as number); slot++) {
      const target = slots.target[slot] as number;
      if (target !== NONE)
        kernel.slots.level[slot] = effects.cells[(slots.effect[slot] as number) + (components.level[target] as number)] as number;
      const level = kernel.slots.level[slot] as number;
      if (kind === SCORE) sum += adds.cells[(slots.adds[slot] as number) + level] as number;
      else if (kind <= STANDBY) addWeight(counts.weight, gate * levels + level, slots.adds[slot] as number);
    }
    kernel.gates.sum[gate] = sum;
    const level = gateLevel(kernel, gate);
    kernel.gates.level[gate] = level;
    const parent = gates.parent[gate] as number;
    const effect = parent === NONE ? (nodes.effect[component] as number) : (slots.effect[parent] as number);
    const counted = effects.cells[effect + level] as number;
    if (parent === NONE) components.required[component] = counted;
    else kernel.slots.level[parent] = counted;
  }
};

const addWeight = (weight: Int32Array, place: number, more: number): void => {
  weight[place] = (weight[place] as number) + more;
};

/** A member counts at another level now: so do, perhaps, its gate and those around it. */
const recount = (kernel: Kernel, changed: number, level: Level): void => {
  const { graph, levels } = kernel;
  const { gates, slots } = graph;
  const weight = kernel.counts.weight;
  const slotLevel = kernel.slots.level;
  let [slot, counted] = [changed, level];
  for (;;) {
    const before = slotLevel[slot] as number;
    if (before === counted) return;
    slotLevel[slot] = counted;
    const gate = slots.gate[slot] as number;
    // A cycle may be held at a level by itself alone, or by its start-ups: it is looked at, even if it still counts the same.
    if (gates.inCycle[gate] === 1) wait(kernel, gates.owner[gate] as number);
    const was = kernel.gates.level[gate] as number;
    const kind = gates.kind[gate] as number;
    let now: number;
    if (kind === SCORE) {
      const { cells } = graph.adds;
      const row = slots.adds[slot] as number;
      const sum = (kernel.gates.sum[gate] as number) + (cells[row + counted] as number) - (cells[row + before] as number);
      kernel.gates.sum[gate] = sum;
      now = scoreLevel(kernel, gate, sum);
    } else if (kind >= WIDE_COUNT)
      now = kind === WIDE_SCORE ? scoreLevel(kernel, gate, scoreSum(kernel, gate)) : wideCountLevel(kernel, gate);
    else {
      const first = gate * levels;
      const adds = slots.adds[slot] as number;
      const left = (weight[first + before] as number) - adds;
      weight[first + before] = left;
      weight[first + counted] = (weight[first + counted] as number) + adds;
      if (kind === ALL) {
        // The worst member decides: look for another only where the last of the worst has gone.
        if (counted >= was) now = counted;
        else now = before === was && left === 0 ? worstMember(kernel, gate) : was;
      } else if (kind === COUNT) now = countLevel(kernel, gate);
      else {
        now = standbyLevel(kernel, gate);
        wait(kernel, gates.owner[gate] as number);
      }
    }
    if (now === was) return;
    kernel.gates.level[gate] = now;
    const parent = gates.parent[gate] as number;
    if (parent === NONE) {
      settleRequirement(kernel, gates.owner[gate] as number, now);
      return;
    }
    counted = graph.effects.cells[(slots.effect[parent] as number) + now] as number;
    slot = parent;
  }
};

/** A standby is on another member: its gate's level is found again. */
export const recountStandby = (kernel: Kernel, gate: number): void => {
  const { gates, slots, effects } = kernel.graph;
  const level = standbyLevel(kernel, gate);
  if (level === kernel.gates.level[gate]) return;
  kernel.gates.level[gate] = level;
  const parent = gates.parent[gate] as number;
  if (parent === NONE) settleRequirement(kernel, gates.owner[gate] as number, level);
  else recount(kernel, parent, effects.cells[(slots.effect[parent] as number) + level] as number);
};

const settleRequirement = (kernel: Kernel, owner: number, level: Level): void => {
  const { graph, components } = kernel;
  const counted = graph.effects.cells[(graph.nodes.effect[owner] as number) + level] as number;
  if (components.required[owner] === counted) return;
  components.required[owner] = counted;
  wait(kernel, owner);
};

/** A component waits to settle: in the queue of the cycle that settles now, or at its rank. */
export const wait = (kernel: Kernel, component: number): void => {
  const { nodes } = kernel.graph;
  const rank = nodes.rank[component] as number;
  if (rank !== kernel.settling) {
    addRank(kernel.pending, rank);
    if (nodes.cyclic[component] === 1) waitInCycle(kernel, component, rank);
  } else if (kernel.components.queued[component] === 0) {
    kernel.components.queued[component] = 1;
    kernel.queue[kernel.queueSize++ % kernel.queue.length] = component;
  }
};

/** Notes who waits in a cycle that settles later: from them its levels are found again. */
const waitInCycle = ({ components, waiters }: Kernel, component: number, rank: number): void => {
  if (components.visited[component] === 1) return;
  components.visited[component] = 1;
  components.nextWaiter[component] = waiters[rank] as number;
  waiters[rank] = component + 1;
};

/** A component's level counts in all gates that name it. */
export const passOn = (kernel: Kernel, component: number): void => {
  const { graph, components } = kernel;
  const { nodes, slots, uses, effects } = graph;
  const level = components.level[component] as number;
  const end = (nodes.firstUse[component] as number) + (nodes.useCount[component] as number);
  for (let use = nodes.firstUse[component] as number; use < end; use++) {
    const slot = uses[use] as number;
    recount(kernel, slot, effects.cells[(slots.effect[slot] as number) + level] as number);
  }
};

/** The same for the gates inside the cycle that settles now alone. */
export const passOnWithin = (kernel: Kernel, component: number): void => {
  const { graph, components, settling } = kernel;
  const { nodes, slots, gates, uses, effects } = graph;
  const level = components.level[component] as number;
  const end = (nodes.firstUse[component] as number) + (nodes.useCount[component] as number);
  for (let use = nodes.firstUse[component] as number; use < end; use++) {
    const slot = uses[use] as number;
    const counted = effects.cells[(slots.effect[slot] as number) + level] as number;
    if (counted === kernel.slots.level[slot]) continue;
    if (nodes.rank[gates.owner[slots.gate[slot] as number] as number] === settling) recount(kernel, slot, counted);
  }
};
