// Long because a requirement is taken apart in one place, and its order is one thing.
// A model as a network along which losses spread, for evaluating 32 scenarios at once (loss-pass.ts). A node is a component or a gate; it
// carries one bit plane for each level that can occur at all ("at this level or worse"). What counts as the worst of its members is pushed
// along edges; other gates are recomputed. Standbys stay on the member given: a pass tells where one would move. Equal gates are one node.
// Nodes are numbered so that what is required stands before what requires it, cycles apart. O(requirements). Depth of requirements is
// bounded where files are read, so taking them apart by recursion is safe.
import type { EffectTable } from '../impact/effect.ts';
import { UP, type Level, type Scale } from '../impact/scale.ts';
import type { ComponentId } from '../topology/definition.ts';
import type { Component } from '../topology/model.ts';
import type { AtLeastNode, GateMember, Node, ScoreNode, StandbyNode } from '../topology/requirement.ts';
import { strongOrder } from '../topology/strong-order.ts';

/** How a node comes to its bits, beside what is pushed into it. */
export const PUSHED = 0;
export const BEST = 1;
export const COUNTED = 2;
export const SCORED = 3;

/** An edge that only asks its target to be recomputed. */
export const ASK = -1;
/** The effect that changes nothing. */
export const SAME = 0;

/** Typed arrays and plain values only, so that a worker can be handed it. */
export interface LossNetwork {
  readonly components: readonly ComponentId[];
  /** The levels of the planes, rising: a bit in plane p says "at `levels[p]` or worse". */
  readonly levels: readonly Level[];
  /** The plane of `down`, or -1 where nothing can come to be down. */
  readonly down: number;
  readonly nodes: number;
  /** By component, its node; by node, its component, or -1. */
  readonly nodeOf: Int32Array;
  readonly componentOf: Int32Array;
  readonly kind: Uint8Array;
  /** Edges in rows: where a change of a node is pushed to, with what effect. */
  readonly outStart: Int32Array;
  readonly outTo: Int32Array;
  readonly outEffect: Int32Array;
  /** By effect and plane: the plane whose bits count as this one's; -1: always set; `levels.length`: never. */
  readonly effects: Int32Array;
  /** Members of the gates that are recomputed, in rows. */
  readonly inStart: Int32Array;
  readonly inFrom: Int32Array;
  readonly inEffect: Int32Array;
  /** What a member adds: COUNTED once, SCORED by plane. In rows as above, `levels.length` a member. */
  readonly inAdds: Float64Array;
  /** The sum from which a gate's plane is set, by node and plane. */
  readonly reached: Float64Array;
  /** Level that a node is at whatever happens, as planes set: by node. */
  readonly floor: Uint8Array;
  /** By component: its level may lag behind or outlast its requirement. */
  readonly timed: Uint8Array;
  /** Automatic standbys: the node of the member each is on, and how it counts. */
  readonly switchFrom: Int32Array;
  readonly switchEffect: Int32Array;
}

/** Which member a standby gate of a component is on. */
export type Actives = (component: ComponentId, gate: StandbyNode) => number;

interface Gate {
  readonly kind: number;
  readonly members: readonly { readonly from: number; readonly effect: number; readonly adds: readonly number[] }[];
  readonly reached: readonly number[];
}

