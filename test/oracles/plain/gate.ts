// The level of a requirement from the levels of what it names (S2.2-S2.4). Pure and stateless: which member a standby is on is given.
// Every gate is monotone: a worse member never gives a better gate. O(size of the tree · log members).
import type { ComponentId } from '#domain/topology/definition.ts';
import type { AtLeastNode, GateMember, Node, ScoreNode, StandbyNode } from '#domain/topology/requirement.ts';
import { UP, type Level, type Scale } from '#domain/impact/scale.ts';

/** What a gate looks at: the levels of components (an absent one is `down`) and the choices of standbys. */
export interface GateView {
  readonly scale: Scale;
  levelOf(id: ComponentId): Level;
  activeOf(gate: StandbyNode): number;
}

/** How a member counts: its level after its effect. */
export const memberLevel = (member: GateMember, view: GateView): Level => {
  const counts = member.effect[nodeLevel(member.node, view)];
  if (counts === undefined) throw new Error(`member ${member.label} is at a level outside its scale`);
  return counts;
};

/** Levels of a gate's members, after their effects. */
export const memberLevels = (gate: { readonly members: readonly GateMember[] }, view: GateView): readonly Level[] =>
  gate.members.map((member) => memberLevel(member, view));

export const nodeLevel = (node: Node, view: GateView): Level => {
  switch (node.kind) {
    case 'component':
      return view.levelOf(node.id);
    case 'atLeast':
      return atLeastLevel(node, memberLevels(node, view), view.scale);
    case 'standby':
      return standbyLevel(view.activeOf(node), memberLevels(node, view), view.scale);
    case 'score':
      return scoreLevel(node, view);
  }
};

/** The best level L for which members at L or better weigh enough; at best at risk while redundancy is lost. */
const atLeastLevel = (gate: AtLeastNode, levels: readonly Level[], scale: Scale): Level => {
  const ranked = gate.members.map((member, index) => ({ weight: member.weight, level: levels[index] ?? scale.down }));
  ranked.sort((a, b) => a.level - b.level);
  let weight = 0;
  const decisive = ranked.find((member) => (weight += member.weight) >= gate.needed);
  const level = decisive?.level ?? scale.down;
  return gate.spare && levels.some((member) => member >= scale.impaired) ? atBestAtRisk(level, scale) : level;
};

const standbyLevel = (active: number, levels: readonly Level[], scale: Scale): Level => {
  const level = levels[active] ?? scale.down;
  const otherImpaired = levels.some((member, index) => index !== active && member >= scale.impaired);
  return otherImpaired || active !== 0 ? atBestAtRisk(level, scale) : level;
};

/** The worst level whose threshold the sum of the members' weights reaches. */
const scoreLevel = (gate: ScoreNode, view: GateView): Level => {
  const sum = gate.members.reduce((total, member) => total + (member.weights[memberLevel(member, view)] ?? 0), 0);
  return gate.thresholds.findLast(([, threshold]) => sum >= threshold)?.[0] ?? UP;
};

/** The level, or `at-risk` if that is worse and the scale has it. */
export const atBestAtRisk = (level: Level, scale: Scale): Level => Math.max(level, scale.atRisk ?? UP);
