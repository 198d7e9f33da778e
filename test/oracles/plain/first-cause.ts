// Blame by `first-cause` (S8): of all faults still at work behind a component's level, the one that began first (then: was reported
// first, then fold order). Found from the component downwards: its own faults at its level or worse; what a latch or a start-up is
// owed to; and, where what it sees of its requirement is as bad as itself, the members that make the requirement what it is.
// While a reserve hides the loss, the requirement is followed too, so that `at-risk` on a battery has its cause.
// A consequence is passed on to what it came from. O(what stands behind the component), without recursion over components.
import { memberLevels, nodeLevel, type GateView } from './gate.ts';
import { observedFaults } from './observed.ts';
import { UP } from '#domain/impact/scale.ts';
import { ownLevel, viewOf, type Causes } from './settle.ts';
import { beganAt, type ComponentState, type Fault, type World } from './state.ts';
import { reportedAt } from '#domain/facts/fact.ts';
import type { ComponentId } from '#domain/topology/definition.ts';
import type { GateMember, Node } from '#domain/topology/requirement.ts';

/** Faults at work behind the level a component is at now; empty where only an absent component explains it. */
const faultsAtWork = (world: World, id: ComponentId): ReadonlySet<Fault> => collect(world, [id]);

/** Which component's levels a requirement owes its level to. */
const followed = (world: World, state: ComponentState): readonly ComponentId[] => {
  const { requirement } = state.component;
  if (requirement === undefined || state.level === UP) return [];
  const hidden = state.seen < state.requirement;
  return state.seen >= state.level || (hidden && state.level === world.scale.atRisk && ownLevel(state) < state.level)
    ? responsible(requirement, viewOf(world, state))
    : [];
};

const collect = (world: World, from: readonly ComponentId[]): ReadonlySet<Fault> => {
  const faults = new Set<Fault>();
  const visited = new Set<ComponentId>(from);
  const pending = [...from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const state = world.states.get(id);
    if (state === undefined || state.level === UP) continue;
    for (const fault of ownFaults(state)) faults.add(fault);
    const held = heldBy(state);
    if (held !== undefined) faults.add(held);
    for (const next of followed(world, state)) {
      if (!visited.has(next)) {
        visited.add(next);
        pending.push(next);
      }
    }
  }
  return faults;
};

/** Its own faults at its level or worse: the open ones, and what is observed of it (S5.7). */
const ownFaults = (state: ComponentState): readonly Fault[] =>
  [...state.faults, ...observedFaults(state)].filter((fault) => fault.level >= state.level);

/** What a latch or a start-up that holds the component down is owed to. */
const heldBy = (state: ComponentState): Fault | undefined => {
  if (state.latch !== undefined) return state.latch.cause;
  return state.startingSince === undefined ? undefined : state.requirementLoss?.cause;
};

/** The components whose levels make a requirement as bad as it is. Depth of gates is bounded where models are read. */
const responsible = (root: GateMember, view: GateView): readonly ComponentId[] => {
  const found: ComponentId[] = [];
  const visit = (node: Node): void => {
    if (node.kind === 'component') found.push(node.id);
    else for (const member of responsibleMembers(node, view)) visit(member.node);
  };
  visit(root.node);
  return found;
};

/** A gate's members at its level or worse; of a standby the active one (automatic: the others too); of a score those that weigh more. */
const responsibleMembers = (gate: Exclude<Node, { kind: 'component' }>, view: GateView): readonly GateMember[] => {
  const levels = memberLevels(gate, view);
  if (gate.kind === 'score') {
    return gate.members.filter((member, index) => (member.weights[levels[index] ?? UP] ?? 0) > (member.weights[UP] ?? 0));
  }
  const level = nodeLevel(gate, view);
  const active = gate.kind === 'standby' ? view.activeOf(gate) : undefined;
  return gate.members.filter(
    (_member, index) =>
      (levels[index] ?? UP) >= level &&
      (levels[index] ?? UP) > UP &&
      (gate.kind !== 'standby' || gate.automatic || index === active || level < view.scale.impaired),
  );
};

/** Earliest of the faults: began, then was reported, then fold order. */
const first = (faults: ReadonlySet<Fault>): Fault | undefined =>
  [...faults].toSorted((a, b) => beganAt(a) - beganAt(b) || reportedAt(a.began) - reportedAt(b.began) || a.order - b.order)[0];

/** What a consequence came from, and so on to the last; a ring of consequences ends where it closes. */
const passedOn = (fault: Fault): Fault => {
  const seen = new Set<Fault>([fault]);
  let root = fault;
  while (root.origin !== undefined && !seen.has(root.origin)) {
    root = root.origin;
    seen.add(root);
  }
  return root;
};

/** The fault a component's present level is owed to; undefined: unattributed. */
export const firstCause = (world: World, id: ComponentId): Fault | undefined => {
  const found = first(faultsAtWork(world, id));
  return found === undefined ? undefined : passedOn(found);
};

/** Causes as losses remember them: not passed on yet, since what a fault came from may become known in the same instant. */
export const attributions: Causes = {
  ofRequirement(world, id) {
    const state = world.states.get(id);
    const { requirement } = state?.component ?? {};
    if (state === undefined || requirement === undefined) return undefined;
    return first(collect(world, responsible(requirement, viewOf(world, state))));
  },
  ofLevel: (world, id) => first(faultsAtWork(world, id)),
};