/** `failure`: the worst level a failure injected may have. */
export const lossNetwork = (
  components: ReadonlyMap<ComponentId, Component>,
  scale: Scale,
  failure: Level = scale.down,
  activeOf: Actives = () => 0,
): LossNetwork => {
  const ids = [...components.keys()];
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const levels = levelsThatOccur(components, scale, failure);
  const planes = levels.length;
  const planesOf = (level: Level): number => levels.findLastIndex((of) => of <= level) + 1;

  const effects = effectTables(levels, scale);
  const gates: Gate[] = [];
  const gateOf = new Map<string, number>();
  const floors: number[] = ids.map(() => 0);
  const edges = { from: [] as number[], to: [] as number[], effect: [] as number[] };
  const switches = { from: [] as number[], effect: [] as number[] };
  const lostRedundancy: EffectTable = scale.names.map((_, level) => (level >= scale.impaired ? (scale.atRisk ?? UP) : UP));
  let absent = -1;

  const edge = (from: number, to: number, effect: number): void => {
    edges.from.push(from);
    edges.to.push(to);
    edges.effect.push(effect);
  };
  const gate = (made: Gate, told: string): number => {
    const known = gateOf.get(told);
    if (known !== undefined) return known;
    const node = ids.length + gates.length;
    gates.push(made);
    floors.push(0);
    gateOf.set(told, node);
    for (const { from } of made.members) edge(from, node, ASK);
    return node;
  };
  const componentNode = (id: ComponentId): number => {
    const index = indexOf.get(id);
    if (index !== undefined) return index;
    if (absent < 0) {
      absent = gate({ kind: PUSHED, members: [], reached: [] }, 'absent');
      floors[absent] = planes;
    }
    return absent;
  };
  /** Makes a level of `member`, after `outer`, count into a node that is the worst of all that counts into it. */
  const feed = (to: number, member: GateMember, outer: EffectTable, owner: ComponentId): void => {
    const effect = composed(outer, member.effect);
    const { node } = member;
    const asIs = effects.of(effect);
    if (effects.isNever(asIs)) return;
    if (node.kind === 'component') edge(componentNode(node.id), to, asIs);
    else if (node.kind === 'atLeast' && isWorst(node)) for (const inner of node.members) feed(to, inner, effect, owner);
    else if (node.kind === 'standby') feedStandby(to, node, effect, owner);
    else edge(nodeOfGate(node, owner), to, asIs);
  };
  const feedStandby = (to: number, node: StandbyNode, effect: EffectTable, owner: ComponentId): void => {
    const active = activeOf(owner, node);
    node.members.forEach((member, index) => {
      feed(to, member, index === active ? effect : composed(effect, lostRedundancy), owner);
      if (index !== active || !node.automatic) return;
      switches.from.push(nodeOf(member.node, owner));
      switches.effect.push(effects.of(member.effect));
    });
    if (active !== 0) floors[to] = Math.max(floors[to] ?? 0, planesOf(effect[scale.atRisk ?? UP] ?? UP));
  };
  const nodeOf = (node: Node, owner: ComponentId): number => (node.kind === 'component' ? componentNode(node.id) : nodeOfGate(node, owner));
  const nodeOfGate = (node: Exclude<Node, { kind: 'component' }>, owner: ComponentId): number => {
    if (node.kind === 'standby' || (node.kind === 'atLeast' && isWorst(node))) {
      const made = gate({ kind: PUSHED, members: [], reached: [] }, `${owner} ${node.place}`);
      feed(made, { node, effect: effects.same, weight: 1, weights: [], label: node.place }, effects.same, owner);
      return made;
    }
    const made = node.kind === 'score' ? scored(node, owner) : counted(node, owner);
    const told = JSON.stringify(made);
    const before = gates.length;
    const number = gate(made, told);
    if (gates.length > before && node.kind === 'atLeast' && node.spare)
      for (const member of node.members) feed(number, member, lostRedundancy, owner);
    return number;
  };
  const counted = ({ members, needed }: AtLeastNode, owner: ComponentId): Gate => {
    const total = members.reduce((sum, { weight }) => sum + weight, 0);
    const kind = needed <= Math.min(...members.map(({ weight }) => weight)) ? BEST : COUNTED;
    return {
      kind,
      members: members.map((member) => ({
        from: nodeOf(member.node, owner),
        effect: effects.of(member.effect),
        adds: kind === BEST ? [] : [member.weight],
      })),
      reached: kind === BEST ? [] : levels.map(() => total - needed + 1),
    };
  };
  const scored = ({ members, thresholds }: ScoreNode, owner: ComponentId): Gate => {
    const always = members.reduce((sum, { weights }) => sum + (weights[UP] ?? 0), 0);
    return {
      kind: SCORED,
      members: members.map((member) => ({
        from: nodeOf(member.node, owner),
        effect: effects.of(member.effect),
        adds: levels.map((level, plane) => (member.weights[level] ?? 0) - (member.weights[levels[plane - 1] ?? UP] ?? 0)),
      })),
      // a worse level may be reached by a smaller sum than a better one: the least of its own and those of what is worse
      reached: levels.map((level) =>
        thresholds.reduce((least, [of, sum]) => (of >= level ? Math.min(least, sum - always) : least), Number.POSITIVE_INFINITY),
      ),
    };
  };

  ids.forEach((id, index) => {
    const requirement = components.get(id)?.requirement;
    if (requirement !== undefined) feed(index, requirement, effects.same, id);
  });
  return inOrder({ ids, components, levels, down: levels.indexOf(scale.down), gates, floors, edges, switches, effects: effects.table() });
};

const isWorst = ({ members, needed }: AtLeastNode): boolean =>
  members.length === 1 || needed >= members.reduce((sum, { weight }) => sum + weight, 0);

const composed = (outer: EffectTable, inner: EffectTable): EffectTable => inner.map((level) => outer[level] ?? level);

/** Effects as tables from plane to plane, equal ones once. */
const effectTables = (levels: readonly Level[], scale: Scale) => {
  const planes = levels.length;
  const rows: number[] = [];
  const byText = new Map<string, number>();
  const known = new Map<EffectTable, number>();
  const never: boolean[] = [];
  const of = (effect: EffectTable): number => {
    const before = known.get(effect);
    if (before !== undefined) return before;
    const row = levels.map((level) => {
      if ((effect[UP] ?? UP) >= level) return -1;
      const plane = levels.findIndex((from) => (effect[from] ?? from) >= level);
      return plane < 0 ? planes : plane;
    });
    const text = row.join();
    let number = byText.get(text);
    if (number === undefined) {
      number = byText.size;
      byText.set(text, number);
      for (const one of row) rows.push(one);
      never.push(row.every((plane) => plane === planes));
    }
    known.set(effect, number);
    return number;
  };
  const same: EffectTable = scale.names.map((_, level) => level);
  of(same);
  return { of, same, isNever: (effect: number): boolean => never[effect] ?? false, table: () => Int32Array.from(rows) };
};

