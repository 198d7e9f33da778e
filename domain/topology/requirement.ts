// The one normal form of a requirement (S2): a tree of gates whose leaves are components. `all` and `any` are `atLeast` of every
// weight and of one, so three kinds of gate remain. Each gate knows its place (`all[1].standby[0]`), by which it is recognised again
// when its component is revised (S3.5). Depth is bounded where files are read, so walking it by recursion is safe.
import { ownOf } from '../own.ts';
import { effectOrHard, type EffectTable } from '../impact/effect.ts';
import { levelNamed, UP, type Level, type Scale } from '../impact/scale.ts';
import type { Duration } from '../time/instant.ts';
import type { ComponentId, Member } from './definition.ts';

export interface GateMember {
  readonly node: Node;
  readonly effect: EffectTable;
  readonly weight: number;
  /** `score` only: what each level adds. */
  readonly weights: readonly number[];
  /** What the member is called where it is named: the component's id, or the gate's place. */
  readonly label: string;
}

export interface ComponentNode {
  readonly kind: 'component';
  readonly id: ComponentId;
}
interface Gate {
  readonly place: string;
  readonly members: readonly GateMember[];
}
export interface AtLeastNode extends Gate {
  readonly kind: 'atLeast';
  readonly word: 'all' | 'any' | 'atLeast';
  readonly needed: number;
  /** Some member can be missing and the rest still be enough (S2.3). */
  readonly spare: boolean;
}
export interface StandbyNode extends Gate {
  readonly kind: 'standby';
  readonly automatic: boolean;
  readonly switchover: Duration;
  readonly failsBack: boolean;
  readonly failbackDelay: Duration;
}
export interface ScoreNode extends Gate {
  readonly kind: 'score';
  /** `[level, threshold]` in rising order of level. */
  readonly thresholds: readonly (readonly [Level, number])[];
}
export type Node = ComponentNode | AtLeastNode | StandbyNode | ScoreNode;

/** The requirement's root as a member: a bare component may carry an effect too. Its members were checked when recorded. */
export const compileRequirement = (source: Member, scale: Scale): GateMember => compileMember(source, scale, '');

const compileMember = (source: Member, scale: Scale, place: string): GateMember => {
  if (typeof source === 'string') return compileMember({ on: source }, scale, place);
  const node = compileNode(source, scale, place);
  return {
    node,
    effect: effectOrHard(source.effect, scale),
    weight: source.weight ?? 1,
    weights: source.weights === undefined ? noWeights(scale) : filledUp(source.weights, scale),
    label: node.kind === 'component' ? node.id : node.place,
  };
};

const compileNode = (source: Exclude<Member, string>, scale: Scale, place: string): Node => {
  if ('on' in source) return { kind: 'component', id: source.on };
  if ('all' in source) return atLeast('all', source.all, undefined, scale, place);
  if ('any' in source) return atLeast('any', source.any, 1, scale, place);
  if ('atLeast' in source) return atLeast('atLeast', source.of, source.atLeast, scale, place);
  if ('standby' in source) {
    return {
      kind: 'standby',
      place: within(place, 'standby'),
      members: compileMembers(source.standby, scale, within(place, 'standby')),
      automatic: source.mode === 'automatic',
      switchover: source.switchover ?? 0,
      failsBack: source.failback === 'automatic',
      failbackDelay: source.failbackDelay ?? 0,
    };
  }
  const thresholds = Object.entries(source.thresholds).map(([name, sum]) => [levelNamed(scale, name), sum] as const);
  return {
    kind: 'score',
    place: within(place, 'score'),
    members: compileMembers(source.score, scale, within(place, 'score')),
    thresholds: thresholds.filter(([level]) => level >= 0).toSorted(([a], [b]) => a - b),
  };
};

const within = (place: string, word: string): string => (place === '' ? word : `${place}.${word}`);

const atLeast = (
  word: AtLeastNode['word'],
  sources: readonly Member[],
  needed: number | undefined,
  scale: Scale,
  place: string,
): AtLeastNode => {
  const own = within(place, word);
  const members = compileMembers(sources, scale, own);
  const total = members.reduce((sum, member) => sum + member.weight, 0);
  const enough = needed ?? total;
  return { kind: 'atLeast', word, place: own, members, needed: enough, spare: members.some((member) => total - member.weight >= enough) };
};

const compileMembers = (sources: readonly Member[], scale: Scale, place: string): readonly GateMember[] =>
  sources.map((source, index) => compileMember(source, scale, `${place}[${index}]`));

/** Nearly every member's weights: one list for all of them. */
const nothings = new WeakMap<Scale, readonly number[]>();
const noWeights = (scale: Scale): readonly number[] => {
  const known = nothings.get(scale) ?? filledUp({}, scale);
  nothings.set(scale, known);
  return known;
};

/** A level left out weighs as the level before it; the best level weighs nothing unless said. */
const filledUp = (weights: { readonly [level: string]: number }, scale: Scale): readonly number[] => {
  const filled: number[] = [];
  scale.names.forEach((name, level) => filled.push(ownOf(weights, name) ?? (level === UP ? 0 : (filled[level - 1] ?? 0))));
  return filled;
};

/** Every gate of the tree, an inner one before the one it stands in. O(size). */
export const gatesInsideOut = (root: GateMember): readonly Exclude<Node, ComponentNode>[] => {
  const outsideIn: Exclude<Node, ComponentNode>[] = [];
  const pending: Node[] = [root.node];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'component') continue;
    outsideIn.push(node);
    for (const member of node.members) pending.push(member.node);
  }
  return outsideIn.toReversed();
};

/** The components the tree names, each once, in the order they are written. O(size). */
export const componentsOf = (root: GateMember): readonly ComponentId[] => {
  const found = new Set<ComponentId>();
  const pending: Node[] = [root.node];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'component') found.add(node.id);
    else for (const member of node.members.toReversed()) pending.push(member.node);
  }
  return [...found];
};