/** Levels worse than the best that some node can come to: planes of other levels would repeat those. */
const levelsThatOccur = (components: ReadonlyMap<ComponentId, Component>, scale: Scale, failure: Level): readonly Level[] => {
  const occurs = new Set<Level>([UP, failure]);
  const tables = new Set<string>();
  const pending: GateMember[] = [];
  for (const { requirement } of components.values()) if (requirement !== undefined) pending.push(requirement);
  for (let member = pending.pop(); member !== undefined; member = pending.pop()) {
    const { node, effect } = member;
    tables.add(effect.join());
    if (node.kind === 'component') {
      if (!components.has(node.id)) occurs.add(scale.down);
      continue;
    }
    if (node.kind === 'standby' || (node.kind === 'atLeast' && node.spare)) occurs.add(scale.atRisk ?? UP);
    if (node.kind === 'score') for (const [level] of node.thresholds) occurs.add(level);
    for (const one of node.members) pending.push(one);
  }
  const effects = [...tables].map((text) => text.split(',').map(Number));
  for (let size = -1; size !== occurs.size;) {
    size = occurs.size;
    for (const effect of effects) for (const level of [...occurs]) occurs.add(effect[level] ?? level);
  }
  return [...occurs].filter((level) => level > UP).toSorted((a, b) => a - b);
};

interface Parts {
  readonly ids: readonly ComponentId[];
  readonly components: ReadonlyMap<ComponentId, Component>;
  readonly levels: readonly Level[];
  readonly down: number;
  readonly gates: readonly Gate[];
  readonly floors: readonly number[];
  readonly edges: { readonly from: readonly number[]; readonly to: readonly number[]; readonly effect: readonly number[] };
  readonly switches: { readonly from: readonly number[]; readonly effect: readonly number[] };
  readonly effects: Int32Array;
}

/** Numbers the nodes in order and lays everything out in rows. */
const inOrder = ({ ids, components, levels, down, gates, floors, edges, switches, effects }: Parts): LossNetwork => {
  const nodes = floors.length;
  const planes = levels.length;
  const start = rowStarts(nodes, edges.from);
  const filled = start.slice();
  const to = new Int32Array(edges.to.length);
  const by = new Int32Array(edges.to.length);
  edges.from.forEach((from, index) => {
    const place = (filled[from] as number)++;
    to[place] = edges.to[index] as number;
    by[place] = edges.effect[index] as number;
  });
  const order = strongOrder(nodes, { start, to });
  const place = new Int32Array(nodes);
  order.forEach((node, index) => (place[node] = index));

  const outStart = new Int32Array(nodes + 1);
  const outTo = new Int32Array(to.length);
  const outEffect = new Int32Array(to.length);
  const inStart = new Int32Array(nodes + 1);
  const members: Gate['members'][number][] = [];
  const reached = new Float64Array(nodes * planes);
  const kind = new Uint8Array(nodes);
  let at = 0;
  order.forEach((node, index) => {
    for (let i = start[node] as number; i < (start[node + 1] as number); i++) {
      outTo[at] = place[to[i] as number] as number;
      outEffect[at++] = by[i] as number;
    }
    outStart[index + 1] = at;
    const gate = gates[node - ids.length];
    if (gate !== undefined) {
      kind[index] = gate.kind;
      for (const one of gate.members) members.push(one);
      reached.set(gate.reached, index * planes);
    }
    inStart[index + 1] = members.length;
  });
  const inAdds = new Float64Array(members.length * planes);
  members.forEach(({ adds }, index) => inAdds.set(adds, index * planes));
  return {
    components: ids,
    levels,
    down,
    nodes,
    nodeOf: place.slice(0, ids.length),
    componentOf: order.map((node) => (node < ids.length ? node : -1)),
    kind,
    outStart,
    outTo,
    outEffect,
    effects,
    inStart,
    inFrom: Int32Array.from(members, ({ from }) => place[from] as number),
    inEffect: Int32Array.from(members, ({ effect }) => effect),
    inAdds,
    reached,
    floor: Uint8Array.from(order, (node) => floors[node] as number),
    timed: Uint8Array.from(ids, (id) => {
      const component = components.get(id);
      return component !== undefined && (component.holdUp > 0 || component.startUp > 0 || component.restartsByHand) ? 1 : 0;
    }),
    switchFrom: Int32Array.from(switches.from, (node) => place[node] as number),
    switchEffect: Int32Array.from(switches.effect),
  };
};

const rowStarts = (nodes: number, from: readonly number[]): Int32Array => {
  const start = new Int32Array(nodes + 1);
  for (const node of from) (start[node + 1] as number)++;
  for (let node = 0; node < nodes; node++) (start[node + 1] as number) += start[node] as number;
  return start;
};
